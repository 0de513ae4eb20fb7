"""What a unit's letter says: its own assignments, its role and partners, its due days, its reports. Pure.

Every text comes from the directive, the configuration or the registry; the sentences around them stand in the template.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from services.letters import citation, words
from services.letters.contents.common import Audience, Filled, Values, heading, office_values
from services.letters.contents.sources import Remarks
from services.letters.due import bare, due_or_mark
from services.planning.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from services.directive.model import Directive, ReportDuty, Section
    from services.letters.about import About
    from services.letters.model import Work
    from services.planning.model import Assignment
    from services.units.model import Unit

# Điểm letters of NĐ 30/2020, Phụ lục I, Phần I, II.6.đ: Vietnamese, with đ, without f, j, w, z.
POINT_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_ROLE_ORDER: Final = (Role.LEAD, Role.IMPLEMENTING, Role.COORDINATING)


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of work as a letter says it; the same content given by several clauses is one item."""

    text: str
    role: Role
    partners: tuple[str, ...]
    assignments: tuple[Assignment, ...]

    @property
    def due(self) -> str:
        """All deadlines of the content."""
        return "; ".join(dict.fromkeys(due_or_mark(assignment) for assignment in self.assignments))

    @property
    def says_due(self) -> bool:
        """Whether its words hold its deadlines already."""
        return all(due_or_mark(assignment) in self.text for assignment in self.assignments)


def unit_letter(work: Work, about: About, audience: Audience) -> Filled:
    """The values of the letter to one unit, or to several with the same work."""
    remarks = Remarks(wanted=work.drafting.comments)
    values = office_values(work, about) | addressing(audience) | _assigned(work, about, audience, remarks)
    return Filled(values, remarks.made)


def addressing(audience: Audience) -> Values:
    """Kính gửi and how the letter speaks to whom it is for."""
    units = audience.units
    called = [unit.addressee or unit.name for unit in units]
    titles = {unit.head_title for unit in units}
    alone = len(units) == 1
    return {
        "kinh_gui": called[0] if alone else "",
        "cac_noi_gui": [] if alone else called,
        "mot_noi_gui": alone,
        "don_vi": called[0] if alone else "",
        "loi": units[0].tone,
        "chuc_danh": titles.pop() if len(titles) == 1 else "",
    }


def items(own: Iterable[Assignment]) -> tuple[Item, ...]:
    """The work in the order of role, equal contents joined."""
    found: dict[tuple[Role, tuple[str, ...], str], list[Assignment]] = {}
    for assignment in sorted(own, key=lambda each: _ROLE_ORDER.index(each.role)):
        key = assignment.role, assignment.partners, words.sentence(assignment.text)
        found.setdefault(key, []).append(assignment)
    return tuple(Item(text, role, partners, tuple(some)) for (role, partners, text), some in found.items())


def labels(group: int, count: int, *, lettered: bool) -> list[str]:
    """Labels of the items of a group: khoản 1., 2., … alone, điểm a), b), … under a khoản; one alone has none."""
    if count == 1:
        return [""]
    if not lettered:
        return [f"{number}." for number in range(1, count + 1)]
    if count > len(POINT_LETTERS):
        return [f"{group}.{number}." for number in range(1, count + 1)]
    return [f"{letter})" for letter in itertools.islice(POINT_LETTERS, count)]


def _assigned(work: Work, about: About, audience: Audience, remarks: Remarks) -> Values:
    own = items(audience.own)
    deadlines = {item.due for item in own}
    common = deadlines.pop() if len(deadlines) == 1 else ""
    groups = _groups(own, work.directive, remarks, show_due=not common)
    return {
        "nhom": groups,
        "mot_nhom": len(groups) == 1,
        "mot_nhiem_vu": len(own) == 1,
        "thoi_han_chung": "" if all(item.says_due for item in own) else common,
        "bao_cao": [duty(one) for one in duties_of(work, audience.units[0], audience.own, about.everyone)],
    }


def _groups(own: Sequence[Item], directive: Directive, remarks: Remarks, *, show_due: bool) -> list[Values]:
    """Items in which the unit has the same role with the same partners: what it leads, does, helps with.

    What it does by itself stands under the headings of the directive, when these are several: some of it says only
    with its heading what is to be done.
    """
    titles = {id(item): _title(item, directive.sections) for item in own}
    several = len({title for title in titles.values() if title}) > 1
    found: dict[tuple[Role, tuple[str, ...], str], list[Item]] = {}
    for item in own:
        found.setdefault((item.role, item.partners, titles[id(item)] if several else ""), []).append(item)
    lettered = len(found) > 1
    return [
        {
            "so": str(number),
            "vai_tro": role.value,
            "doi_tac": words.listing(partners),
            "tieu_de": title,
            "nhiem_vu": [
                _item(item, label, directive, remarks, show_due=show_due)
                for item, label in zip(members, labels(number, len(members), lettered=lettered), strict=True)
            ],
        }
        for number, ((role, partners, title), members) in enumerate(found.items(), start=1)
    ]


def _title(item: Item, sections: Sequence[Section]) -> str:
    """The heading over what a unit does by itself; empty for other roles and where there is none."""
    alone = item.role is Role.IMPLEMENTING and not item.partners
    return heading(sections, item.assignments[0].section) if alone else ""


def _item(item: Item, label: str, directive: Directive, remarks: Remarks, *, show_due: bool) -> Values:
    given = item.assignments
    details = {
        "hinh_thuc": words.listing(words.inside(channel) for one in given for channel in one.channels),
        "san_pham": words.inside("; ".join(_all(one.product for one in given))),
        "thuoc_do": words.inside("; ".join(_all(one.measure for one in given))),
        "thoi_han": item.due if show_due and not item.says_due else "",
    }
    return {
        "so": label,
        "noi_dung": citation.instead_of_this(item.text, directive),
        "nguon": remarks.add(given),
        "co_chi_tiet": any(details.values()),
        **details,
    }


def _all(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.phrase(text) for text in texts if text))


def duties_of(work: Work, unit: Unit, own: Sequence[Assignment], everyone: Sequence[str]) -> tuple[ReportDuty, ...]:
    """Report duties the directive puts on this unit: by its name, or on everyone.

    A duty that already is one of the unit's assignments is not said twice.
    """
    names = {name.casefold() for name in (unit.name, unit.addressee, *unit.aliases, *everyone) if name}
    return tuple(
        one
        for one in work.directive.report_duties
        if not is_given(one, own) and any(words.one_line(mention).casefold() in names for mention in one.who)
    )


def is_given(one: ReportDuty, own: Iterable[Assignment]) -> bool:
    """Whether an assignment is this duty: it stands on the same lines, or says what, to whom and by when."""
    parts = [words.phrase(part).casefold() for part in (one.what, one.to, one.deadline and one.deadline.text) if part]
    return any(
        (one.evidence.page, one.evidence.line) == (given.evidence.page, given.evidence.line)
        or all(part in words.phrase(given.text).casefold() for part in parts)
        for given in own
    )


def duty(one: ReportDuty) -> Mapping[str, str]:
    """A report duty in words: what, to whom, by when."""
    return {
        "noi_dung": words.phrase(one.what),
        "noi_nhan": words.phrase(" ".join(filter(None, (one.to, one.channel)))),
        "thoi_han": bare(one.deadline.text) if one.deadline else "",
    }
