"""How an office is spoken of: its own names, the abbreviations everybody uses, and the land it is there for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.units.fold import words
from services.units.mention import with_owner

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from services.units.fold import Word

_TOKEN = re.compile(r"[^\W_]+(?:[&-][^\W_]+)*")
Phrase = tuple["Word", ...]
# Grammar: "các trường THPT trên địa bàn (toàn) tỉnh (Tây Ninh)".
_ALL_OVER = ("trên địa bàn toàn {}", "trên địa bàn {}", "trong toàn {}", "trong {}", "thuộc {}", "toàn {}")


@dataclass(frozen=True, slots=True)
class Speech:
    """`owners`: names of the office, longest first; `short`: an abbreviation's letters and the words it stands for.

    `everywhere` are the ways to say "in the whole territory", longest first.
    """

    owners: tuple[Phrase, ...] = ()
    short: Mapping[str, Phrase] = field(default_factory=dict)
    everywhere: tuple[Phrase, ...] = ()

    @classmethod
    def of(cls, owners: Iterable[str], abbreviations: Mapping[str, str], territory: str) -> Speech:
        """Fold the words once. `territory` is written with its level: "tỉnh Tây Ninh"; empty when there is none."""
        short = {words(brief)[0].letters: words(full) for brief, full in abbreviations.items()}
        level = territory.split(" ", 1)[0]
        places = [form.format(name) for name in (territory, level) for form in _ALL_OVER] if territory else []
        return cls(
            owners=_longest_first(_spelt_out(words(owner), short) for owner in owners),
            short=short,
            everywhere=_longest_first(words(place) for place in (*places, *([territory] if territory else ()))),
        )

    @property
    def owner(self) -> Phrase:
        """The shortest name of the office."""
        return self.owners[-1] if self.owners else ()

    def fold(self, text: str) -> Phrase:
        """The words of a phrase, abbreviations spelt out, the office under its shortest name."""
        return with_owner(_spelt_out(words(text), self.short), self.owners)

    def anywhere(self, phrase: Phrase) -> Phrase | None:
        """The phrase without "in the whole territory" at its end; None when it does not end so."""
        ends = (place for place in self.everywhere if len(place) < len(phrase) and phrase[-len(place) :] == place)
        return next((phrase[: -len(place)] for place in ends), None)


def spelt_out(text: str, abbreviations: Mapping[str, str]) -> str:
    """A text with its abbreviations written in full."""
    return _TOKEN.sub(lambda token: abbreviations.get(token[0], token[0]), text)


def _spelt_out(phrase: Phrase, short: Mapping[str, Phrase]) -> Phrase:
    return tuple(word for said in phrase for word in short.get(said.letters, (said,)))


def _longest_first(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    return tuple(sorted(set(phrases), key=len, reverse=True))
