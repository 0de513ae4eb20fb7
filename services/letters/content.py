"""What a unit's letter says: pure functions from the work and a unit to plain values for the template.

Every text comes from the directive, the configuration or the registry; the sentences around them stand in the template.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

from services.letters import citation, words
from services.letters.due import due_or_mark
from services.planning.model import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from services.directive.model import ReportDuty
    from services.letters.about import About
    from services.letters.model import Work
    from services.planning.model import Assignment
    from services.units.model import Unit

Values = dict[str, Any]

# Điểm letters of NĐ 30/2020, Phụ lục I, Phần I, II.6.đ: Vietnamese, with đ, without f, j, w, z.
POINT_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_ROLE_ORDER: Final = (Role.LEAD, Role.IMPLEMENTING, Role.COORDINATING)


def by_unit(assignments: Sequence[Assignment]) -> dict[str, tuple[Assignment, ...]]:
    """The assignments of each unit, in the order of the plan."""
    found: dict[str, list[Assignment]] = {}
    for assignment in assignments:
        found.setdefault(assignment.unit, []).append(assignment)
    return {unit: tuple(own) for unit, own in found.items()}


def office_values(work: Work, about: About) -> Values:
    """The values that all papers of one directive share: office, date, signer, citation."""
    office, directive = work.office, work.directive
    return {
        "co_quan_chu_quan": office.parent_name,
        "ten_co_quan": office.name,
        "ky_hieu": about.notation.format(co_quan=office.code, don_vi_soan=about.drafter),
        "dia_danh": office.place,
        "thang": words.month(work.today.month),
        "nam": str(work.today.year),
        "trich_yeu": citation.subject(directive),
        "van_ban": citation.short(directive),
        "can_cu": citation.full(directive, office),
        "noi_nhan": list(about.recipients),
        "don_vi_luu": about.drafter,
        "nguoi_ky": {"dong": list(office.signer.lines), "ten": office.signer.name or words.NO_SIGNER},
    }


def unit_values(work: Work, unit: Unit, own: Sequence[Assignment], about: About) -> Values:
    """The values of one unit's letter; `own` are its assignments and nobody else's."""
    deadlines = {due_or_mark(assignment) for assignment in own}
    common = deadlines.pop() if len(deadlines) == 1 else ""
    groups = _groups(own, show_due=not common)
    return {
        "kinh_gui": unit.addressee or unit.name,
        "don_vi": unit.addressee or unit.name,
        "loi": unit.tone,
        "chuc_danh": unit.head_title,
        "nhom": groups,
        "mot_nhom": len(groups) == 1,
        "mot_nhiem_vu": len(own) == 1,
        "thoi_han_chung": common,
        "bao_cao": [_duty(duty) for duty in duties_of(work, unit, own, about.everyone)],
    }


def _groups(own: Sequence[Assignment], *, show_due: bool) -> list[Values]:
    """Assignments in which the unit has the same role with the same partners: what it leads, does, helps with."""
    found: dict[tuple[Role, tuple[str, ...]], list[Assignment]] = {}
    for assignment in sorted(own, key=lambda each: _ROLE_ORDER.index(each.role)):
        found.setdefault((assignment.role, assignment.partners), []).append(assignment)
    lettered = len(found) > 1
    return [
        {
            "so": str(number),
            "vai_tro": role.value,
            "doi_tac": words.listing(partners),
            "nhiem_vu": [
                _item(assignment, label, show_due=show_due)
                for assignment, label in zip(members, _labels(number, len(members), lettered=lettered), strict=True)
            ],
        }
        for number, ((role, partners), members) in enumerate(found.items(), start=1)
    ]


def _labels(group: int, count: int, *, lettered: bool) -> list[str]:
    """Labels of the items of a group: khoản 1., 2., … alone, điểm a), b), … under a khoản."""
    if not lettered:
        return [f"{number}." for number in range(1, count + 1)]
    if count > len(POINT_LETTERS):
        return [f"{group}.{number}." for number in range(1, count + 1)]
    return [f"{letter})" for letter in itertools.islice(POINT_LETTERS, count)]


def _item(assignment: Assignment, label: str, *, show_due: bool) -> Values:
    details = {
        "hinh_thuc": words.listing(assignment.channels),
        "san_pham": words.phrase(assignment.product or ""),
        "thuoc_do": words.phrase(assignment.measure or ""),
        "thoi_han": due_or_mark(assignment) if show_due else "",
    }
    return {
        "so": label,
        "noi_dung": words.sentence(assignment.text),
        "co_chi_tiet": any(details.values()),
        **details,
    }


def duties_of(work: Work, unit: Unit, own: Sequence[Assignment], everyone: Sequence[str]) -> tuple[ReportDuty, ...]:
    """Report duties the directive puts on this unit: by its name, or on everyone.

    A duty that already is one of the unit's assignments (it stands on the same lines) is not said twice.
    """
    said = {(assignment.evidence.page, assignment.evidence.line) for assignment in own}
    names = {name.casefold() for name in (unit.name, unit.addressee, *unit.aliases, *everyone) if name}
    return tuple(
        duty
        for duty in work.directive.report_duties
        if (duty.evidence.page, duty.evidence.line) not in said
        and any(words.one_line(mention).casefold() in names for mention in duty.who)
    )


def _duty(duty: ReportDuty) -> Mapping[str, str]:
    return {
        "noi_dung": words.phrase(duty.what),
        "noi_nhan": words.phrase(duty.to or ""),
        "thoi_han": words.phrase(duty.deadline.text) if duty.deadline else "",
    }
