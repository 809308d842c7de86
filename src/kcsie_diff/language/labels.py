"""Labels: what a page prints to count or mark a unit ("171.", "(a)", "iv.", "2.13", "V2.1.3", "•"), and its own number.

Text in, label or answer out: which label a text begins with, of what kind it is, which number it bears, whether one
follows another, and whether a line end merely put a word of the sentence where a label would stand; whether a text is
the number of a page, as a margin holds it, or ends with one, as an entry of a list of contents does. How a label is set
(its font, the gap behind it) is for the readers of pages to judge.

Sources: the numbering of guidance on GOV.UK ("171."), of UK legislation ("(a)", "(iv)"; Statutory Instrument Practice,
part 2), and of OWASP and NIST documents ("V2.1.3", "A1.2"). The glyphs are those of Word's bullet library.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

from kcsie_diff.language.dates import is_year
from kcsie_diff.language.normalise import fold

BULLETS = frozenset("•●○◦▪■□▫◆◇►▶➢➣➤➔➜➙➧✓✔❖✦⬥❍❏❐❑❒◻☐‣⁃∙\uf0b7\uf0a7\uf0d8\uf0fc\uf0a8\uf076\uf071\uf0e0\uf06c\uf02d")
"""Glyphs that mark an item wherever they begin a line; those from U+F000 on are Symbol and Wingdings codes."""

LETTER_BULLETS = frozenset("ox-–—*·")
"""Glyphs that mark an item only where the page says so: an "o" of Courier, an "x" of Wingdings, a dash."""

LEADS = {
    "paragraph": r"paragraphs?|paras?\.?",
    "page": r"pages?|pp?\.",
    "footnote": r"footnotes?",
    "section": r"sections?|chapters?",
    "table": r"tables?",
    "figure": r"figures?",
}
"""Patterns of the words before a number, by the kind of what they name; lower case."""

_COUNT = re.compile(
    r"""
      [A-Z]{0,2}\d{1,3}(?:\.\d{1,3}){1,4}[.)]?        # 2.13  2.13.  A1.2  V2.1.3
    | \d{1,5}[.)]                                     # 171.  3)
    | \((?:\d{1,3}|[a-z]{1,2}|[ivxlc]{1,6}|[A-Z])\)   # (a)  (iv)
    | [ivxlc]{1,6}[.)]                                # iv.
    | [a-zA-Z][.)]                                    # b)
    | \d{1,3}                                         # 12
    """,
    re.VERBOSE,
)
_HEADING_NUMBER = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3})*)(?:(?P<stop>[.)])\s*|\s+)(?=[A-Z“‘\"'])"
    r"|(?P<deep>\d{1,3}(?:\.\d{1,3}){2,})\s+(?=[a-z])"
    r"|(?P<glued>\d{1,3}(?:\.\d{1,3})+)(?=[A-Z][a-z]{2})"
)
_ENDS = re.compile(r"[\s\ufffe]|$")
_NOTE_MARK = re.compile(r"[(\[]?(?:\d{1,5}|[*†‡§]{1,3}|[A-Za-z]|[ivxlc]{1,6})[)\]]?\.?")
_BETWEEN_MARKS = re.compile(r"[,;\s]+")
_SPACES = " \t\u00a0"
_DECIMAL = re.compile(r"\d+(?:\.\d+)*")
_ROMAN_VALUES = (
    ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10),
    ("ix", 9), ("v", 5), ("iv", 4), ("i", 1),
)  # fmt: skip

# Words after which a sentence goes on with a number: "under section | 47", "the age of | 18".
_WANTS_A_NUMBER = re.compile(
    rf"\b(?:{'|'.join(LEADS.values())}|part|annex|appendix|schedule|regulations?|articles?|clauses?|rule"
    r"|of|to|than|least|most|over|under|age|aged|the)$",
    re.IGNORECASE,
)


class LabelKind(StrEnum):
    """What a label counts with."""

    BULLET = "bullet"
    NUMBER = "number"
    DOTTED = "dotted"
    LETTER = "letter"
    ROMAN = "roman"


# ---- which label ----


def find_label(text: str) -> str | None:
    """The label that a text begins with, as printed; None where there is none.

    Matches "171. When", "10278. When", "• to", "(a) the", "2.13 A", "V2.1.3 Verify", "12 Schools", "– first". Must not
    match "2024 saw" or "U.K. law"; "1(2)" and "UK.", behind which no space follows; nor "1.5 million": a decimal number
    of a sentence goes on in lower case. A year with a stop, a number without one and a letter bullet may be words of
    the text all the same (`is_year_label`, `is_doubtful`).
    """
    words = text.lstrip(_SPACES)
    glyph, following = words[:1], words[1:2]
    if glyph in BULLETS or (following.isspace() and (glyph in LETTER_BULLETS or _is_nameless(glyph))):
        return glyph or None
    found = _COUNT.match(words)
    if not found or not _ENDS.match(words, found.end()):
        return None
    label = found[0]
    is_amount = "." in label and label[-1].isdigit() and words[found.end() + 1 : found.end() + 2].islower()
    return None if is_amount else label


def heading_number(text: str, *, bare: bool = False) -> tuple[str, str] | None:
    """The number that a heading begins with, and its title; None where there is none.

    Matches "4.1.Overview", "1.1Side gate" and "2)Definitions", whose tab is not in the text, "2.1.3 keys in use", whose
    number no amount can be, and with `bare` "7 Key States". Must not match "3D printing", "2.4GHz radio" or
    "2.5 million pupils"; nor, unless the headings are counted so, "5 Steps to safety".
    """
    found = _HEADING_NUMBER.match(text)
    if found is None:
        return None
    sure = found["deep"] or found["glued"]
    if not (sure or found["stop"] or "." in found["number"] or bare):
        return None
    return sure or found["number"], text[found.end() :]


def is_label(text: str) -> bool:
    """Whether a text is a label and nothing else. Matches "171.", "•", "(a)", "o"; not "Governing bodies and"."""
    text = text.strip(_SPACES)
    return is_bullet(text) or is_count(text)


def is_bullet(label: str) -> bool:
    """Whether a label marks without counting. Matches "•", "o", "–", a glyph that Unicode gives no meaning."""
    label = label.strip(_SPACES)
    return label in BULLETS or label in LETTER_BULLETS or (len(label) == 1 and _is_nameless(label))


def is_count(label: str) -> bool:
    """Whether a label counts: "171.", "(a)", "12", "ii"."""
    return bool(_COUNT.fullmatch(label) or _COUNT.fullmatch(label + "."))


def is_decimal(label: str) -> bool:
    """Whether a label counts in figures: "171.", "2.13"; not "(a)", not "iv."."""
    return _DECIMAL.fullmatch(number(label) or "") is not None


def is_year_label(label: str) -> bool:
    """Whether the number of a label could be a year, 1600 to 2099: "2024.", which may end the sentence before."""
    return is_year(number(label) or "")


def is_doubtful(label: str) -> bool:
    """Whether a label could as well be a word, a dash or a figure of the text: "o", "–", "12"; not "12."."""
    return label in LETTER_BULLETS or label.isdigit()


def is_note_mark(text: str) -> bool:
    """Whether a raised text can be the mark of a footnote: "12", "a", "iv", "*", "††", "(1)"; not "th", not "2.1"."""
    return _NOTE_MARK.fullmatch(text.strip()) is not None


def note_marks(text: str) -> tuple[str, ...]:
    """The notes that a raised text or the label of a note names: "3,4" is 3 and 4, "(1)" is 1, "*" is itself."""
    return tuple(mark for part in _BETWEEN_MARKS.split(text.strip()) if (mark := part.strip("().[]:")))


def _is_nameless(glyph: str) -> bool:
    return bool(glyph) and (glyph < " " or glyph in "\ufffd\u00ad" or "\ue000" <= glyph <= "\uf8ff")


# ---- kind, number, order ----


def kind_of(label: str) -> LabelKind:
    """What a label counts with. "(i)", "(v)" and "(x)" are taken for Roman figures; "(c)" and "(l)" for letters."""
    core = label.strip("().")
    if is_bullet(label) or not any(character.isalnum() for character in label):
        return LabelKind.BULLET
    if core.isdigit():
        return LabelKind.NUMBER
    if "." in core:
        return LabelKind.DOTTED
    return LabelKind.ROMAN if set(core) <= set("ivxlc") and (len(core) > 1 or core in "ivx") else LabelKind.LETTER


def number(label: str | None) -> str | None:
    """The label without dot and brackets: "171." is 171, "(a)" is a; None for a bullet or no label."""
    if label is None or is_bullet(label):
        return None
    return label.strip().strip("().[]:").strip() or None


def follows(earlier: str, label: str) -> bool:
    """Whether one label comes right after another in a list: the same bullet, or a number that counts one more.

    Matches 9 and 10, (b) and (c), (h) and (i), iv. and v., 2.9 and 2.10, • and •. Must not match 9 and 11, ii. and v.,
    2.9 and 3.1, nor • and –.
    """
    if is_bullet(earlier) or is_bullet(label):
        return earlier.strip(_SPACES) == label.strip(_SPACES)
    return any(number(label) == later for later in _neighbours(number(earlier) or "", 1))


def counting_on(labels: Iterable[str]) -> tuple[bool, ...]:
    """Whether each label, in order, is of a count: the first column of a table, cell by cell.

    Matches 1, 2, 3 and 2.1, 2.2, 2.3, which begin with 1; V17.7 and V17.8 or 2.1.7 and 2.1.8 anywhere. Must not match
    the ages 2, 3 and 5, the years of a table, or a figure that is out of order or next to neither of its neighbours.
    """
    split = [(number(label) or "").rpartition(".")[::2] if is_count(label) else ("", "") for label in labels]
    found = [(head, int(tail)) for head, tail in split if tail.isdecimal()]
    answers: list[bool] = []
    chain: str | None = None
    for before, (head, value), after in zip([None, *found], found, [*found[1:], None], strict=False):
        lower = before[1] if before and before[0] == head else None
        upper = after[1] if after and after[0] == head and after[1] != 1 else None
        first = value == 1
        ordered = (first or lower is None or lower < value) and (upper is None or value < upper)
        chain = head if first and ordered else chain if ordered and chain == head else None
        next_to = first or value - 1 == lower or value + 1 == upper
        answers.append(ordered and next_to and (chain == head or not (head == "" or head.isdecimal())))
    given = iter(answers)
    return tuple(next(given) if tail.isdecimal() else False for _, tail in split)


def _neighbours(own: str, step: int) -> Iterator[str]:
    """The numbers that count one more or less: "b" for "c"; "iv" and "u" for "v"; "2.10" for "2.9"."""
    head, dot, tail = own.rpartition(".")
    if tail.isdecimal():
        yield f"{head}{dot}{int(tail) + step}"
    if own in _ROMAN:
        yield in_roman(_ROMAN[own] + step)
    if len(own) == 1 and own.isalpha():
        yield chr(ord(own) + step)


def in_roman(value: int) -> str:
    """A number from 1 to 3999 in Roman figures, in small letters: "xiv"."""
    spelled = ""
    for figure, worth in _ROMAN_VALUES:
        spelled += figure * (value // worth)
        value %= worth
    return spelled


_ROMAN = {in_roman(value): value for value in range(1, 100)}


# ---- words that a line end put where a label would stand ----


def is_count_in_sentence(label: str, before: str, after: str = "") -> bool:
    """Whether what looks like the number of a unit belongs to the sentence before it, whose text so far is `before`.

    To be asked where the line before was full: a number that begins a unit does not wait for the end of its line.
    `after` is what follows the label. Matches "under section | 47. These", "the Children Act | 1989. Those", "a) one;
    b) two; | c) three", "in return | (a) for this or (b) for that": the sentence asks for a number, or counts within
    its lines. Must not match the first item of a list, an item after items that stand under each other, nor a
    paragraph after a sentence that has ended.
    """
    text = before.rstrip()
    if text.endswith((".", ":", "?", "!")):
        return False
    if is_decimal(label) and (_WANTS_A_NUMBER.search(text) or is_year_label(label)):
        return True
    inside = any(_stands_in(earlier, text) for earlier in _in_its_brackets(label, -1))
    return inside or (not is_decimal(label) and any(_stands_in(later, after) for later in _in_its_brackets(label, 1)))


def is_bullet_in_sentence(glyph: str, before: str, after: str) -> bool:
    """Whether a bullet at the start of a line that follows a full one parts words: others of its kind stand within.

    `before` is the text of the unit so far, `after` what follows the bullet on its line. Matches "One • Two | • Three".
    Must not match an "o" or a dash, nor a bullet like no other.
    """
    return glyph in BULLETS and glyph in before + after


def _in_its_brackets(label: str, step: int) -> Iterator[str]:
    """The labels that count one more or less, written as this one: "(b)" for "(c)"."""
    own = number(label) or ""
    return (label.strip().replace(own, other) for other in _neighbours(own, step) if other.isalnum())


def _stands_in(label: str, text: str) -> bool:
    return re.search(rf"(?:^|\s){re.escape(label)}\s", text) is not None


# ---- numbers of pages ----

_ROMAN_PAGE = "[ivxlc]{1,7}"
_PAGE = rf"(?:{_ROMAN_PAGE}|[A-Z]{{0,2}}-?\d{{1,4}})"
_PAGE_LEAD = r"(?i:page|p\.)"
_PAGE_NUMBER = re.compile(rf"(?:page )?[-–|]? ?(?:\d{{1,4}}|{_ROMAN_PAGE})(?: ?(?:of|/) ?\d{{1,4}})? ?[-–|]?")
_PLAIN_PAGE = re.compile(rf"{_ROMAN_PAGE}|\d{{1,4}}")
_NAMED_PAGE = re.compile(rf"\s{_PAGE_LEAD}\s*(\d{{1,4}})$")
_LEADER = re.compile(rf"(?:(?:\s?[.…·_]){{4,}}|(?:\s[.…]){{2,}}|…[ .…]*|\t| {{4,}})\s*{_PAGE}\s*$")
_PAGE_AT_END = re.compile(rf"(?:[\s.…·_,]*\b{_PAGE_LEAD})?[\s.…·_]*(?<![^\W_])({_PAGE})\s*$")
_CONTINUED = re.compile(
    r"\W*(?:(?:table|figure|box|listing)\s[\w.-]+\W*)?continue[sd]\s(?:overleaf"
    r"|(?:on|from|over)\s(?:the\s)?(?:(?:next|previous|following)\spage|(?:page|p\.)\s?\d{1,4}))\W*",
    re.IGNORECASE,
)


def is_continued(text: str) -> bool:
    """Whether a line only says that something goes on over the page: "Table 3 – continued from previous page".

    Must not match "Payments continue on the next page of the form", nor "Continued support".
    """
    return "ontinue" in text and _CONTINUED.fullmatch(text) is not None


def is_page_number(text: str) -> bool:
    """Whether a text is a page number as margins hold it: "12", "Page 12 of 80", "- iv -"."""
    return _PAGE_NUMBER.fullmatch(fold(text)) is not None


def is_plain_page_number(text: str) -> bool:
    """Whether a text is a page number and nothing else, as a column of a list of contents holds it."""
    return _PLAIN_PAGE.fullmatch(text.strip()) is not None


def named_page(text: str) -> str | None:
    """The page that a text names at its end: "Meals Page 12", "Meals p. 12"; None where it names none."""
    found = _NAMED_PAGE.search(text)
    return found[1] if found else None


def has_leader(text: str) -> bool:
    """Whether a text ends as an entry with a leader does: in dots or a wide gap, then a page number."""
    return _LEADER.search(text.rstrip()) is not None


def with_page(text: str) -> tuple[str, str | None]:
    """A text without what may be the number of a page at its end, and that number, if any: "Keys", "iv"."""
    found = _PAGE_AT_END.search(text)
    return (text[: found.start()], found[1]) if found else (text, None)


def ends_in_page(text: str) -> bool:
    """Whether a text ends with what may be the number of a page, as an entry does: "Meals 12", "Keys ... Page iv"."""
    return _PAGE_AT_END.search(text) is not None
