"""Has LibreOffice open a file of ours: to print it, to list its cells, or to take or refuse all its tracked changes.

Each call has a profile of its own, so that none meets another or a person's own LibreOffice, and a time limit.
"""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from reports.tracked_reader import W

ACCEPT, REJECT = ".uno:AcceptAllTrackedChanges", ".uno:RejectAllTrackedChanges"
_LONGEST = 300  # seconds; KCSIE takes 5
_BASIC = {
    "script.xlc": """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library">
 <library:library library:name="Standard" library:link="false"/>
</library:libraries>
""",
    "Standard/script.xlb": """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard">
 <library:element library:name="Changes"/>
</library:library>
""",
    "Standard/Changes.xba": """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Changes" script:language="StarBasic">
Sub Resolve(source As String, target As String, command As String)
  Dim opened(0) As New com.sun.star.beans.PropertyValue
  opened(0).Name = "Hidden"
  opened(0).Value = True
  Dim stored(0) As New com.sun.star.beans.PropertyValue
  stored(0).Name = "FilterName"
  stored(0).Value = "MS Word 2007 XML"
  On Error GoTo Finish ' no file is written then, and the test says so
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, opened())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
  document.storeToURL(target, stored())
  document.close(True)
Finish:
  StarDesktop.terminate()
End Sub
</script:module>
""",
}


def converted(data: bytes, suffix: str, kind: str, folder: Path) -> list[Path]:
    """The files that LibreOffice makes of one of ours, by name. `kind` is a suffix, or a suffix and a filter."""
    source, out = folder / f"report.{suffix}", folder / "out"
    source.write_bytes(data)
    _run(folder, "--convert-to", kind, "--outdir", str(out), str(source))
    return sorted(out.iterdir())


def printed(data: bytes, suffix: str, folder: Path) -> str:
    """The text of a file after LibreOffice made a PDF of it."""
    (file,) = converted(data, suffix, "pdf", folder)
    return subprocess.run(
        [_program("pdftotext"), "-raw", str(file), "-"], check=True, capture_output=True, text=True
    ).stdout


def resolved(tracked: bytes, command: str, folder: Path) -> bytes:
    """A tracked Word file after LibreOffice took (ACCEPT) or refused (REJECT) all its changes, as Word file."""
    _run(folder, "--terminate_after_init")  # which makes the profile, with an empty library in it
    for name, text in _BASIC.items():
        (folder / "profile" / "user" / "basic" / name).write_text(text, encoding="utf-8")
    source, target = folder / "tracked.docx", folder / "resolved.docx"
    source.write_bytes(_without_comments(tracked))
    told = ",".join(f'"{each}"' for each in (source.as_uri(), target.as_uri(), command))
    _run(folder, f"macro:///Standard.Changes.Resolve({told})")
    assert target.exists(), "LibreOffice did not store the file"
    return target.read_bytes()


def _without_comments(tracked: bytes) -> bytes:
    """The file without the anchors of its comments: LibreOffice shows none where it was installed without windows."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(tracked)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _strip(part) if name == "word/document.xml" else part)
    return out.getvalue()


def _strip(part: bytes) -> bytes:
    root = etree.fromstring(part)
    for mark in list(root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference")):
        run = mark.getparent()
        gone = run if run is not None and mark.tag == f"{W}commentReference" else mark
        holder = gone.getparent()
        assert holder is not None
        holder.remove(gone)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _run(folder: Path, *arguments: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [_program("soffice"), profile, "--headless", "--norestore", "--nologo", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=_LONGEST)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is missing: install libreoffice-writer-nogui, libreoffice-calc-nogui and poppler-utils")
    return found
