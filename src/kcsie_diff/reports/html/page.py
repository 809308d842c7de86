"""Pages made from templates: escaping, the safe link, style and script inside the page, and their policy.

The one module that uses jinja2. Autoescape is on; every text that a template prints passes through `visible` first.
"""

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kcsie_diff.reports import english
from kcsie_diff.reports.safe_text import safe_target, visible


def render(template: str, /, **context: Any) -> bytes:
    """Return a template of `templates/` filled in, as UTF-8."""
    return _environment().get_template(template).render(**context).encode("utf-8")


def asset(name: str) -> Markup:
    """Return a file of `assets/`, to stand unescaped in a style or script element."""
    return Markup((resources.files("kcsie_diff.reports") / "assets" / name).read_text(encoding="utf-8"))


def policy(style: str, *scripts: str) -> str:
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


@cache
def _environment() -> Environment:
    """What every template is compiled in; it cannot change while the program runs."""
    environment = Environment(
        loader=PackageLoader("kcsie_diff.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    environment.globals["count"] = english.count
    environment.globals["listed"] = english.listed
    environment.globals["match"] = english.match
    environment.globals["noise"] = english.noise
    environment.globals["statuses"] = english.STATUSES
    environment.filters["embedded"] = _embedded
    environment.filters["safe_target"] = safe_target
    environment.filters["sentence"] = english.sentence
    environment.filters["slug"] = english.slug
    return environment


def _embedded(png: bytes) -> str:
    """Return a picture as an address that holds it, so that the page needs no other file (RFC 2397)."""
    return f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}"


def _shown(value: Any) -> Any:
    """Return a text made visible; markup (a macro's result, an asset) stays as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
