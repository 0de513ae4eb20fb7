"""The registry of units: who exists on a day, whom a selector picks, and whom a mention in a directive means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.units import explain, selector
from services.units.enumeration import cut
from services.units.fold import has_marks, words
from services.units.matching import Match, Name, Vocabulary, match
from services.units.mention import forms, with_owner
from services.units.model import Group, Resolution, ResolutionKind, Unit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from services.units.fold import Word


@dataclass(frozen=True)
class Registry:
    """Units and group phrases, immutable. `owners` are the names of the office itself ("Sở", "Sở GD&ĐT" …)."""

    units: Sequence[Unit]
    groups: Sequence[Group]
    owners: Sequence[str] = ()
    _names: tuple[Name, ...] = field(init=False, repr=False, compare=False)
    _owners: tuple[tuple[Word, ...], ...] = field(init=False, repr=False, compare=False)
    _vocabulary: Vocabulary = field(init=False, repr=False, compare=False)
    _by_id: Mapping[str, Unit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Fold every name once."""
        put = object.__setattr__  # the way a frozen dataclass fills its derived fields
        put(self, "units", tuple(self.units))
        put(self, "groups", tuple(self.groups))
        put(self, "owners", tuple(self.owners))
        put(self, "_owners", tuple(sorted({words(owner) for owner in self.owners}, key=len, reverse=True)))
        named = [Name(text, self._fold(text), unit) for unit in self.units for text in (unit.name, *unit.aliases)]
        phrased = [Name(group.phrase, self._fold(group.phrase), group) for group in self.groups]
        put(self, "_names", (*named, *phrased))
        put(self, "_vocabulary", Vocabulary.of(self._names))
        put(self, "_by_id", {unit.id: unit for unit in self.units})

    def valid_on(self, day: dt.date) -> tuple[Unit, ...]:
        """The units that existed on that day, in the order of the file."""
        return tuple(unit for unit in self.units if unit.valid_on(day))

    def get(self, unit_id: str) -> Unit:
        """The unit with that id, whatever the day. Raises `KeyError` when the registry does not know it."""
        return self._by_id[unit_id]

    def select(self, select: str, on: dt.date) -> tuple[Unit, ...]:
        """The units of that day that a selector picks, in the order of the file. Raises `SelectorError`."""
        return selector.pick(select, self.valid_on(on))

    def names(self) -> tuple[str, ...]:
        """All names and aliases of all units, as written."""
        return tuple(name for unit in self.units for name in (unit.name, *unit.aliases))

    def phrases(self) -> tuple[str, ...]:
        """All group phrases, as written."""
        return tuple(group.phrase for group in self.groups)

    def key(self, name: str) -> tuple[str, ...]:
        """Two names with the same key are one name: case, tone position, dashes and the office's own name aside."""
        return tuple(word.exact for word in self._fold(name))

    def resolve(self, mention: str, on: dt.date) -> Resolution:
        """Whom a mention means on that day: one unit, the units of a group or of a list, or nobody known.

        What is unknown, ambiguous or no longer valid is UNKNOWN, never the nearest name; `rule` says why.
        """
        whole = self._resolve_one(mention, on)
        if whole.kind is not ResolutionKind.UNKNOWN:
            return whole
        listed = cut(mention, lambda part: self._resolve_one(part, on).kind is not ResolutionKind.UNKNOWN)
        if not listed.names:
            return whole
        if listed.unknown:
            return _unknown(mention, explain.spoiled(mention, self._why_unknown(listed.unknown, on)))
        return self._join(mention, [self._resolve_one(part, on) for part in listed.names])

    def _fold(self, text: str) -> tuple[Word, ...]:
        return with_owner(words(text), self._owners)

    def _resolve_one(self, mention: str, on: dt.date) -> Resolution:
        alive = [name for name in self._names if not isinstance(name.target, Unit) or name.target.valid_on(on)]
        found = self._match(mention, alive)
        if len(found) > 1:
            return _unknown(mention, explain.ambiguous(mention, [each.name.text for each in found]))
        if not found:
            return _unknown(mention, self._why_unknown(mention, on))
        best = found[0]
        if isinstance(best.name.target, Unit):
            rule = explain.unit(mention, best.name.text, best.name.target.name, best.score)
            return Resolution(mention, ResolutionKind.UNIT, (best.name.target.id,), best.score, rule)
        return self._group(mention, best, best.name.target, on)

    def _match(self, mention: str, names: Sequence[Name]) -> tuple[Match, ...]:
        damaged = not has_marks(mention)
        owner = self._owners[-1] if self._owners else ()
        ways = tuple(forms(self._fold(mention), owner, damaged=damaged))
        return match(ways, names, self._vocabulary, damaged=damaged)

    def _group(self, mention: str, best: Match, group: Group, on: dt.date) -> Resolution:
        ids = tuple(unit.id for unit in self.select(group.select, on))
        if not ids:
            return _unknown(mention, explain.empty_group(mention, group.phrase, on))
        rule = explain.group(mention, group.phrase, len(ids), on)
        return Resolution(mention, ResolutionKind.GROUP, ids, best.score, rule)

    def _join(self, mention: str, found: Sequence[Resolution]) -> Resolution:
        wanted = {unit_id for each in found for unit_id in each.unit_ids}
        ids = tuple(unit.id for unit in self.units if unit.id in wanted)
        score = min(each.score for each in found)
        return Resolution(mention, ResolutionKind.GROUP, ids, score, explain.listed([each.rule for each in found]))

    def _why_unknown(self, mention: str, on: dt.date) -> str:
        found = self._match(mention, self._names)
        gone = found[0].name.target if len(found) == 1 else None
        return explain.not_valid(mention, gone, on) if isinstance(gone, Unit) else explain.unknown(mention)


def _unknown(mention: str, rule: str) -> Resolution:
    return Resolution(mention, ResolutionKind.UNKNOWN, (), 0.0, rule)
