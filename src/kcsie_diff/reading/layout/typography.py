"""Typography of a document: its rows to the size of its running text and its leading, by the most frequent values."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from statistics import quantiles

from kcsie_diff.reading.layout.rows import TextRow, runs_on
from kcsie_diff.reading.layout.tolerances import TOLERANCES
from kcsie_diff.records import Record, replace


class Typography(Record, frozen=True):
    """`body` is the size in which most letters are set; `leading` the usual distance of two baselines, by size.

    Sizes that are too rare to tell have the proportion of the running text. `spaced` says that a gap parts paragraphs,
    so that a row which ends early without one is a line break inside a paragraph. `wraps` says that some sentence runs
    on over the end of a row: else no row shows how wide the text may be set.
    """

    body: float
    leading: Mapping[float, float]
    spaced: bool = False
    wraps: bool = True

    def step(self, size: float) -> float:
        """The usual distance of two baselines of a size; 1.2 em where the document does not tell."""
        common = self.leading.get(self.body, TOLERANCES.default_leading * self.body) / self.body
        return self.leading.get(round(size, 1), max(TOLERANCES.default_leading, common) * size)

    def within(self, rows: Sequence[TextRow], edge: float) -> "Typography":
        """The setting of a column that is set wider than the rest of the document: measured under its full rows.

        A column of which one part is set wider, as a list may be, keeps the setting of the document.
        """
        steps: defaultdict[float, list[float]] = defaultdict(list)
        for above, below in pairwise(rows):
            full = above.right > edge - TOLERANCES.full_row * (edge - above.left)
            if full and _one_text(above, below):
                steps[round(below.size, 1)].append(below.baseline - above.baseline)
        wider = {
            size: quantiles(found, n=4)[0] for size, found in steps.items()
            if len(found) >= TOLERANCES.least_steps
            and quantiles(found, n=4)[0] > TOLERANCES.wider_leading * self.step(size)
        }  # fmt: skip
        return replace(self, leading={**self.leading, **wider}) if wider else self


def measure_typography(pages: Sequence[Sequence[TextRow]]) -> Typography:
    """Measure a document by the rows of its pages."""
    letters: Counter[float] = Counter()
    steps: defaultdict[float, Counter[float]] = defaultdict(Counter)
    for rows in pages:
        for row in rows:
            letters[round(row.size, 1)] += len(row.text)
        for above, below in pairwise(rows):
            if _one_text(above, below):
                steps[round(below.size, 1)][round((below.baseline - above.baseline) * 2) / 2] += 1
    usual = {size: _usual(found) for size, found in steps.items() if sum(found.values()) >= TOLERANCES.least_steps}
    typography = Typography(letters.most_common(1)[0][0] if letters else 12.0, usual)
    wraps = any(runs_on(above, below) for rows in pages for above, below in pairwise(rows))
    return replace(typography, spaced=_is_spaced(pages, typography), wraps=wraps)


def _is_spaced(pages: Iterable[Sequence[TextRow]], typography: Typography) -> bool:
    """Whether most rows that end early, with a sentence, have a gap under them."""
    gaps = tight = 0
    for rows in pages:
        edge = max((row.right for row in rows), default=0.0)
        for above, below in pairwise(rows):
            early = above.right < edge - TOLERANCES.early_row * (edge - above.left) and above.text.endswith(".")
            if early and _one_text(above, below) and abs(above.left - below.left) < 2 and below.text[:1].isupper():
                wide = below.baseline - above.baseline > TOLERANCES.paragraph_gap * typography.step(below.size)
                gaps, tight = gaps + wide, tight + (not wide)
    return gaps > TOLERANCES.spaced_majority * tight


def _one_text(above: TextRow, below: TextRow) -> bool:
    step = below.baseline - above.baseline
    beside = above.left < below.right and below.left < above.right
    return (
        beside
        and abs(above.size - below.size) < TOLERANCES.same_size
        and TOLERANCES.least_step * below.size < step < TOLERANCES.most_step * below.size
    )


def _usual(found: Counter[float]) -> float:
    """The smallest step that is common: lines of one paragraph stand closest."""
    most = max(found.values())
    return min(step for step, count in found.items() if count >= TOLERANCES.common_step * most)
