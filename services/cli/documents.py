"""`read`, `plan`, `draft`: the pure steps on files, without ledger and eGov."""

from __future__ import annotations

import contextlib
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, track

from services.cli import plan_report, report
from services.cli.output import complain, emit, err, say
from services.context import TEMPLATE_MARKS, today_in_vietnam, years_around
from services.directive import wire as directive_wire
from services.directive.secret import is_secret, sealed
from services.directive.understand import understand, unresolved_header
from services.errors import PermanentError, TrienkhaiError
from services.followup.calendar import build_calendar
from services.formality.check import blocking
from services.letters import citation
from services.letters.cover_note import cover_note, summary
from services.letters.proof import load_proven
from services.letters.words import phrase, sentence
from services.planning import wire as plan_wire
from services.planning.answers import spelled
from services.proposing.complete import open_completion
from services.reading import OcrOptions, read_file
from services.settings.load import load_settings
from services.steps import answering, dossier, intake, judging, questions, unit_questions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from services.directive.model import Directive
    from services.formality.model import Finding
    from services.letters.model import Draft, Work
    from services.planning.model import Plan
    from services.settings.load import Settings

KINDS = "Tệp PDF (cả bản quét), ảnh quét, Word (.docx, .doc) hoặc văn bản thuần."
Files = Annotated[list[Path], typer.Argument(help=KINDS, exists=True, dir_okay=False)]
OneFile = Annotated[Path, typer.Argument(help=KINDS, exists=True, dir_okay=False)]
AsJson = Annotated[bool, typer.Option("--json", help="In JSON cho máy đọc, không in gì khác.")]
Answers = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="Điều văn thư biết, ví dụ --set number=162 --set issued_on=2020-01-22. Nêu được nhiều lần. Giao nội dung "
        "chưa có đơn vị: --set assign_to=van-phong, riêng một mục hoặc một ý: --set assign_to:V.1=van-phong.",
    ),
]


COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("trang"))


def answers_of(pairs: list[str] | None, known: Collection[str]) -> dict[str, str]:
    """`key=value` options as a dictionary of answers that are `known` and sound; a pair without "=" is wrong use."""
    split = [pair.partition("=") for pair in pairs or ()]
    wrong = [key for key, sign, _ in split if not sign]
    if wrong:
        raise typer.BadParameter(f"“{wrong[0]}” phải có dạng tên=giá trị, ví dụ number=162.")
    given = {spelled(key.strip()): value.strip() for key, _, value in split}
    with telling_wrong_use():
        answering.require_named(given, known)
        answering.require_sound(given)
    return given


@contextlib.contextmanager
def telling_wrong_use() -> Iterator[None]:
    """An answer that cannot be right is wrong use of the command."""
    try:
        yield
    except (answering.UnknownAnswerError, answering.WrongAnswerError) as error:
        raise typer.BadParameter(error.message) from error


def _told(settings: Settings, pairs: list[str] | None) -> dict[str, str]:
    """What is told of a file at the command line."""
    given = answers_of(pairs, answering.OF_A_FILE)
    with telling_wrong_use():
        answering.require_units(given, settings.registry, today_in_vietnam())
    return given


def understood(settings: Settings, path: Path, answers: dict[str, str]) -> Directive:
    """What a file says, of a secret one only its stub; recognising the pages of a scan shows its progress."""
    with Progress(*COLUMNS, console=err, transient=True) as bar:
        task = bar.add_task(f"Đang nhận dạng chữ {path.name}", total=None, visible=False)
        pages = read_file(
            path,
            ocr=OcrOptions(cache=settings.paths.data / intake.OCR_CACHE),
            progress=lambda done, total: bar.update(task, completed=done, total=total, visible=True),
            known=settings.registry.names(),
        )
    directive = understand(pages, None, settings.lexicon, answers)
    if is_secret(directive, answers):
        return sealed(directive)
    return open_completion(settings, today_in_vietnam)(directive, pages)


def _to_be_planned(settings: Settings, path: Path, answers: dict[str, str]) -> Directive:
    """What a file says. Raises PermanentError for a secret one."""
    directive = understood(settings, path, answers)
    if is_secret(directive, answers):
        raise PermanentError(questions.secret_stops(directive))
    return directive


def planned(settings: Settings, directive: Directive, answers: dict[str, str]) -> Plan:
    """Who gets what; an answer for a place at which nothing is open is wrong use."""
    today = today_in_vietnam()
    calendar = build_calendar(settings.calendar, years_around(today))
    made = dossier.plan_of(settings, calendar, directive, answers, today)
    with telling_wrong_use():
        answering.require_places(made)
    return made


def read(
    files: Files,
    json_: AsJson = False,
    out_dir: Annotated[Path | None, typer.Option("--out", help="Thư mục ghi <tên tệp>.json cho từng tệp.")] = None,
    answers: Answers = None,
) -> None:
    """Cho biết văn bản nói gì: thể thức, mục, nội dung giao, thời hạn, chế độ báo cáo, điểm cần xác minh."""
    settings, failed = load_settings(), 0
    given = _told(settings, answers)
    for number, path in enumerate(files, 1):
        if len(files) > 1:
            err.print(f"[{number}/{len(files)}] {path.name}", style="dim", highlight=False, markup=False)
        try:
            directive = understood(settings, path, given)
        except TrienkhaiError as error:
            failed += 1
            _failed(path, error, json_=json_)
            continue
        value = {"file": str(path), **directive_wire.as_json(directive)}
        if out_dir is not None:
            out_dir.mkdir(parents=True, exist_ok=True)
            report.write_json(out_dir / f"{path.stem}.json", value)
        if json_:
            emit(value)
        elif out_dir is None:
            report.directive(directive)
    raise typer.Exit(1 if failed else 0)


def _failed(path: Path, error: TrienkhaiError, *, json_: bool) -> None:
    if json_:
        emit({"file": str(path), "error": {"code": error.code, "message": error.message}})
    else:
        complain(f"{path.name}: {error.message}")


def plan(
    file: OneFile,
    unit: Annotated[str | None, typer.Option(help="Chỉ xem một đơn vị (mã trong units.csv).")] = None,
    json_: AsJson = False,
    answers: Answers = None,
) -> None:
    """Cho biết đơn vị nào làm việc gì, khi nào xong, vì sao."""
    settings = load_settings()
    given = _told(settings, answers)
    directive = _to_be_planned(settings, file, given)
    result = planned(settings, directive, given)
    if unit is not None and unit not in {one.id for one in settings.registry.units}:
        raise typer.BadParameter(f"Không có đơn vị mã “{unit}” trong config/units.csv.")
    if json_:
        emit({"file": str(file), **plan_wire.as_json(result, unit)})
    else:
        plan_report.plan(directive, result, unit)


def draft(
    file: OneFile,
    out_dir: Annotated[Path, typer.Option("--out", help="Thư mục ghi hồ sơ.")],
    kinds: Annotated[
        list[str] | None,
        typer.Option("--kind", help="Chỉ lập mẫu này (tên thư mục trong templates/). Nêu được nhiều lần."),
    ] = None,
    json_: AsJson = False,
    answers: Answers = None,
) -> None:
    """Lập trọn hồ sơ thành tệp (phiếu trình, bảng phân công, văn bản cho từng đơn vị), không cần eGov."""
    settings = load_settings()
    given = _told(settings, answers)
    directive = _to_be_planned(settings, file, given)
    if missing := unresolved_header(directive):
        raise PermanentError(questions.header_needed(directive, settings.office, missing))
    result = planned(settings, directive, given)
    if not result.units:
        on = citation.issue_day(directive) or today_in_vietnam()
        raise PermanentError(unit_questions.unit_needed(result, settings.registry, on))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:12].upper()
    work = dossier.make_work(settings, directive, result, f"TK-{digest}", today_in_vietnam())
    drafts, blocked = _drafts(settings, work, kinds or [])
    paths = [_write(out_dir, one) for one in drafts]
    if json_:
        emit(
            {
                "file": str(file),
                "out": str(out_dir),
                "files": [name for names in paths for name in names],
                "blocked": blocked,
            }
        )
    else:
        say(_written(drafts, paths, out_dir, kinds or []))
    raise typer.Exit(1 if blocked else 0)


def _drafts(settings: Settings, work: Work, kinds: Sequence[str]) -> tuple[list[Draft], list[str]]:
    """The papers of these kinds; without any, the whole dossier, its cover note first. Also which have errors."""
    templates = load_proven(settings.paths.templates, settings.paths.data / TEMPLATE_MARKS)
    drafts = [one for _, one in dossier.numbered_drafts(work, templates, kinds)]
    book = judging.fact_book(settings, work, citation.issue_day(work.directive), templates.by_kind.values())
    found = {
        one.title: judging.findings_of(book, one, templates[one.template].about)
        for one in track(drafts, description="Đang kiểm tra thể thức", console=err, transient=True)
    }
    blocked = [one.title for one in drafts if blocking(found[one.title])]
    for one in drafts:
        for finding in blocking(found[one.title]):
            complain(_blocked(one, finding))
    if kinds:
        return drafts, blocked
    lines = [summary(one) for one in drafts]
    return [cover_note(work, lines, found, templates), *drafts], blocked


def _blocked(one: Draft, finding: Finding) -> str:
    """Which draft may not be filed, in which file and place, why, and what to do."""
    return (
        f"{one.title} ({one.files[0].name}), {finding.place}: "
        f"cần {phrase(finding.expected)}, có {phrase(finding.found)}. "
        f"{sentence(finding.advice)} [{finding.rule}, {finding.article}]"
    )


def _written(drafts: Sequence[Draft], paths: Sequence[list[str]], out_dir: Path, kinds: Sequence[str]) -> str:
    if not drafts:
        why = "không đơn vị nào thuộc mẫu này hoặc chưa việc nào đến hạn"
        return f"Không có dự thảo nào theo mẫu {', '.join(kinds)}: {why}."
    first = "" if kinds else " Đọc phieu-trinh trước."
    return f"Đã ghi {len(drafts)} dự thảo ({sum(map(len, paths))} tệp) vào {out_dir}.{first}"


def _write(folder: Path, one: Draft) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    for file in one.files:
        (folder / re.sub(r"[/\\\x00]", "-", file.name)).write_bytes(file.content)
    return [file.name for file in one.files]
