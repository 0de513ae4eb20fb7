"""Builders of small PDF and Word files, honest and otherwise; every fixture is made by code, byte by byte."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable

import docx
import pypdf

Objects = dict[int, bytes]
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (extra, len(content), content)


def flate(content: bytes, extra: bytes = b"") -> bytes:
    return stream(zlib.compress(content, 9), b"/Filter/FlateDecode" + extra)


def assemble(objects: Objects, trailer: bytes = b"", prev: bool = False) -> bytes:
    """A PDF of these numbered objects with a true cross-reference table; object 1 is the root."""
    out, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    back = b"/Prev %d" % start if prev else b""
    size = max(objects) + 1
    return out + b"trailer<</Root 1 0 R/Size %d%s%s>>\nstartxref\n%d\n%%%%EOF" % (size, back, trailer, start)


def coded(lines: list[str]) -> tuple[list[bytes], bytes]:
    """One-byte codes for the letters of each line, and the ToUnicode map that gives the letters back."""
    codes = {letter: 33 + n for n, letter in enumerate(sorted(set("".join(lines))))}
    pairs = b"".join(b"<%02x> <%s>\n" % (code, c.encode("utf-16-be").hex().encode()) for c, code in codes.items())
    cmap = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n%sendbfchar endcmap"
    return [bytes(codes[c] for c in line) for line in lines], cmap % (len(codes), pairs)


def page_objects(lines: Iterable[str], extra: bytes = b"") -> Objects:
    """Objects 1–6 of a PDF of one page with these lines; `extra` goes into the page's resources."""
    codes, cmap = coded(list(lines))
    shown = b"".join(b"<%s> Tj T*\n" % line.hex().encode() for line in codes)
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: PAGE % extra,
        4: stream(b"BT /F 12 Tf 14 TL 50 800 Td\n" + shown + b"ET"),
        5: FONT,
        6: stream(cmap),
    }


def pdf(*lines: str, extra: bytes = b"", more: Objects | None = None, trailer: bytes = b"") -> bytes:
    return assemble(page_objects(lines, extra) | (more or {}), trailer)


def image(width: int, height: int) -> bytes:
    head = b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 1/Width %d/Height %d" % (width, height)
    return stream(b"\0", head)


def pages_of(*sheets: tuple[list[str], tuple[int, int] | None]) -> bytes:
    """A PDF of several pages, each with lines and perhaps an image of so many pixels."""
    objects: Objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    kids = []
    for n, (lines, size) in enumerate(sheets):
        at = 10 * (n + 1)
        page = page_objects(lines, b"/XObject<</I %d 0 R>>" % (at + 4) if size else b"")
        objects[at] = page[3].replace(b"Contents 4", b"Contents %d" % (at + 1)).replace(b"/F 5", b"/F %d" % (at + 2))
        objects |= {at + 1: page[4], at + 2: FONT.replace(b"6 0 R", b"%d 0 R" % (at + 3)), at + 3: page[6]}
        if size:
            objects[at + 4] = image(*size)
        kids.append(b"%d 0 R" % at)
    objects[2] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return assemble(objects)


def encrypted(user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("Noi dung")))
    writer.encrypt(user, "chu so huu", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(fill: Callable[[docx.document.Document], object]) -> bytes:
    """A Word file filled by a function."""
    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(content: bytes, changed: dict[str, bytes], *, compress: bool = True) -> bytes:
    """The same package with parts replaced or added."""
    out = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", how) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, changed.get(entry.filename, old.read(entry)))
        for name in changed.keys() - set(old.namelist()):
            new.writestr(name, changed[name])
    return out.getvalue()
