"""Damage for fuzzing: the same bytes with a few places changed."""

from __future__ import annotations

from hypothesis import strategies as st


@st.composite
def damaged(draw, content: bytes) -> bytes:
    """The same bytes with a few places flipped, cut out, doubled or filled with others."""
    changed = bytearray(content)
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(changed) - 1)) if changed else 0
        length = draw(st.integers(1, 64))
        part = draw(st.sampled_from(["flip", "cut", "double", "fill"]))
        if part == "cut":
            del changed[at : at + length]
        elif part == "double":
            changed[at:at] = changed[at : at + length]
        elif part == "fill":
            changed[at : at + length] = draw(st.binary(max_size=length))
        elif changed:
            changed[at] ^= draw(st.integers(1, 255))
    return bytes(changed)
