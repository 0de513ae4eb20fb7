"""Instructions that name their units: chủ trì, thực hiện (a group, each on its own), phối hợp."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from services.directive.model import Source
from services.planning import ourselves
from services.planning.audience_text import Wordings
from services.planning.model import Exclusion, Role
from services.planning.phrases import folded, found
from services.planning.questions import NOT_OURS, OURS, OURS_TOO, Question, place, sentence
from services.planning.share import Grant, Share, assign, nobody
from services.planning.topics import because
from services.units.asides import left_out
from services.units.model import Resolution, ResolutionKind
from services.units.selector import pick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.directive.model import Instruction
    from services.planning.model import Assignment, Unassigned
    from services.planning.share import Clause, Given

LEADING = "chủ trì"
PROPOSED = " Nội dung giao do mô hình ngôn ngữ đề xuất, không phải do quy tắc đọc được: cần xác nhận."
_EACH = re.compile(r"^ (?:(?:cac|nhung|mot so) )?")
"""Before what several have in common, in folded text."""
_CASE = " truong hop "
"""No school, though it begins like one."""
Found = dict[str, tuple[Role, Resolution]]


def share_explicit(clause: Clause, given: Given) -> Share:
    """Every named unit gets the instruction in one role; what a name does not resolve to stays open."""
    instruction = clause.instruction
    leads = [given.resolve(mention) for mention in instruction.lead]
    helpers = [given.resolve(mention) for mention in instruction.coordinating]
    excepted = [given.resolve(name) for name in left_out(instruction.text)]
    roles = _roles(instruction, leads, helpers)
    exclusions = tuple(_exclusions(instruction, roles, excepted))
    kept = {unit_id: role for unit_id, role in roles.items() if unit_id not in {each.unit for each in exclusions}}
    return Share(
        assignments=tuple(_assignments(clause, kept, given)),
        exclusions=exclusions,
        unassigned=tuple(_open(instruction, leads, given)),
        questions=(*_questions(instruction, leads, helpers, given), *_unknown_exceptions(instruction, excepted, given)),
    )


def _exclusions(instruction: Instruction, roles: Found, excepted: list[Resolution]) -> Iterator[Exclusion]:
    """Units that have the work by a general name and that its own words leave out."""
    for less in excepted:
        rule = f"{sentence(place(instruction))} nêu ngoại lệ: trừ “{less.mention}”."
        for unit_id in less.unit_ids:
            if unit_id in roles and roles[unit_id][1].kind is ResolutionKind.GROUP:
                yield Exclusion(unit_id, instruction.key, rule)


def _unknown_exceptions(instruction: Instruction, excepted: list[Resolution], given: Given) -> Iterator[Question]:
    for less in excepted:
        if less.kind is ResolutionKind.UNKNOWN and _may_be_units(less.mention, given):
            message = f"Nội dung nêu ngoại lệ “trừ {less.mention}” chưa hiểu: cần xem đơn vị nào không phải thực hiện."
            yield Question("exception_unknown", message, instruction)


def _may_be_units(mention: str, given: Given) -> bool:
    """Whether words begin as a name of the registry does; "(trừ ngày lễ, Tết)" leaves out no unit."""
    said = _EACH.sub(" ", folded(mention))
    names = (*given.registry.names(), *given.registry.phrases())
    return _CASE not in said and any(said.split()[:1] == _EACH.sub(" ", folded(name)).split()[:1] for name in names)


def _roles(instruction: Instruction, leads: list[Resolution], helpers: list[Resolution]) -> Found:
    """One role for a unit in one clause: named leads first, then members of groups, then coordination.

    Who is named behind a group does the same as its members ("các trường THPT, Trung tâm GDTX"), unless one leads.
    """
    roles: Found = {}
    single = [lead for lead in leads if lead.kind is ResolutionKind.UNIT]
    groups = [lead for lead in leads if lead.kind is ResolutionKind.GROUP]
    behind = bool(leads) and leads[0].kind is ResolutionKind.GROUP
    leading = not behind or found(LEADING, folded(instruction.evidence.quote))
    first = Role.LEAD if leading else Role.IMPLEMENTING
    for role, resolutions in ((first, single), (Role.IMPLEMENTING, groups), (Role.COORDINATING, helpers)):
        for resolution in resolutions:
            for unit_id in resolution.unit_ids:
                roles.setdefault(unit_id, (role, resolution))
    return roles


def _assignments(clause: Clause, roles: Found, given: Given) -> Iterator[Assignment]:
    wordings = Wordings(clause.instruction.text, given)
    grants: dict[tuple[Role, str, str, bool], Grant] = {}  # most units of a clause have the same one
    plain = replace(clause, item=None)
    for unit in given.units:
        if unit.id not in roles:
            continue
        role, resolution = roles[unit.id]
        # who leads or coordinates works for all people named; only a unit that does it at home has its own
        text, note = wordings.of(unit) if role is Role.IMPLEMENTING else (clause.instruction.text, "")
        # channels and product of an item are those of the units that it is for
        own = clause if clause.item and pick(clause.item.select, (unit,)) else plain
        key = (role, resolution.mention, text, own is clause)
        if key not in grants:
            grants[key] = _grant(clause, role, resolution, text, note + because(given.topic, own.item))
        yield assign(unit, own, grants[key])


def _grant(clause: Clause, role: Role, resolution: Resolution, text: str, notes: str) -> Grant:
    instruction = clause.instruction
    others = instruction.lead if role is Role.COORDINATING else instruction.coordinating
    partners = tuple(mention for mention in others if mention != resolution.mention)
    asked = PROPOSED if instruction.method is Source.LLM else ""
    rule = f"{sentence(place(instruction))}, vai trò {role}: {resolution.rule}{notes}{asked}"
    return Grant(role, rule, resolution.score, partners, text)


def _open(instruction: Instruction, leads: list[Resolution], given: Given) -> Iterator[Unassigned]:
    if not leads:
        yield nobody(instruction, (), "Không nêu đơn vị thực hiện.")
    for lead in leads:
        if lead.kind is ResolutionKind.UNKNOWN:
            yield nobody(instruction, (lead.mention,), _why_open(lead, given))


def _why_open(lead: Resolution, given: Given) -> str:
    if given.is_us(lead.mention):
        return f"“{lead.mention}” {OURS if ourselves.is_named(lead.mention, given.own_names) else OURS_TOO}"
    not_ours = lead.stranger and given.foreign_issuer and not given.names_us(lead.mention)
    return NOT_OURS if not_ours else lead.rule


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _may_be_theirs(lead: Resolution, given: Given) -> bool:
    """Another office has rooms of its own: "Văn phòng Sở" is surely ours only when our office is named with it."""
    if lead.kind is not ResolutionKind.UNIT or given.names_us(lead.mention):
        return False
    return given.registry.get(lead.unit_ids[0]).organ_id is None


def _questions(
    instruction: Instruction, leads: list[Resolution], helpers: list[Resolution], given: Given
) -> Iterator[Question]:
    named = ", ".join(f"“{lead.mention}”" for lead in leads if lead.kind is ResolutionKind.UNIT)
    if "”, “" in named and found(LEADING, folded(instruction.evidence.quote)):
        message = f"Nêu nhiều đơn vị chủ trì ({named}): cần xác định một đơn vị."
        yield Question("several_leads", message, instruction)
    for lead in leads:
        if given.foreign_issuer and lead.kind is ResolutionKind.GROUP:
            message = (
                f"“{lead.mention}” trong văn bản của {given.foreign_issuer} đang được hiểu là {len(lead.unit_ids)} "
                "đơn vị của cơ quan mình: cần xác nhận những đơn vị phải thực hiện."
            )
            yield Question("group_of_another_office", message, instruction)
    for lead in leads:
        if given.foreign_issuer and _may_be_theirs(lead, given):
            message = (
                f"“{lead.mention}” trong văn bản của {given.foreign_issuer} có thể là đơn vị của cơ quan đó: "
                "cần xác nhận có phải đơn vị của mình không."
            )
            yield Question("room_of_another_office", message, instruction)
    for helper in helpers:
        # whom another office tells ours to work with need not be one of ours
        if helper.kind is ResolutionKind.UNKNOWN and not (given.foreign_issuer and helper.stranger):
            yield Question("coordinating_unknown", f"Đơn vị phối hợp: {_small(helper.rule)}", instruction)
