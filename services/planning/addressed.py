"""Whom a directive as a whole addresses: the units that content items without a unit of their own fall to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.planning.phrases import folded, found
from services.units.model import ResolutionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from services.directive.model import Directive
    from services.planning.share import Given
    from services.units.model import Resolution

KEPT, TOLD = "lưu", ("để báo cáo", "để b/c", "b/c", "để biết", "để theo dõi")
"""Recipients who only get a copy: the archive ("Lưu: …") and those who are told."""
FIRM = 1.0
WEAK = 0.8
"""Recipients (nơi nhận) are whom it was sent to, which is less than an order."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The addressed units in registry order, how sure, and the sentence that says where this comes from.

    `office`: another office tells ours as a whole, so nobody says which of our units.
    """

    unit_ids: tuple[str, ...] = ()
    score: float = FIRM
    rule: str = ""
    office: bool = False


def addressed(directive: Directive, given: Given) -> Scope:
    """The first that names anybody: group orders, the plan's own "các đơn vị", Kính gửi, single orders, Nơi nhận."""
    explicit = [m for i in directive.instructions if not i.implicit for m in i.lead]
    implicit = [m for i in directive.instructions if i.implicit for m in i.lead]
    if given.told_as_whole:
        return Scope(office=True)
    orders = _resolved(explicit, given)
    if any(each.kind is ResolutionKind.GROUP for each in orders):
        return _scope(orders, "Đơn vị được giao theo {}.", given)
    recipients = [mention for mention in directive.recipients if not _only_a_copy(mention)]
    for resolved, words, sure in (
        (_resolved(implicit, given), "Đơn vị được nêu tại phần nội dung: {}.", FIRM),
        (_resolved(directive.addressees, given), "Đơn vị ở phần Kính gửi: {}.", FIRM),
        (orders, "Đơn vị được giao theo {}.", FIRM),
        (_resolved(recipients, given), "Đơn vị ở phần Nơi nhận: {}; cần xác nhận.", WEAK),
    ):
        if resolved:
            return _scope(resolved, words, given, sure)
    return Scope()


def _only_a_copy(recipient: str) -> bool:
    text = folded(recipient)
    return text.startswith(folded(KEPT)) or any(found(word, text) for word in TOLD)


def _resolved(mentions: Iterable[str], given: Given) -> list[Resolution]:
    return list(_known(dict.fromkeys(mentions), given))


def _known(mentions: Iterable[str], given: Given) -> Iterator[Resolution]:
    for mention in mentions:
        resolution = given.resolve(mention)
        if resolution.kind is not ResolutionKind.UNKNOWN:
            yield resolution


def _scope(resolved: list[Resolution], words: str, given: Given, sure: float = FIRM) -> Scope:
    wanted = {unit_id for each in resolved for unit_id in each.unit_ids}
    ids = tuple(unit.id for unit in given.units if unit.id in wanted)
    mentions = ", ".join(f"“{each.mention}”" for each in resolved)
    return Scope(ids, min(sure, *(each.score for each in resolved)), words.format(mentions))
