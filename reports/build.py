"""Make the sample reports of the fictional editions, and their pictures: `python reports/build.py [FOLDER]`.

The reports are the same bytes each time. The pictures need Chromium and Playwright (the dev extra) and are left alone
where there is none.
"""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "fixtures"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
# Tables that the workbook and the Markdown show too.
NOT_KEPT = ("report.duties.csv", "report.concordance.csv")
# Name, width in pixels, colour scheme. 1280 is a school laptop, 390 a phone.
PICTURES = (("report-1280.png", 1280, "light"), ("report-390.png", 390, "light"))


def write_reports(folder: Path) -> None:
    """Write report.html and its sisters, and the staff briefing, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    editions = [str(FIXTURES / f"keeping-pupils-safe-{year}.pdf") for year in ("2031", "2032")]
    command = [sys.executable, "-m", "kcsie_diff", "compare", *editions, "--quiet", "-o", str(folder)]
    subprocess.run([*command, "--format", "all"], check=True)
    subprocess.run([*command, "--format", "text", "-o", str(folder / "report.txt")], check=True)
    subprocess.run([*command, "--brief"], check=True)
    for name in NOT_KEPT:
        (folder / name).unlink()


def take_pictures(chromium: str) -> None:
    """Picture the first screen of the report at each width, and the first printed page."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the reports can be made without it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, width, scheme in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto((HERE / "report.html").as_uri())
            page.screenshot(path=HERE / name)
            page.close()
        browser.close()


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    write_reports(target)
    if CHROMIUM and target == HERE:
        take_pictures(CHROMIUM)
