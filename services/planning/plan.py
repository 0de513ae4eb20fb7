"""Who must do what by when: the instructions of a directive become assignments of units."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from services.planning.addressed import addressed
from services.planning.answers import chosen_units, places_nobody_asks, settle
from services.planning.deadlines import day_off_question, unsure_question
from services.planning.explicit import share_explicit
from services.planning.greeting import read_greeting
from services.planning.implicit import share_implicit
from services.planning.model import Plan
from services.planning.phrases import folded
from services.planning.questions import Question, doubts_of, open_questions
from services.planning.share import Clause, Given
from services.planning.topics import choose_topic

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from services.directive.model import Directive, Doubt
    from services.planning.addressed import Scope
    from services.planning.calendar import WorkingCalendar
    from services.planning.share import Share
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

    `own_names` are the names of the office itself; `answers` are the clerk's decisions (`assign_to`, or `assign_to:V.1`
    for one place: unit ids or conditions of choice with commas, or "all"). What nobody is found for stays in
    `unassigned`, with a doubt; nothing is guessed. A printed day that is a day off stays, with a doubt too.
    """
    topic, foreign = choose_topic(directive, topics), _foreign_issuer(directive, own_names)
    # another office greets its own units; what "các đơn vị" means there is asked (see explicit)
    greeting, unknown = (None, ()) if foreign else read_greeting(directive.addressees, registry, on)
    given = Given(registry, topic, calendar, on, tuple(own_names), foreign, greeting)
    told = any(given.is_us(mention) for each in directive.instructions for mention in each.lead)
    given = replace(given, told_as_whole=bool(foreign) and told)
    scope = addressed(directive, given)
    clauses = _clauses(directive, given)
    shares = [_share(clause, scope, given) for clause in clauses]
    chosen, strangers = chosen_units(answers or {}, given)
    strange = places_nobody_asks(chosen, shares, given)
    settled = [settle(share, clause, chosen, given) for share, clause in zip(shares, clauses, strict=True)]
    return _collect(directive, settled, (*unknown, *strangers, *strange), given)


def _clauses(directive: Directive, given: Given) -> list[Clause]:
    return [Clause.of(instruction, given) for instruction in directive.instructions]


def _share(clause: Clause, scope: Scope, given: Given) -> Share:
    return share_implicit(clause, scope, given) if clause.instruction.implicit else share_explicit(clause, given)


def _days_off(directive: Directive, given: Given) -> Iterator[Question]:
    """Printed days that fall on a day off stay, and days off may not be ordered yet: a person is told."""
    for each in directive.instructions:
        if message := day_off_question(each.deadline, given.calendar):
            yield Question("due_on_day_off", message, each)
        if message := unsure_question(each.deadline, given.on, given.calendar):
            yield Question("calendar_unsure", message, each)


def _foreign_issuer(directive: Directive, own_names: Sequence[str]) -> str:
    """The issuer as printed when it is another office, else empty; what nobody could read is not called foreign."""
    issuer = directive.header.issuer
    return issuer.text if issuer and folded(issuer.text) not in {folded(name) for name in own_names} else ""


def _collect(directive: Directive, shares: list[Share], doubts: tuple[Doubt, ...], given: Given) -> Plan:
    order = {unit.id: n for n, unit in enumerate(given.units)}
    # sorting is stable: within a unit the instructions keep the order of the document
    assignments = sorted(chain.from_iterable(share.assignments for share in shares), key=lambda each: order[each.unit])
    unassigned = tuple(chain.from_iterable(share.unassigned for share in shares))
    by_key = {instruction.key: instruction for instruction in directive.instructions}
    open_parts = open_questions(unassigned, by_key)
    questions = (*(share.questions for share in shares), _days_off(directive, given))
    return Plan(
        topic=given.topic.id if given.topic else None,
        units=tuple(dict.fromkeys(assignment.unit for assignment in assignments)),
        assignments=tuple(assignments),
        unassigned=unassigned,
        doubts=doubts + doubts_of(chain(open_parts, *questions)),
        exclusions=tuple(chain.from_iterable(share.exclusions for share in shares)),
        topic_name=given.topic.name if given.topic else None,
    )
