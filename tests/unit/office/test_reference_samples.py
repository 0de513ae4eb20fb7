"""Packets of other builders, when they are at hand beside the project."""

from __future__ import annotations

import pytest
from lxml import etree

from services.errors import PacketError
from services.office.edxml import Document, Status, StatusForm, read_packet, write_document, write_status
from tests.needs import SHARED

FOLDER = SHARED / "exchange"
PACKETS = sorted(FOLDER.glob("*/*.edxml"))
LIBRARY = sorted(FOLDER.glob("sdk-generated/*.edxml"))

pytestmark = pytest.mark.skipif(not PACKETS, reason=f"NO REFERENCE PACKETS: {FOLDER} is absent")


def shape(packet):
    """Every element with prefix, attributes and text, except what may differ: manifest types and zipped bytes."""
    zipped = False
    for element in etree.fromstring(packet).iter():
        name = etree.QName(element).localname
        text = (element.text or "").strip()
        parent = element.getparent()
        if name == "ContentType":
            zipped = text == "application/zip"
        in_manifest = parent is not None and etree.QName(parent).localname == "Reference"
        hidden = (name == "ContentType" and in_manifest) or (name == "ContentTransferEncoded" and zipped)
        yield len(list(element.iterancestors())), element.prefix, name, dict(element.attrib), "" if hidden else text


@pytest.mark.parametrize("path", PACKETS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_packet_is_read_or_refused_in_words(path):
    if path.match("vnpt-official-2018/edoc.edxml"):
        with pytest.raises(PacketError, match="dòng 74"):
            read_packet(path.read_bytes())
        return
    read = read_packet(path.read_bytes())
    assert read.remarks == ()
    assert isinstance(read, Status) == ("status" in path.name)
    assert read.sender.organ_id
    if isinstance(read, Document):
        assert read.symbol
        assert read.issued_on
        assert all(file.content for file in read.attachments)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_our_writer_prints_what_the_library_prints(path):
    read = read_packet(path.read_bytes())
    ours = write_status(read, StatusForm.NATIONAL) if isinstance(read, Status) else write_document(read)
    theirs = path.read_bytes().replace(b"UERGREFUQS0lUERGLTEuNCBmYWtlCg==", b"JVBERi0xLjQgZmFrZQo=")
    assert list(shape(ours)) == list(shape(theirs))


@pytest.mark.parametrize("path", [path for path in LIBRARY if path.stem != "sdk_new"], ids=lambda path: path.stem)
def test_without_attachments_the_bytes_are_the_same(path):
    read = read_packet(path.read_bytes())
    ours = write_status(read, StatusForm.NATIONAL) if isinstance(read, Status) else write_document(read)
    assert ours == path.read_bytes()


@pytest.mark.parametrize("path", PACKETS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_was_read_survives_our_own_writing(path):
    try:
        read = read_packet(path.read_bytes())
    except PacketError:
        return
    ours = write_status(read) if isinstance(read, Status) else write_document(read)
    assert read_packet(ours) == read
