"""How a change is worded: its title, its place in both editions as a reader says it, its words, and its reasons."""

import re
from collections.abc import Sequence
from itertools import groupby

from kcsie_diff.language.dates import years_in
from kcsie_diff.language.sentences import is_notice
from kcsie_diff.model.comparison import (
    Category,
    Change,
    ChangeKind,
    Comparison,
    Passage,
    Reason,
    Segment,
    SegmentOp,
    Side,
    Significance,
    changed_words,
)
from kcsie_diff.reports import english
from kcsie_diff.reports.english import count, listed, nth, shortened
from kcsie_diff.reports.excerpts import ELLIPSIS, excerpt, runs, spelled
from kcsie_diff.reports.view import Block, ChangeView

UNNUMBERED = "unnumbered text"
_MOST_NAMED = 3
# The word or two by which a passage without a number is known: "content: being exposed to …".
_LABEL = re.compile(r"([^\W\d_][\w’'-]*(?: [\w’'-]+){0,2}): ?\S")


def place(passage: Passage) -> str:
    """Return the place of one passage in its edition, without its page."""
    match passage.node:
        case "paragraph" if passage.number is not None:
            return f"paragraph {passage.number}"
        case "paragraph":
            return f"paragraph {passage.paragraph}, further text" if passage.paragraph else UNNUMBERED
        case "item":
            bullet = nth(passage.ordinal, "bullet") if passage.ordinal else "bullet"
            own = bullet if passage.number is None else f"point {passage.number}"
            return f"paragraph {passage.paragraph}, {own}" if passage.paragraph else own
        case "heading":
            return "heading"
        case "footnote":
            own, joint = f"footnote {passage.number or ''}".rstrip(), "to"
        case "table_row":
            own, joint = "table row", "under"
        case "figure_text":
            own, joint = "text in a figure", "under"
        case _:
            return "text outside the structure"
    return f"{own} {joint} paragraph {passage.paragraph}" if passage.paragraph else own


def label(node: str, number: str | None) -> str:
    """Return what stands before the words of a paragraph, item or footnote: "171", "•", "Footnote 12"."""
    if node == "footnote":
        return f"Footnote {number or ''}".strip()
    return number or ("•" if node == "item" else "")


def named(passage: Passage, section: Sequence[str]) -> str:
    """Return the place of a passage as a heading of its own: one without a number is named after its section or page.

    Where there is neither, the place alone has to do.

    >>> named(Passage("a", "paragraph", None, None, None, 6, (6,), "…"), ("Summary", "Who it is for"))
    'text under “Who it is for”'
    """
    if passage.paragraph is not None or passage.number is not None:
        return place(passage)
    own = "text" if passage.node == "paragraph" else place(passage)
    if passage.after is not None:
        word = _LABEL.match(passage.text)
        return f"paragraph {passage.after}, {f'“{word[1]}”' if word else own if own != 'text' else 'further text'}"
    if passage.before is not None:
        return f"{'note' if own == 'text' else own} before paragraph {passage.before}"
    if section:
        return f"{own} under “{shortened(section[-1])}”"
    return place(passage) if passage.page is None else f"{own} on page {passage.page}"


def places(passages: Sequence[Passage]) -> str:
    """Return where all passages of one side stand: "paragraphs 12 and 13", "heading and 4 passages under it"."""
    if len(passages) > 1 and passages[0].node == "heading":
        return f"heading and {count(len(passages) - 1, 'passage')} under it"
    numbered = [passage.number for passage in passages if passage.node == "paragraph" and passage.number]
    if len(numbered) == len(passages) > 1:
        return f"paragraphs {f'{numbered[0]} to {numbered[-1]}' if len(numbered) > _MOST_NAMED else listed(numbered)}"
    named = []  # neighbours of one name are in one place, but table rows are counted
    for name, run in groupby(map(place, passages)):
        number = len(list(run))
        named.append(name.replace("table row", f"{number} table rows", 1) if number > 1 else name)
    if len(named) > _MOST_NAMED:
        return f"{named[0]} and {count(len(passages) - 1, 'more passage')} after it"
    return listed(named)


def pages(passages: Sequence[Passage]) -> str:
    """Return the pages of the file that the passages touch: "page 38", "pages 38 to 39"; "" if there are none."""
    return page_span(sorted({page for passage in passages for page in passage.pages}))


def page_span(touched: Sequence[int]) -> str:
    """Return ascending pages in words."""
    if not touched:
        return ""
    if len(touched) == 1:
        return f"page {touched[0]}"
    return f"pages {touched[0]} to {touched[-1]}"


def edition_names(old: str, new: str) -> tuple[str, str]:
    """Return what the two editions are called in short: "2024 edition" where their titles tell years apart."""
    old_years, new_years = years_in(old), years_in(new)
    if old_years and new_years and old_years[-1] != new_years[-1]:
        return f"{old_years[-1]} edition", f"{new_years[-1]} edition"
    return "older edition", "newer edition"


# ---- a change in words ----

_SUPPORT = {
    "resource-named": "Resource renamed or replaced",
    "contact-details": "Contact details changed",
    "link-retargeted": "Link changed",
    "resource-listed": "Entry of a list of resources",
    "explanation": "Background",
    "signpost": "Link or resource changed",
}
# What wants a noun after it: an article or a preposition, or a verb in -ing that begins the passage.
_OPEN_END = re.compile(r"(?:\b(?:the|an?|of|to|for|with|by|in|on|at|from)|^\w+ing)\s*$", re.I)
_DANGLING = re.compile(r"\s*(?:and|or)\s+(?!\w+ing\b)\w", re.I)
_CORRECTION = 3  # words of each stretch that a correction cuts or adds
_LONG_QUOTE = 8
"""Words: a quote this long is read as a sentence, so that one which stops before the sentence does says so."""


def change_view(
    change: Change, comparison: Comparison, names: tuple[str, str], part: str, part_title: str
) -> ChangeView:
    """Return the view of a change. `names` are the short names of the editions, `part` the anchor of its part."""
    path = change.section_path
    new_text = spelled(change.segments, SegmentOp.ADD) if change.new else ""
    old_text = spelled(change.segments, SegmentOp.CUT) if change.old else ""
    return ChangeView(
        change=change,
        anchor=change.id,
        title=title(change),
        reference=reference(change, names),
        path=path,
        path_before=None if change.section_old == path else change.section_old,
        part=part,
        part_title=part_title,
        category=english.CATEGORIES[change.category],
        kind=change_kind(change),
        significance=english.SIGNIFICANCES[change.significance],
        support=_support(change),
        duty=english.duty(change.duty, change.duties),
        mentioned=_mentioned(change, comparison),
        folded=change.category is Category.EDITORIAL or change.term is not None,
        runs=runs(change.segments),
        excerpt=excerpt(change.segments),
        old_text=old_text,
        new_text=new_text,
        citation=_citation(change, comparison),
        blocks=_blocks(change),
        reasons=reasons(change, names),
        audiences=change.audience,
    )


def title(change: Change) -> str:
    """Return the heading of a change: the place in the newer edition, or in the older one where it was removed."""
    shown = change.new or change.old
    section = (change.section_new if change.new else change.section_old) or ()
    if len(shown) > 1:
        own = places(shown)
        nameless = all(each.number is None and each.paragraph is None for each in shown)
        if nameless and section and shown[0].node != "heading":
            own = own.replace(UNNUMBERED, "text")
            own += f" under “{shortened(section[-1])}”"
        if shown[0].node == "heading":
            own = own.replace("heading", f"heading “{shortened(shown[0].text)}”", 1)
    elif shown[0].node == "heading":
        own = f"heading “{shortened(shown[0].text)}”"
    else:
        own = named(shown[0], section)
    return english.sentence(own)


def reference(change: Change, names: tuple[str, str]) -> str:
    """Return where a change stands in both editions: "2025 edition: paragraph 180, page 47; 2024 edition: …"."""
    sides = [(names[1], change.new, change.section_new), (names[0], change.old, change.section_old)]
    present = [f"{name}: {_whereabouts(passages, section or ())}" for name, passages, section in sides if passages]
    missing = [f"not in the {name}" for name, passages, _ in sides if not passages]
    return "; ".join(present + missing)


def _whereabouts(passages: Sequence[Passage], section: Sequence[str]) -> str:
    """The numbers and pages of passages; in a format without pages, their numbers and headings."""
    nameless = len(passages) == 1 and place(passages[0]) == UNNUMBERED and bool(section)
    where = named(passages[0], section if passages[0].page else ()) if nameless else places(passages)
    return ", ".join(part for part in (where, pages(passages) or " › ".join(section)) if part)


def change_kind(change: Change) -> str:
    """What happened to the words, and that their place changed too."""
    name = english.KINDS[change.kind]
    return f"{name} and moved" if change.moved and change.kind is not ChangeKind.MOVED else name


def _support(change: Change) -> str:
    """What kind of additional support a change is, in plain words."""
    if change.category is not Category.ADDITIONAL_SUPPORT:
        return ""
    rules = {reason.rule for reason in change.reasons}
    if is_notice(changed_words(change.segments)):
        return "Notice about guidance"
    if change.kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
        what = "link or resource" if rules & {"signpost", "resource-listed", "resource-named"} else "background"
        return f"New {what}" if change.kind is ChangeKind.ADDED else f"{what.capitalize()} removed"
    changed = [segment.text for segment in change.segments if segment.op is not SegmentOp.KEEP]
    if change.significance is Significance.LOW and all(len(text.split()) <= _CORRECTION for text in changed):
        return "Perhaps a slip in the newer edition" if _leaves_a_gap(change.segments) else "Correction"
    what = _SUPPORT.get(change.reasons[0].rule if change.reasons else "", "")
    return "" if what == change_kind(change) else what  # "Link changed" says both


def _leaves_a_gap(segments: Sequence[Segment]) -> bool:
    """Whether what is left of a cut cannot be meant: "Tackling [violence against women] and girls", "the [x] and y".

    Must not match what lost a whole member: "planning [visits] and leading them".
    """
    joins = zip(segments, segments[1:], segments[2:], strict=False)
    return any(
        [each.op for each in join] == [SegmentOp.KEEP, SegmentOp.CUT, SegmentOp.KEEP]
        and _OPEN_END.search(join[0].text) is not None
        and _DANGLING.match(join[2].text) is not None
        for join in joins
    )


def _mentioned(change: Change, comparison: Comparison) -> str:
    """Whether the publisher's table names a change, the same one elsewhere, or neither; "" for no table."""
    table = comparison.official_table
    if change.official is not None:
        return "yes"
    if table is None or change.id not in table.unlisted:
        return ""
    return "elsewhere" if change.id in table.elsewhere else "no"


def _citation(change: Change, comparison: Comparison) -> str:
    """What stands before the words when a person copies a change."""
    if change.new:
        return f"{comparison.new.title}, {_whereabouts(change.new, change.section_new or ())}"
    return f"Removed since {comparison.old.title}, {_whereabouts(change.old, change.section_old or ())}"


def _blocks(change: Change) -> tuple[Block, ...]:
    """The passages of a change that has one side only."""
    if change.old and change.new:
        return ()
    return tuple(
        Block(label(each.node, each.number), each.text, each.node == "heading") for each in change.new or change.old
    )


# ---- why it has its category ----


def reasons(change: Change, names: tuple[str, str]) -> tuple[str, ...]:
    """Return the reasons of a change, one for each rule in the order given. `names` are those of the editions."""
    found = []
    for rule in dict.fromkeys(reason.rule for reason in change.reasons):
        seen = [each for each in change.reasons if each.rule == rule]
        sides = ((names[0], _quotes(seen, Side.OLD, change.old)), (names[1], _quotes(seen, Side.NEW, change.new)))
        said = []
        for quotes, run in groupby((each for each in sides if each[1]), key=lambda side: side[1]):
            where = english.listed([name for name, _ in run])
            said.append(f"{english.listed([f'“{quote}”' for quote in quotes])} ({where})")
        found.append(": ".join(filter(None, (english.rule(rule), "; ".join(said)))))
    return tuple(found)


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
