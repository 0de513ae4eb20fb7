"""The `plan --json` object: topic, assignments, what is unassigned, who is left out and why, doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services.directive.model import Evidence
    from services.planning.model import Assignment, Plan


def as_json(plan: Plan, unit_id: str | None = None) -> dict[str, Any]:
    """JSON-ready plan; `unit_id` keeps the assignments of one unit. Dates are ISO, unknown is null."""
    return {
        "topic": plan.topic,
        "assignments": [_assignment(each) for each in plan.assignments if unit_id in {None, each.unit}],
        "unassigned": [
            {
                "instruction": each.instruction,
                "text": each.text,
                "mentions": list(each.mentions),
                "reason": each.reason,
                "evidence": _evidence(each.evidence),
            }
            for each in plan.unassigned
        ],
        "exclusions": [
            {"unit": each.unit, "instruction": each.instruction, "rule": each.rule}
            for each in plan.exclusions
            if unit_id in {None, each.unit}
        ],
        "doubts": [
            {"code": each.code, "message": each.message, "evidence": _evidence(each.evidence)} for each in plan.doubts
        ],
    }


def _assignment(assignment: Assignment) -> dict[str, Any]:
    return {
        "unit": assignment.unit,
        "unit_name": assignment.unit_name,
        "role": assignment.role.value,
        "text": assignment.text,
        "due_on": assignment.due_on.isoformat() if assignment.due_on else None,
        "recurrence": assignment.recurrence,
        "product": assignment.product,
        "channel": list(assignment.channels),
        "instruction": assignment.instruction,
        "rule": assignment.rule,
        "evidence": _evidence(assignment.evidence),
        "confidence": assignment.confidence,
    }


def _evidence(evidence: Evidence | None) -> dict[str, Any] | None:
    return {"page": evidence.page, "line": evidence.line, "quote": evidence.quote} if evidence else None
