"""Symbol fonts: the letters of Symbol, Wingdings and ZapfDingbats as the signs they print.

Input is a text and the name of its font, output the same text with each letter code replaced by the sign of that code.
A file often gives the code itself ("ü") where the font prints a tick. Sources: the encodings of Symbol and ZapfDingbats
in ISO 32000-1, annexes D.5 and D.6; that of Wingdings in Unicode's L2/11-052, "Wingdings and Webdings Symbols".
"""

import re
from collections.abc import Mapping
from functools import lru_cache

_WINGDINGS = {
    "ü": "✓", "û": "✗", "þ": "☑", "ý": "☒", "¨": "◻", "o": "□", "q": "❑", "r": "❒", "n": "■", "§": "▪",
    "l": "●", "m": "❍", "u": "◆", "v": "❖", "w": "⬥", "Ø": "➢", "à": "→", "ß": "←", "á": "↑", "â": "↓",
    "è": "➔", "ð": "⇨", "J": "☺", "L": "☹", "(": "☎", "*": "✉", "!": "✏",
}  # fmt: skip
_DINGBATS = {
    "3": "✓", "4": "✔", "5": "✕", "6": "✖", "7": "✗", "8": "✘", "l": "●", "m": "❍", "n": "■", "o": "❏",
    "p": "❐", "q": "❑", "r": "❒", "u": "◆", "v": "❖", "s": "▲", "t": "▼", "Õ": "➔", "Ø": "➢", "H": "★",
    "%": "☎", "(": "✈", ")": "✉", "/": "✏",
}  # fmt: skip
_SYMBOL = dict(
    zip(
        "ABCDEFGHIKLMNOPQRSTUWXYZabcdefghiklmnpqrstuwxyz£¥«¬\u00ad®¯³´¹º»ÆÇÈÉÌÎÏÕÖÙÚÛ·",
        "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖαβχδεφγηικλμνπθρστυωξψζ≤∞↔←↑→↓≥×≠≡≈∅∩∪⊃⊂∈∉∏√∧∨⇔•",
        strict=True,
    )
)
_TABLES = (
    (re.compile(r"wingdings(?! ?[23])"), str.maketrans(_WINGDINGS)),
    (re.compile("dingbats"), str.maketrans(_DINGBATS)),
    (re.compile(r"(?:^|\+)symbol(?:mt|ps|std)?(?![a-z])"), str.maketrans(_SYMBOL)),
)


Signs = Mapping[int, str | int | None]
"""The sign of each code of a font, as `str.translate` takes it."""


@lru_cache(maxsize=1000)
def signs_of(font: str) -> Signs | None:
    """The signs that a font prints in place of its letters; None for any font but these three.

    Matches Wingdings-Regular, which prints "ü" as a tick. Must not match Wingdings 2 and 3, whose codes differ, nor
    Segoe UI Symbol, whose letters are letters.
    """
    name = font.casefold()
    return next((table for family, table in _TABLES if family.search(name)), None)
