"""Units (đơn vị) as the registry knows them, and what a mention of units resolves to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of `config/units.csv`.

    `kind` is a short code (van_phong, thanh_tra, phong, thpt, gdtx, cao_dang, chuyen_biet, dan_toc_noi_tru,
    phong_gddt, xa_phuong …); `groups` are free tags that selectors use (hoc_sinh, sinh_vien, noi_bo …).
    `addressee` is how a letter addresses it ("Trường THPT Tây Ninh"); `tone` is "yêu cầu" or "đề nghị".
    `code` is its abbreviation in symbols and Lưu lines ("VP", "GDTrH"), empty when it has none.
    A unit known by `mention_only` is never given work: it is there so that a directive that names it is understood.
    `shared_names` are names that other units bear as well: a mention by one of them is always a question to the clerk.
    `predecessors` are the ids of units whose work it took over; `other_organ_ids` are identifiers on the axis that
    mean it too, older or newer than `organ_id`. Valid on day D when valid_from <= D <= valid_to; None means open.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    groups: frozenset[str] = frozenset()
    parent: str | None = None
    organ_id: str | None = None
    code: str = ""
    head_title: str = ""
    addressee: str = ""
    tone: str = "yêu cầu"
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    predecessors: tuple[str, ...] = ()
    other_organ_ids: tuple[str, ...] = ()
    shared_names: tuple[str, ...] = ()
    mention_only: bool = False

    @property
    def organ_ids(self) -> tuple[str, ...]:
        """All its identifiers on the axis, the current one first."""
        return (*((self.organ_id,) if self.organ_id else ()), *self.other_organ_ids)

    def valid_on(self, day: dt.date) -> bool:
        """Whether the unit existed on that day and may be given work."""
        if self.mention_only:
            return False
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Group:
    """A way of naming many units at once, and the selector that picks them.

    `phrase` is written as in directives ("các phòng chuyên môn thuộc Sở"). `select` is a space-separated list of
    terms, any of which is enough: `kind:thpt`, `group:noi_bo`, `unit:van-phong`, `all`; with `addressed` the phrase
    means whomever a letter addresses, and the other terms count where nobody is greeted.
    """

    phrase: str
    select: str


class ResolutionKind(StrEnum):
    """What a mention turned out to be."""

    UNIT = "unit"
    GROUP = "group"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Resolution:
    """A mention, the units it stands for on the given day, the score (0..1) and why (Vietnamese).

    A `stranger` is like nobody of the registry, now or at another time.
    """

    mention: str
    kind: ResolutionKind
    unit_ids: tuple[str, ...]
    score: float
    rule: str
    stranger: bool = False


@dataclass(frozen=True, slots=True)
class Greeting:
    """Kính gửi: whom a letter addresses, as written, and the units these are; none when nobody of them is known."""

    mentions: tuple[str, ...]
    unit_ids: tuple[str, ...]
    score: float = 1.0
