"""From a directive to its dossier: plan, drafts, findings, cover note; everything but the filing."""

from __future__ import annotations

import dataclasses
import itertools
import json
from typing import TYPE_CHECKING, Any

from services.directive.model import Directive, Doubt
from services.errors import MissingUnitError
from services.formality.check import blocking
from services.ledger.codec import loads
from services.letters.citation import issue_day
from services.letters.cover_note import DraftSummary
from services.letters.draft import draft
from services.letters.model import Draft, DraftFile, Work
from services.planning.model import Plan
from services.planning.plan import plan
from services.steps import unit_questions

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Row

    from services.context import Context
    from services.formality.model import Finding
    from services.ledger.blobs import Blobs
    from services.letters.template import TemplateSet
    from services.office.port import Capabilities
    from services.planning.calendar import WorkingCalendar
    from services.settings.load import Settings
    from services.units.model import Unit

COVER_NOTE_POSITION = 0
#: Drafts whose files are stored together.
CHUNK = 50


def plan_of(
    settings: Settings, calendar: WorkingCalendar, directive: Directive, answers: Mapping[str, str], today: dt.date
) -> Plan:
    """The plan, with groups expanded to the units valid on the day of issue (`today` when that is not known)."""
    return plan(
        directive,
        settings.registry,
        settings.topics,
        calendar,
        issue_day(directive) or today,
        (settings.office.name, settings.office.full_name, settings.office.short_name, *settings.office.aliases),
        answers,
    )


def make_work(settings: Settings, directive: Directive, planned: Plan, reference: str, today: dt.date) -> Work:
    """Everything drafting needs about one directive."""
    named = {*planned.units, *(one.unit for one in planned.assignments)}
    day = issue_day(directive) or today
    return Work(
        directive=directive,
        plan=planned,
        units={unit: settings.registry.get(unit) for unit in sorted(named)},
        office=settings.office,
        reference=reference,
        today=today,
        config_hash=settings.config_hash,
        drafting=settings.drafting,
        groups=group_names(settings, day),
    )


def group_names(settings: Settings, day: dt.date) -> tuple[tuple[str, frozenset[str]], ...]:
    """The short names for many units, each with the units it means on that day, the biggest first."""
    found = [
        (group.name, frozenset(unit.id for unit in settings.registry.select(group.select, day)))
        for group in settings.drafting.unit_groups
    ]
    return tuple(sorted(found, key=lambda one: -len(one[1])))


def unit_of(settings: Settings, unit_id: str, name: str) -> Unit:
    """A unit that the directive `name` was assigned to. Raises `MissingUnitError` when its row was taken out."""
    try:
        return settings.registry.get(unit_id)
    except KeyError:
        raise MissingUnitError(
            f"Đơn vị “{unit_id}” của bản phân công không còn trong config/units.csv. Thêm lại dòng ấy với valid_to "
            f"(không xóa dòng cũ), rồi chạy “trienkhai retry {name}”."
        ) from None


def work_of(ctx: Context, row: Row[Any]) -> Work:
    """The work on a directive of the ledger."""
    directive, planned = loads(Directive, row.understanding), loads(Plan, row.plan)
    for one in sorted({*planned.units, *(given.unit for given in planned.assignments)}):
        unit_of(ctx.settings, one, row.id)
    return make_work(ctx.settings, directive, planned, row.reference, ctx.today())


def told_of_desk(work: Work, promised: Capabilities) -> Work:
    """The work with what the clerk has to do because this eGov takes no assignments; else as it is."""
    count = len(work.plan.assignments)
    if promised.assignments or not count:
        return work
    doubt = Doubt(
        "no_assignments",
        f"eGov không nhận nhiệm vụ qua kết nối: {count} nhiệm vụ chỉ có trong bảng phân công của hồ sơ này, chưa có "
        "trên eGov. Văn thư giao trên eGov theo bảng phân công.",
    )
    return dataclasses.replace(
        work, directive=dataclasses.replace(work.directive, doubts=(*work.directive.doubts, doubt))
    )


def numbered_drafts(work: Work, templates: TemplateSet, kinds: Sequence[str] = ()) -> Iterator[tuple[int, Draft]]:
    """All drafts but the cover note, with their place in the dossier; `kinds` in place of those configured."""
    return enumerate(draft(work, templates, kinds), COVER_NOTE_POSITION + 1)


def letter_rows(blobs: Blobs, work: Work, numbered: Iterable[tuple[int, Draft]]) -> Iterator[dict[str, object]]:
    """The ledger's rows for drafts; their bytes go to the blobs in chunks, so that memory holds one chunk only."""
    drafts = iter(numbered)
    while chunk := list(itertools.islice(drafts, CHUNK)):
        names = iter(blobs.put_all([file.content for _, one in chunk for file in one.files]))
        for position, one in chunk:
            yield _letter_row(work, position, one, [next(names) for _ in one.files])


def _letter_row(work: Work, position: int, one: Draft, names: Sequence[str]) -> dict[str, object]:
    kept = [
        {"name": file.name, "media_type": file.media_type, "sha256": name}
        for file, name in zip(one.files, names, strict=True)
    ]
    return {
        "kind": one.kind,
        "unit_id": one.unit or one.key,
        "template": one.template,
        "template_version": one.template_version,
        "position": position,
        "title": one.title,
        "files": json.dumps(kept, ensure_ascii=False),
        "reference": "/".join(
            part for part in (work.reference, (one.unit or one.key).replace(":", "-"), one.template) if part
        ),
    }


def kept_files(blobs: Blobs, letter: Row[Any]) -> tuple[DraftFile, ...]:
    """The files of a draft of the ledger."""
    kept = json.loads(letter.files)
    return tuple(DraftFile(file["name"], file["media_type"], blobs.get(file["sha256"])) for file in kept)


def summary_of(letter: Row[Any]) -> DraftSummary:
    """What the cover note lists of a draft of the ledger."""
    names = tuple(file["name"] for file in json.loads(letter.files))
    return DraftSummary(
        letter.kind, None if ":" in letter.unit_id else letter.unit_id or None, letter.title, names, letter.template
    )


def no_unit_question(ctx: Context, name: str, directive: Directive, planned: Plan) -> str:
    """Ask what to do with a directive of the ledger that concerns no unit of ours."""
    on = issue_day(directive) or ctx.today()
    return unit_questions.no_unit_question(name, planned, ctx.settings.registry, on)


def formality_question(name: str, blocked: Sequence[tuple[str, Sequence[Finding]]]) -> str:
    """Say which drafts have errors of form, what they are, and where to mend them."""
    title, found = blocked[0]
    first = blocking(tuple(found))[0]
    there = "" if first.found in first.place else f" – {first.found}"
    rules = ", ".join(dict.fromkeys(one.rule for _, findings in blocked for one in blocking(tuple(findings))))
    return (
        f"{len(blocked)} dự thảo có lỗi thể thức hoặc nội dung ({rules}). "
        f"Ví dụ “{title}”: {first.place}{there}; cần {first.expected}. {first.advice} Tùy lỗi, hãy sửa mẫu "
        "trong templates/, danh mục hoặc cấu hình trong config/ (quy tắc không áp dụng cho cơ quan: đổi mức độ trong "
        f"config/formality.toml) rồi chạy “trienkhai retry {name}”."
    )
