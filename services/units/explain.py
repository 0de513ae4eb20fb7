"""The Vietnamese sentences that tell the clerk why a mention stands for these units, or for none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from services.units.model import Unit

SHOWN = 5
"""Successors named one by one; further ones are counted."""


def unit(mention: str, name: str, full_name: str, score: float) -> str:
    """A mention that names one unit."""
    if score < 1:
        return (
            f"“{mention}” gần giống tên gọi “{name}” của {full_name} trong danh mục đơn vị "
            f"(giống {score:.0%}): cần đối chiếu lại."
        )
    if mention == full_name:
        return f"“{mention}” có trong danh mục đơn vị."
    other = f" (tên gọi khác: “{name}”)" if name not in {mention, full_name} else ""
    return f"“{mention}” là {full_name} theo danh mục đơn vị{other}."


def group(mention: str, phrase: str, count: int, on: dt.date) -> str:
    """A mention that names a group."""
    which = "là cách gọi chung" if mention.casefold() == phrase.casefold() else f"theo cách gọi chung “{phrase}”"
    return f"“{mention}” {which}: gồm {count} đơn vị có hiệu lực ngày {on:%d/%m/%Y}."


def greeted(mention: str, addressed: Sequence[str], count: int, on: dt.date) -> str:
    """A general name that means the addressees of the letter."""
    names = "; ".join(f"“{each}”" for each in addressed)
    return f"“{mention}” là các đơn vị ở phần Kính gửi ({names}): gồm {count} đơn vị có hiệu lực ngày {on:%d/%m/%Y}."


def greeted_nobody(mention: str) -> str:
    """A general name in a letter whose addressees nobody knows."""
    return f"“{mention}” là các đơn vị ở phần Kính gửi, chưa xác định được đơn vị nào: cần văn thư xác định đơn vị."


def listed(rules: Sequence[str]) -> str:
    """A mention that lists several units or groups."""
    return "Kể tên nhiều đơn vị. " + " ".join(rules)


def spoiled(mention: str, piece_rule: str) -> str:
    """A list with a piece that names nobody."""
    return f"Trong danh sách “{mention}” có đơn vị chưa xác định. {piece_rule}"


def unknown(mention: str, near: Sequence[str]) -> str:
    """A mention that names nobody of the registry; names that are like it are told, never put in its place."""
    if near:
        return (
            f"“{mention}” không có trong danh mục đơn vị và danh mục nhóm; gần giống nhưng không trùng với "
            f"{_choices(near)}: cần văn thư xác định đơn vị."
        )
    return f"“{mention}” không có trong danh mục đơn vị và danh mục nhóm: cần văn thư xác định đơn vị."


def ambiguous(mention: str, names: Sequence[str]) -> str:
    """A mention that fits several units equally well, or one whose name others share."""
    if len(names) == 1:
        return f"“{mention}” có thể là {names[0]} nhưng còn đơn vị khác cùng tên: cần văn thư xác định đơn vị."
    return f"“{mention}” giống nhau với {_choices(names)}: cần văn thư chọn đơn vị."


def _choices(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


def less(whole: str, less: str, count: int) -> str:
    """A group without some of its members."""
    return f"{whole} Trừ: {less} Còn lại {count} đơn vị."


def nobody_left(mention: str) -> str:
    """An exception that takes everybody away."""
    return f"“{mention}”: trừ hết, không còn đơn vị nào; cần văn thư xác định đơn vị."


def not_valid(mention: str, gone: Sequence[Unit], on: dt.date, heirs: Sequence[Unit]) -> str:
    """A mention of a unit that did not exist on the day of the directive, and who took over its work.

    Several are namesakes: each is told.
    """
    told = " hoặc ".join(f"{unit.name}, {_why_not(unit, on)}" for unit in gone)
    return f"“{mention}” là {told}{_instead(heirs)}."


def _why_not(unit: Unit, on: dt.date) -> str:
    end = unit.valid_to is not None and (unit.valid_to < on or unit.mention_only)
    edge = unit.valid_to if end else unit.valid_from
    when = f" chỉ có hiệu lực {'đến hết' if end else 'từ'} ngày {edge:%d/%m/%Y}" if edge else ""
    if unit.mention_only:
        return f"đơn vị không thuộc phạm vi giao việc của cơ quan{',' if when else ''}{when}"
    return f"đơn vị{when}, trong khi văn bản đề ngày {on:%d/%m/%Y}"


def empty_group(mention: str, phrase: str, on: dt.date, heirs: Sequence[Unit]) -> str:
    """A group that has no member on the day of the directive, and who took over from its former members."""
    which = "là cách gọi chung" if mention.casefold() == phrase.casefold() else f"theo cách gọi chung “{phrase}”"
    return f"“{mention}” {which} nhưng ngày {on:%d/%m/%Y} không có đơn vị nào như vậy{_instead(heirs)}."


def _instead(heirs: Sequence[Unit]) -> str:
    if not heirs:
        return ": cần văn thư xác định đơn vị thay thế"
    names = ", ".join(unit.name for unit in heirs[:SHOWN])
    more = f" và {len(heirs) - SHOWN} đơn vị khác" if len(heirs) > SHOWN else ""
    return f"; đơn vị kế thừa theo danh mục: {names}{more}; cần văn thư xác nhận đơn vị thay thế"
