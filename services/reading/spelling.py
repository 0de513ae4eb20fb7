"""Vietnamese spelling as counting needs it: one placement of the tone, and the signs no other language uses."""

from __future__ import annotations

import re
import unicodedata

SLIPS = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
"""Modern → classic place of the tone in open rhymes (hoà → hòa, thuỷ → thủy)."""
AFTER_Q = {"ùy": "uỳ", "úy": "uý", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"}
"""After q the u is no vowel: quý, never qúy."""
AFTER_G = {"ìa": "ià", "ía": "iá", "ỉa": "iả", "ĩa": "iã", "ịa": "iạ"}
LOOK_ALIKES = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"})
VIETNAMESE_MARKS = frozenset("\u0303\u0306\u0309\u031b\u0323")
"""Tilde, breve, hook, horn, dot below. Circumflex, grave and acute alone are met in every Latin text."""
WORD = re.compile(r"[^\W\d_]{2,}")
"""Alphabetic tokens of at least two letters: what the gate counts."""


def composed(text: str) -> str:
    """NFC with the Vietnamese Đ for its look-alikes."""
    return unicodedata.normalize("NFC", text).translate(LOOK_ALIKES)


def fold(word: str) -> str:
    """Lower case with the tone in its classic place: Hoà → hòa, Qúy → quý. The form in which syllables are counted."""
    lower = composed(word).lower()
    head, rhyme = lower[:-2], lower[-2:]
    if head == "q":
        return head + AFTER_Q.get(rhyme, rhyme)
    if head == "g":
        return head + AFTER_G.get(rhyme, rhyme)
    return head + SLIPS.get(rhyme, rhyme)


def has_vietnamese_sign(word: str) -> bool:
    """Whether a word has a letter or a stack of marks that only Vietnamese has (đ, ơ, ể …; not é, â)."""
    marks = 0
    for char in unicodedata.normalize("NFD", word):
        if char in VIETNAMESE_MARKS or char in "đĐ":
            return True
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > 1:
            return True
    return False
