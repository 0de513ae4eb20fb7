"""Packets of strangers opened with care: a long one is first tried in a limited child process.

The codec itself refuses DTDs, deep trees, many elements and bombs; the child bounds what its parser may cost all the
same. A packet that the child survived is then read here, with whatever error the codec has to say.
"""

from __future__ import annotations

import hashlib
import sys
from typing import TYPE_CHECKING

from services.errors import PacketError
from services.office import edxml
from services.reading import isolation
from services.reading.isolation import Limits

if TYPE_CHECKING:
    from services.office.edxml import Document, Status

SMALL = 32 * 2**10
"""Bytes. The worst of this length costs 0.1 s and, packed a thousandfold, 30 MB."""
LIMITS = Limits(memory=1024 * 2**20, cpu=20, wall=30.0, file=2**20)
MOST_KNOWN = 1_000
_survived: set[bytes] = set()
"""Hashes of packets that the child could open: tried once in the life of a process."""


def opened(packet: bytes) -> Document | Status:
    """What a packet says. Raises `PacketError`; `TemporaryError` when no child could be started."""
    if len(packet) > SMALL:
        _try(packet)
    return edxml.read_packet(packet)


def _try(packet: bytes) -> None:
    digest = hashlib.sha256(packet).digest()
    if digest in _survived:
        return
    code, _ = isolation.run([sys.executable, "-I", "-X", "utf8", "-m", "services.steps.packet_child"], packet, LIMITS)
    if code != isolation.READ:
        raise PacketError(
            "Gói tin đòi hỏi quá nhiều bộ nhớ hoặc thời gian để mở nên đã dừng. "
            "Hãy đề nghị nơi gửi kiểm tra và gửi lại."
        )
    if len(_survived) >= MOST_KNOWN:
        _survived.clear()
    _survived.add(digest)
