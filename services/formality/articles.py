"""Short names of articles, as rules cite them, and how a Finding writes them for a clerk."""

from __future__ import annotations

import re

_DERIVED = "suy ra từ Nghị định 30/2020/NĐ-CP"
_DECREE = "NĐ 30/2020/NĐ-CP"
# How a short name is built, and how its parts are written out; a part that is not there leaves nothing.
_FORMS = tuple(
    (re.compile(pattern), parts)
    for pattern, parts in (
        (
            r"(?P<section>[IVX]+)\.(?P<clause>\d+)(?:\.(?P<points>[a-zđ](?:,[a-zđ])*))?",
            (_DECREE + ", Phụ lục I, Phần I", ", Mục {section}", ", khoản {clause}", " điểm {points}"),
        ),
        (
            r"PL II\.(?P<section>[IVX]+)(?:\.(?P<clause>\d+))?",
            (_DECREE + ", Phụ lục II", ", Mục {section}", ", khoản {clause}"),
        ),
        (
            r"PL VI\.(?P<part>[IVX]+)\.(?P<section>[IVX]+)",
            (_DECREE + ", Phụ lục VI", ", Phần {part}", ", Mục {section}"),
        ),
        (r"Đ (?P<article>\d+)(?:\((?P<clause>\d+)\))?", (_DECREE, ", Điều {article}", " khoản {clause}")),
        (
            r"NĐ 09/2019 Đ (?P<article>\d+)\((?P<clause>\d+)\)(?P<points>[a-zđ])?",
            ("NĐ 09/2019/NĐ-CP", ", Điều {article}", " khoản {clause}", " điểm {points}"),
        ),
        (r"mẫu (?P<form>\d\.\d+)", (_DECREE + ", Phụ lục III", ", mẫu {form}")),
    )
)


def written_out(short: str) -> str:
    """The article in full: "II.5.b; mẫu 1.5" names khoản and điểm of Phụ lục I and a form of Phụ lục III.

    "II.5.b" stands for Phụ lục I, Phần I; "PL II.V.7" for Phụ lục II;
    "PL VI.II.I" for Phụ lục VI, Phần II, Mục I; "Đ 15(2)" for Điều 15 khoản 2, "NĐ 09/2019 Đ 12(1)" for one of the
    decree on reports; "derived" for what follows from the decree
    without being written in it. Raises ValueError on anything else: a Finding never cites what nobody can look up.
    """
    return "; ".join(_one(part.strip()) for part in short.split(";"))


def _one(part: str) -> str:
    if part == "derived":
        return _DERIVED
    for pattern, pieces in _FORMS:
        if found := pattern.fullmatch(part):
            named = {name: value.replace(",", ", ") for name, value in found.groupdict().items() if value}
            return pieces[0] + "".join(piece.format(**named) for piece in pieces[1:] if _hole(piece) in named)
    raise ValueError(f"unknown article: {part!r}")


def _hole(piece: str) -> str:
    return piece[piece.index("{") + 1 : -1]
