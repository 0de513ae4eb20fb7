"""`status`, `show`, `resume`, `retry`: the ledger as a person asks for it."""

from __future__ import annotations

from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING, Annotated, Any

import typer

from services.cli.changes import change_json, print_change
from services.cli.documents import Answers, AsJson, answers_of, planned, telling_wrong_use
from services.cli.glance import look
from services.cli.offices import office_json, told_of
from services.cli.output import actor, emit, say, table
from services.context import moment, today_in_vietnam
from services.directive.model import Directive
from services.ledger import directives, drafts, effects, events, holds, statuses, waiting
from services.ledger.codec import loads
from services.ledger.moves import FLOW
from services.ledger.names import DIRECTIVE_NAMES, LETTER_NAMES, STATUS_STATES
from services.letters.cover_note import counted
from services.planning.answers import parts_of
from services.settings.load import load_offices
from services.steps import answering, recovery
from services.steps.standing import standings, told_stopped
from services.steps.status_exchange import UNSENT, told_status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

    from services.ledger.store import Ledger

SEVERAL, TO = 2, " gửi "
#: How many directives `status` lists.
LISTED = 200
#: Where planning is still to come, or is done again by an answer.
TO_BE_PLANNED = FLOW[FLOW.index("understood") : FLOW.index("filing")]

Name = Annotated[str, typer.Argument(help="Mã văn bản (hoặc phần đầu của mã), số ký hiệu, hoặc mã tham chiếu.")]


def ledger_of_settings() -> Ledger:
    """The ledger that the configuration names."""
    return look()[0]


def status(json_: AsJson = False) -> None:
    """Các văn bản đang xử lý, việc nào đang chờ văn thư."""
    ledger, offices = look()
    with ledger.read() as conn:
        rows, found, stand = directives.listed(conn, LISTED), waiting.look(conn), standings(conn, offices)
        counts, names = {row.id: effects.tally(conn, row.id) for row in rows}, directives.first_files(conn)
    values = [{**_line(row), "file": names.get(row.id), "effects": _by_state(counts[row.id])} for row in rows]
    if json_:
        told = [office_json(one) for one in stand]
        emit({"directives": values, "offices": told, **_waiting(found)})
        return
    names = {one.id: one.name for one in stand}
    several = len({*names, *(row.office for row in rows)}) > 1
    _list([{**one, "office": names.get(one["office"], one["office"])} for one in values], with_office=several)
    if len(values) == LISTED:
        say(f"(chỉ hiện {LISTED} văn bản mới nhất)")
    for one in found.questions:
        say(f"? [{one.directive_id}] {one.question}")
    for check in found.unwell:
        say(f"! {check.told}")
    if found.stopped:
        stopped = [(one.directive_id, told_stopped(one), one.last_error or "") for one in found.stopped]
        table(f"{len(stopped)} mục đã dừng (thử lại: trienkhai retry MÃ)", ("Mã", "Mục", "Lý do"), stopped)
    for office in stand:
        say(told_of(office))


def _list(values: Sequence[dict[str, Any]], *, with_office: bool) -> None:
    columns = ("Mã", "Số, ký hiệu", "Trích yếu", "Trạng thái", "Đã nộp", *(("Cơ quan",) if with_office else ()))
    cells = [
        (
            v["id"],
            v["symbol"],
            v["abstract"] or (f"(tệp {v['file']})" if v["file"] else ""),
            v["state_name"],
            f"{v['effects'].get('filed', 0)}/{sum(v['effects'].values())}",
            v["office"],
        )[: len(columns)]
        for v in values
    ]
    table(f"{len(values)} văn bản", columns, cells, whole=2)


def show(name: Name, json_: AsJson = False) -> None:
    """Một văn bản: đang ở đâu, đã lập và nộp những gì, vì sao dừng."""
    with ledger_of_settings().read() as conn:
        row = directives.find(conn, name)
        letters, sent = drafts.letters_of(conn, row.id), statuses.of(conn, row.id)
        waiting, past, all_effects = holds.waiting(conn, row.id), events.history(conn, row.id), effects.of(conn, row.id)
        change, files = change_json(conn, row), directives.files_of(conn, row.id)
    filed = {one.reference: one for one in all_effects}
    value = {
        **_line(row),
        "reference": row.reference,
        "change": change,
        "files": [f"files/{sha[:2]}/{sha}" for sha in (row.packet_sha, *(one.sha256 for one in files))],
        "effects": _by_state(_tally(all_effects)),
        "letters": [_letter(one, filed.get(one.reference)) for one in letters],
        "statuses": [
            {
                "code": one.code,
                "state": one.state,
                "sent_at": moment(one.sent_at),
                "error": one.last_error,
                "unsent": one.axis_id if one.axis_id in UNSENT else None,
            }
            for one in sent
        ],
        "holds": [_hold(one) for one in waiting],
        "events": [
            {"at": moment(one.at), "action": one.action, "subject": one.subject, "actor": one.actor} for one in past
        ],
    }
    if json_:
        emit(value)
    else:
        _print_one(value)


def resume(
    name: Name,
    answers: Answers = None,
    close: Annotated[bool, typer.Option("--close", help="Đóng văn bản, không xử lý tiếp.")] = False,
    reason: Annotated[str, typer.Option(help="Lý do đóng, ghi vào sổ.")] = "không thuộc phạm vi triển khai",
) -> None:
    """Trả lời câu hỏi của văn bản đang chờ văn thư để việc đi tiếp, đóng nó (--close), hoặc mở lại văn bản đã đóng."""
    given = answers_of(answers, recovery.ANSWERS)
    with ledger_of_settings().write() as conn:
        row = directives.find(conn, name)
        if parts_of(given):
            _look_at_units(row, given)
        if close:
            recovery.close(conn, row, reason, actor())
            say(f"Đã đóng văn bản {row.symbol or row.id}: {reason}.")
        else:
            asked = {one.code for one in holds.waiting(conn, row.id)}
            state = recovery.resume(conn, row, given, actor())
            say(f"Đã ghi nhận{follows(row, asked, state)}")


def _look_at_units(row: Row[Any], given: dict[str, str]) -> None:
    """Refuse units that do not exist, and places at which a directive that was understood has nothing open."""
    settings = next(one for one in load_offices() if one.office.id == row.office)
    with telling_wrong_use():
        answering.require_units(given, settings.registry, today_in_vietnam())
    # Another fact told with it may change what is open.
    if row.held_in in TO_BE_PLANNED and answering.used_from(given) == {"understood"}:
        planned(settings, loads(Directive, row.understanding), given)


def follows(row: Row[Any], asked: set[str], state: str) -> str:
    """What an answer leads to."""
    name = f"Văn bản {row.symbol or row.id}"
    if state == "closed":
        return f". {name} đã đóng."
    if state in FLOW and row.state in recovery.STOPPED:
        return f". {name} đi tiếp từ bước sau “{DIRECTIVE_NAMES[state]}” trong vài giây."
    kept = ": không nộp lại" if asked & recovery.OF_FILED else ""
    return f"{kept}. {name}: {DIRECTIVE_NAMES[state]}."


def retry(name: Name) -> None:
    """Thử lại một văn bản đang dừng (sau khi đã sửa mẫu, cấu hình hoặc xử lý trên eGov)."""
    with ledger_of_settings().write() as conn:
        row = directives.find(conn, name)
        state = recovery.retry(conn, row, actor())
    after = DIRECTIVE_NAMES[state]
    say(f"Văn bản {row.symbol or row.id} sẽ được làm lại từ bước sau “{after}” trong vài giây.")


def _line(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "office": row.office,
        "symbol": row.symbol,
        "abstract": row.abstract,
        "issuer": row.issuer,
        "state": row.state,
        "state_name": DIRECTIVE_NAMES[row.state],
        "reason": row.closed_reason,
        "received_at": moment(row.received_at),
        "updated_at": moment(row.updated_at),
        "last_error": row.last_error,
    }


def _waiting(found: waiting.Waiting) -> dict[str, Any]:
    return {
        "holds": [_hold(one) for one in found.questions],
        "checks": [{"name": one.name, "at": moment(one.at), "told": one.told} for one in found.unwell],
        "stopped": [
            {"directive": one.directive_id, "what": one.what, "state": one.state, "error": one.last_error}
            for one in found.stopped
        ],
        "audit_head": str(found.head),
    }


def _hold(one: Row[Any]) -> dict[str, Any]:
    return {
        "directive": one.directive_id,
        "step": one.step,
        "code": one.code,
        "question": one.question,
        "since": moment(one.opened_at),
    }


def _letter(row: Row[Any], effect: Row[Any] | None) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "unit": row.unit_id or None,
        "title": row.title,
        "state": row.state,
        "reference": row.reference,
        "egov_id": effect.egov_id if effect else None,
        "symbol": row.symbol,
        "reason": row.reason,
        "error": effect.last_error if effect else None,
    }


def _tally(rows: Any) -> dict[tuple[int, str], int]:  # noqa: ANN401 - rows of the ledger
    counted: dict[tuple[int, str], int] = {}
    for row in rows:
        counted[row.rank, row.state] = counted.get((row.rank, row.state), 0) + 1
    return counted


def _by_state(tally: dict[tuple[int, str], int]) -> dict[str, int]:
    states: dict[str, int] = {}
    for (_, state), number in tally.items():
        states[state] = states.get(state, 0) + number
    return states


def _print_letters(letters: Sequence[Mapping[str, Any]]) -> None:
    """All drafts, one a line; what the titles of the units' letters have in common is said once."""
    common = _common([one["title"] for one in letters if one["unit"]])
    if common:
        say(f"Văn bản gửi đơn vị: {common.strip()} …", hang=4)
    rows = [
        (
            one["title"].removeprefix(common) if one["unit"] else one["title"],
            LETTER_NAMES[one["state"]],
            one["egov_id"],
            one["symbol"] or one["reason"] or one["error"],
        )
        for one in letters
    ]
    states = Counter(LETTER_NAMES[one["state"]] for one in letters)
    told = ", ".join(f"{number} {name}" for name, number in states.items())
    table(
        f"{counted(one['kind'] for one in letters)}: {told}",
        ("Dự thảo", "Trạng thái", "Mã trên eGov", "Ghi chú"),
        rows,
        whole=0,
    )


def _common(titles: Sequence[str]) -> str:
    """The words that all titles begin with, up to the one before the addressee."""
    if len(titles) < SEVERAL:
        return ""
    columns = zip(*(title.split(" ") for title in titles), strict=False)
    same = " ".join(words[0] for words in takewhile(lambda words: len(set(words)) == 1, columns)) + " "
    return same[: same.rfind(TO) + len(TO)] if TO in same else ""


def _print_one(value: dict[str, Any]) -> None:
    say(f"{value['symbol'] or value['id']} – {value['abstract'] or ''}")
    say(f"Trạng thái: {value['state_name']}. Mã: {value['id']}. Mã tham chiếu: {value['reference'] or 'chưa có'}.")
    why = value["reason"] or value["last_error"]
    if why and why not in [one["question"] for one in value["holds"]]:
        say(f"Lý do: {why}")
    for one in value["holds"]:
        say(f"? {one['question']}")
    if any(one["code"] == "secret" for one in value["holds"]):
        say(f"Còn giữ trong thư mục dữ liệu, xóa sau khi đã chuyển: {', '.join(value['files'])}")
    if value["change"]:
        print_change(value["change"])
    if value["letters"]:
        _print_letters(value["letters"])
    codes = ", ".join(
        f"{told_status(one['code'])} ({f'không gửi: {why}' if (why := one['unsent']) else STATUS_STATES[one['state']]})"
        for one in value["statuses"]
    )
    say(f"Trạng thái báo về trục: {codes or 'chưa có'}")
