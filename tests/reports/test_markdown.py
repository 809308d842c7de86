"""The Markdown reads back as headings, tables and words, and nothing in a document becomes more than words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kcsie_diff.reports import write
from kcsie_diff.reports.markdown import escaped
from kcsie_diff.safe_text import one_line
from reports import made

READER = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"])


def tokens(source: str) -> list[Token]:
    found = []
    for token in READER.parse(source):
        found.append(token)
        found += token.children or []
    return found


def plain(source: str) -> str:
    return "".join(token.content for token in tokens(source) if token.type in {"text", "text_special"})


@given(st.text(st.characters(codec="utf-8"), max_size=80))
@pytest.mark.filterwarnings("ignore")
def test_any_text_reads_back_as_itself(text: str) -> None:
    assert plain(escaped(text)) == one_line(text)


def test_a_hostile_document_stays_words() -> None:
    kinds = {token.type for token in tokens(write(made.hostile(), "markdown").decode())}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "code_inline", "fence"}


def test_tables_keep_their_columns() -> None:
    wide = 0
    for token in tokens(write(made.hostile(), "markdown").decode()):
        if token.type == "tr_open":
            wide = 0
        wide += token.type in {"td_open", "th_open"}
        if token.type == "tr_close":
            assert wide in {3, 4, 5}


def test_cut_and_added_words_are_told() -> None:
    source = write(made.plain(), "markdown").decode()
    assert "Schools ~~should~~ **must** make a return" in source
