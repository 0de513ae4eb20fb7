"""What a recall, update or replacement changes, as `trienkhai show` tells it: old and new side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.cli.output import say
from services.ledger import directives
from services.ledger.codec import loads
from services.letters.due import due
from services.planning.difference import differing
from services.planning.model import Plan
from services.steps import changes

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from services.planning.difference import Change
    from services.planning.model import Assignment


def change_json(conn: Connection, row: Row[Any]) -> dict[str, Any] | None:
    """The change, None for a directive that changes no other; `difference` is there once it was planned."""
    if row.original_id is None:
        return None
    original = directives.get(conn, row.original_id)
    found = changes.of(conn, row) if row.plan else None
    return {
        "kind": row.change,
        "original": {"id": original.id, "symbol": original.symbol, "state": original.state},
        "difference": found
        and {
            "header": [{"field": one.field, "before": one.before, "after": one.after} for one in found.header],
            "changes": [_change(one) for one in found.changes],
            "redrafted": list(found.redrafted),
            "dropped": list(found.dropped),
            "same": list(found.same),
            "names": _names(original, row),
        },
    }


def _names(*rows: Row[Any]) -> dict[str, str]:
    """The units of these plans by id."""
    plans = [loads(Plan, row.plan) for row in rows if row.plan]
    return {one.unit: one.unit_name for plan in plans for one in plan.assignments}


def _change(one: Change) -> dict[str, Any]:
    told = {"what": list(differing(one)), "units": list(one.units)}
    return {**told, "before": _side(one.before), "after": _side(one.after)}


def _side(one: Assignment | None) -> dict[str, str] | None:
    return {"text": one.text, "due": due(one)} if one else None


def print_change(change: dict[str, Any]) -> None:
    """The change for a person."""
    say(f"Văn bản bị thay đổi: {change['original']['symbol']} (mã {change['original']['id']}).")
    found = change["difference"]
    if not found:
        return

    def named(units: list[str]) -> str:
        return "; ".join(found["names"].get(unit, unit) for unit in units) or "không"

    for one in found["header"]:
        say(f"~ {one['field']}: “{one['before']}” → “{one['after']}”")
    for one in found["changes"]:
        say(f"~ {', '.join(one['what'])} – {len(one['units'])} đơn vị: {named(one['units'])}")
        for mark, side in (("-", one["before"]), ("+", one["after"])):
            if side:
                say(f"{mark} {side['text']}" + (f" [{side['due']}]" if side["due"] else ""), indent=4)
    for what, units in (("Lập dự thảo mới", "redrafted"), ("Không còn việc", "dropped"), ("Giữ nguyên", "same")):
        say(f"{what}: {named(found[units])}.")
