"""The registry of units: who exists on a day, whom a selector picks, and whom a mention in a directive means."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from services.units import explain, selector
from services.units.asides import excepted, without_remarks
from services.units.enumeration import cut
from services.units.fold import has_marks, words
from services.units.matching import Index, Match, Name, match
from services.units.mention import forms, with_owner
from services.units.model import Greeting, Group, Resolution, ResolutionKind, Unit

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
    _owners: tuple[tuple[Word, ...], ...] = field(init=False, repr=False, compare=False)
    _index: Index = field(init=False, repr=False, compare=False)
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
        put(self, "_index", Index.of((*named, *phrased)))
        put(self, "_by_id", {unit.id: unit for unit in self.units})

    def valid_on(self, day: dt.date) -> tuple[Unit, ...]:
        """The units that existed on that day, in the order of the file."""
        return tuple(unit for unit in self.units if unit.valid_on(day))

    def get(self, unit_id: str) -> Unit:
        """The unit with that id, whatever the day. Raises `KeyError` when the registry does not know it."""
        return self._by_id[unit_id]

    def of_organ(self, organ_id: str, on: dt.date) -> Unit | None:
        """The unit that an identifier of the axis, current or former, means on that day."""
        return next((unit for unit in self.valid_on(on) if organ_id in unit.organ_ids), None)

    def successors(self, gone: Sequence[Unit], on: dt.date) -> tuple[Unit, ...]:
        """The units of that day that took over the work of others, in the order of the file."""
        ids = {unit.id for unit in gone}
        return tuple(unit for unit in self.valid_on(on) if ids.intersection(unit.predecessors))

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

    def resolve(self, mention: str, on: dt.date, greeting: Greeting | None = None) -> Resolution:
        """Whom a mention means on that day: one unit, the units of a group or of a list, or nobody known.

        In a letter with a `greeting`, "các đơn vị" and the like mean those whom it addresses.
        What is unknown, ambiguous or no longer valid is UNKNOWN, never the nearest name; `rule` says why.
        """
        said = without_remarks(mention)
        look = _Look(on, damaged=not has_marks(said), greeting=greeting)
        exception = excepted(said)
        if exception is None:
            return replace(self._resolve_list(said, look), mention=mention)
        whole, less = (self._resolve_list(part, look) for part in exception)
        return self._without(mention, whole, less)

    def _fold(self, text: str) -> tuple[Word, ...]:
        return with_owner(words(text), self._owners)

    def _resolve_list(self, mention: str, look: _Look) -> Resolution:
        """A name, a group, or several of them."""
        if found := self._means(mention, look):
            return found
        listed = cut(mention, lambda part: self._is_name(part, look))
        parts = {name: self._means(name, look) for name in listed.names}
        odd = next((name for name, found in parts.items() if found is None), listed.unknown)
        if not parts or odd == mention:
            return _unknown(mention, self._why_unknown(mention, look))
        if odd:
            return _unknown(mention, explain.spoiled(mention, self._why_unknown(odd, look)))
        return self._join(mention, [found for found in parts.values() if found])

    def _is_name(self, part: str, look: _Look) -> bool:
        """Whether a part of a list is a name, now or at another time; then a list may be cut there."""
        return self._means(part, look) is not None or len(self._match(part, look.ever)) == 1

    def _means(self, mention: str, look: _Look) -> Resolution | None:
        """Whom one name stands for; None when that is nobody, or more than one."""
        found = self._match(mention, look)
        if len(found) != 1:
            return None
        name, score = found[0].name, found[0].score
        if isinstance(name.target, Unit):
            rule = explain.unit(mention, name.text, name.target.name, score)
            return Resolution(mention, ResolutionKind.UNIT, (name.target.id,), score, rule)
        ids = tuple(unit.id for unit in self.select(name.target.select, look.on))
        rule = explain.group(mention, name.text, len(ids), look.on)
        if look.greeting and selector.names_the_addressed(name.target.select):
            ids, score = look.greeting.unit_ids, min(score, look.greeting.score)
            rule = explain.greeted(mention, look.greeting.mentions, len(ids), look.on)
        return Resolution(mention, ResolutionKind.GROUP, ids, score, rule) if ids else None

    def _match(self, mention: str, look: _Look) -> tuple[Match, ...]:
        owner = self._owners[-1] if self._owners else ()
        ways = tuple(forms(self._fold(mention), owner, damaged=look.damaged))
        return match(ways, self._index, look.sees, damaged=look.damaged)

    def _join(self, mention: str, found: Sequence[Resolution]) -> Resolution:
        wanted = {unit_id for each in found for unit_id in each.unit_ids}
        ids = tuple(unit.id for unit in self.units if unit.id in wanted)
        score = min(each.score for each in found)
        return Resolution(mention, ResolutionKind.GROUP, ids, score, explain.listed([each.rule for each in found]))

    def _without(self, mention: str, whole: Resolution, less: Resolution) -> Resolution:
        for part in (whole, less):
            if part.kind is ResolutionKind.UNKNOWN:
                return _unknown(mention, explain.spoiled(mention, part.rule))
        ids = tuple(unit_id for unit_id in whole.unit_ids if unit_id not in less.unit_ids)
        if not ids:
            return _unknown(mention, explain.nobody_left(mention))
        rule = explain.less(whole.rule, less.rule, len(ids))
        return Resolution(mention, ResolutionKind.GROUP, ids, min(whole.score, less.score), rule)

    def _why_unknown(self, mention: str, look: _Look) -> str:
        found = self._match(mention, look)
        if len(found) > 1:
            return explain.ambiguous(mention, [each.name.text for each in found])
        found = found or self._match(mention, look.ever)
        if len(found) != 1:
            return explain.unknown(mention)
        target, on = found[0].name.target, look.on
        if isinstance(target, Unit):
            return explain.not_valid(mention, target, on, self.successors([target], on))
        if look.greeting and selector.names_the_addressed(target.select):
            return explain.greeted_nobody(mention)
        former = [unit for unit in selector.pick(target.select, self.units) if not unit.valid_on(on)]
        return explain.empty_group(mention, target.phrase, on, self.successors(former, on))


@dataclass(frozen=True, slots=True)
class _Look:
    """How a mention is looked up: for which day, or for all times, in text of what quality, and in which letter."""

    on: dt.date
    damaged: bool
    greeting: Greeting | None = None
    any_time: bool = False

    @property
    def ever(self) -> _Look:
        """The same, among the names of all times."""
        return replace(self, any_time=True)

    def sees(self, name: Name) -> bool:
        """Whether a name counts."""
        return self.any_time or name.lives_on(self.on)


def _unknown(mention: str, rule: str) -> Resolution:
    return Resolution(mention, ResolutionKind.UNKNOWN, (), 0.0, rule)
