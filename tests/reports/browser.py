"""A Chromium for the browser tests: every request beyond the page's own file is blocked and counted."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

_PLACES = (
    os.environ.get("KCSIE_DIFF_CHROMIUM", ""),
    "/usr/bin/chromium",
    "chromium",
    "chromium-browser",
    "google-chrome",
)
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

_PATIENCE = 120_000
"""Milliseconds, as Playwright counts: a machine that has other work to do takes long."""
expect.set_options(timeout=_PATIENCE)


def chromium() -> str:
    """The path of a Chromium, from $KCSIE_DIFF_CHROMIUM or the usual places; skips where there is none."""
    places = (os.environ.get("KCSIE_DIFF_CHROMIUM", ""), *_PLACES)
    found = next((path for path in map(shutil.which, places) if path), None)
    if found is None:
        pytest.skip("no Chromium was found: install Debian's chromium or set $KCSIE_DIFF_CHROMIUM")
    return found


@contextmanager
def started() -> Iterator[Browser]:
    """A running Chromium."""
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


class Reader:
    """Somebody who reads a report: the page, what it asked the network for, and what it complained of."""

    def __init__(self, browser: Browser, file: Path, **how: Any) -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        settings: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "accept_downloads": True} | how
        self.context: BrowserContext = browser.new_context(**settings)
        self.context.set_default_timeout(_PATIENCE)
        self.context.route("**/*", self._route)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self._file = file
        self.open()

    def open(self, state: str = "") -> None:
        """Load the page anew, with a state or an anchor after the #."""
        self.page.goto("about:blank")
        self.page.goto(self._file.as_uri() + state)

    def _route(self, route: Route) -> None:
        if route.request.url.split("#")[0] == self._file.as_uri():
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def expect_shown(self, ids: set[str], of: int) -> None:
        """Wait until the changes that no filter hides are these, and the page says how many of how many they are."""
        total = f"{of} change{'' if of == 1 else 's'}"
        told = f"{total}." if len(ids) == of else f"{len(ids)} of {total} shown."
        expect(self.page.locator("#kd-shown")).to_have_text(told)
        self.page.wait_for_function(
            """ids => JSON.stringify([...document.querySelectorAll('.kd-change')]
                .filter(node => !node.closest('[hidden]')).map(node => node.id).sort()) === JSON.stringify(ids)""",
            arg=sorted(ids),
        )
