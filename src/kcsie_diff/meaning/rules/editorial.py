"""Editorial rules: differences that change no meaning. They are reported, and folded away.

Three sorts of rule, in this order: on the passage as a whole (the cover, a caption), on its changed spans (every span
must be editorial by one of these rules), and on what is left (the same words moved, the edition's words about itself).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from kcsie_diff.differing.word_diff import letters_apart
from kcsie_diff.language.addresses import on_same_host
from kcsie_diff.language.dates import DATE_PATTERN, is_year, years_in
from kcsie_diff.language.normalise import fold
from kcsie_diff.language.spelling import is_word
from kcsie_diff.language.stopwords import STOP_WORDS
from kcsie_diff.language.tokens import word_keys
from kcsie_diff.meaning.evidence import Context, Facts
from kcsie_diff.meaning.rules.rule import Finding, Rule, Seen, found
from kcsie_diff.model.alignment import ChangedSpan
from kcsie_diff.model.comparison import Category, ChangeKind, Side
from kcsie_diff.model.edition import NodeKind

_CAPTION = re.compile(r"(?:figure|fig\.|table|chart|diagram|box|illustration)\s+\d+(?:\.\d+)*\b", re.IGNORECASE)
_CAPTION_WORDS = 15
# The guidance by its name or as "this guidance", with the preposition before it.
_MENTION = (
    r"(?:\b(?:of|in|to) )?(?:\bthe full version of )?(?:\b(?:the|this) )?"
    r"\b(?:{}|(?<=this )guidance|(?<=the )guidance|(?<=this )document|(?<=the )document)(?!\w)"
)
_SELF = ("guidance", "document", "publication", "annex")
_PARAGRAPH = re.compile(r"\bpara(?:graph)?s?\b\.?")
_GENERIC = re.compile(r"(?:and )?(?:(?:the|this|that|its) )?(?:annex|appendix)")
_LABELLED = re.compile(r"(?:and )?(?:annex|appendix) \w{1,2}")
_NEGATIONS = ("un", "in", "im", "il", "ir", "dis", "non", "mis", "no")
_IMPRINT = re.compile(r"©? ?(?:crown )?copyright(?: [12]\d{3})?\.?")
# "ISBN 978 1 2345 6789 0", "DFE-00195-2024"; and what comes before a number that an imprint calls so.
_REFERENCE_NUMBER = re.compile(r"\bISBN:?[\s\d-]*|\b97[89][-\s]?(?:\d[-\s]?){9}\d\b|\b[A-Z]{2,}[-/]\d+(?:[-/]\d+)*\b")
_CALLED_NUMBER = re.compile(r"\b(?:isbn|ref|reference)(?: (?:number|no))?[ .:\d-]*$")
_REPLACED = re.compile(r"\b(?:replaces|supersedes)\b[^.]*$")
_JOINT = re.compile(r"[,;.]?(?: ?and\b)?[,;.]?")
# Signs that carry meaning: comparison, sums, units, money, law. The bar parts the cells of a row.
_SIGNS = frozenset("≤≥<>=≠≈±+−×÷%‰°§£€$′″²³|✓✔✗✘☐☑☒∞√µ&@#/~^\ufffd")
_DASH = re.compile(r"[-–—−‐‑]")
_BRACKET = re.compile(r"[()\[\]{}]")
_CLAUSE_ENDS = tuple(",;:.!?")
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

    In the publisher's own table of changes they do not matter: the table speaks of duties and lays none.
    """
    if _in_publishers_table(facts):
        return Finding((_start(facts, Side.NEW if facts.difference.new else Side.OLD),), 0.95)
    one = facts.difference
    changed = [(text[:_SHOWN], side) for text, side in ((one.cut, Side.OLD), (one.added, Side.NEW)) if text]
    if any(letter.isalnum() for text, _ in changed for letter in text) and (facts.citations or facts.duties):
        return None
    return found(changed or [_start(facts)], 0.95)


# ---- rules on the passage as a whole ----


def _cover(facts: Facts) -> Finding | None:
    spans = facts.difference.spans
    return _finding(facts) if spans and all(span.on_cover for span in spans) else None


def _about_the_revision(facts: Facts) -> Finding | None:
    revision = {
        side: one.revision for side, one in zip((Side.OLD, Side.NEW), facts.context.self_descriptions, strict=True)
    }
    applies = facts.difference.spans and all(node.key in revision[side] for side, node in facts.nodes_both)
    return _finding(facts) if applies and not _in_publishers_table(facts) else None


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
    return _finding(facts) if applies else None


# ---- rules on changed spans ----


def _reference_retargeted(span: ChangedSpan, _: Context) -> bool:
    return span.references == {Side.OLD, Side.NEW}


def _adapted_for_print(span: ChangedSpan, context: Context) -> bool:
    if not context.is_print:
        return False
    names = {name for one in context.self_descriptions for name in one.names}
    own = re.compile(_MENTION.format("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "$"))
    one, other = (_PARAGRAPH.sub("paragraph", own.sub("", fold(text)).strip()) for text in (span.cut, span.added))
    if {one, other} == {"this", "the"}:
        return span.after.startswith(_SELF)
    if one == other:
        return any(own.search(fold(text)) for text in (span.cut, span.added))
    return any(_GENERIC.fullmatch(a) and _LABELLED.fullmatch(b) for a, b in ((one, other), (other, one)))


def _typing_error(span: ChangedSpan, context: Context) -> bool:
    one, other = (word_keys(text) for text in (span.cut, span.added))
    if len(one) + len(other) == 1:
        return _is_doubled((*one, *other)[0], span)
    if len(one) != 1 or len(other) != 1 or not (one[0] + other[0]).isalpha() or min(len(one[0]), len(other[0])) < 4:
        return False
    shorter, longer = sorted((one[0], other[0]), key=len)
    if longer.startswith(shorter) or any(longer == prefix + shorter for prefix in _NEGATIONS):
        return False
    if letters_apart(shorter, longer) > (1 if len(longer) < 9 else 2) or _is_name(span):
        return False
    return [context.vocabulary.get(word, 0) > 1 or is_word(word) for word in (one[0], other[0])].count(True) == 1


def _is_doubled(word: str, span: ChangedSpan) -> bool:
    """Whether a word comes twice in a row on one side: "at the the gate". Must not match "no, no" or a figure."""
    beside = span.before.split()[-1:] + span.after.split()[:1]
    return word.isalpha() and word in beside and word in STOP_WORDS


def _is_name(span: ChangedSpan) -> bool:
    """Whether the word has a capital within a sentence: "Smith" and "Smyth" are two people."""
    return span.cut[:1].isupper() and span.added[:1].isupper() and bool(span.before) and span.before[-1] not in ".:!?"


def _imprint(span: ChangedSpan, _: Context) -> bool:
    changed = [fold(text) for text in (span.cut, span.added) if text]
    if span.before.rstrip().endswith("copyright"):
        return all(is_year(text) for text in changed)
    return bool(changed) and all(_IMPRINT.fullmatch(text) for text in changed)


def _edition_replaced(span: ChangedSpan, context: Context) -> bool:
    said = _REPLACED.search(span.before)
    known = said and any(name in said[0] for one in context.self_descriptions for name in one.names)
    return bool(known) and all(is_year(fold(text).strip(" ().")) for text in (span.cut, span.added))


def _list_joint(span: ChangedSpan, _: Context) -> bool:
    joint = [_JOINT.fullmatch(fold(text).strip()) for text in (span.cut, span.added)]
    return span.at_end and all(joint) and "and" in fold(span.cut + span.added)


def _case_only(span: ChangedSpan, _: Context) -> bool:
    return span.cut != span.added and fold(span.cut) == fold(span.added)


def _punctuation_only(span: ChangedSpan, _: Context) -> bool:
    changed = span.cut + span.added
    if any(letter.isalnum() or letter in _SIGNS for letter in changed):
        return False
    by_figure = span.before[-1:].isdigit(), span.after[:1].isdigit()
    if all(by_figure) or (by_figure[1] and span.before[-1:] not in _CLAUSE_ENDS and _DASH.search(changed)):
        return False  # "14-28" and "14, 28"; "-5" and "5"
    return not (any(by_figure) and _BRACKET.search(changed))


@dataclass(frozen=True, slots=True)
class SpanRule:
    """An editorial rule on one changed span; the other fields are those of `Rule`."""

    name: str
    test: Callable[[ChangedSpan, Context], bool]
    matches: str
    must_not: str
    source: str
    sentence: str


ON_SPANS: tuple[SpanRule, ...] = (
    SpanRule(
        "reference-retargeted",
        _reference_retargeted,
        "a cross reference that now points at another place in the guidance",
        "a reference that is added or removed",
        "docs/categories.md, E2",
        "Only the place that a cross reference names differs",
    ),
    SpanRule(
        "adapted-for-print",
        _adapted_for_print,
        "a sentence fitted to a separate print: “in Annex B” and “in the annex”, “of this guidance” and “of KCSIE”",
        "two whole editions; another annex, paragraph or part; words beside such a mention",
        "docs/categories.md, E6",
        "The sentence was fitted to a separate print",
    ),
    SpanRule(
        "typing-error",
        _typing_error,
        "one word corrected by a letter or two, where one of the spellings is no English word and used nowhere else in "
        "either edition; a word that was printed twice in a row",
        "two words of English (“lead”, “head”); names of people; numbers; a word and its inflection or opposite",
        "docs/categories.md, E1",
        "A typing error was put right, or made",
    ),
    SpanRule(
        "imprint",
        _imprint,
        "the line that says who holds the copyright and since when",
        "what may be done with the text; a date in the body of the guidance",
        "docs/categories.md, E4",
        "The words belong to the imprint",
    ),
    SpanRule(
        "edition-replaced",
        _edition_replaced,
        "the year of the edition that this one replaces: “replaces KCSIE 2023”",
        "other guidance that is replaced",
        "docs/categories.md, E4",
        "Only the year of the edition that this one replaces differs",
    ),
    SpanRule(
        "list-joint",
        _list_joint,
        "the “and” at the end of the last item but one of a list, added or removed with its punctuation",
        "“or”, which leaves a choice; an “and” between words",
        "docs/categories.md, E5",
        "Only the word or mark that joins the items of a list differs",
    ),
    SpanRule(
        "case-only",
        _case_only,
        "“Annex” and “annex”",
        "another letter",
        "docs/categories.md, E1",
        "Only capital letters differ",
    ),
    SpanRule(
        "punctuation-only",
        _punctuation_only,
        "punctuation alone: a full stop, a comma for a semicolon",
        "a letter or digit; a sign that carries meaning (≤, ±, %, §); a minus or brackets at a figure",
        "docs/categories.md, E1",
        "Only punctuation differs",
    ),
)


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

    return Rule(rule.name, Category.EDITORIAL, test, rule.matches, rule.must_not, rule.source, rule.sentence)


# ---- rules on what is left ----


def _link_same_host(facts: Facts) -> Finding | None:
    one = facts.difference
    stays = all(on_same_host(link.old or "", link.new or "") for link in one.links)
    pages = all(urlsplit(link.new or link.old or "").scheme not in ("mailto", "tel") for link in one.links)
    return _finding(facts) if one.links and stays and pages and not one.spans else None


def _words_unchanged(facts: Facts) -> Finding | None:
    if facts.difference.spans or facts.difference.kind is ChangeKind.LINK or facts.one_sided:
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


def _imprint_or_revision(facts: Facts) -> Finding | None:
    seen = []
    for span in facts.difference.spans:
        if not all(_are_own_figures(text, span.before, facts.context) for text in (span.cut, span.added)):
            return None
    for side, sentence, _ in facts.changed_sentences():
        hits = facts.lexicon.revision.find(side.text, sentence.words)
        if not hits or facts.duties:
            return None
        seen.append((hits[0].text, side.side))
    return found(seen, 0.85)


ON_PASSAGES = (
    Rule(
        "cover",
        Category.EDITORIAL,
        _cover,
        "words on the cover: its title, year, date and standing",
        "a first page of text",
        "docs/categories.md, E4",
        "The words are on the cover",
    ),
    Rule(
        "about-the-revision",
        Category.EDITORIAL,
        _about_the_revision,
        "the sentence that says which edition this one replaces, and what is said beside the table of changes",
        "guidance that replaces other guidance; the publisher's own table of changes",
        "docs/categories.md, E4",
        "The words are about the edition itself",
    ),
    Rule(
        "caption",
        Category.EDITORIAL,
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
    Rule(
        "link-same-host",
        Category.EDITORIAL,
        _link_same_host,
        "the same words linked to another page of the same site",
        "a link to another site; another mailbox or telephone number",
        "docs/categories.md, E2",
        "The link behind the same words leads to another page of the same site",
    ),
    Rule(
        "words-unchanged",
        Category.EDITORIAL,
        _words_unchanged,
        "a passage moved, split or merged with every word kept",
        "a passage of which one word changed",
        "docs/categories.md, E3",
        "No word changed",
    ),
    Rule(
        "publishers-table",
        Category.EDITORIAL,
        _publishers_table,
        "text inside the publisher's own table of changes",
        "the passages that the table speaks of",
        "docs/categories.md, E4",
        "The passage belongs to the publisher’s own table of changes",
    ),
    Rule(
        "imprint-or-revision",
        Category.EDITORIAL,
        _imprint_or_revision,
        "sentences of the imprint, or that say where the table of changes is or that the edition is not yet final",
        "a sentence that says what a passage of the guidance now means, or that lays a duty; a figure that is not "
        "proved to be the edition's own year, ISBN or reference number",
        "docs/categories.md, E4",
        "The words are about the edition itself",
    ),
)
