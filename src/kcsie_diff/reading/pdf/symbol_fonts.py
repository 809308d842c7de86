"""Symbol fonts: the letters of Wingdings and ZapfDingbats as the signs they print.

Input is a text and the name of its font, output the same text with each letter code replaced by the sign of that code.
A file often gives the code itself ("ü") where the font prints a tick. Sources: the encoding of ZapfDingbats in
ISO 32000-1, annex D.6; that of Wingdings in Unicode's L2/11-052, "Wingdings and Webdings Symbols".
"""

import re

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
_TABLES = (("wingdings", str.maketrans(_WINGDINGS)), ("dingbats", str.maketrans(_DINGBATS)))
_OTHER_CODES = re.compile(r"wingdings ?[23]")


def as_printed(text: str, font: str) -> str:
    """A text as its font prints it, character for character; unchanged in any font but these two.

    Matches "ü" in Wingdings-Regular. Must not match Wingdings 2 and 3, whose codes differ, nor signs given as such.
    """
    name = font.casefold()
    for family, table in _TABLES:
        if family in name and not _OTHER_CODES.search(name):
            return text.translate(table)
    return text
