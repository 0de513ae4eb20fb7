"""What a new content of a directive changes: pure, from the two plans and the two headers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from services.directive.model import Header
    from services.planning.model import Assignment, Plan

#: Two texts so alike (0..100) are one instruction that was reworded.
REWORDED = 60


@dataclass(frozen=True, slots=True)
class Reheaded:
    """A field of the header that reads otherwise now; "" where it was or is unknown."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One assignment that is new (`before` None), gone (`after` None) or different, and the units it is for."""

    before: Assignment | None
    after: Assignment | None
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs. `changes` are in the order of the new plan, what is gone last.

    `redrafted` are the units whose letter no longer fits: their assignments differ, or the document that all letters
    cite is called otherwise now. `dropped` have no assignment any more, `same` keep the letter they have.
    """

    header: tuple[Reheaded, ...]
    changes: tuple[Change, ...]
    redrafted: tuple[str, ...]
    dropped: tuple[str, ...]
    same: tuple[str, ...]

    @property
    def outdated(self) -> frozenset[str]:
        """The units whose earlier drafts no longer hold."""
        return frozenset((*self.redrafted, *self.dropped))

    def redrafting(self, units: Sequence[str]) -> Difference:
        """The same, with more units that need a new letter."""
        more = set(units)
        redrafted = (*self.redrafted, *(unit for unit in self.same if unit in more))
        return replace(self, redrafted=redrafted, same=tuple(unit for unit in self.same if unit not in more))


def difference(old: Plan, new: Plan, old_header: Header, new_header: Header) -> Difference:
    """Compare what units were given with what they are given now; the order of instructions does not matter."""
    header = tuple(_reheaded(old_header, new_header))
    before, after = _by_unit(old), _by_unit(new)
    units = dict.fromkeys((*new.units, *old.units))
    own = {unit: tuple(_of_unit(before.get(unit, []), after.get(unit, []))) for unit in units}
    redrafted = tuple(unit for unit in new.units if header or own[unit])
    return Difference(
        header=header,
        changes=_together(own),
        redrafted=redrafted,
        dropped=tuple(unit for unit in old.units if unit not in new.units),
        same=tuple(unit for unit in new.units if unit not in redrafted),
    )


def _reheaded(old: Header, new: Header) -> Iterator[Reheaded]:
    """The fields by which letters cite the directive."""
    fields = (
        ("số, ký hiệu", old.symbol, new.symbol),
        ("ngày ban hành", _text(old.issued_on), _text(new.issued_on)),
        ("loại văn bản", _text(old.doc_type), _text(new.doc_type)),
        ("cơ quan ban hành", _text(old.issuer), _text(new.issuer)),
        ("trích yếu", _text(old.abstract), _text(new.abstract)),
    )
    for name, before, after in fields:
        if _folded(before or "") != _folded(after or ""):
            yield Reheaded(name, before or "", after or "")


def _text(value: object) -> str:
    return str(getattr(value, "text", ""))


def _by_unit(plan: Plan) -> dict[str, list[Assignment]]:
    given: dict[str, list[Assignment]] = {}
    for one in plan.assignments:
        given.setdefault(one.unit, []).append(one)
    return given


def _of_unit(old: list[Assignment], new: list[Assignment]) -> Iterator[Change]:
    """The changes of one unit: what is told alike on both sides is none."""
    told_before, told_after = {_told(one) for one in old}, {_told(one) for one in new}
    before = [one for one in old if _told(one) not in told_after]
    after = [one for one in new if _told(one) not in told_before]
    for one in after:
        match = _counterpart(one, before)
        if match is not None:
            before.remove(match)
        yield Change(match, one, (one.unit,))
    for one in before:
        yield Change(one, None, (one.unit,))


def _counterpart(wanted: Assignment, among: Sequence[Assignment]) -> Assignment | None:
    """The earlier wording of an assignment, if there is one."""
    alike = [(fuzz.ratio(_folded(one.text), _folded(wanted.text)), one) for one in among]
    score, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= REWORDED else None


def _together(own: dict[str, tuple[Change, ...]]) -> tuple[Change, ...]:
    """The same change for many units is one."""
    units: dict[tuple[object, object], list[str]] = {}
    first: dict[tuple[object, object], Change] = {}
    for change in (one for some in own.values() for one in some):
        key = (_told(change.before), _told(change.after))
        first.setdefault(key, change)
        units.setdefault(key, []).extend(change.units)
    found = [Change(first[key].before, first[key].after, tuple(units[key])) for key in first]
    return tuple(sorted(found, key=lambda one: one.after is None))


def _told(one: Assignment | None) -> tuple[object, ...] | None:
    """What a letter tells its unit of an assignment, without what only says where it was read."""
    if one is None:
        return None
    told = (one.text, one.due_text or "", one.product or "", one.measure or "", *one.channels)
    return (one.role, one.due_on, one.recurrence, tuple(sorted(one.partners)), *map(_folded, told))


def _folded(text: str) -> str:
    return " ".join(text.split()).rstrip(" .;,").casefold()


def differing(one: Change) -> tuple[str, ...]:
    """What of a changed assignment differs, in Vietnamese; for a new or dropped one what happened to it."""
    if one.before is None or one.after is None:
        return ("thêm mới" if one.before is None else "không còn",)
    pairs: Iterable[tuple[str, object, object]] = (
        ("nội dung", _folded(one.before.text), _folded(one.after.text)),
        ("thời hạn", (one.before.due_on, one.before.due_text), (one.after.due_on, one.after.due_text)),
        ("vai trò", one.before.role, one.after.role),
        ("đơn vị cùng làm", sorted(one.before.partners), sorted(one.after.partners)),
        ("sản phẩm", one.before.product, one.after.product),
    )
    return tuple(name for name, before, after in pairs if before != after) or ("cách thực hiện",)
