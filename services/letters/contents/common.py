"""What all papers of one directive share, and what a content function gives back. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from services.letters import citation, signing, words
from services.letters.about import filled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.directive.model import Section
    from services.letters.about import About
    from services.letters.engine.comments import Comment
    from services.letters.model import Work
    from services.planning.model import Assignment
    from services.units.model import Unit

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom one letter is for: units that were given the same work, and the work of each (alike but for the unit)."""

    key: str
    units: tuple[Unit, ...]
    own: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """The values of one paper, and the sources of its sentences as Word comments (when the office wants them)."""

    values: Values
    remarks: tuple[Comment, ...] = ()


def by_unit(assignments: Sequence[Assignment]) -> dict[str, tuple[Assignment, ...]]:
    """The assignments of each unit, in the order of the plan."""
    found: dict[str, list[Assignment]] = {}
    for assignment in assignments:
        found.setdefault(assignment.unit, []).append(assignment)
    return {unit: tuple(own) for unit, own in found.items()}


def heading(sections: Sequence[Section], key: str) -> str:
    """The nearest heading over a section, below the great parts ("II.1", not "II"); empty when there is none."""
    titles = {section.key: section.heading for section in sections if section.heading}
    while "." in key:
        if key in titles:
            return words.phrase(titles[key])
        key = key.rpartition(".")[0]
    return ""


def office_values(work: Work, about: About) -> Values:
    """The values that all papers of one directive share: office, date, signer, citation, legal bases in force."""
    office, directive = work.office, work.directive
    return {
        "co_quan_chu_quan": about.issuer_parent or office.parent_name,
        "ten_co_quan": about.issuer_name or office.name,
        "ky_hieu": filled(about.notation, co_quan=office.code, don_vi_soan=about.drafter),
        "dia_danh": office.place,
        "thang": words.month(work.today.month),
        "nam": str(work.today.year),
        "trich_yeu": citation.subject(directive),
        "van_ban": citation.short(directive),
        "can_cu": citation.full(directive, office),
        "phap_ly": [words.phrase(basis.text) for basis in about.legal_bases if basis.in_force(work.today)],
        "noi_nhan": list(about.recipients),
        "don_vi_luu": about.drafter,
        "nguoi_ky": signing.values(work, about),
    }
