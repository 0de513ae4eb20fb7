"""Packets, no. 51: a long one is tried in a limited child first; what that cannot bear is a bad packet, no more."""

from __future__ import annotations

import base64
import dataclasses
import time

import pytest

from services.errors import PacketError
from services.office.edxml import Document
from services.steps import packets
from tests.unit.office.test_hostile import NS, with_file

LONG = packets.SMALL + 1


def packet(content: bytes = b"Noi dung") -> bytes:

    return with_file(base64.b64encode(content).decode(), "text/plain").encode()


def test_long_and_short_packets_are_opened():
    for size in (10, LONG):
        opened = packets.opened(packet(b"a" * size))
        assert isinstance(opened, Document)
        assert len(opened.attachments[0].content) == size


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b'<!DOCTYPE edXML [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><edXML>&b;</edXML>', id="laughs"),
        pytest.param(b'<!DOCTYPE edXML [<!ENTITY x SYSTEM "file:///etc/passwd">]><edXML>&x;</edXML>', id="XXE"),
        pytest.param(b"<edXML>" + b"<a>" * 20_000, id="deep"),
        pytest.param(b"<edXML>" + b"<a/>" * 500_000 + b"</edXML>", id="many elements"),
        pytest.param(b"<edXML xmlns='%s'>" % NS.encode() + b"x" * 30_000_000 + b"</edXML>", id="long text"),
    ],
)
def test_bad_packets_are_refused_in_time(content):
    start = time.monotonic()
    for before in (b"", b" " * LONG):  # short ones are refused by the codec, long ones after the child
        with pytest.raises(PacketError):
            packets.opened(content.replace(b"<edXML", before + b"<edXML", 1))
    assert time.monotonic() - start < 30


def test_what_the_child_cannot_bear_is_a_bad_packet(monkeypatch):
    monkeypatch.setattr(packets, "LIMITS", dataclasses.replace(packets.LIMITS, memory=96 * 2**20))
    with pytest.raises(PacketError, match="quá nhiều bộ nhớ"):
        packets.opened(packet(bytes(30_000_000)))


def test_a_packet_is_tried_once(monkeypatch):
    content = packet(b"b" * LONG)
    packets.opened(content)
    monkeypatch.setattr(packets.isolation, "run", lambda *_: pytest.fail("tried again"))
    assert isinstance(packets.opened(content), Document)
