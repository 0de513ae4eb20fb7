"""Text typed with the fonts of before Unicode (TCVN3 ".VnTime", VNI "VNI-Times") → Vietnamese as everybody reads it.

Such fonts draw Vietnamese letters in the places of other ones ("Céng hoµ x· héi"). The name of the font tells the
table; text that lost its fonts (antiword, plain text files) is tried with every table, and the quality gate decides.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from services.reading.gate import ENOUGH_WORDS, judge

TCVN3 = dict(
    zip(
        "¡¢§£¤¥¦¨©®ª«¬\u00adµ¸¶·¹»¾¼½ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖ×ÝØÜÞßãáâäåèæçéêíëìîïóñòôõøö÷ùúýûüþ",
        "ĂÂĐÊÔƠƯăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ",
        strict=True,
    )
)
"""Bytes of TCVN3 as Latin-1 shows them."""
HAT, BREVE = "\u0302", "\u0306"
VNI_MARKS = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": HAT, "à": HAT + "\u0300", "á": HAT + "\u0301", "å": HAT + "\u0309", "ã": HAT + "\u0303", "ä": HAT + "\u0323",
    "ê": BREVE, "è": BREVE + "\u0300", "é": BREVE + "\u0301", "ú": BREVE + "\u0309", "ü": BREVE + "\u0303",
    "ë": BREVE + "\u0323",
}  # fmt: skip
"""A second letter of VNI that stands for the marks of the vowel before it."""
VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}
"""Letters of VNI that stand for one letter; ì and í mean themselves."""
VNI = re.compile(f"([aeouyôö])([{''.join(VNI_MARKS)}])|([{''.join(VNI_LETTERS)}])", re.IGNORECASE)
CAPITALS = re.compile(r"^\.?vn.*h$", re.IGNORECASE)
"""TCVN3 fonts that draw small letters as capitals: .VnTimeH."""
SUBSET = re.compile(r"^[A-Z]{6}\+")


def is_old(font: str) -> bool:
    """Whether the name is that of a font from before Unicode."""
    return _table(font) is not None


def decoded(text: str, font: str) -> str:
    """The text of a run in this font; unchanged for fonts of today."""
    table = _table(font)
    if table is None:
        return text
    plain = from_tcvn3(text) if table == "tcvn3" else from_vni(text)
    return plain.upper() if table == "tcvn3" and CAPITALS.match(SUBSET.sub("", font)) else plain


@cache
def _table(font: str) -> str | None:
    name = SUBSET.sub("", font.lstrip("/")).lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith(("vni-", "vni ")) else None


def from_tcvn3(text: str) -> str:
    """TCVN3 → Unicode."""
    return "".join(TCVN3.get(char, char) for char in text)


def from_vni(text: str) -> str:
    """VNI → Unicode: a vowel and its marks, or a letter that stands alone."""
    return unicodedata.normalize("NFC", VNI.sub(_vni, text))


def _vni(match: re.Match[str]) -> str:
    vowel, marks, letter = match.groups()
    if letter:
        return _cased(VNI_LETTERS[letter.lower()], letter)
    return _cased(VNI_LETTERS.get(vowel.lower(), vowel), vowel) + VNI_MARKS[marks.lower()]


def _cased(letter: str, like: str) -> str:
    return letter.upper() if like.isupper() else letter


def restored(text: str) -> str:
    """The text as it is when that is Vietnamese; else as the table reads it that makes the best Vietnamese of it."""
    return text if judge(text).passes else _best([from_tcvn3(text), from_vni(text)]) or text


def from_bytes(content: bytes) -> str | None:
    """Text of an 8-bit encoding from before Unicode; None when none of them makes Vietnamese of it."""
    western = content.decode("latin-1")
    return _best([content.decode("cp1258", errors="replace"), from_tcvn3(western), from_vni(western)])


def _best(texts: list[str]) -> str | None:
    judged = [(judge(text), unicodedata.normalize("NFC", text)) for text in texts]
    good = [(verdict.valid_share, text) for verdict, text in judged if verdict.passes and verdict.words >= ENOUGH_WORDS]
    return max(good)[1] if good else None
