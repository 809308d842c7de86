"""The one object that carries every choice of a run."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what a file may cost. Defaults fit guidance of some thousand pages.

    `bytes` and `memory` are in bytes, `seconds` is the deadline of the whole comparison, `depth` the nesting of the
    structure tree, `node` the longest text of one node in characters, `characters` those of the whole file.
    """

    bytes: int = 300_000_000
    pages: int = 6_000
    seconds: float = 600.0
    memory: int = 4_000_000_000
    depth: int = 200
    objects: int = 5_000_000
    characters: int = 40_000_000
    node: int = 200_000


@dataclass(frozen=True, slots=True)
class Options:
    """Every choice of a run; the same inputs and options give the same bytes.

    `title` replaces the report's title. `rules` and `review` are files that the user gave. `brief_parts` and
    `brief_audience` limit the staff briefing. `pictures` asks for crops of the pages.
    """

    limits: Limits = field(default_factory=Limits)
    title: str | None = None
    rules: Path | None = None
    review: Path | None = None
    brief_parts: tuple[str, ...] = ("Part one",)
    brief_audience: tuple[str, ...] = ("all staff",)
    pictures: bool = False


def chosen_limits(values: Iterable[str]) -> Limits:
    """The limits that are written as "pages=9000", each the default where it is not named.

    Raises ValueError, with a sentence, for a name that is none or an amount that is no number above 0.
    """
    chosen = Limits()
    kinds = {each.name: type(getattr(chosen, each.name)) for each in fields(Limits)}
    for value in values:
        name, _, written = value.partition("=")
        if name not in kinds:
            raise ValueError(f"{name!r} is none of {', '.join(kinds)}.")
        try:
            amount = kinds[name](written)
        except ValueError:
            raise ValueError(f"{written!r} is no number.") from None
        if not 0 < amount < 1e15:
            raise ValueError(f"{name} must be more than 0.")
        chosen = replace(chosen, **{name: amount})
    return chosen
