"""The glossary of the reports is made from the rules and the sorts of noise; nothing that is shown lacks a sentence."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kcsie_diff.differing.noise import NOISE_SENTENCES
from kcsie_diff.meaning.review import RULE, SENTENCE
from kcsie_diff.meaning.rules import RULES
from kcsie_diff.model.alignment import MATCH_STEPS

SOURCE = Path(__file__).parents[2] / "src" / "kcsie_diff"
FILE = SOURCE / "reports" / "glossary.py"
HEAD = '''"""What the reports say of rules and noise: a copy of the sentence that each of them has.

Made by `pytest tests/reports/test_glossary.py --accept`. Reports know no step of the comparison, hence the copy.
"""

from collections.abc import Mapping
from types import MappingProxyType

'''
# Names within these steps that no report shows as one of theirs: a reason of its own, and the code of a problem.
INTERNAL = {"revision-table", "unmapped-text"}


def table(name: str, sentences: Mapping[str, str]) -> str:
    rows = "".join(f'        "{key}": "{sentence}",\n' for key, sentence in sentences.items())
    return f"{name}: Mapping[str, str] = MappingProxyType(\n    {{\n{rows}    }}\n)\n"


def test_the_glossary_is_made_from_the_sentences_of_the_steps(accept: bool) -> None:
    rules = {**{rule.name: rule.sentence for rule in RULES}, RULE: SENTENCE}
    made = HEAD + table("RULES", rules) + table("NOISE", NOISE_SENTENCES)
    if accept:
        FILE.write_text(made, encoding="utf-8")
        pytest.fail("accepted: read what changed in the glossary, then run again without --accept")
    assert FILE.read_text(encoding="utf-8") == made


def names(room: str) -> Iterator[str]:
    """The string constants of a step that look like the name of a match step or of noise."""
    for path in (SOURCE / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield from re.findall(r"\A[a-z]+(?:-[a-z]+)+\Z", node.value)


def test_every_match_step_and_every_sort_of_noise_has_a_sentence() -> None:
    known = {*MATCH_STEPS, *NOISE_SENTENCES, *INTERNAL}
    assert {name for room in ("aligning", "differing") for name in names(room)} <= known


def test_no_two_rules_share_a_name_and_every_sentence_is_one() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(
        sentence and not sentence.endswith(".")
        for sentence in [*(rule.sentence for rule in RULES), *MATCH_STEPS.values(), *NOISE_SENTENCES.values()]
    )
