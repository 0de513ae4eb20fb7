"""The registry of units: who exists on a day, whom a selector picks, and whom a mention in a directive means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.units import roll
from services.units.matching import Index, Name
from services.units.resolving import Resolver
from services.units.speech import Speech, spelt_out

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from services.units.model import Greeting, Group, Resolution, Unit


@dataclass(frozen=True)
class Registry:
    """Units and group phrases, immutable.

    `owners` are the names of the office itself ("Sở", "Sở GD&ĐT" …), `abbreviations` what everybody writes short
    ("TT": "trung tâm"), `territory` the land it is there for ("tỉnh Tây Ninh").
    """

    units: Sequence[Unit]
    groups: Sequence[Group]
    owners: Sequence[str] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    territory: str = ""
    _resolver: Resolver = field(init=False, repr=False, compare=False)
    _by_id: Mapping[str, Unit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Fold every name once."""
        put = object.__setattr__  # the way a frozen dataclass fills its derived fields
        put(self, "units", tuple(self.units))
        put(self, "groups", tuple(self.groups))
        put(self, "owners", tuple(self.owners))
        speech = Speech.of(self.owners, self.abbreviations, self.territory)
        put(self, "_resolver", Resolver(self.units, Index.of(tuple(self._names(speech))), speech))
        put(self, "_by_id", {unit.id: unit for unit in self.units})

    def _names(self, speech: Speech) -> Iterator[Name]:
        for unit in self.units:
            for text in (unit.name, *unit.aliases):
                yield Name(text, speech.fold(text), unit)
            for text in unit.shared_names:
                yield Name(text, speech.fold(text), unit, shared=True)
        for group in self.groups:
            yield Name(group.phrase, speech.fold(group.phrase), group)

    def valid_on(self, day: dt.date) -> tuple[Unit, ...]:
        """The units that existed on that day, in the order of the file."""
        return roll.valid_on(self.units, day)

    def get(self, unit_id: str) -> Unit:
        """The unit with that id, whatever the day. Raises `KeyError` when the registry does not know it."""
        return self._by_id[unit_id]

    def of_organ(self, organ_id: str, on: dt.date) -> Unit | None:
        """The unit that an identifier of the axis, current or former, means on that day."""
        return next((unit for unit in self.valid_on(on) if organ_id in unit.organ_ids), None)

    def successors(self, gone: Sequence[Unit], on: dt.date) -> tuple[Unit, ...]:
        """The units of that day that took over the work of others, in the order of the file."""
        return roll.successors(self.units, gone, on)

    def select(self, select: str, on: dt.date) -> tuple[Unit, ...]:
        """The units of that day that a selector picks, in the order of the file. Raises `SelectorError`."""
        return roll.select(self.units, select, on)

    def names(self) -> tuple[str, ...]:
        """All names of all units, as written, also those that several units share."""
        return tuple(name for unit in self.units for name in (unit.name, *unit.aliases, *unit.shared_names))

    def phrases(self) -> tuple[str, ...]:
        """All group phrases, as written."""
        return tuple(group.phrase for group in self.groups)

    def spellings(self) -> tuple[str, ...]:
        """All names and phrases as written, and as they read with abbreviations spelt out."""
        written = (*self.names(), *self.phrases())
        return tuple(dict.fromkeys((*written, *(spelt_out(text, self.abbreviations) for text in written))))

    def key(self, name: str) -> tuple[str, ...]:
        """Two names with the same key are one name: case, tone position, dashes, abbreviations, owner's name aside."""
        return tuple(word.exact for word in self._resolver.speech.fold(name))

    def resolve(self, mention: str, on: dt.date, greeting: Greeting | None = None) -> Resolution:
        """Whom a mention means on that day: one unit, the units of a group or of a list, or nobody known.

        In a letter with a `greeting`, "các đơn vị" and the like mean those whom it addresses.
        What is unknown, ambiguous or no longer valid is UNKNOWN, never the nearest name; `rule` says why.
        """
        return self._resolver.resolve(mention, on, greeting)
