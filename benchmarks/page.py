"""How soon a report opens in Chromium, and how long one filter takes.

    python benchmarks/page.py report.html [more.html ...]

Milliseconds from the start of loading until the page can be used and until all is loaded, and from a choice in the
category filter until the number of changes shown is up to date.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FILTER = """() => new Promise((resolve) => {
    const start = performance.now();
    const select = document.querySelector('#kd-category');
    select.value = 'legislative';
    select.dispatchEvent(new Event('input', { bubbles: true }));
    const wait = () => /shown/.test(document.querySelector('#kd-shown').textContent)
        ? requestAnimationFrame(() => resolve(performance.now() - start)) : setTimeout(wait, 5);
    wait();
})"""
LOADED = "performance.getEntriesByType('navigation')[0]"


def measure(browser: Browser, file: Path) -> dict[str, int]:
    """Load a page once and filter it once; milliseconds by name."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.resolve().as_uri())
    figures = {
        "interactive": round(page.evaluate(f"{LOADED}.domInteractive")),
        "loaded": round(page.evaluate(f"{LOADED}.loadEventEnd")),
        "filtered": round(page.evaluate(FILTER)),
    }
    page.close()
    return figures


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name in sys.argv[1:]:
            file = Path(name)
            print(f"{file.name}: {file.stat().st_size:,} bytes, {measure(browser, file)} ms")
        browser.close()


if __name__ == "__main__":
    main()
