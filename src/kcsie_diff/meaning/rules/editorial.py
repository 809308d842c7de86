"""Editorial rules: differences that change no meaning. They are reported, and folded away.

Three sorts of rule, in this order: on the passage as a whole (the cover, a caption), on its changed spans (every span
must be editorial by one of these rules), and on what is left (the same words moved, the edition's words about itself).
"""

import re
from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit

from kcsie_diff.language.addresses import NUMBERS, on_same_host
from kcsie_diff.language.dates import DATE_PATTERN, years_in
from kcsie_diff.language.normalise import fold
from kcsie_diff.language.tokens import word_keys
from kcsie_diff.language.vocabulary import MODALS_AND_DENIALS, are_opposite
from kcsie_diff.meaning.changed_text import SideText
from kcsie_diff.meaning.evidence import Context, Facts
from kcsie_diff.meaning.rules.changed_spans import ON_SPANS, SpanRule
from kcsie_diff.meaning.rules.rule import Finding, Rule, Seen, found
from kcsie_diff.model.alignment import ChangedSpan
from kcsie_diff.model.comparison import Category, ChangeKind, Side
from kcsie_diff.model.edition import NodeKind

_PICTURES = "figure|table|chart|diagram|box|illustration"
_CAPTION = re.compile(rf"(?:{_PICTURES}|fig\.)\s+\d+(?:\.\d+)*\b", re.IGNORECASE)
_CAPTION_WORDS = 15
# "ISBN 978 1 2345 6789 0", "DFE-00195-2024"; and what comes before a number that an imprint calls so.
_REFERENCE_NUMBER = re.compile(r"\bISBN:?[\s\d-]*|\b97[89][-\s]?(?:\d[-\s]?){9}\d\b|\b[A-Z]{2,}[-/]\d+(?:[-/]\d+)*\b")
_CALLED_NUMBER = re.compile(r"\b(?:isbn|ref|reference)(?: (?:number|no))?[ .:\d-]*$")
# The year in such a number, and the figures of an ISBN, the last of which checks the others (ISO 2108).
_YEAR_OF_NUMBER = re.compile(r"[-/]((?:19|20)\d\d)(?!\d)")
_SAME_YEAR_AFTER = re.compile(r"\s?[-/]\s?(?:19|20)\d\d(?!\d)")
_ISBN_LENGTH = 13
_FIGURES_BEFORE, _FIGURES_AFTER = re.compile(r"[\d\s-]+$"), re.compile(r"^[\d\s-]+")
# A figure behind these names a place in the document, and another in the next edition.
_PLACE = re.compile(
    rf"\b(?:pages?|pp?|para(?:graph)?s?|part|annex|section|chapter|footnote|fig|{_PICTURES})\b\.?"
    r"(?:[\s,&–-]|\d|and|to)*$"
)
# Those whom guidance protects; no duty is theirs, so the lexicons do not list them.
# fmt: off
_PEOPLE_IN_CARE = frozenset({
    "carer", "child", "children", "infant", "learner", "learners", "patient", "patients", "pupil", "pupils", "resident",
    "residents", "student", "students", "victim", "victims",
})
# fmt: on
_FIGURE = re.compile(r"\d+(?:\.\d+)*")
# So many words at most stand on either side of a swap that leaves the rest of a sentence as it was.
_FEW_WORDS = 2
# How much of the words that a rule saw is given as its reason, in characters.
_SHOWN = 160
_SHOWN_START = 80


def _start(facts: Facts, side: Side = Side.NEW) -> Seen:
    """The first words of a passage, enough to recognise it."""
    return next(node.text[:_SHOWN_START] for _, node in reversed(facts.nodes_both)), side


def _in_publishers_table(facts: Facts) -> bool:
    keys = facts.context.publishers_table
    return bool(facts.nodes_both) and all((side, node.key) in keys for side, node in facts.nodes_both)


def _finding(facts: Facts) -> Finding | None:
    """The finding of a rule that applies, unless a duty word or a citation of law is among the changed words.

    In the publisher's own table of changes they do not matter: the table speaks of duties and lays none. There, and in
    what else an edition says of itself, a sentence that both editions have is told where one word of it says otherwise.
    """
    if _in_publishers_table(facts):
        return (
            None
            if _says_otherwise(facts)
            else Finding((_start(facts, Side.NEW if facts.difference.new else Side.OLD),), 0.95)
        )
    one = facts.difference
    changed = [(text[:_SHOWN], side) for text, side in ((one.cut, Side.OLD), (one.added, Side.NEW)) if text]
    if any(letter.isalnum() for text, _ in changed for letter in text) and (facts.citations or facts.duties):
        return None
    return found(changed or [_start(facts)], 0.95)


def _says_otherwise(facts: Facts, *, figures: bool = True) -> bool:
    """Whether a word or two, and nothing else, give way to another modal verb, person or opposite, or to a denial.

    A figure counts, too. Must not match one that names a place, the year or version of an edition, or words that were
    rewritten.
    """
    spans = facts.difference.spans
    if facts.one_sided or len(spans) != 1:
        return False
    cut, added = (word_keys(text) for text in (spans[0].cut, spans[0].added))
    if not 0 < max(len(cut), len(added)) <= _FEW_WORDS:
        return False
    people = (_names_a_person(words, facts) for words in (cut, added))
    reversed_ = are_opposite(" ".join(cut), " ".join(added))
    if reversed_ or not MODALS_AND_DENIALS.isdisjoint((*cut, *added)) or all(people):
        return True
    return figures and bool(cut and added) and _has_another_figure(spans[0], facts.context)


def _names_a_person(words: Sequence[str], facts: Facts) -> bool:
    side = SideText.of(" ".join(words))
    found = facts.lexicon.people.find_in(side) or facts.lexicon.actors.find_in(side)
    return bool(found) or not _PEOPLE_IN_CARE.isdisjoint(words)


def _has_another_figure(span: ChangedSpan, context: Context) -> bool:
    figures = set(_FIGURE.findall(span.cut)) ^ set(_FIGURE.findall(span.added))
    named = f"{span.before} {fold(span.cut)}".rstrip("0123456789.- ")
    own = all(_is_of_edition(figure, context) for figure in figures)
    return bool(figures) and not own and not _PLACE.search(named)


def _is_of_edition(figure: str, context: Context) -> bool:
    """Whether a figure is the year or the version of an edition: of the older one, the newer or the one before."""
    years = {int(year) for one in context.self_descriptions for year in one.years if year.isdecimal()}
    versions = {version for one in context.self_descriptions for version in one.versions}
    before = {str(min(years) - 1)} if years else set()
    return figure in before | set(map(str, years)) or any(f"{own}.".startswith(f"{figure}.") for own in versions)


_rule = partial(Rule, category=Category.EDITORIAL)


# ---- rules on the passage as a whole ----


def _cover(facts: Facts) -> Finding | None:
    spans = facts.difference.spans
    return _finding(facts) if spans and all(span.on_cover for span in spans) else None


def _about_the_revision(facts: Facts) -> Finding | None:
    revision = {
        side: one.revision for side, one in zip((Side.OLD, Side.NEW), facts.context.self_descriptions, strict=True)
    }
    applies = facts.difference.spans and all(node.key in revision[side] for side, node in facts.nodes_both)
    return _finding(facts) if applies and not _in_publishers_table(facts) and not _says_otherwise(facts) else None


def _caption(facts: Facts) -> Finding | None:
    nodes = [node for _, node in facts.nodes_both]
    titles = [node for node in nodes if not _CAPTION.match(node.text)]
    applies = (
        facts.difference.spans
        and len(titles) < len(nodes)
        and all(len(node.text.split()) <= _CAPTION_WORDS for node in nodes)
        and (not titles or (facts.difference.old and facts.difference.new))
        and all(node.kind is NodeKind.HEADING for node in titles)
    )
    return _finding(facts) if applies and not _says_otherwise(facts) else None


# ---- rules on changed spans ----


def _on_difference(rule: SpanRule) -> Rule:
    """A rule on spans as a rule on differences: it matches one span, and each other span is editorial, too.

    Where a difference has spans of several sorts, the first of their rules is thus the one that decides.
    """

    def test(facts: Facts) -> Finding | None:
        spans, context = facts.difference.spans, facts.context
        asked = [other for other in ON_SPANS if other.name not in facts.lexicon.disabled]
        applies = any(rule.test(span, context) for span in spans) and all(
            any(other.test(span, context) for other in asked) for span in spans
        )
        return _finding(facts) if applies else None

    return _rule(rule.name, test, rule.matches, rule.must_not, rule.source, rule.sentence)


# ---- rules on what is left ----


def _link_same_host(facts: Facts) -> Finding | None:
    one = facts.difference
    stays = all(on_same_host(link.old or "", link.new or "") for link in one.links)
    pages = all(urlsplit(link.new or link.old or "").scheme not in ("mailto", *NUMBERS) for link in one.links)
    return _finding(facts) if one.links and stays and pages and not one.spans else None


def _words_unchanged(facts: Facts) -> Finding | None:
    if facts.difference.spans or facts.difference.kind is ChangeKind.LINK or facts.one_sided or facts.duties:
        return None
    return _finding(facts)


def _publishers_table(facts: Facts) -> Finding | None:
    return _finding(facts) if _in_publishers_table(facts) else None


def _are_own_figures(text: str, before: str, context: Context) -> bool:
    """Whether every figure of a changed span is proved to be the edition's own: its year, ISBN or reference number."""
    own = {year for one in context.self_descriptions for year in one.years} | {str(year) for year in context.years}
    rest = _REFERENCE_NUMBER.sub("", text)
    rest = DATE_PATTERN.sub(lambda date: "" if own.intersection(years_in(date[0])) else date[0], rest)
    figures = re.findall(r"\d+", rest)
    return all(figure in own for figure in figures) or _CALLED_NUMBER.search(before) is not None


def _can_follow(span: ChangedSpan) -> bool:
    """Whether a number of the imprint can be that of another edition: another year in it, or an ISBN that checks.

    Must match "DFE-00195-2024" and "DFE-00314-2025"; must not match "DCSF-00184-2010" and "DCSF-00189-2010".
    """
    around = _FIGURES_BEFORE.findall(span.before)[:1], _FIGURES_AFTER.findall(span.after)[:1]
    isbn = re.sub(r"\D", "", "".join([*around[0], span.added, *around[1]]))
    if len(isbn) == _ISBN_LENGTH:
        return sum(int(one) * (1, 3)[n % 2] for n, one in enumerate(isbn)) % 10 == 0
    years = [_YEAR_OF_NUMBER.findall(text) for text in (span.cut, span.added)]
    return (not years[0] or years[0] != years[1]) and not _SAME_YEAR_AFTER.match(span.after)


def _imprint_or_revision(facts: Facts) -> Finding | None:
    seen = []
    if _says_otherwise(facts, figures=False):
        return None
    for span in facts.difference.spans:
        own = all(_are_own_figures(text, span.before, facts.context) for text in (span.cut, span.added))
        if not own or not _can_follow(span):
            return None
    for side, sentence, _ in facts.changed_sentences():
        hits = facts.lexicon.revision.find(side.text, sentence.words)
        if not hits or facts.duties:
            return None
        seen.append((hits[0].text, side.side))
    return found(seen, 0.85)


ON_PASSAGES = (
    _rule(
        "cover",
        _cover,
        "words on the cover: its title, year, date and standing",
        "a first page of text",
        "docs/categories.md, E4",
        "The words are on the cover",
    ),
    _rule(
        "about-the-revision",
        _about_the_revision,
        "the sentence that says which edition this one replaces, and what is said beside the table of changes",
        "guidance that replaces other guidance; the publisher's own table of changes",
        "docs/categories.md, E4",
        "The words are about the edition itself",
    ),
    _rule(
        "caption",
        _caption,
        "“Figure 1” and “Table 2: Functions” as a passage, and a title that gained or lost such a label",
        "a sentence that speaks of a figure; a heading that only one edition has",
        "docs/categories.md, E5",
        "The words are a caption",
    ),
)
RULES = (
    *ON_PASSAGES,
    *(_on_difference(rule) for rule in ON_SPANS),
    _rule(
        "link-same-host",
        _link_same_host,
        "the same words linked to another page of the same site",
        "a link to another site; another mailbox or telephone number",
        "docs/categories.md, E2",
        "The link behind the same words leads to another page of the same site",
    ),
    _rule(
        "words-unchanged",
        _words_unchanged,
        "a passage moved, split or merged with every word kept",
        "a passage of which one word changed; an item that moved from a list under “must:” to one under “may:”",
        "docs/categories.md, E3",
        "No word changed",
    ),
    _rule(
        "publishers-table",
        _publishers_table,
        "text inside the publisher's own table of changes",
        "the passages that the table speaks of",
        "docs/categories.md, E4",
        "The passage belongs to the publisher’s own table of changes",
    ),
    _rule(
        "imprint-or-revision",
        _imprint_or_revision,
        "sentences of the imprint, or that say where the table of changes is or that the edition is not yet final",
        "a sentence that says what a passage of the guidance now means, or that lays a duty; a figure that is not "
        "proved to be the edition's own year, ISBN or reference number",
        "docs/categories.md, E4",
        "The words are about the edition itself",
    ),
)
