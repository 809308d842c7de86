"""Real editions, measured: nothing lost, nothing twice, every paragraph under its heading."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from editions import edition
from kcsie_diff.language.normalise import letters
from kcsie_diff.model.edition import NodeKind
from kcsie_diff.pipeline import compare_editions

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

KCSIE = (("kcsie/2024-09_full.pdf", 565), ("kcsie/2025-07_for-information_full.pdf", 562))
TAGGED = (
    "asvs/4.0.3_2021-10.pdf",
    "dfe/Info_sharing_advice_content_May_2024.pdf",
    "dfe/adoption_statutory_guidance_2013.pdf",
    "nist/csf-1.1.pdf",
    "working-together/2023-12.pdf",
)


@pytest.mark.parametrize(("name", "last"), KCSIE)
def test_every_numbered_paragraph_stands_once_in_order(corpus: Path, name: str, last: int) -> None:
    nodes = edition(corpus / name).content
    labels = [node.number or "" for node in nodes if node.kind is NodeKind.PARAGRAPH]
    numbers = [int(label) for label in labels if label.isdigit()]
    restart = next(i for i, (one, after) in enumerate(pairwise(numbers), 1) if after < one)
    assert numbers[:restart] == list(range(1, last + 1))
    assert numbers[restart:] == list(range(1, len(numbers) - restart + 1))  # Annex A counts its own


@pytest.mark.parametrize("name", [name for name, _ in KCSIE])
def test_the_parts_and_annexes_are_the_first_headings(corpus: Path, name: str) -> None:
    parts = [node.text.split(":")[0] for node in edition(corpus / name).content if node.level == 1]
    assert parts == [
        "Summary",
        *(f"Part {n}" for n in ("one", "two", "three", "four", "five")),
        *(f"Annex {letter}" for letter in "ABCDEF"),
    ]


@pytest.mark.parametrize("name", [name for name, _ in KCSIE])
def test_every_footnote_is_cited(corpus: Path, name: str) -> None:
    notes = [node for node in edition(corpus / name).nodes if node.kind is NodeKind.FOOTNOTE]
    assert [note.number for note in notes] == [str(n) for n in range(1, 169)]
    assert all(note.parent for note in notes)


@pytest.mark.parametrize("name", [name for name, _ in KCSIE] + list(TAGGED))
def test_every_letter_of_every_page_is_told(corpus: Path, name: str) -> None:
    document = pypdfium2.PdfDocument(corpus / name)
    printed = Counter(letters("".join(page.get_textpage().get_text_bounded() for page in document)))
    told = Counter(letters(" ".join(f"{node.number or ''} {node.text}" for node in edition(corpus / name).nodes)))
    for one in [*printed]:
        if not one.isalpha():
            del printed[one]
    lost, whole = sum((printed - told).values()), sum(printed.values())
    assert lost / whole < 0.001


def test_a_small_edition_built_with_tags_and_without_is_one_document(corpus: Path) -> None:
    """The small cases beside the corpus that stand there from one source, once with tags and once without."""
    tagged = sorted((corpus.parent / "cases").glob("*-tagged"))
    pairs = [(one, one.with_name(one.name.removesuffix("tagged") + "untagged")) for one in tagged]
    found = {
        f"{one.name}/{name}": compare_editions(edition(one / name), edition(other / name)).changes
        for one, other in pairs if other.is_dir() for name in ("old.pdf", "new.pdf")
    }  # fmt: skip
    if not found:
        pytest.skip("there are no small cases beside the real editions")
    assert {name: changes for name, changes in found.items() if changes} == {}
