"""`office list|pause|resume|sync`: the offices this service works for, each by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from services import pipeline
from services.cli.documents import AsJson
from services.cli.glance import glance
from services.cli.output import actor, emit, say, table
from services.cli.vietnamese import Command
from services.context import moment, open_service
from services.errors import PermanentError
from services.ledger import pauses, polls
from services.ledger.store import open_ledger
from services.settings.load import load_offices
from services.steps.standing import standings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.settings.load import Glimpse
    from services.steps.standing import Standing

app = typer.Typer()
UNASKED, NEW = "chưa hỏi trục lần nào", "cơ quan mới thêm vào office.toml thì khởi động lại dịch vụ"
Id = Annotated[str, typer.Argument(help="Mã cơ quan: khóa id của khối [office] trong office.toml.")]


class UnknownOfficeError(PermanentError):
    """No office of the configuration has this id."""

    code = "unknown_office"


class PausedOfficeError(PermanentError):
    """Nothing is done for an office that is paused."""

    code = "office_paused"


@app.callback()
def group() -> None:
    """Các cơ quan mà dịch vụ phục vụ (office.toml): tình trạng, tạm dừng, chạy tiếp, hỏi trục ngay."""


@app.command("list", cls=Command)
def list_(json_: AsJson = False) -> None:
    """Tình trạng từng cơ quan: đang chạy hay tạm dừng, lần hỏi trục cuối, lần cuối không lỗi, lỗi gần nhất."""
    seen = glance()
    with open_ledger(seen.ledger_url).read() as conn:
        found = standings(conn, seen.offices)
    broken = [one for one in seen.ids if one not in {known.id for known in found}]
    if json_:
        emit({"offices": [office_json(one) for one in found], "unreadable": broken})
        return
    rows = [(one.id, one.name, _state(one), moment(one.last_at), moment(one.last_ok_at)) for one in found]
    table(f"{len(rows)} cơ quan", ("Mã", "Tên", "Tình trạng", "Hỏi trục lần cuối", "Lần cuối không lỗi"), rows)
    for one in found:
        for error in one.errors:
            say(f"! {one.name}: {error}")
        if _state(one) == UNASKED:
            say(f"! {told_of(one)}")
    for office in broken:
        say(f"! {office}: khối của cơ quan này trong office.toml có lỗi, xem bằng “trienkhai check”.")


@app.command("pause", cls=Command)
def pause(office: Id) -> None:
    """Tạm dừng một cơ quan: không hỏi trục, không xử lý, không nộp, không báo trạng thái; các cơ quan khác vẫn chạy."""
    seen = glance()
    _require(seen.ids, office)
    with open_ledger(seen.ledger_url).write() as conn:
        fresh = pauses.hold(conn, office, actor())
    say(f"{_name(seen, office)} {'đã' if fresh else 'vẫn đang'} tạm dừng. Chạy tiếp: trienkhai office resume {office}")


@app.command("resume", cls=Command)
def resume(office: Id) -> None:
    """Cho một cơ quan đang tạm dừng chạy tiếp từ đúng chỗ đã dừng."""
    seen = glance()
    _require(seen.ids, office)
    with open_ledger(seen.ledger_url).write() as conn:
        lifted = pauses.lift(conn, office, actor())
    if any(one.office.paused for one in seen.offices if one.office.id == office):
        raise PausedOfficeError(
            f"{_name(seen, office)} tạm dừng theo office.toml: sửa paused = false trong khối [office] của cơ quan này."
        )
    say(f"{_name(seen, office)} {'chạy tiếp' if lifted else 'vẫn đang chạy, không tạm dừng'}.")


@app.command("sync", cls=Command)
def sync(office: Id) -> None:
    """Hỏi trục và eGov của một cơ quan ngay bây giờ, không chờ đến nhịp, cả khi kết nối đang được để yên vì lỗi."""
    offices = load_offices()
    _require([one.office.id for one in offices], office)
    one, service = next(one for one in offices if one.office.id == office), open_service(offices)
    ctx = service.office(office)
    if ctx is None:
        raise PausedOfficeError(
            f"{one.office.full_name} đang tạm dừng. Cho chạy tiếp bằng “trienkhai office resume {office}” rồi hỏi lại."
        )
    with ctx.ledger.write() as conn:
        pauses.cut_short(conn, office, actor())
    fresh = len(pipeline.poll(ctx))
    with ctx.ledger.read() as conn:
        error = next((row.last_error for row in polls.listed(conn) if row.office == office), None)
    if error:
        raise PermanentError(f"{one.office.full_name}: {error}")
    pipeline.follow(ctx)
    say(f"{one.office.full_name}: {fresh} văn bản mới chờ xử lý. Dịch vụ đang chạy sẽ làm trong vài giây.")


def office_json(one: Standing) -> dict[str, Any]:
    """An office as `--json` prints it."""
    return {
        "office": one.id,
        "name": one.name,
        "paused": one.paused,
        "last_at": moment(one.last_at),
        "last_ok_at": moment(one.last_ok_at),
        "errors": list(one.errors),
    }


def told_of(one: Standing) -> str:
    """An office in one sentence."""
    asked = f"hỏi trục lần cuối {moment(one.last_at)}" if one.last_at else "" if one.paused else NEW
    return f"{one.name}: {'; '.join(filter(None, (_state(one), asked)))}." + "".join(
        f" CÓ LỖI: {error}" for error in one.errors
    )


def _state(one: Standing) -> str:
    if one.paused:
        return "đang tạm dừng"
    if one.errors:
        return "có lỗi"
    return "bình thường" if one.last_at else UNASKED


def _require(ids: Sequence[str], office: str) -> None:
    if office not in ids:
        raise UnknownOfficeError(f"Không có cơ quan nào mã “{office}” trong office.toml. Các mã: {', '.join(ids)}.")


def _name(seen: Glimpse, office: str) -> str:
    """The office by name, by its id where its block has problems."""
    return next((one.office.full_name for one in seen.offices if one.office.id == office), f"Cơ quan {office}")
