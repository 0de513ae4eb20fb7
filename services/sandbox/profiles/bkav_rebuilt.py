"""A packet as that server rebuilds it from its database: other order, filler in place of absent numbers, code "5"."""

from __future__ import annotations

import re
from dataclasses import replace

from services.errors import PacketError
from services.office.edxml import Document, read_packet, write_document, write_status

_CODE = re.compile(rb"<edXML:Code>.*?</edXML:Code>", re.DOTALL)
_FROM = b"<edXML:From>"
_STATUS_CODE = re.compile(rb"(<edXML:StatusCode>)0+(\d)")


def rebuilt(packet: bytes) -> bytes:
    """The packet rebuilt; one that cannot be read comes as it was."""
    try:
        read = read_packet(packet)
    except PacketError:
        return packet
    if not isinstance(read, Document):
        return _STATUS_CODE.sub(rb"\1\2", write_status(read))
    filler = replace(
        read.other, copies=read.other.copies or 1, pages=read.other.pages or 1, priority=read.other.priority or 0
    )
    text = write_document(replace(read, other=filler))
    code = _CODE.search(text)
    return text.replace(code[0], b"", 1).replace(_FROM, code[0] + _FROM, 1) if code else text
