"""Whether words mean our own office: its name, its head, all offices of its name, all departments of its province."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.planning.phrases import folded, found

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADS = ("", "giám đốc", "ban giám đốc", "lãnh đạo", "thủ trưởng")
"""What may stand before the name of an office that is told as a whole."""
_EVERYWHERE = re.compile(r" (?:(?:cac )?tinh(?: thanh pho)?(?: truc thuoc trung uong)?|tren (?:ca nuoc|toan quoc)) $")
"""Behind the name of an office that each province has, in folded text."""
_DEPARTMENT = " so "
"""How the name of a province's department begins, in folded text."""
_DEPARTMENTS = re.compile(
    r" (?:(?:thu truong|giam doc|lanh dao) )?(?:tat ca )?(?:cac )?"
    r"(?:so(?: (?:va|thu truong|cac|ban|nganh|co quan|don vi|doan the|hoi|dia phuong))* nganh"
    r"|co quan chuyen mon (?:thuoc|cua) (?:ubnd|uy ban nhan dan))"
    r"(?: (?:va|cac|co quan|don vi|doan the|hoi|to chuc chinh tri xa hoi|dia phuong|cap|thuoc|cua|tinh|thanh pho"
    r"|truc thuoc|ubnd|uy ban nhan dan|tren dia ban))* "
)
"""All of them: "các sở, ban, ngành tỉnh", "Thủ trưởng các sở, ban, ngành"; not "các sở, ngành liên quan"."""
_PROVINCE = re.compile(r" (?:tinh|thanh pho) .+")


def is_us(mention: str, names: Sequence[str], issuer: str = "") -> bool:
    """Whether a mention is the office of these names; `issuer` is the office that says so, "" in our own paper."""
    return is_named(mention, names) or bool(issuer and _is_among(folded(mention), names, folded(issuer)))


def is_named(mention: str, names: Sequence[str]) -> bool:
    """Whether a mention is the office, its head, or all offices of its name ("các Sở GDĐT")."""
    said = folded(mention)
    return any(_has_name(said, name) for name in names)


def names_us(mention: str, names: Sequence[str]) -> bool:
    """Whether a mention holds a name of the office that no other office has: one of several words."""
    said = folded(mention)
    return any(found(name, said) for name in names if " " in name)


def _has_name(said: str, name: str) -> bool:
    every = _EVERYWHERE.sub(" ", said)
    return any(
        said == folded(f"{head} {name}")
        or (" " in name and every == folded(f"{head} các {name}"))
        or (" " in name and every != said and every == folded(f"{head} {name}"))
        for head in HEADS
    )


def _is_among(said: str, names: Sequence[str], issuer: str) -> bool:
    """A department is one of "các sở, ban, ngành", unless the province that says so is another one."""
    if not _DEPARTMENTS.fullmatch(said) or not any(folded(name).startswith(_DEPARTMENT) for name in names):
        return False
    province = _PROVINCE.search(issuer)
    return province is None or any(province.group() in folded(name) for name in names)
