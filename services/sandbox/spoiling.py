"""What the knobs do to lists and packets, the same for every imitated axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from services.sandbox.knobs import Panel

Entry = TypeVar("Entry")


def listed(entries: Iterable[Entry], panel: Panel) -> list[Entry]:
    """The list as it is told: each entry once, or twice in a row."""
    return [entry for entry in entries for _ in range(1 + panel.knobs.repeat_listing)]


def spoilt(packet: bytes, panel: Panel) -> bytes:
    """The packet as the knobs let it arrive: cut in half, or padded with an endless comment."""
    knobs = panel.knobs
    if knobs.malformed_packet and panel.throws(knobs.malformed_packet):
        return packet[: len(packet) // 2]
    return packet + b"<!--" + b"x" * knobs.huge_packet_bytes + b"-->" if knobs.huge_packet_bytes else packet
