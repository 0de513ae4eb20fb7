"""`demo`: the whole flow on this machine, from a directive on the axis to a dossier in the clerk's inbox."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import os
import shlex
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from services.cli import programs
from services.cli.documents import AsJson
from services.cli.output import complain, emit, err, line, say, table
from services.cli.sandbox import database_of, header_for
from services.cli.supervisor import Supervisor
from services.context import ZONE
from services.errors import UnavailableError
from services.ledger import directives, drafts, effects, holds, statuses
from services.ledger.names import DIRECTIVE_NAMES
from services.ledger.store import Ledger, open_ledger
from services.sandbox.deliver import deliver
from services.sandbox.overview import Overview
from services.sandbox.store import Store
from services.settings.load import Settings, load_settings
from services.settings.office_file import ADDRESSES, OFFICE

if TYPE_CHECKING:
    from sqlalchemy import Row

SAMPLE = Path(__file__).parents[1] / "sandbox" / "samples" / "ke-hoach-tuyen-truyen-cchc.pdf"
PARTS = ("worker", "beat")
HOST = "127.0.0.1"
PORT = 8070
STARTUP_SECONDS = 60
EXAMPLES = 3
PAPERS = {
    "cover_notes": "Phiếu trình",
    "tables": "Bảng phân công",
    "letters": "Văn bản gửi đơn vị",
    "assignments": "Nhiệm vụ",
}
ENDED = frozenset({"filed", "done", "held", "quarantined", "closed"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the delivered directive ended, and how long it took from delivery (seconds)."""

    row: Row[Any] | None
    seconds: float


def demo(
    directive: Annotated[
        Path | None,
        typer.Option(
            help="Văn bản của bạn (PDF, ảnh quét, Word, văn bản thuần); mặc định là văn bản mẫu.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Giữ mọi thứ chạy tiếp để xem, đến khi bấm Ctrl-C.")] = False,
    data: Annotated[Path | None, typer.Option(help="Thư mục dữ liệu; mặc định là thư mục mới trong var/demo.")] = None,
    timeout: Annotated[int, typer.Option(help="Chờ tối đa bao nhiêu giây.")] = 180,
    json_: AsJson = False,
) -> None:
    """Chạy thử trọn luồng trên máy này: eGov thử nghiệm, sổ, xử lý nền; giao một văn bản và chờ hồ sơ được nộp."""
    port = free_port()
    os.environ.update(_environment(port, load_settings().office.id))
    settings = load_settings(data_dir=(data or _fresh_folder()).resolve())
    settings.paths.data.mkdir(parents=True, exist_ok=True)
    file = directive or SAMPLE
    logs = settings.paths.data / "logs"
    with Supervisor([programs.sandbox(HOST, port, logs)], programs.environment(settings)) as service:
        ledger = open_ledger(settings.connections.ledger_url)
        wait_for_sandbox(service, port)
        handle = str(deliver(database_of(settings), [file], header_for(file, settings)))
        for program in programs.service(settings, PARTS, logs=logs):
            service.add(program)
        outcome = _follow(service, ledger, handle, timeout)
        _print(settings, ledger, outcome, json_=json_)
        if keep and outcome.row is not None:
            if not json_:
                say(f"Hộp thư văn thư: http://{HOST}:{port}/ – mở bằng trình duyệt. Bấm Ctrl-C để dừng.")
            ledger.close()
            service.alone()
    raise typer.Exit(0 if outcome.row is not None and outcome.row.state in ENDED else 1)


def free_port() -> int:
    """The usual port of the sandbox, or another one when it is taken."""
    for port in (PORT, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise RuntimeError("no free port")  # pragma: no cover - port 0 always gives one


def _environment(port: int, office: str) -> dict[str, str]:
    """One office at the sandbox, whatever is configured: a demonstration never talks to a real eGov."""
    base = f"http://{HOST}:{port}"
    return {OFFICE: office, "TRIENKHAI_AXIS_URL": f"{base}/EdocService", "TRIENKHAI_DESK_URL": f"{base}/desk"}


def _fresh_folder() -> Path:
    stamp = dt.datetime.now(ZONE).strftime("%Y%m%d-%H%M%S")
    return Path("var") / "demo" / f"{stamp}-{os.getpid()}"


def wait_for_sandbox(service: Supervisor, port: int) -> None:
    """Wait until the sandbox answers a request; raises UnavailableError when it never does."""
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        service.tend()
        call = http.client.HTTPConnection(HOST, port, timeout=5)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(call):
            call.request("GET", "/status.json")
            if call.getresponse().status == http.HTTPStatus.OK:
                return
        time.sleep(0.1)
    raise UnavailableError(
        f"eGov thử nghiệm không trả lời ở cổng {port} sau {STARTUP_SECONDS} giây. Xem nhật ký của nó."
    )


def _rows(ledger: Ledger) -> list[Row[Any]]:
    with ledger.read() as conn:
        return list(directives.listed(conn))


def _follow(service: Supervisor, ledger: Ledger, handle: str, timeout: int) -> Outcome:
    """Watch the ledger until the directive has ended; shows where it is."""
    started = time.monotonic()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True) as progress:
        bar = progress.add_task("đang khởi động", total=None)
        while time.monotonic() - started < timeout:
            service.tend()
            row = next((one for one in _rows(ledger) if one.external_id == handle), None)
            if row is not None:
                total, filed = _progress(ledger, row)
                progress.update(bar, description=DIRECTIVE_NAMES[row.state], total=total or None, completed=filed)
                if row.state in ENDED and _statuses_sent(ledger, row):
                    return Outcome(row, time.monotonic() - started)
            time.sleep(0.25)
    return Outcome(None, time.monotonic() - started)


def _progress(ledger: Ledger, row: Row[Any]) -> tuple[int, int]:
    with ledger.read() as conn:
        tally = effects.tally(conn, row.id)
    return sum(tally.values()), sum(number for (_, state), number in tally.items() if state == "filed")


def _statuses_sent(ledger: Ledger, row: Row[Any]) -> bool:
    with ledger.read() as conn:
        return all(one.state != "pending" for one in statuses.of(conn, row.id))


def _summary(settings: Settings, ledger: Ledger, outcome: Outcome) -> dict[str, Any]:
    row = outcome.row
    if row is None:
        return {"directive": None, "filed": {}, "duplicates": 0, "held": [], "seconds": round(outcome.seconds, 1)}
    office = Overview(Store(database_of(settings)), settings.office.organ_id).counts()
    there = office["dossiers"].get(row.reference, {})
    made = there.get("drafts", {})
    with ledger.read() as conn:
        waiting = holds.waiting(conn, row.id)
        issued = {
            "state": row.state,
            "id": row.id,
            "symbol": row.symbol,
            "abstract": row.abstract,
            "issuer": row.issuer,
        }
    return {
        "directive": {**issued, "reference": row.reference, "reason": row.closed_reason},
        "filed": {
            "letters": made.get("letter", 0),
            "assignments": there.get("assignments", 0),
            "cover_notes": made.get("cover_note", 0),
            "tables": made.get("table", 0),
        },
        "duplicates": there.get("duplicates", 0),
        "held": [{"code": one.code, "question": one.question} for one in waiting],
        "statuses": [
            one for document in office["documents"] if document["code"] == row.symbol for one in document["statuses"]
        ],
        "seconds": round(outcome.seconds, 1),
        "data": str(settings.paths.data),
    }


def _print(settings: Settings, ledger: Ledger, outcome: Outcome, *, json_: bool) -> None:
    value = _summary(settings, ledger, outcome)
    if json_:
        emit(value)
        return
    if outcome.row is None:
        complain(
            f"Sau {value['seconds']} giây văn bản chưa xử lý xong. Xem nhật ký trong {settings.paths.data / 'logs'}."
        )
        return
    found = value["directive"]
    name = " – ".join(filter(None, [found["symbol"], found["abstract"]])) or "Văn bản"
    say(f"{name}: {DIRECTIVE_NAMES[found['state']]} sau {value['seconds']} giây.")
    for one in value["held"]:
        say(f"CHỜ VĂN THƯ: {one['question']}")
    if found["reason"]:
        say(f"Lý do đóng: {found['reason']}")
    if value["filed"]["letters"]:
        _print_dossier(ledger, outcome, value)
    say(f"Trạng thái báo về trục: {' → '.join(value['statuses']) or 'chưa có'}. Trùng: {value['duplicates']}.")
    say("Xem sổ của lần chạy này (thay status bằng show MÃ, resume MÃ, retry MÃ tùy việc):")
    line(look_again(settings))


def look_again(settings: Settings) -> str:
    """A command line that speaks to this run's ledger and eGov from any folder."""
    places = {"CONFIG": settings.paths.config, "TEMPLATES": settings.paths.templates, "DATA": settings.paths.data}
    known = {f"TRIENKHAI_{name}": str(path) for name, path in places.items()}
    known |= {name: os.environ[name] for name in (OFFICE, *ADDRESSES) if name in os.environ}
    given = " ".join(f"{name}={shlex.quote(value)}" for name, value in known.items())
    installed = Path(sys.executable).with_name("trienkhai")
    command = shlex.quote(str(installed)) if installed.is_file() else f"{shlex.quote(sys.executable)} -m services.cli"
    return f"{given} {command} status"


def _print_dossier(ledger: Ledger, outcome: Outcome, value: dict[str, Any]) -> None:
    rows = [(name, value["filed"][key]) for key, name in PAPERS.items()]
    table(f"Hồ sơ {value['directive']['reference']} trên eGov", ("Loại", "Số lượng"), rows)
    with ledger.read() as conn:
        letters = (
            [one for one in drafts.letters_of(conn, outcome.row.id) if one.kind == "letter"] if outcome.row else []
        )
    for one in letters[:EXAMPLES]:
        say(f"  - {one.title}")
    if len(letters) > EXAMPLES:
        say(f"  … và {len(letters) - EXAMPLES} dự thảo khác")
