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


def unknown(mention: str) -> str:
    """A mention that names nobody of the registry."""
    return f"“{mention}” không có trong danh mục đơn vị và danh mục nhóm: cần văn thư xác định đơn vị."


def ambiguous(mention: str, names: Sequence[str]) -> str:
    """A mention that fits several names equally well."""
    choices = ", ".join(f"“{name}”" for name in names)
    return f"“{mention}” giống nhau với {choices}: cần văn thư chọn đơn vị."


def less(whole: str, less: str, count: int) -> str:
    """A group without some of its members."""
    return f"{whole} Trừ: {less} Còn lại {count} đơn vị."


def nobody_left(mention: str) -> str:
    """An exception that takes everybody away."""
    return f"“{mention}”: trừ hết, không còn đơn vị nào; cần văn thư xác định đơn vị."


def not_valid(mention: str, gone: Unit, on: dt.date, heirs: Sequence[Unit]) -> str:
    """A mention of a unit that did not exist on the day of the directive, and who took over its work."""
    end = gone.valid_to is not None and gone.valid_to < on
    edge = gone.valid_to if end else gone.valid_from
    when = "chỉ có hiệu lực đến hết ngày" if end else "chỉ có hiệu lực từ ngày"
    return (
        f"“{mention}” là {gone.name}, đơn vị {when} {edge:%d/%m/%Y}, trong khi văn bản đề ngày "
        f"{on:%d/%m/%Y}{_instead(heirs)}."
    )


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
