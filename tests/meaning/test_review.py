"""What a person said of a change, on the next run."""

from pathlib import Path

import pytest

from kcsie_diff.errors import UsageError
from kcsie_diff.meaning.review import read_review, review_keys
from kcsie_diff.model.comparison import Category, Review
from kcsie_diff.model.edition import Place
from kcsie_diff.options import Options
from kcsie_diff.records import replace
from meaning.marked import Setting, compare, difference

MARKED = "Schools should lock doors (see paragraph 12){+ at night+}."


def key(marked: str = MARKED) -> str:
    return compare(marked).changes[0].review_key


def reviewed(folder: Path, name: str, text: str) -> Setting:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return Setting(options=Options(review=file))


def test_a_review_in_toml_is_applied(tmp_path: Path) -> None:
    text = f'[{key()}]\ncategory = "legislative"\nnote = "asked the council"\ndue = 2031-09-01\ndone = true\n'
    comparison = compare(MARKED, reviewed(tmp_path, "review.toml", text))
    (told,) = comparison.changes
    assert (told.category, told.confidence) == (Category.LEGISLATIVE, 1.0)
    assert told.reasons[0].rule == "review"
    assert told.review == Review(Category.LEGISLATIVE, "asked the council", due="2031-09-01", done=True)
    assert dict(comparison.summary.by_category)["legislative"] == 1
    assert comparison.review_unused == ()


def test_a_review_in_csv_is_applied_and_other_columns_may_stay(tmp_path: Path) -> None:
    text = f'id,review key,note,owner,done\r\nc0001,{key()},"one, and\ntwo ""three""",Head,yes\r\n'
    (told,) = compare(MARKED, reviewed(tmp_path, "review.csv", text)).changes
    assert told.review == Review(note='one, and\ntwo "three"', owner="Head", done=True)
    assert told.category is Category.CLARIFICATION


def test_entries_whose_passage_is_gone_are_named(tmp_path: Path) -> None:
    text = '[some-other-passage-0badcafe]\nnote = "gone"\n'
    assert compare(MARKED, reviewed(tmp_path, "r.toml", text)).review_unused == ("some-other-passage-0badcafe",)


def test_a_row_that_says_nothing_is_left_out(tmp_path: Path) -> None:
    text = "review key,note,done\r\nsome-other-passage-0badcafe,,no\r\n"
    assert compare(MARKED, reviewed(tmp_path, "r.csv", text)).review_unused == ()


def test_the_key_is_made_of_the_passage_and_survives_new_numbers_and_a_new_place() -> None:
    one = difference(MARKED)
    moved = replace(one, new=tuple(replace(n, number="99", key="k", place=Place((8,))) for n in one.new))
    shifted = difference(MARKED.replace("paragraph 12", "paragraph 14"))
    other = difference(MARKED.replace("doors", "gates"))
    keys = [review_keys((some,))[0] for some in (one, moved, shifted, other)]
    assert keys[0] == keys[1] == keys[2] != keys[3]
    assert keys[0].startswith("schools-should-lock-doors-")


def test_equal_passages_have_keys_of_their_own() -> None:
    one = difference(MARKED)
    first, second = review_keys((one, one))
    assert second == f"{first}-2"


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("r.toml", "[x", "review-not-toml"),
        ("r.toml", "x = 1", "review-bad-value"),
        ("r.toml", "[x]\ncategory = 'great'", "review-bad-value"),
        ("r.toml", "[x]\nsize = 'great'", "review-bad-value"),
        ("r.toml", "[x]\nnote = 7", "review-bad-value"),
        ("r.toml", "[x]\ndone = 'perhaps'", "review-bad-value"),
        ("r.csv", "key,note\r\nx,y\r\n", "review-not-csv"),
        ("r.csv", 'review key,note\r\nx,"y\r\n', "review-not-csv"),
        ("r.csv", "", "review-not-csv"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(tmp_path: Path, name: str, text: str, code: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_review(tmp_path / name)
    assert refused.value.code == code
    assert name in refused.value.message


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        read_review(tmp_path / "none.csv")
    assert refused.value.code == "review-unreadable"
