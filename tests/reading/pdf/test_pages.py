"""Symbol fonts: a letter code is the sign that the font prints. Hyphens that are drawn. Paths: what a border fills."""

import pytest

from hostile.pdfs import Draft
from kcsie_diff.reading.pdf.glyphs import read_pages
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


def test_a_soft_hyphen_that_is_printed_within_a_line_is_a_hyphen() -> None:
    file = Draft()
    # In WinAnsiEncoding \\255 is the soft hyphen, which the standard fonts draw (ISO 32000-1, annex D.2).
    content = file.stream(rb"BT /F 12 Tf 70 700 Td (run set \255e and 14\25528) Tj ET")
    font = file.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    pages = file.add("")
    page = file.add(
        f"<< /Type /Page /Parent {pages} 0 R /MediaBox [0 0 600 800] /Contents {content} 0 R"
        f" /Resources << /Font << /F {font} 0 R >> >> >>"
    )
    file.put(pages, f"<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>")
    [read] = read_pages(file.build(file.add(f"<< /Type /Catalog /Pages {pages} 0 R >>")), {})
    assert [line.text.strip() for line in read.lines] == ["run set -e and 14-28"]


@pytest.mark.parametrize(
    ("painting", "sides"),
    [
        ("70 200 400 1 re W n 70 100 400 101 re 71 101 398 99 re f*", (70, 599, 470, 600, False)),
        ("70 100 400 101 re 71 101 398 99 re f*", (70, 599, 470, 700, False)),
        ("70 100 400 101 re f*", (70, 599, 470, 700, True)),
    ],
    ids=["one side of a border", "a whole border", "a shade"],
)
def test_a_border_is_no_shade_and_as_large_as_what_its_clip_leaves(
    painting: str, sides: tuple[float, float, float, float, bool]
) -> None:
    file = Draft()
    content = file.stream(f"q 0.8 g {painting} Q".encode())
    pages = file.add("")
    page = file.add(f"<< /Type /Page /Parent {pages} 0 R /MediaBox [0 0 600 800] /Contents {content} 0 R >>")
    file.put(pages, f"<< /Type /Pages /Kids [{page} 0 R] /Count 1 >>")
    [read] = read_pages(file.build(file.add(f"<< /Type /Catalog /Pages {pages} 0 R >>")), {})
    [stroke] = read.strokes
    assert (stroke.left, stroke.top, stroke.right, stroke.bottom, stroke.shaded) == pytest.approx(sides, abs=0.1)
