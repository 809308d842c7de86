"""A PDF as PDFium opens it: what keeps it shut, how many pages it has, and the words that its annotations show.

PDFium is native code and not safe to call from two threads: a process reads one file at a time.
"""

import contextlib
from collections import Counter
from collections.abc import Collection, Iterator

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from kcsie_diff.errors import ReadingError

CERTIFICATE = b"/Adobe.PubSec"
"""The security handler that encrypts for the owners of certificates (ISO 32000-1, 7.6.4)."""


@contextlib.contextmanager
def opened(data: bytes, password: str | None, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """A document, closed when the block is left; `name` is what messages call it.

    Raises ReadingError `encrypted`, `unknown-encryption` or `broken-pdf`.
    """
    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        code = raw.FPDF_GetLastError()  # as fpdfview.h has it
        if code == raw.FPDF_ERR_PASSWORD:
            raise needs_password(name) from error
        if code != raw.FPDF_ERR_SECURITY:
            raise has_no_pages(name) from error
        how = "for the owner of a certificate" if CERTIFICATE in data else "in a way that is not known here"
        raise ReadingError(
            "unknown-encryption",
            f"{name} is encrypted {how}.",
            "Open it in the program that it was made for, print it to a new PDF and compare that.",
        ) from error
    with contextlib.closing(document):
        yield document


def has_no_pages(name: str) -> ReadingError:
    """Return the error for a document in which no pages are found."""
    return ReadingError(
        "broken-pdf",
        f"{name} is damaged: its pages cannot be found.",
        "Download it again, or save a new copy from a PDF reader.",
    )


def needs_password(name: str) -> ReadingError:
    """Return the error for a document that needs a password, or another one than it was given."""
    return ReadingError(
        "encrypted",
        f"{name} is protected by a password.",
        "Run it on a terminal to be asked, give --password-file FILE, or set KCSIE_DIFF_PASSWORD.",
    )


def count_pages(data: bytes, password: str | None, name: str) -> int:
    """Return how many pages PDFium finds in a document. Raises what `opened` raises."""
    with opened(data, password, name) as document:
        return len(document)


def annotation_words(
    data: bytes, password: str | None, pages: Collection[int], *, fields: bool
) -> Iterator[tuple[int, str]]:
    """Yield the words that the form fields of pages show, or that all other annotations but links show, by page.

    They are read as they are printed, from the appearance of each annotation (ISO 32000-1, 12.5.5): PDFium draws the
    annotations into the page, and what the page says then and did not say before is theirs. Pages count from 1.
    """
    with opened(data, password, "The file") as document:
        for number in pages:
            with contextlib.suppress(pypdfium2.PdfiumError, IndexError):
                before = _words(document, number, fields=fields)
                after = _words(document, number)
                yield number, " ".join(_more(before, after))


def _words(document: pypdfium2.PdfDocument, number: int, *, fields: bool | None = None) -> list[str]:
    """The words of a page, whose annotations are drawn into it afterwards where `fields` says which."""
    with contextlib.closing(document[number - 1]) as page:
        text = page.get_textpage()
        words: list[str] = text.get_text_range().split()
        text.close()
        if fields is None:
            return words
        for index in reversed(range(raw.FPDFPage_GetAnnotCount(page.raw))):
            annotation = raw.FPDFPage_GetAnnot(page.raw, index)
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            raw.FPDFPage_CloseAnnot(annotation)
            if kind == raw.FPDF_ANNOT_LINK or (kind == raw.FPDF_ANNOT_WIDGET) != fields:
                raw.FPDFPage_RemoveAnnot(page.raw, index)
        raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
        return words


def _more(before: list[str], after: list[str]) -> Iterator[str]:
    """The words of `after` that `before` does not have, or has less often; what was drawn last comes last."""
    left = Counter(before)
    for word in after:
        left[word] -= 1
        if left[word] < 0:
            yield word


def struck_by_annotations(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float]]:
    """Yield the lines that annotations of strike-out draw on a page: left and right end and height, in user space.

    Each quadrilateral of an annotation holds a line of text, and the stroke runs through its middle (ISO 32000-1,
    12.5.6.10).
    """
    for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_STRIKEOUT:
            quad = raw.FS_QUADPOINTSF()
            for n in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
                if raw.FPDFAnnot_GetAttachmentPoints(annotation, n, quad):
                    across = (quad.x1, quad.x2, quad.x3, quad.x4)
                    yield min(across), max(across), (quad.y1 + quad.y2 + quad.y3 + quad.y4) / 4
        raw.FPDFPage_CloseAnnot(annotation)
