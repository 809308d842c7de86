"""Symbol fonts: a letter code is the sign that the font prints."""

import pytest

from kcsie_diff.reading.pdf.pages import signs_of


@pytest.mark.parametrize(
    ("text", "font", "printed"),
    [
        ("ü ü", "ABCDEF+Wingdings-Regular", "✓ ✓"),
        ("4", "ZapfDingbats", "✔"),
        ("ü", "Calibri", "ü"),
        ("ü", "Wingdings2", "ü"),
        ("ü", "Wingdings 3", "ü"),
        ("✓", "Wingdings", "✓"),
        ("³ 5", "ABCDEF+SymbolMT", "≥ 5"),
        ("ab", "Symbol", "αβ"),
        ("≥", "Symbol,Bold", "≥"),
        ("ab", "SegoeUISymbol", "ab"),
    ],
)
def test_a_letter_code_is_its_sign(text: str, font: str, printed: str) -> None:
    assert text.translate(signs_of(font) or {}) == printed
