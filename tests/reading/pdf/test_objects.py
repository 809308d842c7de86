"""The objects of a file are the same whichever library reads them."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

import pypdf
import pytest
from pypdf.constants import PageLabelStyle
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from hostile import odd
from hostile.pdfs import tagged
from kcsie_diff.encoding import edition_to_bytes
from kcsie_diff.errors import KcsieDiffError
from kcsie_diff.options import Limits, Options
from kcsie_diff.reading import read_edition
from kcsie_diff.reading.pdf import objects
from kcsie_diff.reading.pdf.annotations import Bookmark
from kcsie_diff.reading.pdf.file import open_file

from ..made import typeset

both_ways = pytest.mark.skipif(find_spec("pikepdf") is None, reason="pikepdf, the extra `fast`, is not installed")

GUIDANCE = """
= Swimming <swim>
Nobody swims alone.#footnote[See #link("https://example.org/rules")[the rules].] The key is handed in.
+ A first rule.
+ A second rule, see #link(<swim>)[above].
#table(columns: 2, [Pool], [Depth], [Small], [1 m])
#pagebreak()
== Naïve — “quoted”
The gate is shut.
"""


def read(path: Path) -> object:
    try:
        source = open_file(path, Limits())
        return source.labels, source.bookmarks, edition_to_bytes(read_edition(path, Options()))
    except KcsieDiffError as error:
        return error.code


def labelled(path: Path, writer: pypdf.PdfWriter) -> Path:
    """A file of two pages with labels and bookmarks added."""
    writer.set_page_label(page_index_from=0, page_index_to=0, style=PageLabelStyle.LOWERCASE_ROMAN, prefix="A-")
    writer.set_page_label(page_index_from=1, page_index_to=1, style=PageLabelStyle.DECIMAL, start=7)
    top = writer.add_outline_item(title="Swimming", page_number=0)
    writer.add_outline_item(title="“Gate”", page_number=1, parent=top)
    writer.add_named_destination(title="gate", page_number=1)
    named = DictionaryObject(
        {NameObject("/Title"): TextStringObject("By name"), NameObject("/Dest"): TextStringObject("gate")}
    )
    writer.add_outline_item_dict(cast("Any", named))
    writer.write(path)
    return path


MADE: dict[str, Callable[[], bytes]] = {
    "tagged": lambda: tagged([["Schools must keep a record."], ["Staff should read Part one."]]),
    "fields": odd.form_fields,
    "list boxes": odd.list_boxes,
    "signature": odd.signature,
    "note": odd.typed_note,
    "a note that answers itself": odd.note_in_itself,
    "a title of another type": odd.titled("[(a)]"),
    "damaged": odd.without_end,
    "locked": odd.locked("AES-128"),
}


def both(path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    fast = read(path)
    monkeypatch.setattr(objects, "find_spec", lambda name: None)
    return fast, read(path)


@both_ways
@pytest.mark.parametrize("name", MADE)
def test_odd_files_read_alike(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "edition.pdf"
    path.write_bytes(MADE[name]())
    fast, slow = both(path, monkeypatch)
    assert fast == slow


@both_ways
def test_tags_links_labels_and_bookmarks_read_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = typeset(tmp_path, GUIDANCE)
    fast, slow = both(labelled(path, pypdf.PdfWriter(clone_from=path)), monkeypatch)
    assert fast == slow


def test_labels_and_bookmarks_say_where_they_stand(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    for _ in range(2):
        writer.add_blank_page(400, 600)
    source = open_file(labelled(tmp_path / "edition.pdf", writer), Limits())
    assert source.labels == ("A-i", "7")
    assert source.bookmarks == (
        Bookmark("Swimming", 1, 1),
        Bookmark("“Gate”", 2, 2),
        Bookmark("By name", 1, 2),
    )


def test_a_circle_of_bookmarks_ends(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(400, 600)
    item = writer.add_outline_item(title="Round", page_number=0)
    cast("Any", writer.get_object(item))[NameObject("/Next")] = item
    writer.write(tmp_path / "round.pdf")
    assert open_file(tmp_path / "round.pdf", Limits()).bookmarks == ()
