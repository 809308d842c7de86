"""The engine of the page: two PDFs to editions, a comparison and its reports, in one Python without processes.

The page's worker calls these functions. Files come as bytes and go back as bytes; an edition that was read goes to the
page as bytes too, so that two workers can read at once and one of them compare. A failure comes back as an error's
code, message and hint, never as a traceback.
"""

import gc
import json
from pathlib import Path
from typing import Any

from kcsie_diff import compare_editions
from kcsie_diff.aligning.coverage import wrong_way_round
from kcsie_diff.encoding import edition_from_bytes, edition_to_bytes
from kcsie_diff.errors import KcsieDiffError, unexpected
from kcsie_diff.options import Limits, Options
from kcsie_diff.progress import Progress
from kcsie_diff.reading.in_worker import ReadRequest, read_within_limits
from kcsie_diff.reports import FORMATS, Sources, make_view, write_view

LIMITS = Limits(bytes=100_000_000, pages=3_000, characters=15_000_000)
"""A browser gives a page less memory than a computer has: guidance of 3,000 pages is far within these."""

_HERE = Path("/edition")
_TITLE_CHARACTERS = 200


class Engine:
    """One engine. It keeps what the last comparison says, so that further formats are only written."""

    def __init__(self) -> None:
        self._options = Options(limits=LIMITS, processes=False)
        self._view: Any = None
        _HERE.mkdir(exist_ok=True)
        gc.disable()  # the cycles of a whole comparison are collected when it is done

    def read(self, name: str, data: bytes, password: str | None, notify: Progress) -> tuple[str, bytes]:
        """Read a PDF. Return what the page shows of it, as JSON, and the edition."""
        path = _HERE / (Path(name.replace("\\", "/")).name or "document.pdf")
        try:
            path.write_bytes(_bytes(data))
            edition = read_within_limits(ReadRequest(path, LIMITS, password or None), notify)
        except Exception as error:  # whatever happens reaches the person as a sentence
            return _failure(error), b""
        finally:
            path.unlink(missing_ok=True)
            gc.collect()
        shown = {
            "title": edition.title[:_TITLE_CHARACTERS],
            "pages": edition.pages,
        }
        return json.dumps(shown), edition_to_bytes(edition)

    def compare(self, old: bytes, new: bytes, in_order: bool, notify: Progress) -> tuple[str, bytes]:
        """Compare two editions. Return what the page shows, as JSON, and the web report.

        Unless they are known to be `in_order`, an older edition that says that it is the newer one is taken as that.
        """
        try:
            editions = edition_from_bytes(_bytes(old)), edition_from_bytes(_bytes(new))
            swapped = not in_order and wrong_way_round(*editions) is not None
            if swapped:
                editions = editions[::-1]
            comparison = compare_editions(*editions, self._options, progress=notify)
            notify("write", 0, 1)
            self._view = make_view(comparison, self._options, Sources(editions))
            [(_, report)] = write_view(self._view, "html")
        except Exception as error:  # whatever happens reaches the person as a sentence
            return _failure(error), b""
        finally:
            gc.collect()
        return json.dumps({"swapped": swapped, "same": editions[0].sha256 == editions[1].sha256}), report

    def write(self, name: str) -> tuple[str, list[tuple[str, bytes]]]:
        """Write the last comparison in a format. Return what failed, as JSON, and each file with its suffix."""
        try:
            return "{}", list(write_view(self._view, name))
        except Exception as error:  # whatever happens reaches the person as a sentence
            return _failure(error), []


def formats() -> str:
    """Return the names of the formats that can be written here, as JSON: Word files need lxml, which is not here."""
    return json.dumps(
        [name for name, each in FORMATS.items() if each.in_all and name not in ("docx", "tracked", "html")]
    )


def _bytes(data: Any) -> bytes:
    """The bytes of what JavaScript passed: Pyodide hands over its arrays as proxies."""
    return data if isinstance(data, bytes) else bytes(data.to_bytes())


def _failure(error: Exception) -> str:
    known = error if isinstance(error, KcsieDiffError) else unexpected(error)
    return json.dumps({"error": {"code": known.code, "message": known.message, "hint": known.hint}})
