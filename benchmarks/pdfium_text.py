"""The bare text of some PDFs through PDFium: what a reader of any kind cannot be faster than."""

import sys

import pypdfium2  # type: ignore[import-untyped]

for name in sys.argv[1:]:
    document = pypdfium2.PdfDocument(name)
    for page in document:
        page.get_textpage().get_text_bounded()
