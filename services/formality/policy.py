"""What an office may set about the check: tolerances, severities, and the legal state of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.formality.model import Severity

if TYPE_CHECKING:
    from services.settings.model import FormalitySettings

NO_RULES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tolerances:
    """How far a measure may be off: lengths in mm, sizes and gaps in pt, rule lines in % of the text above them."""

    length_mm: float = 0.5
    size_pt: float = 0.05
    rule_line_percent: float = 5.0


@dataclass(frozen=True, slots=True)
class Profile:
    """One legal state of form, in force from `since`; it has no rule of `left_out`, no finding above `highest`."""

    id: str
    name: str
    since: dt.date
    highest: Severity = Severity.ERROR
    left_out: frozenset[str] = NO_RULES


USUAL = Tolerances()
ND30 = Profile("nd30_2020", "Nghị định 30/2020/NĐ-CP", dt.date(2020, 3, 5))


@dataclass(frozen=True, slots=True)
class Times:
    """The days, both included, on which documents must keep a rule; None is open."""

    since: dt.date | None = None
    until: dt.date | None = None

    def hold(self, day: dt.date) -> bool:
        """Whether a document of that day must keep the rule."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings of the check; without any, everything is as NĐ 30/2020/NĐ-CP has it."""

    tolerances: Tolerances = USUAL
    profiles: tuple[Profile, ...] = (ND30,)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    times: Mapping[str, Times] = field(default_factory=dict)

    def profile(self, day: dt.date | None) -> Profile:
        """The legal state of a day, the newest for a document without one; the oldest for days before all."""
        ordered = sorted(self.profiles, key=lambda each: each.since)
        if day is None:
            return ordered[-1]
        return next((each for each in reversed(ordered) if each.since <= day), ordered[0])

    def holds(self, rule: str, profile: Profile, day: dt.date | None) -> bool:
        """Whether a document of that day must keep the rule."""
        own = self.times.get(rule)
        return rule not in profile.left_out and (own is None or day is None or own.hold(day))

    def severity(self, rule: str, usual: Severity, profile: Profile) -> Severity:
        """How much a fault of the rule weighs: as set, else as usual, never more than the legal state allows."""
        own = self.severities.get(rule, usual)
        return own if _RANK[own] >= _RANK[profile.highest] else profile.highest


DEFAULT = Policy()
_RANK = {severity: rank for rank, severity in enumerate((Severity.ERROR, Severity.WARNING, Severity.INFO))}


def policy_of(settings: FormalitySettings) -> Policy:
    """The policy as config/formality.toml states it."""
    profiles = tuple(
        Profile(each.id, each.name, each.since, Severity(each.highest), frozenset(each.left_out))
        for each in settings.profiles
    )
    return Policy(
        tolerances=Tolerances(**settings.tolerances.model_dump()),
        profiles=profiles or DEFAULT.profiles,
        severities={rule: Severity(own.severity) for rule, own in settings.rules.items() if own.severity},
        times={rule: Times(own.since, own.until) for rule, own in settings.rules.items() if own.since or own.until},
    )
