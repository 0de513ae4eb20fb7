"""Hostile and broken Word packages, and look-alikes under a .docx name: refused with a sentence a clerk can use."""

from __future__ import annotations

import io
import zipfile

import pytest

from services.errors import UnreadableFileError
from services.reading import package, read_bytes

DOCUMENT = "word/document.xml"
W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def plain(make):
    return make.word(lambda document: document.add_paragraph("Nội dung"))


def with_body(make, body: bytes, before: bytes = b""):
    return make.repacked(
        plain(make), {DOCUMENT: b"%s<w:document %s><w:body>%s</w:body></w:document>" % (before, W, body)}
    )


def with_part(make, name: str, content: bytes):
    return make.repacked(plain(make), {name: content})


def doubled(make):
    content = io.BytesIO(plain(make))
    with zipfile.ZipFile(content, "a") as old, pytest.warns(UserWarning, match="Duplicate name"):
        old.writestr(DOCUMENT, b"x")
    return content.getvalue()


def crowded(make):
    return make.repacked(plain(make), {f"word/media/{n}": b"" for n in range(package.MOST_ENTRIES)})


def lying(make):
    """The directory and the local header say 10 bytes, the part is longer."""
    content = bytearray(make.repacked(plain(make), {"word/media/a.xml": b"x" * 5000}, compress=False))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.rindex(signature, 0, content.rindex(b"word/media/a.xml" if at == 24 else b"x" * 5000))
        content[start + at : start + at + 4] = (10).to_bytes(4, "little")
    return bytes(content)


def nested_tables(make):
    opened, closed = b"<w:tbl><w:tr><w:tc>" * 2000, b"</w:tc></w:tr></w:tbl>" * 2000
    return with_body(make, opened + closed)


CASES = {
    "22 huge text node": (
        lambda make: with_body(make, b"<w:p><w:r><w:t>" + b"a" * 17_000_000 + b"</w:t></w:r></w:p>"), "quá lớn",
    ),
    "23 millions of empty paragraphs": (lambda make: with_body(make, b"<w:p/>" * 1_500_000), "nén bất thường"),
    "24 huge image part": (lambda make: with_part(make, "word/media/a.png", b"\0" * 70_000_000), "quá lớn"),
    "25 too many entries": (crowded, "nhiều hơn 2000"),
    "26 lying sizes": (lying, "bị hỏng"),
    "27 entry that climbs out": (lambda make: with_part(make, "../../../x", b"x"), "trỏ ra ngoài gói"),
    "27 entry with backslashes": (lambda make: with_part(make, "word\\..\\..\\x", b"x"), "trỏ ra ngoài gói"),
    "28 duplicate entry": (doubled, "trùng tên word/document.xml"),
    "29 external entity": (
        lambda make: with_body(make, b"&e;", b'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname">]>'), "DOCTYPE",
    ),
    "29 DOCTYPE in UTF-16": (
        lambda make: with_part(make, "word/extra.xml", "<!DOCTYPE a><a/>".encode("utf-16")), "DOCTYPE",
    ),
    "30 billion laughs": (
        lambda make: with_body(make, b"&b;", b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'), "DOCTYPE",
    ),
    "31 nested tables": (nested_tables, "bị hỏng"),
    "33 altChunk": (lambda make: with_body(make, b"<w:altChunk/>"), "altChunk"),
    "34 macros": (lambda make: with_part(make, "word/vbaProject.bin", b"x"), "macro"),
    "35 old Word file": (lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "không phải văn bản Word"),
    "35 locked Word file": (
        lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu",
    ),
    "36 truncated": (lambda make: plain(make)[:9000], "bị hỏng"),
    "36 another zip": (lambda make: make.repacked(zip_of("a.txt"), {}), "tệp nén"),
    "broken XML": (lambda make: with_body(make, b"<w:p>"), "bị hỏng"),
    "zero bytes": (lambda _: b"", "rỗng"),
}  # fmt: skip


def zip_of(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize("case", CASES)
def test_refused_with_a_sentence(make, case):
    build, words = CASES[case]
    with pytest.raises(UnreadableFileError) as stopped:
        read_bytes(build(make), "a.docx")
    assert words in stopped.value.message
    assert "“a.docx”" in stopped.value.message
    assert "Hãy" in stopped.value.message


def test_an_external_template_is_neither_followed_nor_a_reason_to_refuse(make):
    def fill(document):
        document.add_paragraph("Nội dung")
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
        document.part.relate_to("http://192.0.2.1/mau.dotx", kind, is_external=True)

    assert read_bytes(make.word(fill), "a.docx").lines[0].text == "Nội dung"
