"""What all tests share: where real editions are, and that nothing is skipped where everything must be there."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

NO_SKIP = "KCSIE_DIFF_NO_SKIP"
ROOT = Path(__file__).parents[1]

# A person's run looks for new counterexamples; a run that decides whether something lands gives the same answer twice.
settings.register_profile("exploring", deadline=None)
settings.register_profile("deciding", deadline=None, derandomize=True)
os.environ["KCSIE_DIFF_NO_CACHE"] = "1"  # no test sees what another run of the program kept
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each of a thousand runs of the program compiles it anew
settings.load_profile("deciding" if os.environ.get(NO_SKIP) else "exploring")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let goldens be written anew: such a run fails on purpose, so that it is never taken for a test."""
    parser.addoption("--accept", action="store_true", help="write what is told now as what is expected")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a browser or real editions is slow. The slow begin: none is left alone with them at the end."""
    for item in items:
        if {"browser", "corpus"} & {mark.name for mark in item.iter_markers()}:
            item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: (item.path.parent.name != "webpage", item.get_closest_marker("slow") is None))


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether goldens are to be written anew."""
    return bool(request.config.getoption("--accept"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Turn a skip into a failure where $KCSIE_DIFF_NO_SKIP is set: there every test must run."""
    report = yield
    if report.skipped and os.environ.get(NO_SKIP) and not hasattr(report, "wasxfail"):  # type: ignore[attr-defined]
        report.outcome = "failed"  # type: ignore[attr-defined]
        report.longrepr = f"{item.nodeid} was skipped, and ${NO_SKIP} is set: {report.longrepr}"  # type: ignore[attr-defined]
    return report


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real editions; skips where it is absent."""
    folder = Path(os.environ.get("KCSIE_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip(f"real editions are not at {folder}: set $KCSIE_CORPUS")
    return folder


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The folder of the fictional editions that the project holds."""
    return ROOT / "fixtures"
