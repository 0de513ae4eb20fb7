"""The child process of `packets`: opens one packet from standard input; ends with 0 when that could be borne."""

from __future__ import annotations

import contextlib
import os
import sys

from services.errors import PacketError
from services.office.edxml import read_packet
from services.reading.isolation import EXHAUSTED, READ


def main() -> int:
    """Read the packet; what the codec refuses is the parent's to tell."""
    try:
        with contextlib.suppress(PacketError):
            read_packet(sys.stdin.buffer.read())
    except MemoryError:
        return EXHAUSTED
    return READ


if __name__ == "__main__":
    # no clean-up of a possibly exhausted interpreter: the parent must see this code
    os._exit(main())
