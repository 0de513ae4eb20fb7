"""Whom a mention means: one unit, the units of a group or of a list, fewer by an exception, or nobody known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from services.units import explain, roll, selector
from services.units.asides import excepted, without_remarks
from services.units.enumeration import cut, lent, pieces
from services.units.fold import has_marks
from services.units.matching import Index, Match, Name, match
from services.units.mention import forms
from services.units.model import Greeting, Group, Resolution, ResolutionKind, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.units.fold import Word
    from services.units.speech import Speech

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Resolver:
    """The names of a registry, folded once, and how its office is spoken of."""

    units: Sequence[Unit]
    index: Index
    speech: Speech

    def resolve(self, mention: str, on: dt.date, greeting: Greeting | None) -> Resolution:
        """Whom a mention means on that day; see `Registry.resolve`."""
        said = without_remarks(mention)
        look = _Look(on, damaged=not has_marks(said), greeting=greeting)
        exception = excepted(said)
        if exception is None:
            return replace(self._resolve_list(said, look), mention=mention)
        whole, less = exception
        return self._without(mention, self._resolve_list(whole, look), self._left_out(less, whole, look))

    def _resolve_list(self, mention: str, look: _Look) -> Resolution:
        """A name, a group, or several of them."""
        if found := self._means(mention, look):
            return found
        listed = cut(mention, lambda part: self._is_name(part, look), self._ending(mention))
        parts = {name: self._means(name, look) for name in listed.names}
        odd = next((name for name, found in parts.items() if found is None), listed.unknown)
        if not parts or odd == mention:
            return self._nobody(mention, look)
        if odd:
            return _unknown(mention, explain.spoiled(mention, self._nobody(odd, look).rule))
        return self._join(mention, [found for found in parts.values() if found])

    def _left_out(self, less: str, whole: str, look: _Look) -> Resolution:
        """The exception of a whole, whose words of kind it may leave out: "(trừ huyện Gò Dầu)"."""
        found = self._resolve_list(less, look)
        ways = (self._resolve_list(f"{head}: {less}", look) for head in (whole, *lent(whole)))
        known = (way for way in (found, *ways) if way.kind is not ResolutionKind.UNKNOWN)
        return replace(next(known, found), mention=less)

    def _ending(self, mention: str) -> str:
        """The office's name when a list ends with it: it belongs to every piece."""
        owner = self.speech.owner
        return " ".join(word.exact for word in owner) if self.speech.fold(mention)[-len(owner) :] == owner else ""

    def _is_name(self, part: str, look: _Look) -> bool:
        """Whether a part of a list is a name, now or at another time; then a list may be cut there."""
        if self._means(part, look) is not None:
            return True
        return bool(self._match(part, look.ever))

    def _means(self, mention: str, look: _Look) -> Resolution | None:
        """Whom one name stands for; None when that is nobody, or more than one."""
        found = self._match(mention, look)
        if len(found) != 1 or found[0].name.shared:
            return None
        name, score = found[0].name, found[0].score
        if isinstance(name.target, Unit):
            rule = explain.unit(mention, name.text, name.target.name, score)
            return Resolution(mention, ResolutionKind.UNIT, (name.target.id,), score, rule)
        ids = tuple(unit.id for unit in roll.select(self.units, name.target.select, look.on))
        rule = explain.group(mention, name.text, len(ids), look.on)
        if look.greeting and selector.names_the_addressed(name.target.select):
            ids, score = look.greeting.unit_ids, min(score, look.greeting.score)
            rule = explain.greeted(mention, look.greeting.mentions, len(ids), look.on)
        return Resolution(mention, ResolutionKind.GROUP, ids, score, rule) if ids else None

    def _match(self, mention: str, look: _Look) -> tuple[Match, ...]:
        phrase = self.speech.fold(mention)
        found = self._match_words(phrase, look)
        anywhere = None if found else self.speech.anywhere(phrase)
        # all agencies of a province are more than "các cơ quan, đơn vị" of this office
        return self._match_words(anywhere, look.narrow) if anywhere else found

    def _match_words(self, phrase: tuple[Word, ...], look: _Look) -> tuple[Match, ...]:
        ways = tuple(forms(phrase, self.speech.owner, damaged=look.damaged))
        return match(ways, self.index, look.sees, damaged=look.damaged)

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

    def _nobody(self, mention: str, look: _Look) -> Resolution:
        """The answer that a mention means nobody for sure, with what is known about it."""
        found = self._match(mention, look)
        if len(found) > 1 or any(each.name.shared for each in found):
            return _unknown(mention, explain.ambiguous(mention, [_told(each.name) for each in found]))
        once = [each.name.target for each in self._match(mention, look.ever)]
        if once:
            return _unknown(mention, self._why_not_now(mention, once, look))
        near = self._match(mention, replace(look, damaged=True))
        rule = explain.unknown(mention, [_told(each.name) for each in near])
        strange = not near and not any(self._is_name(piece, look) for piece in pieces(mention))
        return replace(_unknown(mention, rule), stranger=strange)

    def _why_not_now(self, mention: str, once: Sequence[Unit | Group], look: _Look) -> str:
        """Why a name that is known means nobody on the day."""
        on = look.on
        gone, target = [each for each in once if isinstance(each, Unit)], once[0]
        if isinstance(target, Unit):
            return explain.not_valid(mention, gone, on, roll.successors(self.units, gone, _after(gone, on)))
        if look.greeting and selector.names_the_addressed(target.select):
            return explain.greeted_nobody(mention)
        former = [unit for unit in selector.pick(target.select, self.units) if not unit.valid_on(on)]
        return explain.empty_group(mention, target.phrase, on, roll.successors(self.units, former, on))


@dataclass(frozen=True, slots=True)
class _Look:
    """How a mention is looked up: for which day, or for all times, in text of what quality, and in which letter."""

    on: dt.date
    damaged: bool
    greeting: Greeting | None = None
    any_time: bool = False
    no_general: bool = False

    @property
    def ever(self) -> _Look:
        """The same, among the names of all times."""
        return replace(self, any_time=True)

    @property
    def narrow(self) -> _Look:
        """The same, without the general names for whomever a letter addresses ("các đơn vị")."""
        return replace(self, no_general=True)

    def sees(self, name: Name) -> bool:
        """Whether a name counts."""
        general = not isinstance(name.target, Unit) and selector.names_the_addressed(name.target.select)
        return (self.any_time or name.lives_on(self.on)) and not (self.no_general and general)


def _after(gone: Sequence[Unit], on: dt.date) -> dt.date:
    """The day, or the first day after all of them had ended: then their successors are there."""
    return max([on, *(unit.valid_to + ONE_DAY for unit in gone if unit.valid_to)])


def _told(name: Name) -> str:
    """How a question names what it could be: a unit by its full name, which namesakes do not share."""
    return name.target.name if isinstance(name.target, Unit) else name.text


def _unknown(mention: str, rule: str) -> Resolution:
    return Resolution(mention, ResolutionKind.UNKNOWN, (), 0.0, rule)
