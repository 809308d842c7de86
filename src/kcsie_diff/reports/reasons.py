"""Why a change was sorted as it was: a sentence for each rule, with the words that the rule saw in each edition."""

from collections.abc import Sequence
from itertools import groupby

from kcsie_diff.model.comparison import Change, Passage, Reason, Side
from kcsie_diff.reports import english
from kcsie_diff.reports.excerpts import ELLIPSIS

_LONG_QUOTE = 8
"""Words: a quote this long is read as a sentence, so that one which stops before the sentence does says so."""


def reasons(change: Change, names: tuple[str, str]) -> tuple[str, ...]:
    """Return the reasons of a change, one for each rule in the order given. `names` are those of the editions."""
    rules = dict.fromkeys(reason.rule for reason in change.reasons)
    return tuple(_told(rule, [each for each in change.reasons if each.rule == rule], change, names) for rule in rules)


def _told(rule: str, seen: Sequence[Reason], change: Change, names: tuple[str, str]) -> str:
    sides = (
        (names[0], _quotes(seen, Side.OLD, change.old)),
        (names[1], _quotes(seen, Side.NEW, change.new)),
    )
    said = []
    for quotes, run in groupby((each for each in sides if each[1]), key=lambda side: side[1]):
        where = english.listed([name for name, _ in run])
        said.append(f"{english.listed([f'“{quote}”' for quote in quotes])} ({where})")
    return ": ".join([english.rule(rule), "; ".join(said)] if said else [english.rule(rule)])


def _quotes(seen: Sequence[Reason], side: Side, passages: Sequence[Passage]) -> tuple[str, ...]:
    """What a rule saw on one side; words that stand in another of its quotes are not said twice."""
    texts = tuple(dict.fromkeys(each.text for each in seen if each.side is side and each.text))
    alone = [text for text in texts if not any(text != other and text in other for other in texts)]
    return tuple(_to_a_word_end(text, passages) for text in alone)


def _to_a_word_end(quote: str, passages: Sequence[Passage]) -> str:
    """A quote that was cut short, back to the end of a word and with an ellipsis; every other one as it is."""
    last = quote.rsplit(f" {ELLIPSIS} ", 1)[-1]
    if not last.strip():  # it was cut where one changed stretch ends and the next would begin
        return quote.rstrip()
    after = next((each.text.partition(last)[2] for each in passages if last in each.text), "")
    if after[:1].isalnum() and last[-1:].isalnum() and " " in quote:
        return f"{quote.rsplit(' ', 1)[0]} {ELLIPSIS}"
    stops_short = len(last.split()) >= _LONG_QUOTE and after.lstrip()[:1].isalnum()
    return f"{quote.rstrip()} {ELLIPSIS}" if stops_short else quote
