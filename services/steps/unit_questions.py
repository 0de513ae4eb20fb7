"""What a clerk is asked when a directive concerns no unit of ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.planning.answers import ASSIGN_TO, EVERYBODY, NOT_WAITING, UNKNOWN, waiting
from services.planning.places import typable
from services.planning.questions import OURS, OURS_TOO, SHOWN

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from services.planning.model import Plan
    from services.units.model import Unit
    from services.units.registry import Registry

_OFFICE = "van_phong"
"""The kind of unit that takes what nobody else is found for."""


def no_unit_question(name: str, planned: Plan, registry: Registry, on: dt.date) -> str:
    """Ask what to do with a directive that names none of our units of that day."""
    units = registry.select(EVERYBODY, on)
    if not units:
        added = _nobody(registry, on, f"chạy “trienkhai retry {name}”")
        return f"{_found(planned)} {added}; nếu không thuộc phạm vi, chạy “trienkhai resume {name} --close”."
    first, by_place = _answers(planned, units)
    return (
        f"{_found(planned)} Nếu cần triển khai, chạy “trienkhai resume {name} {first}” (hoặc nhiều mã đơn vị cách nhau "
        f"bằng dấu phẩy, hoặc all){by_place}; nếu không thuộc phạm vi, chạy “trienkhai resume {name} --close”."
    )


def unit_needed(planned: Plan, registry: Registry, on: dt.date) -> str:
    """The same to somebody at the command line, who can run the command again."""
    units = registry.select(EVERYBODY, on)
    if not units:
        return f"{_found(planned)} {_nobody(registry, on, 'chạy lại')}."
    first, by_place = _answers(planned, units)
    return (
        f"{_found(planned)} Nếu vẫn lập dự thảo, chạy lại với “{first}” (hoặc nhiều mã đơn vị cách nhau bằng dấu phẩy, "
        f"hoặc all){by_place}."
    )


def _found(planned: Plan) -> str:
    mentions = [mention for one in planned.unassigned for mention in one.mentions]
    named = "; ".join(dict.fromkeys(mentions)) or "không nêu đơn vị cụ thể"
    wrong = "".join(f"{one.message} " for one in planned.doubts if one.code in {UNKNOWN, NOT_WAITING})
    ours = dict.fromkeys(
        each for one in planned.unassigned if one.reason.endswith((OURS, OURS_TOO)) for each in one.mentions
    )
    said = "Văn bản không giao việc cho đơn vị nào trong config/units.csv."
    if ours:
        said = f"Văn bản giao việc cho chính cơ quan mình ({_short('; '.join(ours))}): cần chọn đơn vị thực hiện."
    return f"{wrong}{said} Nơi được nêu: {_short(named)}."


def _nobody(registry: Registry, on: dt.date, again: str) -> str:
    if all(unit.mention_only for unit in registry.units):
        return f"Danh mục chưa có đơn vị nào của cơ quan mình: thêm vào config/units.csv rồi {again}"
    return (
        f"Không đơn vị nào của cơ quan mình có hiệu lực vào ngày {on:%d/%m/%Y}: xem lại ngày của văn bản, hoặc "
        f"valid_from, valid_to trong config/units.csv, rồi {again}"
    )


def _answers(planned: Plan, units: Sequence[Unit]) -> tuple[str, str]:
    """How to answer for all at once, and for each order apart when several wait: with ids and places that exist."""
    likely = next((unit for unit in units if unit.kind == _OFFICE), units[0])
    first = f"--set {ASSIGN_TO}={likely.id}"
    places = [typable(key) for key in waiting(planned.unassigned)]
    if not places[1:]:
        return first, ""
    more = f" và {len(places) - SHOWN} nội dung khác" if len(places) > SHOWN else ""
    one, two = (f"--set {ASSIGN_TO}:{place}=…" for place in places[:2])
    return first, f"; mỗi nội dung một đơn vị: “{one} {two}”, đang chờ {', '.join(places[:SHOWN])}{more}"


def _short(text: str, limit: int = 300) -> str:
    return text if len(text) <= limit else re.sub(r"\s+\S*$", "", text[:limit]) + " …"
