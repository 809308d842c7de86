"""Editorial rules on one changed span: a difference that changes no meaning whatever stands around it.

Input: a span, and the context of the comparison. Output: whether the span is editorial. `editorial` makes rules on
whole differences of them.
"""

import re
from collections.abc import Callable
from unicodedata import category

from kcsie_diff.differing.word_diff import letters_apart
from kcsie_diff.language.dates import is_year
from kcsie_diff.language.labels import is_bullet
from kcsie_diff.language.normalise import fold
from kcsie_diff.language.numbers import even_figures
from kcsie_diff.language.tokens import word_keys
from kcsie_diff.language.vocabulary import STOP_WORDS, is_word
from kcsie_diff.meaning.evidence import Context
from kcsie_diff.model.alignment import ChangedSpan
from kcsie_diff.model.comparison import Side
from kcsie_diff.records import Record

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
_REPLACED = re.compile(r"\b(?:replaces|supersedes)\b[^.]*$")
_JOINT = re.compile(r"[,;.]?(?: ?and\b)?[,;.]?")
# Marks that carry meaning although Unicode takes them for punctuation (units, law, joints) or guidance for bullets.
# Every other symbol (S) and accent (M) does, too, but for bullets and those below.
_SIGNS = frozenset("%‰§′″&@#/^✓✔☐\ufffd")
_EMPTY_SYMBOLS = frozenset("©®™`´¨¯¸\ufffc")
# Bullets that are drawn to be filled in: the full one and the empty one say opposite things.
_FILLED, _HOLLOW = frozenset("●■◆★▲"), frozenset("○◯□◻◇☆△")
_DASH = re.compile(r"[-–—−‐‑]")
_BRACKET = re.compile(r"[()\[\]{}]")
# Behind a figure a capital makes another unit: "5 mW" and "5 MW".
_UNIT = re.compile(r"[kmgtp]?[wvgljbt]|[km]a|[kmg](?:hz|bps)", re.IGNORECASE)
# What a star makes another grade: "A*", "5*".
_GRADE = re.compile(r"(?:^|\s)(?:[a-g]|\d{1,2})$")
# Must match "organize", "organization", "analyzing"; not "size", "prize".
_IZE = re.compile(r"(?<=\w{4})iz(?=e$|es$|ed$|ing$|er|ation)")
_CLAUSE_ENDS = tuple(",;:.!?")


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
    if letters_apart(shorter, longer) > (1 if len(longer) < 9 else 2) or _is_name(span, context):
        return False
    return [context.vocabulary.get(word, 0) > 1 or is_word(word) for word in (one[0], other[0])].count(True) == 1


def _is_doubled(word: str, span: ChangedSpan) -> bool:
    """Whether a word comes twice in a row on one side: "at the the gate". Must not match "no, no" or a figure."""
    beside = span.before.split()[-1:] + span.after.split()[:1]
    return word.isalpha() and word in beside and word in STOP_WORDS


def _is_name(span: ChangedSpan, context: Context) -> bool:
    """Whether the word is a name: it has a capital, at the start of a sentence one that it has everywhere.

    Matches "Smith" and "Smyth"; must not match "Scools must" where an edition has "schools".
    """
    if not (span.cut[:1].isupper() and span.added[:1].isupper()):
        return False
    within = bool(span.before) and span.before[-1] not in ".:!?"
    return within or context.small_words.isdisjoint((fold(span.cut), fold(span.added)))


def _written_otherwise(span: ChangedSpan, _: Context) -> bool:
    cut, added = even_figures(span.cut), even_figures(span.added)
    if cut == added:
        return cut.endswith("%") or any(char.isdigit() for char in cut)
    short, long = (_IZE.sub("is", text) for text in (cut, added))
    return short == long and cut.isalpha() and is_word(cut) and is_word(added)


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
    unit = span.before.rstrip()[-1:].isdigit() and _UNIT.fullmatch(span.cut)
    return span.cut != span.added and fold(span.cut) == fold(span.added) and not unit


def _carries_meaning(sign: str) -> bool:
    """Whether a letter, figure or sign says something by itself. Must not match punctuation or a bullet."""
    if sign.isalnum() or sign in _SIGNS:
        return True
    return category(sign)[0] in "SM" and sign not in _EMPTY_SYMBOLS and not is_bullet(sign)


def _punctuation_only(span: ChangedSpan, _: Context) -> bool:
    changed = span.cut + span.added
    if any(map(_carries_meaning, changed)) or (_FILLED.intersection(changed) and _HOLLOW.intersection(changed)):
        return False
    if "?" in changed and span.cut.strip() and span.added.strip():
        return False  # a statement or an order became a question
    by_figure = span.before[-1:].isdigit(), span.after[:1].isdigit()
    if all(by_figure) or (by_figure[1] and span.before[-1:] not in _CLAUSE_ENDS and _DASH.search(changed)):
        return False  # "14-28" and "14, 28"; "-5" and "5"
    graded = _GRADE.search(span.before) is not None and changed.startswith("*")
    return not graded and not (any(by_figure) and _BRACKET.search(changed))


class SpanRule(Record, frozen=True):
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
        "written-otherwise",
        _written_otherwise,
        "the same figure, share, time or date in another form: “two” and “2”, “10%” and “10 per cent”, “8.30pm” and "
        "“20:30”; “organise” and “organize”",
        "another figure; a unit or a sum in another form",
        "docs/categories.md, E1",
        "The same figure or word is written in another form",
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
        "another letter; a unit (“5 mW”, “5 MW”)",
        "docs/categories.md, E1",
        "Only capital letters differ",
    ),
    SpanRule(
        "punctuation-only",
        _punctuation_only,
        "punctuation alone: a full stop, a comma for a semicolon",
        "a letter or digit; a sign that carries meaning (≤, ±, →, %, §); a minus or brackets at a figure; the mark of "
        "a grade (“A*”)",
        "docs/categories.md, E1",
        "Only punctuation differs",
    ),
)
