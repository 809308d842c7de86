"""The one object that carries every choice of a run."""

from dataclasses import dataclass, field
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
