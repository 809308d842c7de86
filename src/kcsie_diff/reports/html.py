"""The web pages: a report in one file that needs no network and no server, the staff briefing, and a batch's index.

The one module that uses jinja2. Autoescape is on; every text that a template prints passes through `visible` first.
"""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from importlib.machinery import SourceFileLoader
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from jinja2 import BaseLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from kcsie_diff.model.comparison import Category
from kcsie_diff.records import Record
from kcsie_diff.reports import english
from kcsie_diff.reports.excerpts import clipped
from kcsie_diff.reports.handouts import handout
from kcsie_diff.reports.head_and_foot import publisher
from kcsie_diff.reports.sections import listed_links, sections
from kcsie_diff.reports.side_by_side import side_by_side
from kcsie_diff.reports.view import View
from kcsie_diff.reports.was_and_now import headings_line
from kcsie_diff.safe_text import safe_target, visible


def write(view: View) -> bytes:
    """Return the page as UTF-8: style and scripts inside, let in by their hashes alone."""
    style, early, script = _asset("report.css"), _asset("early.js"), _asset("report.js")
    return _render(
        "report.html.j2",
        view=view,
        own=view.comparison,
        style=style,
        early=early,
        script=script,
        policy=_policy(style, early, script),
        sections=sections(view),
        pictures=view.sources.pictures,
        picture_names={"old": view.old.name, "new": view.new.name},
        publisher=publisher(view.comparison),
        links=listed_links(view),
        numbers=[(section, tuple(rows)) for section, rows in groupby(view.numbers, lambda each: each.row.section)],
        rows=side_by_side(view.comparison, *view.sources.editions) if view.sources.editions else (),
    )


def write_brief(view: View) -> bytes:
    """Return the staff briefing as a page of its own, without any script: to print or to paste into a bulletin."""
    return _without_script("brief.html.j2", view=view)


def write_handout(view: View) -> bytes:
    """Return the handout for the view's reader as a page of its own, without any script."""
    title, parts = handout(view, view.reader)
    return _without_script("handout.html.j2", title=title, sections=parts)


# ---- the index of a batch ----


class IndexRow(Record, frozen=True):
    """One pair of a batch. `files` are relative to the page, the main report first; none where there is an error.

    `error` is its sentence, its code and its cure.
    """

    name: str
    files: tuple[str, ...]
    titles: tuple[str, str]
    by_category: tuple[tuple[str, int], ...] = ()
    error: tuple[str, str, str] | None = None

    def count(self, category: Category) -> int:
        """How many changes of a category were found."""
        return dict(self.by_category).get(category, 0)


def write_index(rows: Iterable[IndexRow]) -> bytes:
    """Return the page in UTF-8: pairs in the order given, without any script."""
    every = tuple(rows)
    return _without_script(
        "index.html.j2",
        compared=tuple(row for row in every if row.error is None),
        failed=tuple(row for row in every if row.error is not None),
        categories=tuple(english.CATEGORIES.items()),
        address=lambda file: quote(file, safe="/"),
    )


# ---- templates ----

_TEMPLATES = Path(__file__).parent / "templates"


def _render(template: str, /, **context: Any) -> bytes:
    return _environment().get_template(template).render(**context).encode("utf-8")


def _without_script(template: str, /, **context: Any) -> bytes:
    style = _asset("report.css")
    return _render(template, style=style, policy=_policy(style), **context)


def _asset(name: str) -> Markup:
    """Return a file of `assets/`, to stand unescaped in a style or script element."""
    return Markup((resources.files("kcsie_diff.reports") / "assets" / name).read_text(encoding="utf-8"))


def _policy(style: str, *scripts: str) -> str:
    """Return a Content-Security-Policy that lets in nothing but this very style and these very scripts.

    Pictures may come from data addresses in the page itself. Source: W3C Content Security Policy Level 3, 6.1 and 8.2.
    """
    allowed = " ".join(_digest(script) for script in scripts) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_digest(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


class _TemplateLoader(BaseLoader):
    """Loads templates of `templates/` as Python loads its own modules."""

    def load(self, environment: Environment, name: str, globals: Any = None) -> Template:  # noqa: A002
        """A template of an environment, by the name of its file."""
        code = _CompiledTemplate(environment, name).get_code(name)
        assert code is not None
        return environment.template_class.from_code(environment, code, globals or {})


class _CompiledTemplate(SourceFileLoader):
    """A template that Python compiles and keeps as it does a module: in `__pycache__`, where it may write there.

    To compile those of the report takes longer than to compare two short files. What is kept counts as long as the
    template, this module and jinja2 are those that it was made with.
    """

    def __init__(self, environment: Environment, name: str) -> None:
        super().__init__(name, str(_TEMPLATES / name))
        self.environment = environment

    def path_stats(self, path: str) -> dict[str, Any]:
        """The size of the template, and when it, this module and jinja2 were written, in one number."""
        own = super().path_stats(path)
        return {
            **own,
            "mtime": own["mtime"] + sum(Path(maker).stat().st_mtime for maker in (__file__, jinja2.__file__)),
        }

    def source_to_code(self, data: Any, path: Any, *_: Any, **__: Any) -> Any:  # type: ignore[override]
        """The code of a template."""
        return self.environment.compile(data.decode("utf-8"), self.name, str(path))


@cache
def _environment() -> Environment:
    """What every template is compiled in; it cannot change while the program runs."""
    environment = Environment(
        loader=_TemplateLoader(),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        # Markup (a macro's result, an asset) stays as it is.
        finalize=lambda value: visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
    )
    environment.globals.update(
        clipped=clipped,
        count=english.count,
        headings_line=headings_line,
        listed=english.listed,
        match=english.match,
        noise=english.noise,
        significance_meanings=english.SIGNIFICANCE_MEANINGS,
        statuses=english.STATUSES,
    )
    # A picture is an address that holds it, so that the page needs no other file (RFC 2397).
    environment.filters["embedded"] = lambda png: f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}"
    environment.filters.update(safe_target=safe_target, sentence=english.sentence, slug=english.slug)
    return environment
