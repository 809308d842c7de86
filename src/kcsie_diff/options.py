"""Options: the one object that carries every choice of a run, and the limits on what a file may use."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on what a file may use. The defaults fit guidance of several thousand pages.

    `bytes` is the size of a file and `memory` that of a process, both in bytes; `seconds` is the deadline of the whole
    comparison; `depth` is the nesting of the structure tree and `objects` its elements; `node` is the longest text of
    one node, and `characters` the text of the whole file, both in characters.
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

    `title` replaces the report's title. `rules` and `review` are files that the user gave, `template` a Word file
    whose styles the Word formats take. `brief_parts` and `brief_audience` limit the staff briefing. `reader` is who a
    handout is for ("staff", "governors", "members", "actions", "record"). `width` is that of text, in characters.
    `pictures` asks for images of the changed passages on their pages. `cache` keeps editions and comparisons, and
    takes them from there the next time; see the module `cache`. `processes` is False where no process can be started
    (a browser, some notebooks): everything is then done in the process that calls. A crash of native code ends that
    process, `Limits.memory` is not enforced, and the deadline is checked only at each page and between steps. Once
    `pictures` were drawn there, PDFium gives other boxes, by about a tenth of a point, to text in a font that its file
    lacks.
    """

    limits: Limits = field(default_factory=Limits)
    title: str | None = None
    rules: Path | None = None
    review: Path | None = None
    template: Path | None = None
    brief_parts: tuple[str, ...] = ("Part one",)
    brief_audience: tuple[str, ...] = ("all staff",)
    reader: str = "staff"
    width: int = 100
    pictures: bool = False
    processes: bool = True
    cache: bool = False


def chosen_limits(values: Iterable[str]) -> Limits:
    """Return the limits written as "pages=9000"; those that are not named keep their defaults.

    Raises ValueError, with a sentence, for an unknown name, or for an amount that is not a number or not above 0.
    """
    chosen = Limits()
    kinds = {each.name: type(getattr(chosen, each.name)) for each in fields(Limits)}
    for value in values:
        name, _, written = value.partition("=")
        if name not in kinds:
            raise ValueError(f"{name!r} is not one of {', '.join(kinds)}.")
        try:
            amount = kinds[name](written)
        except ValueError:
            raise ValueError(f"{written!r} is not a number.") from None
        if not 0 < amount < 1e15:
            raise ValueError(f"{name} must be more than 0.")
        chosen = replace(chosen, **{name: amount})
    return chosen
