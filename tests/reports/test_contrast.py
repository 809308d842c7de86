"""Every pair of colours that stands together reaches the ratio of WCAG 2.2 (1.4.3: 4.5:1; 1.4.11: 3:1 for controls)."""

import re
from importlib import resources

import pytest

CSS = (resources.files("kcsie_diff.reports") / "assets" / "report.css").read_text(encoding="utf-8")
TEXT = [
    ("ink", "paper"), ("ink", "soft"), ("faint", "paper"), ("faint", "soft"), ("link", "paper"), ("link", "soft"),
    ("band-ink", "band"), ("cut-ink", "cut-paper"), ("add-ink", "add-paper"), ("ink", "cut-paper"),
    ("ink", "add-paper"), ("cut-ink", "paper"), ("add-ink", "paper"), ("law-ink", "law"), ("clear-ink", "clear"),
    ("help-ink", "help"), ("edit-ink", "edit"), ("warn-ink", "warn-paper"), ("duty-ink", "duty-paper"),
    ("duty-ink", "paper"),
]  # fmt: skip
GRAPHICS = [
    ("edge", "paper"), ("edge", "soft"), ("focus", "paper"), ("law", "soft"), ("clear", "soft"), ("help", "soft"),
]  # fmt: skip


def _schemes() -> dict[str, dict[str, str]]:
    """The variables of each scheme: the plain ones, and those of dark mode and print over them."""
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.S)
    light, dark, printed = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in blocks)
    return {"light": light, "dark": light | dark, "print": light | printed}


SCHEMES = _schemes()


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_ratio_is_that_of_the_standard() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "paper"), TEXT)
def test_text_can_be_read(scheme: str, ink: str, paper: str) -> None:
    colours = SCHEMES[scheme]
    assert ratio(colours[ink], colours[paper]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("line", "paper"), GRAPHICS)
def test_controls_and_charts_can_be_seen(scheme: str, line: str, paper: str) -> None:
    colours = SCHEMES[scheme]
    assert ratio(colours[line], colours[paper]) >= 3


def test_colours_are_said_only_as_variables() -> None:
    outside = re.sub(r":root \{.*?\}", "", CSS, flags=re.S)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", outside)
    used = set(re.findall(r"var\(--([a-z-]+)\)", CSS))
    assert used <= set(SCHEMES["light"])


def test_every_class_has_our_prefix() -> None:
    selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}", "", CSS, flags=re.S)
    classes = re.findall(r"\.([a-zA-Z][\w-]*)", selectors)
    assert len(classes) > 50
    assert all(name.startswith("kd-") for name in classes)


def test_nothing_moves_or_fades() -> None:
    assert not re.findall(r"transition|animation|scroll-behavior|@keyframes", CSS)
