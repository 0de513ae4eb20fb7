"""Bad Word files, no. 22 to 38, and look-alikes under a .docx name."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from services.reading import package
from tests import files
from tests.bad_input.model import Input, Outcome

REFUSED, READ, FLAGGED = Outcome.REFUSED, Outcome.READ, Outcome.FLAGGED
DOCUMENT = "word/document.xml"
W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def plain() -> bytes:
    return files.word(lambda document: document.add_paragraph("Nội dung"))


def with_body(body: bytes, before: bytes = b"") -> bytes:
    whole = b"%s<w:document %s><w:body>%s</w:body></w:document>" % (before, W, body)
    return files.repacked(plain(), {DOCUMENT: whole})


def with_part(name: str, content: bytes) -> bytes:
    return files.repacked(plain(), {name: content})


def doubled() -> bytes:
    content = io.BytesIO(plain())
    with zipfile.ZipFile(content, "a") as old, pytest.warns(UserWarning, match="Duplicate name"):
        old.writestr(DOCUMENT, b"x")
    return content.getvalue()


def crowded() -> bytes:
    return files.repacked(plain(), {f"word/media/{n}": b"" for n in range(package.MOST_ENTRIES)})


def lying() -> bytes:
    """The directory and the local header say 10 bytes, the part is longer."""
    content = bytearray(files.repacked(plain(), {"word/media/a.xml": b"x" * 5000}, compress=False))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.rindex(signature, 0, content.rindex(b"word/media/a.xml" if at == 24 else b"x" * 5000))
        content[start + at : start + at + 4] = (10).to_bytes(4, "little")
    return bytes(content)


def nested_tables() -> bytes:
    return with_body(b"<w:tbl><w:tr><w:tc>" * 5000 + b"</w:tc></w:tr></w:tbl>" * 5000)


def zip_of(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, "x")
    return out.getvalue()


def outside(kind: str, target: str) -> bytes:
    """A relation of this kind to something outside the file."""

    def fill(document):
        document.add_paragraph("Nội dung")
        document.part.relate_to(target, f"{RELATIONS}/{kind}", is_external=True)

    return files.word(fill)


def embedded() -> bytes:
    content = outside("oleObject", "http://192.0.2.1/x.bin")
    return files.repacked(content, {"word/embeddings/oleObject1.bin": OLE + b"x" * 600})


def tracked() -> bytes:
    """Deleted and hidden text beside what a reader of the accepted document sees."""

    def fill(document):
        paragraph = document.add_paragraph("Nội dung")
        paragraph.add_run(" ẩn").font.hidden = True
        deleted = OxmlElement("w:del")
        run = paragraph.add_run(" xóa")._r
        text = run.find(qn("w:t"))
        text.tag = qn("w:delText")
        run.addprevious(deleted)
        deleted.append(run)

    return files.word(fill)


def laughs() -> bytes:
    return with_body(b"&b;", b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>')


def of(number: int, what: str, build, outcome: Outcome, words: str) -> Input:
    return Input(number, what, "a.docx", build, outcome, words)


INPUTS = [
    of(22, "text node of 400 MB", lambda: with_body(b"<w:p><w:r><w:t>" + b"a" * 400_000_000), REFUSED, "quá lớn"),
    of(23, "6 million paragraphs", lambda: with_body(b"<w:p/>" * 6_000_000), REFUSED, "quá lớn"),
    of(23, "1.5 million paragraphs", lambda: with_body(b"<w:p/>" * 1_500_000), REFUSED, "nén bất thường"),
    of(24, "image part of 1 GB", lambda: with_part("word/media/a.png", bytes(10**9)), REFUSED, "quá lớn"),
    of(25, "too many entries", crowded, REFUSED, "nhiều hơn 2000"),
    of(26, "lying sizes", lying, REFUSED, "bị hỏng"),
    of(27, "entry that climbs out", lambda: with_part("../../../x", b"x"), REFUSED, "trỏ ra ngoài gói"),
    of(27, "entry with backslashes", lambda: with_part("word\\..\\..\\x", b"x"), REFUSED, "trỏ ra ngoài gói"),
    of(28, "duplicate entry", doubled, REFUSED, "trùng tên word/document.xml"),
    of(
        29,
        "external entity",
        lambda: with_body(b"&e;", b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>'),
        REFUSED,
        "DOCTYPE",
    ),
    of(
        29,
        "DOCTYPE in UTF-16",
        lambda: with_part("word/extra.xml", "<!DOCTYPE a><a/>".encode("utf-16")),
        REFUSED,
        "DOCTYPE",
    ),
    of(30, "billion laughs", laughs, REFUSED, "DOCTYPE"),
    of(31, "5,000 nested tables", nested_tables, REFUSED, "bị hỏng"),
    of(32, "template elsewhere", lambda: outside("attachedTemplate", "http://192.0.2.1/m.dotx"), READ, "Nội dung"),
    of(33, "altChunk", lambda: with_body(b"<w:altChunk/>"), REFUSED, "altChunk"),
    of(34, "macros", lambda: with_part("word/vbaProject.bin", b"x"), REFUSED, "macro"),
    of(35, "old Office file", lambda: OLE + b"x" * 600, REFUSED, "không phải văn bản Word"),
    of(35, "locked Word file", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), REFUSED, "có mật khẩu"),
    of(36, "truncated", lambda: plain()[:9000], REFUSED, "bị hỏng"),
    of(36, "another zip", lambda: zip_of("a.txt"), REFUSED, "tệp nén"),
    of(37, "embedded object", embedded, FLAGGED, "đối tượng nhúng"),
    of(38, "hidden and deleted text", tracked, READ, "Nội dung"),
    of(0, "broken XML", lambda: with_body(b"<w:p>"), REFUSED, "bị hỏng"),
]
