"""Pictures of passages in the web report: inside the page, beside their change, with words for those who see none."""

import re

from kcsie_diff.model.comparison import Picture, Side
from kcsie_diff.reports import Sources, write
from reports import made
from reports.test_docx import DOT


def page(pictures: dict[str, tuple[Picture, ...]]) -> str:
    return write(made.plain(), "html", sources=Sources(pictures=pictures)).decode()


def test_a_picture_stands_in_its_change_and_in_the_page() -> None:
    told = page({"c0001": (Picture(Side.OLD, 8, DOT, 100, 50), Picture(Side.NEW, 9, DOT, 100, 50))})
    article = re.search(r'<article[^>]*id="c0001".*?</article>', told, re.S)
    assert article is not None
    pictures = re.findall(r"<img [^>]*>", article[0])
    assert len(pictures) == len(re.findall(r"<img ", told)) == 2
    for picture, where in zip(pictures, ("page 8 of the 2031 edition", "page 9 of the 2032 edition"), strict=True):
        assert re.search(r'src="data:image/png;base64,[A-Za-z0-9+/=]+"', picture)
        assert f"as it appears on {where}" in picture


def test_without_pictures_nothing_is_shown_of_them() -> None:
    assert "<img" not in page({})
    assert "kd-pages" not in re.sub(r"<style>.*?</style>", "", page({}), flags=re.S)
