"""Files that are odd rather than hostile, as programs make them every day: forms, notes, locks, and lost ends."""

import io
from collections.abc import Callable

import pypdf

from hostile.pdfs import Draft, literal, page, page_tree, plain, show, unicode_font

LINES = ("1. Schools must keep a record.", "2. Staff should read Part one.")


def annotated(*annotations: str | tuple[str, str], lines: tuple[str, ...] = LINES, catalog: str = "") -> bytes:
    """A page with these lines and annotations, each its entries; the second of two is what its appearance shows."""
    draft = Draft()
    root, tree = draft.add(""), draft.add("")
    shown = [each[1] for each in annotations if isinstance(each, tuple)]
    font, codes = unicode_font(draft, [*lines, *shown, " "])
    numbers = []
    for place, each in enumerate(annotations):
        entries, words = each if isinstance(each, tuple) else (each, None)
        box = f"/Rect [60 {400 - 40 * place} 500 {430 - 40 * place}]"
        if words is not None:
            appearance = draft.stream(
                show([words], codes, top=10),
                "/Type /XObject /Subtype /Form /BBox [0 0 500 30] /Matrix [1 0 0 1 0 0] "
                f"/Resources << /Font << /F1 {font} 0 R >> >>",
            )
            box += f" /AP << /N {appearance} 0 R >>"
        numbers.append(draft.add(f"<< /Type /Annot /F 4 {box} {entries} >>"))
    held = " ".join(f"{number} 0 R" for number in numbers)
    content = draft.stream(show(lines, codes))
    draft.put(tree, page_tree([page(draft, tree, font, content, f"/Annots [{held}]")]))
    draft.put(root, f"<< /Type /Catalog /Pages {tree} 0 R {catalog} >>")
    return draft.build(root)


def field(kind: str, entries: str) -> str:
    """The entries of a form field that is its own widget."""
    return f"/Subtype /Widget /FT /{kind} /T (one) {entries}"


def form_fields(*, lines: tuple[str, ...] = LINES) -> bytes:
    """A field with a value, one that shows more than it holds, and one whose value is held by its parent."""
    return annotated(
        field("Tx", f"/V {literal('Ashdown School')}"),
        (field("Tx", f"/V {literal('2031')}"), "Valid until 2031"),
        f"/Subtype /Widget /Parent << /FT /Tx /T (two) /V {literal('Held above')} >>",
        lines=lines,
    )


def typed_note(*, lines: tuple[str, ...] = LINES) -> bytes:
    """A note typed onto the page, and one that is only an icon."""
    return annotated(
        ("/Subtype /FreeText /DA (/F1 11 Tf)", "Agreed by the governors"),
        f"/Subtype /Text /Contents {literal('Ask Ms Lee')}",
        lines=lines,
    )


def list_boxes() -> bytes:
    """A list of which nothing is chosen, one with choices and export values, and a closed one."""
    return annotated(
        field("Ch", "/Opt [(Nursery) (Primary)]"),
        field("Ch", "/V [(a)] /Opt [[(a) (Secondary)] [(b) (Special)]]"),
        field("Ch", "/Ff 131072 /V (Chosen) /Opt [(Chosen) (Folded away)]"),
    )


def signature() -> bytes:
    """A signature that shows who signed, and one that only holds it."""
    return annotated(
        (field("Sig", "/V << /Type /Sig /Name (A. Reader) >>"), "Signed by the chair of governors"),
        field("Sig", f"/V << /Type /Sig /Name {literal('B. Writer')} /Reason {literal('I approve')} >>"),
    )


def media_caption() -> bytes:
    """A film with its caption, and a button with its label."""
    return annotated(
        ("/Subtype /Screen /T (film)", "Film: how to report a concern"), (field("Btn", "/Ff 65536"), "Play")
    )


def note_in_itself() -> bytes:
    """Choices, a parent and a list of annotations that go round in circles."""
    return annotated(
        field("Ch", "/V 9 0 R /Opt [7 0 R 8 0 R [[[(deep)]]]] /Parent 8 0 R"),
        "/Subtype /Widget /FT 9 0 R /Parent 8 0 R /Kids [7 0 R 8 0 R]",
        "/Subtype /FreeText /Contents 9 0 R /AP << /N 9 0 R >>",
    )


def without_end() -> bytes:
    """The words are there, and what says where the objects begin is not."""
    whole = plain([LINES])
    return whole[: whole.rindex(b"xref\n0 ")] + whole[whole.index(b"trailer") : whole.index(b"startxref")]


def titled(title: str) -> Callable[[], bytes]:
    """A file whose title in the metadata is this object, of whatever type."""

    def make() -> bytes:
        draft = Draft()
        root, tree = draft.add(""), draft.add("")
        font, codes = unicode_font(draft, LINES)
        draft.put(tree, page_tree([page(draft, tree, font, draft.stream(show(LINES, codes)))]))
        draft.put(root, f"<< /Type /Catalog /Pages {tree} 0 R >>")
        return draft.build(root, f"/Info {draft.add(f'<< /Title {title} >>')} 0 R")

    return make


def locked(algorithm: str, *, user: str = "secret", owner: str = "") -> Callable[[], bytes]:
    """A file that needs a password, made with an empty password of its owner as some programs do."""

    def make() -> bytes:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain([LINES])))
        writer.encrypt(user, owner, algorithm=algorithm)
        written = io.BytesIO()
        writer.write(written)
        return written.getvalue()

    return make


def locked_by(handler: str) -> Callable[[], bytes]:
    """A file that says it is encrypted by this security handler."""

    def make() -> bytes:
        whole = plain([LINES])
        entries = f"/Encrypt << /Filter /{handler} /V 4 /SubFilter /adbe.pkcs7.s5 >> /ID [<00> <00>]"
        return whole.replace(b"trailer\n<<", f"trailer\n<< {entries}".encode())

    return make


def many_forms(count: int = 2000) -> bytes:
    """One page with very many fields, each with a picture of itself."""
    return annotated(*[(field("Tx", "/V (x)"), f"Field {number}") for number in range(count)])
