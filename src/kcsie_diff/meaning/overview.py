"""Tables beside the changes: links, instruments of law and organisations, and the counts of the summary."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping

from kcsie_diff.meaning.evidence import Context
from kcsie_diff.model.alignment import Alignment, Difference
from kcsie_diff.model.comparison import Category, Change, ChangeKind, LinkChange, LinkRow, Named, Summary
from kcsie_diff.model.edition import Edition


def summarise(alignment: Alignment, changes: tuple[Change, ...]) -> Summary:
    """The counts of a comparison. A term's folded changes are one reading."""
    by_category = Counter(change.category for change in changes)
    by_kind = Counter(change.kind for change in changes)
    terms = {change.term for change in changes if change.term is not None}
    return Summary(
        unchanged=sum(len(pair.new) for pair in alignment.unchanged),
        changes=len(changes),
        readings=sum(change.term is None for change in changes) + len(terms),
        out_of_scope=sum(part.nodes for part in alignment.out_of_scope),
        by_category=tuple((category.value, by_category[category]) for category in Category),
        by_kind=tuple((kind.value, by_kind[kind]) for kind in ChangeKind),
        noise=alignment.noise,
    )


# ---- links ----------------------------------------------------------------------------------------------------------


def list_links(alignment: Alignment, ids: tuple[str, ...]) -> tuple[LinkRow, ...]:
    """Links added, removed and retargeted, change by change. None where one file has no links at all."""
    if not (alignment.old.links_read and alignment.new.links_read):
        return ()
    return tuple(
        LinkRow(link.text, _link_status(link), link.old, link.new, identity)
        for identity, difference in zip(ids, alignment.differences, strict=True)
        for link in difference.links or tuple(_links_by_target(difference))
    )


def _link_status(link: LinkChange) -> str:
    if link.old is None:
        return "added"
    return "removed" if link.new is None else "retargeted"


def _links_by_target(difference: Difference) -> Iterator[LinkChange]:
    """Links whose target only one side has; the same words on both sides make one retargeted link."""
    old, new = (
        {link.target: link.text for node in side for link in node.links if not link.target.startswith("#")}
        for side in (difference.old, difference.new)
    )
    gone = {text: target for target, text in old.items() if target not in new}
    for target, text in new.items():
        if target not in old:
            yield LinkChange(text, gone.pop(text, None), target)
    for text, target in gone.items():
        yield LinkChange(text, target, None)


# ---- things named ---------------------------------------------------------------------------------------------------


def list_acts(context: Context, named_by: Mapping[str, list[str]], *, partial: bool) -> tuple[Named, ...]:
    """Instruments that only one edition names, and those of both that a change names. `named_by`: ids by key.

    Where one file is but a part of the other (`partial`), what the left-out sections name is not "no longer named":
    only instruments that a change names are listed then.
    """
    old, new = (register.instruments for register in context.registers)
    rows = [
        Named(instrument.title, _status(key, old, new), tuple(dict.fromkeys(named_by.get(key, ()))))
        for key, instrument in {**old, **new}.items()
        if key in named_by or (not partial and (key in old) != (key in new))
    ]
    return tuple(sorted(rows, key=lambda row: (row.status, row.name)))


def list_organisations(context: Context, changes: tuple[Change, ...]) -> tuple[Named, ...]:
    """Organisations that changes name, each with whether the rest of either edition names it too."""
    named_by: dict[str, list[str]] = {}
    for change in changes:
        for name in change.organisations:
            named_by.setdefault(name, []).append(change.id)
    old, new = (_named_in(edition, context, named_by) for edition in (context.old, context.new))
    rows = [Named(name, _status(name, old, new), tuple(ids)) for name, ids in named_by.items()]
    return tuple(sorted(rows, key=lambda row: (row.status, row.name)))


def _named_in(edition: Edition, context: Context, names: Iterable[str]) -> set[str]:
    """Which of some organisations an edition names anywhere, under any of their names."""
    wanted = set(names)
    text = "\n".join(node.text for node in edition.content).replace("’", "'")
    entries = context.lexicon.organisations.entries
    return {name for phrase, name in entries if name in wanted and _stands_in(phrase, text)}


def _stands_in(phrase: str, text: str) -> bool:
    at = text.find(phrase)
    while at >= 0:
        if not text[at - 1 : at].isalnum() and not text[at + len(phrase) : at + len(phrase) + 1].isalnum():
            return True
        at = text.find(phrase, at + 1)
    return False


def _status(name: str, old: Container[str], new: Container[str]) -> str:
    if name in old and name in new:
        return "kept"
    return "added" if name in new else "removed"
