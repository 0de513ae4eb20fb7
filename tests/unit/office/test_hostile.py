"""Packets that must not harm: each ends as a PacketError with a Vietnamese sentence, quickly."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest

from services.errors import PacketError
from services.office.edxml import names
from services.office.edxml import read_packet as read

NS = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
LAUGHS = '<!DOCTYPE edXML [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def bomb():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.txt", bytes(60 * 1024 * 1024))
    return base64.b64encode(buffer.getvalue()).decode()


def with_file(encoded, label="application/zip"):
    return (
        f'<edXML xmlns="{NS}"><edXMLEnvelope><edXMLHeader><MessageHeader/></edXMLHeader></edXMLEnvelope>'
        f"<AttachmentEncoded><Attachment><AttachmentName>a.txt</AttachmentName><ContentType>{label}</ContentType>"
        f"<ContentTransferEncoded>{encoded}</ContentTransferEncoded></Attachment></AttachmentEncoded></edXML>"
    )


@pytest.mark.parametrize(
    ("packet", "told"),
    [
        ("", "không đúng cú pháp XML"),
        ("khong phai xml", "không đúng cú pháp XML"),
        ("<edXML><From>", "dòng 1"),
        ("<a:edXML/>", "không có phần đầu"),
        ("<html/>", "phần tử gốc là <html>"),
        ("<edXML/>", "không có phần đầu"),
        ("<edXML><edXMLEnvelope><edXMLHeader/></edXMLEnvelope></edXML>", "không có MessageHeader"),
        (LAUGHS + "<edXML>&b;</edXML>", "DTD"),
        ('<!DOCTYPE edXML SYSTEM "file:///etc/passwd"><edXML/>', "DTD"),
        ('<!DOCTYPE edXML [<!ENTITY x SYSTEM "file:///etc/passwd">]><edXML>&x;</edXML>', "DTD"),
        ("<edXML>" + "<a>" * 60 + "</a>" * 60 + "</edXML>", "quá sâu"),
        ("<edXML>" + "<a>" * 5000, "quá sâu"),
        ("<edXML>" + "<a/>" * 60_000 + "</edXML>", "quá nhiều"),
        (with_file("UEsDBBQ"), "base64"),
        (with_file("%%%"), "base64"),
        (with_file("đây không phải base64"), "base64"),
        (with_file(base64.b64encode(b"PK\x03\x04 hong").decode()), "không giải nén được"),
        (with_file(bomb()), "phá hoại"),
        (
            "<edXML><edXMLEnvelope><edXMLHeader><Status><StatusCode>x</StatusCode></Status></edXMLHeader></edXMLEnvelope></edXML>",
            "mã trạng thái",
        ),
    ],
)
def test_refused(packet, told):
    with pytest.raises(PacketError, match=told) as caught:
        read(packet.encode())
    assert caught.value.message.endswith((".", ">."))


def test_a_packet_in_a_broken_encoding_is_refused():
    with pytest.raises(PacketError):
        read('<?xml version="1.0" encoding="UTF-8"?><edXML>\xe1</edXML>'.encode("latin-1"))


def test_a_large_attachment_passes_without_lifting_the_parser_limits():
    content = bytes(range(256)) * 4096 * 20
    document = read(with_file(base64.b64encode(content).decode(), "text/plain").encode())
    assert document.attachments[0].content == content


@pytest.mark.parametrize(
    ("original", "safe"),
    [
        ("162_KH-SGDĐT.pdf", "162_KH-SGDĐT.pdf"),
        ("phu luc kem theo_1.PDF>", "phu luc kem theo_1.PDF"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\Kế hoạch.docx", "Kế hoạch.docx"),
        ("a\x00b.pdf", "ab.pdf"),
        ("hop\u202efdp.exe", "hopfdp.exe"),
        ('a<b>:"|?*.pdf', "a_b______.pdf"),
        ("  .ẩn.  ", "ẩn"),
        ("Ke\u0302\u0301 hoa\u0323ch.docx", "Kế hoạch.docx"),
        ("NUL.pdf", "_NUL.pdf"),
        ("..", "tep"),
        ("", "tep"),
        ("dòng 1\ndòng 2.pdf", "dòng 1dòng 2.pdf"),
    ],
)
def test_names_are_made_safe(original, safe):
    assert names.safe_name(original, "tep") == safe


def test_long_names_keep_their_suffix():
    name = names.safe_name("ế" * 300 + ".docx", "tep")
    assert name.endswith("ế.docx")
    assert len(name.encode()) <= names.MAX_NAME_BYTES
