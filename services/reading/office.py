"""Word files of older kinds (.doc, RTF) through other people's programs, each call in a folder and limits of its own.

LibreOffice keeps tables and list numbers and is asked first; antiword reads the text of most .doc files and is small.
Neither is part of our process, and neither reaches the network where the system allows to take it away (`limited`).
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from services.errors import UnreadableFileError
from services.reading import isolation, legacy, refusals
from services.reading.isolation import Limits
from services.reading.lines import sheets_of
from services.reading.sheets import Sheet
from services.reading.sniff import Kind

OFFICE_LIMITS = Limits(memory=4 * 2**30, cpu=90, wall=120.0, file=128 * 2**20, open_files=512)
"""LibreOffice maps 1–2 GB of addresses and needs 3–6 s."""
TEXT_LIMITS = Limits(memory=512 * 2**20, cpu=20, wall=30.0)
SHOWN = {Kind.OLE: ".doc (Word 97–2003)", Kind.RTF: "RTF"}
SUFFIX = {Kind.OLE: "doc", Kind.RTF: "rtf"}
PACKAGES = {Kind.OLE: "libreoffice-writer-nogui antiword", Kind.RTF: "libreoffice-writer-nogui"}
QUIET = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard")


def read(content: bytes, name: str, kind: Kind) -> list[Sheet]:
    """The sheets of a .doc or RTF file. Raises `UnreadableFileError`: no program is installed, or none can open it."""
    converter = shutil.which("soffice")
    antiword = shutil.which("antiword") if kind is Kind.OLE else None
    if converter is None and antiword is None:
        raise UnreadableFileError(refusals.needs_office(name, SHOWN[kind], PACKAGES[kind]))
    if converter and (converted := _as_docx(converter, content, SUFFIX[kind])):
        return isolation.read(converted, name, Kind.DOCX)
    if antiword and (text := _as_text(antiword, content)):
        return sheets_of(legacy.restored(text))
    raise UnreadableFileError(refusals.not_converted(name, SHOWN[kind]))


def _as_docx(converter: str, content: bytes, suffix: str) -> bytes | None:
    """The file as LibreOffice saves it, with a fresh profile: no macro runs, no setting of ours is seen or changed."""
    with tempfile.TemporaryDirectory(prefix="trienkhai-") as folder:
        source = Path(folder, f"source.{suffix}")
        source.write_bytes(content)
        made = convert(converter, source, "docx")
        return made.read_bytes() if made else None


def convert(converter: str, source: Path, suffix: str) -> Path | None:
    """The file beside `source` that LibreOffice makes of it ("docx", "pdf"); None when it refuses. Limited, offline."""
    folder = source.parent
    profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
    command = [converter, profile, *QUIET, "--convert-to", suffix, "--outdir", str(folder), str(source)]
    isolation.run(command, b"", OFFICE_LIMITS, {"HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"})
    made = source.with_suffix(f".{suffix}")
    return made if made.is_file() else None


def _as_text(antiword: str, content: bytes) -> str:
    """The text as antiword prints it, without wrapping; empty when it refuses the file."""
    code, answer = isolation.run([antiword, "-m", "UTF-8.txt", "-w", "0", "-"], content, TEXT_LIMITS)
    return answer.decode("utf-8", errors="replace").strip() if code == 0 else ""
