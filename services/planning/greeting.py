"""Kính gửi of a letter: whom "các đơn vị" in it means, and what to ask about addressees nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.directive.model import Doubt
from services.units.model import Greeting, ResolutionKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from services.units.registry import Registry


def read_greeting(
    addressees: Sequence[str], registry: Registry, on: dt.date
) -> tuple[Greeting | None, tuple[Doubt, ...]]:
    """The units that a letter greets, and a doubt for each addressee who is none; no greeting when nobody is named."""
    if not addressees:
        return None, ()
    found = [registry.resolve(mention, on) for mention in addressees]
    known = [each for each in found if each.kind is not ResolutionKind.UNKNOWN]
    wanted = {unit_id for each in known for unit_id in each.unit_ids}
    ids = tuple(unit.id for unit in registry.valid_on(on) if unit.id in wanted)
    score = min((each.score for each in known), default=0.0)
    doubts = tuple(
        Doubt("addressee_unknown", f"Kính gửi: {each.rule}") for each in found if each.kind is ResolutionKind.UNKNOWN
    )
    return Greeting(tuple(each.mention for each in known), ids, score), doubts
