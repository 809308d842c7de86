"""What an edition says of itself."""

from kcsie_diff.differing.context import own_names, own_years, revision_keys

from .made import RECORD, edition


def test_names_and_years() -> None:
    read = edition(f"1. {RECORD}", "Keeping pupils safe in schools: September 2031 version")
    assert own_names(read) == ("keeping pupils safe in schools", "kpsis")
    assert own_years(read) == {"2031"}


def test_a_cover_carries_little_and_no_number() -> None:
    assert len(edition("> Keeping pupils safe\n> 1 May 2031\n[2] 1. Act.", facts="pages: 3\n").cover) == 2
    assert not edition("1. Act at once.\n[2] 2. Tell.", facts="pages: 3\n").cover
    assert not edition("> Keeping pupils safe", facts="pages: 1\n").cover
    assert not edition("contents: Gates 2\n> Pay 30 pounds.\n[2] 1. Act.", facts="pages: 3\n").cover


def test_what_tells_of_the_revision() -> None:
    read = edition(
        "# Summary\n"
        "> This guidance replaces Keeping pupils safe 2030.\n"
        "> This guidance replaces the advice on trips.\n"
        "> This guidance replaces Keeping pupils safe 2030. Links to further help stand in Annex B.\n"
        "# Annex F: Table of substantive changes\n"
        "> This table says where we made changes.\n"
        "| Page 2 | A note |\n"
        "> © Crown copyright 2031\n"
        "# Annex G: Forms\n"
        "| Page 3 | A form |"
    )
    told = [node.text for node in read.content if node.key in revision_keys(read)]
    assert told == [
        "This guidance replaces Keeping pupils safe 2030.",
        "Annex F: Table of substantive changes",
        "This table says where we made changes.",
        "Page 2 | A note",
    ]


def test_a_section_of_changes_without_a_table_is_told_whole() -> None:
    read = edition(f"# What this guidance replaces\n> {RECORD}\n# Part one\n> {RECORD}")
    assert len(revision_keys(read)) == 2


def test_the_stop_of_an_abbreviation_does_not_end_the_sentence_that_names_the_edition_replaced() -> None:
    read = edition("# Summary\n> This guidance replaces Keeping pupils safe 2030, edited by Dr. Smith.")
    assert [node.text for node in read.content if node.key in revision_keys(read)] == [
        "This guidance replaces Keeping pupils safe 2030, edited by Dr. Smith."
    ]
