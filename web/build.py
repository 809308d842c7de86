"""Build of the page that needs nothing: Pyodide, the wheels and the package to one HTML file, `dist/kcsie-diff.html`.

Pyodide comes from npm and the wheels from PyPI, each pinned and held to its SHA-256 hash. What the page does not use is
left out; the rest is compressed with gzip and written as text, which the page unpacks itself. Run it with Python 3.11
or newer where npm and Node are installed: `python web/build.py`. The page is made byte for byte the same each time.
"""

import argparse
import base64
import gzip
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
PACKAGE = HERE.parent / "src" / "kcsie_diff"

PYODIDE = "pyodide@314.0.7"
PYODIDE_SHA256 = "66b7949e5a0cba2250b586d7e368bf12fb482800748d182c4618254b685ffaa0"
PLATFORMS = ("pyemscripten_2026_0_wasm32", "manylinux2014_x86_64", "manylinux_2_28_x86_64")
"""Of the wheels, in order of preference: the binary interface of this Pyodide, then any, for its pure Python."""

MOST_BYTES = 15_000_000
"""A page larger than this is a fault: it is sent by mail and opened on old laptops."""

NATIVE = ("pypdfium2", "msgspec")
"""The wheels whose native code was built for WebAssembly; that of the others is left out."""

UNUSED = (
    "*/pypdfium2_cli/*", "*/spellchecker/resources/[!e]*", "*/spellchecker/resources/e[!n]*", "*/page_images.py",
    "*/reports/word/*", "*/command/*", "*/batch.py", "*/rapidfuzz/__pyinstaller/*", "*.pyi", "*/RECORD", "*/METADATA",
    "*.dist-info/sboms/*", "*.docx",
)  # fmt: skip
"""Files of the wheels and of the package that the page never opens."""

UNUSED_MODULES = (
    "_pyrepl", "unittest", "xmlrpc", "wsgiref", "idlelib", "pdb.py", "doctest.py", "imaplib.py", "mailbox.py",
    "smtplib.py", "poplib.py", "ftplib.py", "optparse.py", "pickletools.py", "ensurepip", "venv", "turtle.py",
)  # fmt: skip
"""Modules of the standard library that nothing in the page imports."""


def main() -> None:
    """Build the page, and say where it is and how large."""
    parser = argparse.ArgumentParser(description="Build the page that compares two PDFs in a browser.")
    parser.add_argument("-o", "--output", type=Path, default=HERE.parent / "dist" / "kcsie-diff.html")
    parser.add_argument("--cache", type=Path, default=HERE / "build", help="where downloads are kept")
    chosen = parser.parse_args()
    page = build(chosen.cache)
    if len(page) > MOST_BYTES:
        sys.exit(f"The page has {len(page):,} bytes; at most {MOST_BYTES:,} are allowed.")
    chosen.output.parent.mkdir(parents=True, exist_ok=True)
    chosen.output.write_bytes(page)
    print(f"{chosen.output}: {len(page):,} bytes")


def build(cache: Path) -> bytes:
    """Return the page. Downloads are kept in `cache`."""
    folder = fetch_pyodide(cache)
    engine = {path.name: path.read_bytes() for path in folder.iterdir()}
    parts = {
        "wasm": engine["pyodide.asm.wasm"],
        "loader": engine["pyodide.asm.mjs"],
        "pyodide": engine["pyodide.mjs"],
        "lock": engine["pyodide-lock.json"],
        **compiled(folder, library=library(engine["python_stdlib.zip"]), packages=packages(fetch_wheels(cache))),
    }
    blocks = "\n".join(
        f'<script type="text/plain" id="part-{name}">{as_text(gzip.compress(data, 9, mtime=0))}</script>'
        for name, data in parts.items()
    )
    page = (HERE / "page.html").read_text("utf-8")
    for mark, text in (
        ("/* page.css */", (HERE / "page.css").read_text("utf-8")),
        ("/* worker.js */", (HERE / "worker.js").read_text("utf-8")),
        ("/* page.js */", (HERE / "page.js").read_text("utf-8")),
        ("<!-- parts -->", blocks),
    ):
        if mark not in page:
            sys.exit(f"web/page.html has no place for {mark}.")
        page = page.replace(mark, text)
    return page.encode("utf-8")


def as_text(data: bytes) -> str:
    """Return bytes as base 85, which is a sixteenth shorter than base 64. No "<" is in it, so that it stays in its tag.

    The alphabet is that of RFC 1924, with a comma for "<"; page.js has it too.
    """
    return base64.b85encode(data).decode("ascii").replace("<", ",")


def fetch_pyodide(cache: Path) -> Path:
    """Return the folder with the files of Pyodide."""
    cache.mkdir(parents=True, exist_ok=True)
    packed = cache / f"{PYODIDE.replace('@', '-')}.tgz"
    if not packed.exists():
        command = ["npm", "pack", PYODIDE, "--silent", "--pack-destination", str(cache)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    if hashlib.sha256(packed.read_bytes()).hexdigest() != PYODIDE_SHA256:
        packed.unlink()
        sys.exit(f"{packed.name} is not the file that was pinned. It was deleted; try again.")
    folder = cache / packed.stem
    folder.mkdir(exist_ok=True)
    with tarfile.open(packed) as files:
        for member in files:
            file = files.extractfile(member)
            if file is not None:
                (folder / Path(member.name).name).write_bytes(file.read())
    return folder


def fetch_wheels(cache: Path) -> list[Path]:
    """Return the wheels that `wheels.txt` pins; pip checks the hash of each."""
    wheels = cache / "wheels"
    wanted = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    for platform in PLATFORMS:
        wanted += ["--platform", platform]
    wanted += ["--python-version", "3.14", "--implementation", "cp", "--abi", "cp314", "--abi", "none"]
    subprocess.run(
        [*wanted, "--require-hashes", "-d", str(wheels), "-r", str(HERE / "wheels.txt")],
        check=True, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    names = [line.split("==") for line in (HERE / "wheels.txt").read_text().splitlines() if "==" in line]
    return sorted(next(wheels.glob(f"{name}-{rest.split()[0]}-*.whl")) for name, rest in names)


def packages(wheels: list[Path]) -> bytes:
    """Return a ZIP file of everything that is put on the path of Python in the page."""
    files: dict[str, bytes] = {}
    for wheel in wheels:
        native = wheel.name.startswith(NATIVE)
        with zipfile.ZipFile(wheel) as packed:
            files |= {name: packed.read(name) for name in packed.namelist() if native or not name.endswith(".so")}
    for path in PACKAGE.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            files[f"kcsie_diff/{path.relative_to(PACKAGE).as_posix()}"] = path.read_bytes()
    files["engine.py"] = (HERE / "engine.py").read_bytes()
    return packed_files((name, data) for name, data in files.items() if _is_used(name))


def _is_used(name: str) -> bool:
    return not name.endswith("/") and not any(Path("/" + name).match(pattern) for pattern in UNUSED)


def library(packed: bytes) -> bytes:
    """Return the standard library as a ZIP file without what nothing imports."""
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        kept = [name for name in files.namelist() if name.split("/")[0] not in UNUSED_MODULES]
        return packed_files((name, files.read(name)) for name in kept)


def compiled(pyodide: Path, **archives: bytes) -> dict[str, bytes]:
    """Return ZIP files, by name, with the modules that the page loads compiled by the Python of Pyodide."""
    with tempfile.TemporaryDirectory() as place:
        for name, data in archives.items():
            Path(place, f"{name}.zip").write_bytes(data)
        subprocess.run(["node", str(HERE / "compile.mjs"), str(pyodide), place], check=True)
        return {name: Path(place, f"{name}.zip").read_bytes() for name in archives}


def packed_files(files: Iterator[tuple[str, bytes]]) -> bytes:
    """Return a ZIP file without compression and without dates, so that the same files give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name, data in sorted(files):
            packed.writestr(zipfile.ZipInfo(name), data)
    return target.getvalue()


if __name__ == "__main__":
    main()
