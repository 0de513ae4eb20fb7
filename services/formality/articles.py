"""Short names of articles, as rules cite them, and how a Finding writes them for a clerk."""

from __future__ import annotations

import re

_ANNEX_ONE = re.compile(r"(?P<section>[IVX]+)\.(?P<clause>\d+)(?:\.(?P<points>[a-zđ](?:,[a-zđ])*))?")
_ANNEX_TWO = re.compile(r"PL II\.(?P<section>[IVX]+)(?:\.(?P<clause>\d+))?")
_ARTICLE = re.compile(r"Đ (?P<article>\d+)(?:\((?P<clause>\d+)\))?")
_FORM = re.compile(r"mẫu (?P<form>\d\.\d+)")
_DERIVED = "suy ra từ Nghị định 30/2020/NĐ-CP"


def written_out(short: str) -> str:
    """The article in full: "II.5.b; mẫu 1.5" names khoản and điểm of Phụ lục I and a form of Phụ lục III.

    "II.5.b" stands for Phụ lục I, Phần I; "PL II.V.7" for Phụ lục II;
    "Đ 15(2)" for Điều 15 khoản 2; "derived" for what follows from the decree
    without being written in it. Raises ValueError on anything else: a Finding never cites what nobody can look up.
    """
    return "; ".join(_one(part.strip()) for part in short.split(";"))


def _one(part: str) -> str:
    if part == "derived":
        return _DERIVED
    if found := _ANNEX_ONE.fullmatch(part):
        points = f" điểm {found['points'].replace(',', ', ')}" if found["points"] else ""
        return f"NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục {found['section']}, khoản {found['clause']}{points}"
    if found := _ANNEX_TWO.fullmatch(part):
        clause = f", khoản {found['clause']}" if found["clause"] else ""
        return f"NĐ 30/2020/NĐ-CP, Phụ lục II, Mục {found['section']}{clause}"
    if found := _ARTICLE.fullmatch(part):
        clause = f" khoản {found['clause']}" if found["clause"] else ""
        return f"NĐ 30/2020/NĐ-CP, Điều {found['article']}{clause}"
    if found := _FORM.fullmatch(part):
        return f"NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu {found['form']}"
    raise ValueError(f"unknown article: {part!r}")
