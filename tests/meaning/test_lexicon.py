"""The phrase lists, and a user's file that adds to them or replaces them."""

from pathlib import Path

import pytest

from kcsie_diff.errors import UsageError
from kcsie_diff.meaning.changed_text import SideText
from kcsie_diff.meaning.lexicon import SECTIONS, load_lexicon, make_phrases
from kcsie_diff.options import Options
from meaning.marked import Setting, change


def rules(folder: Path, text: str) -> Path:
    file = folder / "rules.toml"
    file.write_text(text, encoding="utf-8")
    return file


def hits(phrases: list[str], text: str) -> list[str]:
    return [hit.text for hit in make_phrases((p, p) for p in phrases).find_in(SideText.of(text))]


@pytest.mark.parametrize(
    ("phrases", "text", "expected"),
    [
        (["helpline"], "The Helpline is open", ["Helpline"]),
        (["TRA"], "The TRA says; extra tra", ["TRA"]),
        (["staff", "all staff"], "All staff and staff", ["All staff", "staff"]),
        (["head"], "headteachers ahead", []),
        (["child's"], "the child’s view", ["child’s"]),
        (["non-statutory guidance"], "a non-statutory\nguidance", ["non-statutory\nguidance"]),
        (["see"], "", []),
    ],
)
def test_phrases_are_found_as_whole_words(phrases: list[str], text: str, expected: list[str]) -> None:
    assert hits(phrases, text) == expected


def test_every_section_has_phrases() -> None:
    lexicon = load_lexicon()
    assert all(getattr(lexicon, section).entries for section in SECTIONS)


def test_a_file_adds_to_the_sections(tmp_path: Path) -> None:
    file = rules(tmp_path, '[actors]\n"pupil safety lead" = ["pupil safety lead"]\n')
    told = change("{+The pupil safety lead and others must act.+}", Setting(options=Options(rules=file)))
    assert told.duties[0].actor == "pupil safety lead"
    assert "all staff" in {name for _, name in load_lexicon(file).actors.entries}


def test_a_file_replaces_a_section(tmp_path: Path) -> None:
    file = rules(tmp_path, 'replace = ["organisations"]\n[organisations]\nKindline = ["Kindline"]\n')
    assert load_lexicon(file).organisations.entries == (("Kindline", "Kindline"),)


def test_a_rule_of_the_user_is_asked_before_all_others(tmp_path: Path) -> None:
    file = rules(
        tmp_path,
        '[[rules]]\nname = "crowns"\ncategory = "legislative"\nphrases = ["crowns"]\nside = "new"\nconfidence = 0.8\n',
    )
    setting = Setting(options=Options(rules=file))
    told = change("A present is worth 20 {+crowns+}.", setting)
    assert (told.category, told.confidence, told.reasons[0].rule) == ("legislative", 0.8, "crowns")
    assert change("A present is worth 20 [-crowns-].", setting).category == "clarification"
    assert change("Crowns are [-good-]{+fine+}.", setting).category == "clarification"


def test_a_rule_of_ours_can_be_left_out(tmp_path: Path) -> None:
    file = rules(tmp_path, 'disable = ["citation-changed"]\n')
    told = change("Schools keep a list{+ under the Lists Act 2031+}.", Setting(options=Options(rules=file)))
    assert told.category == "clarification"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[actors", "rules-not-toml"),
        ("[heroes]\nx = ['y']", "rules-unknown-key"),
        ("replace = ['heroes']", "rules-unknown-key"),
        ("replace = 'actors'", "rules-bad-value"),
        ("actors = ['x']", "rules-bad-value"),
        ("[actors]\nx = 'y'", "rules-bad-value"),
        ("[actors]\nx = ['...']", "rules-bad-value"),
        (f"[actors]\nx = ['{'word ' * 40}']", "rules-bad-value"),
        ("rules = 7", "rules-bad-value"),
        ("[[rules]]\nname = 'x'", "rules-bad-value"),
        ("[[rules]]\nname = 'x'\ncategory = 'great'\nphrases = ['y']", "rules-bad-value"),
        ("[[rules]]\nname = 'x'\ncategory = 'editorial'\nphrases = ['y']\nside = 'left'", "rules-bad-value"),
        ("[[rules]]\nname = 'x'\ncategory = 'editorial'\nphrases = ['y']\nconfidence = 2", "rules-bad-value"),
        ("[[rules]]\nname = 'x'\ncategory = 'editorial'\npattern = '(a+)+'", "rules-unknown-key"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(UsageError) as refused:
        load_lexicon(rules(tmp_path, text))
    assert refused.value.code == code
    assert "rules.toml" in refused.value.message


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        load_lexicon(tmp_path / "none.toml")
    assert refused.value.code == "rules-unreadable"


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rules.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError) as refused:
        load_lexicon(tmp_path / "rules.toml")
    assert refused.value.code == "rules-not-toml"
