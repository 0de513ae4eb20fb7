"""What the drafts of a directive may say, for the check before filing: its own words, the registry, the settings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from services.formality.facts import COVER_NOTE, LETTER, Facts, Given, Head
from services.formality.policy import policy_of
from services.formality.text import bare
from services.letters import citation
from services.letters.contents.reminder import state
from services.letters.contents.sources import place
from services.letters.contents.table import rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from services.directive.model import Deadline, Directive
    from services.formality.policy import Policy
    from services.letters.model import Work
    from services.planning.model import Assignment
    from services.settings.settings import Settings
    from services.units.model import Unit


@dataclass(frozen=True)
class FactBook:
    """The facts of all drafts of one directive; what they share is gathered once."""

    settings: Settings
    work: Work
    issued_on: dt.date | None
    wordings: tuple[str, ...] = ()

    @cached_property
    def policy(self) -> Policy:
        """How strictly this office checks."""
        return policy_of(self.settings.formality)

    def of(self, kind: str, units: Sequence[str] = (), doc_type: str | None = None) -> Facts:
        """What a draft of that kind may say; of a letter to `units` also whom it must reach and what it gives them.

        Units that share a letter have the same work. `doc_type` is the printed type ("KẾ HOẠCH"); a letter without one
        is a công văn, other kinds have none.
        """
        doc_type = ("CÔNG VĂN" if kind == LETTER else "") if doc_type is None else doc_type
        shared = replace(self._shared, kind=kind, doc_type=doc_type)
        if not units:
            return shared
        own = tuple(map(self._given, self._assignments.get(units[0], ())))
        return replace(shared, given=own, addressed=tuple(_names(self.work.units[unit]) for unit in units))

    def standing(self, units: Sequence[str]) -> tuple[str, ...]:
        """How the due days of these units stand to the day of drafting, as a reminder tells them."""
        return tuple(state(one, self.work.today) for unit in units for one in self._assignments.get(unit, ()))

    @cached_property
    def everybody(self) -> tuple[frozenset[str], ...]:
        """For each unit of the plan what a paper that is one for all may call it: by its name or as one of a group."""
        groups = self.work.groups
        return tuple(
            _names(self.work.units[unit]) | {phrase for phrase, members in groups if unit in members}
            for unit in self.work.plan.units
        )

    @cached_property
    def _assignments(self) -> dict[str, list[Assignment]]:
        """What each unit is given."""
        given: dict[str, list[Assignment]] = {}
        for one in self.work.plan.assignments:
            given.setdefault(one.unit, []).append(one)
        return given

    @cached_property
    def _limits(self) -> dict[str, Deadline | None]:
        """The deadline that the directive itself sets for each instruction."""
        return {one.key: one.deadline for one in self.work.directive.instructions}

    @cached_property
    def _shared(self) -> Facts:
        directive, plan, office = self.work.directive, self.work.plan, self.work.office
        due = [one.due_on for one in plan.assignments] + [one.date for one in _deadlines(directive)]
        before = self._ended_by(self.issued_on or self.work.today)
        facts = Facts(
            kind=COVER_NOTE,
            symbols=frozenset(filter(None, [directive.header.symbol, *(one.symbol for one in directive.references)])),
            dates=frozenset(filter(None, [self.issued_on, *due, *(one.date for one in directive.references)])),
            unit_names=_known(frozenset(name for unit in self.work.units.values() for name in _names(unit))),
            head=Head(office.name, office.parent_name or None, office.place, signer=office.signer.name),
            abolished=before,
            ended_since=self._ended_by(self.work.today) - before,
            today=self.work.today,
            lead_days=self.settings.formality.content.lead_days,
            reporting=bool(directive.report_duties),
            tasks=tuple(row.text for row in rows(plan.assignments)),
        )
        return facts.with_words_of(self._words())

    def _given(self, one: Assignment) -> Given:
        limit = self._limits.get(one.instruction)
        return Given(
            unit=one.unit_name,
            text=one.text,
            quote=one.evidence.quote,
            partners=one.partners,
            due_text=one.due_text or "",
            due_on=one.due_on,
            limit_on=limit.date if limit else None,
            recurring=bool(one.recurrence),
            product=one.product or "",
        )

    def _ended_by(self, day: dt.date) -> frozenset[str]:
        """Names of units that are no more on a day, by registry and by configuration."""
        ended = (unit for unit in self.settings.registry.units if unit.valid_to and unit.valid_to < day)
        told = (one.name for one in self.settings.formality.content.abolished if one.since <= day)
        return frozenset({*told, *(name for unit in ended for name in _names(unit))})

    def _words(self) -> Iterator[str]:
        """The texts that drafts are made of: directive, registry, configuration, the fixed words of the templates."""
        directive, office = self.work.directive, self.work.office
        yield from self.wordings
        yield from _words_of(directive)
        yield citation.full(directive, office)
        for one in self.work.plan.assignments:
            yield from (one.text, one.product or "", one.measure or "", one.due_text or "", *one.channels)
            yield place(one)
        for unit in {*self.settings.registry.units, *self.work.units.values()}:
            yield from (unit.name, unit.addressee)
        yield from (office.name, office.full_name, office.short_name, office.parent_name, office.secretariat)
        yield from self._counts()

    def _counts(self) -> Iterator[str]:
        """What drafts count, and the year they are made in; 0 is how many of anything are not there yet."""
        plan, directive = self.work.plan, self.work.directive
        given = {one.instruction for one in plan.assignments}
        counted = (
            plan.units,
            plan.assignments,
            rows(plan.assignments),
            given,
            plan.unassigned,
            directive.instructions,
            (),
        )
        yield from (str(len(each)) for each in counted)
        yield str(self.work.today.year)


def _words_of(directive: Directive) -> Iterator[str]:
    header, duties = directive.header, directive.report_duties
    if header.abstract:
        yield header.abstract.text
    yield from (section.heading or "" for section in directive.sections)
    for one in directive.instructions:
        yield from (one.text, one.evidence.quote)
    for duty in duties:
        yield from (duty.what, duty.to or "", duty.evidence.quote)
    yield from (one.text for one in _deadlines(directive))
    yield from (doubt.message for doubt in directive.doubts)


def _deadlines(directive: Directive) -> list[Deadline]:
    found = [one.deadline for one in directive.instructions] + [one.deadline for one in directive.report_duties]
    return [one for one in found if one is not None]


@lru_cache(maxsize=16)
def _known(names: frozenset[str]) -> frozenset[str]:
    """The same set for the same names: rules remember answers by it, and a set is compared fastest with itself."""
    return names


def _names(unit: Unit) -> frozenset[str]:
    return frozenset(name for name in (unit.name, unit.addressee) if bare(name))
