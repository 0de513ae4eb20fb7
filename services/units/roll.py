"""Who exists on a day: the units of that day, those a selector picks, and who took over from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.units import selector

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from services.units.model import Unit


def valid_on(units: Sequence[Unit], day: dt.date) -> tuple[Unit, ...]:
    """The units that existed on that day, in the given order."""
    return tuple(unit for unit in units if unit.valid_on(day))


def select(units: Sequence[Unit], select: str, on: dt.date) -> tuple[Unit, ...]:
    """The units of that day that a selector picks, in the given order. Raises `SelectorError`."""
    return selector.pick(select, valid_on(units, on))


def successors(units: Sequence[Unit], gone: Sequence[Unit], on: dt.date) -> tuple[Unit, ...]:
    """The units of that day that took over the work of others, in the given order."""
    ids = {unit.id for unit in gone}
    return tuple(unit for unit in valid_on(units, on) if ids.intersection(unit.predecessors))
