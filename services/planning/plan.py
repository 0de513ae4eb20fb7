"""Who must do what by when: the instructions of a directive become assignments of units."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from services.directive.model import Doubt
from services.planning.addressed import addressed
from services.planning.answers import chosen_units, settle
from services.planning.explicit import share_explicit
from services.planning.implicit import share_implicit
from services.planning.model import Plan
from services.planning.share import Given, Share
from services.planning.topics import choose_topic

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from services.directive.model import Directive
    from services.planning.calendar import WorkingCalendar
    from services.settings.model import Topic
    from services.units.registry import Registry


def plan(
    directive: Directive,
    registry: Registry,
    topics: Sequence[Topic],
    calendar: WorkingCalendar,
    on: dt.date,
    own_names: Sequence[str],
    answers: Mapping[str, str] | None = None,
) -> Plan:
    """The plan of a directive issued `on` that day: units in registry order, then instructions in document order.

    `own_names` are the names of the office itself; `answers` are the clerk's decisions (`assign_to`: unit ids with
    commas, or "all"). What nobody is found for stays in `unassigned`, with a doubt; nothing is guessed.
    """
    given = Given(registry, choose_topic(directive, topics), calendar, on, tuple(own_names))
    scope = addressed(directive, given)
    units, answer_doubts = chosen_units(answers or {}, given)
    shares = [
        settle(share_implicit(each, scope, given) if each.implicit else share_explicit(each, given), each, units, given)
        for each in directive.instructions
    ]
    return _collect(shares, answer_doubts, given)


def _collect(shares: list[Share], answer_doubts: tuple[Doubt, ...], given: Given) -> Plan:
    order = {unit.id: n for n, unit in enumerate(given.registry.units)}
    # sorting is stable: within a unit the instructions keep the order of the document
    assignments = sorted(chain.from_iterable(share.assignments for share in shares), key=lambda each: order[each.unit])
    unassigned = tuple(chain.from_iterable(share.unassigned for share in shares))
    return Plan(
        topic=given.topic.id if given.topic else None,
        units=tuple(dict.fromkeys(assignment.unit for assignment in assignments)),
        assignments=tuple(assignments),
        unassigned=unassigned,
        doubts=(
            *answer_doubts,
            *(Doubt("unassigned", each.reason, each.evidence) for each in unassigned),
            *chain.from_iterable(share.doubts for share in shares),
        ),
        exclusions=tuple(chain.from_iterable(share.exclusions for share in shares)),
    )
