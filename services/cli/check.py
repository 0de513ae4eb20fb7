"""`check`: all problems of files, templates and connections at once; each connection step by step."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import track

from services.cli.documents import AsJson
from services.cli.drafted import form, signers, unbound_signers, without_units
from services.cli.kept import WORK
from services.cli.output import complain, emit, err, say
from services.context import TEMPLATE_MARKS
from services.errors import TemplateError, TrienkhaiError
from services.letters.proof import load_proven
from services.office.connect import open_axis, open_desk
from services.office.port import Trial, TrialStep
from services.office.promises import promise, remarks
from services.proposing.local_model import NAME, LocalModel
from services.settings import places
from services.settings.load import find_problems, load_offices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from services.settings.load import Settings

STEP_NAMES = {"settings": "cấu hình", "connection": "kết nối", "credentials": "tài khoản", "rights": "quyền"}
FILES, LEDGER = "Tệp", "Cơ sở dữ liệu [ledger]"
UNTRIED = "người ký và thể thức của dự thảo"
UNTRIED_ALL = f"{UNTRIED}, kết nối, tài khoản, quyền"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Connection:
    """Something outside that the service needs, with what to try on it in order."""

    name: str
    trials: Sequence[Trial]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """How a trial went; `problem` is empty when it went well."""

    connection: str
    step: str
    name: str
    problem: str

    @property
    def sentences(self) -> list[str]:
        """Each problem as a person reads it: which connection and step (or which file), why and what to do."""
        if self.connection == FILES:
            return self.problem.splitlines()
        told = f"{self.connection}, bước {STEP_NAMES[self.step]} ({self.name}): {self.problem}"
        return [told] if self.problem else []


def check(
    json_: AsJson = False,
    offline: Annotated[bool, typer.Option("--offline", help="Chỉ kiểm tra tệp, không thử kết nối.")] = False,
) -> None:
    """Mọi vấn đề của cấu hình, mẫu văn bản, kết nối, tài khoản và quyền, liệt kê một lượt."""
    problems = [problem.sentence for problem in find_problems()]
    offices = () if problems else load_offices()
    tried = [_files(f"mẫu văn bản {home}", partial(_proven, home)) for home in _template_homes()]
    notes: list[str] = []
    if offices and not any(one.problem for one in tried):
        for one in offices:
            whose = f"{one.office.name} – " if len(offices) > 1 else ""
            tried.append(_files(f"người ký của {one.office.name}", partial(_told, signers, one, whose)))
            tried.append(_files(f"thể thức dự thảo của {one.office.name}", partial(_told, form, one, whose)))
        notes += [*unbound_signers(offices), *without_units(offices)]
    else:
        notes.append(f"Chưa kiểm tra {UNTRIED if offices or offline else UNTRIED_ALL}: sửa xong hãy chạy lại.")
    connections = _connections(offices) if offices and not offline else []
    for connection in track(connections, description="Đang kiểm tra", console=err, disable=json_, transient=True):
        tried += _try(connection)
        notes += connection.notes
    if connections and not any(one.problem for one in tried if one.connection == LEDGER):
        tried += [_files(name, partial(find, offices)) for name, find in WORK.items()]
    problems += [sentence for one in tried for sentence in one.sentences]
    if json_:
        emit({"problems": problems, "trials": [asdict(one) for one in tried], "notes": notes})
    else:
        _tell(problems, tried, notes, offline=offline)
    raise typer.Exit(1 if problems else 0)


def _tell(problems: Sequence[str], tried: Iterable[Tried], notes: Sequence[str], *, offline: bool) -> None:
    for one in tried:
        mark = "✗" if one.problem else "✓"
        say(f"{mark} {one.connection} – {STEP_NAMES[one.step]}: {one.name}")
    for note in notes:
        say(note)
    if problems:
        complain(f"Có {len(problems)} vấn đề:", *problems)
    else:
        say("Cấu hình và mẫu văn bản đều dùng được." if offline else "Cấu hình, mẫu văn bản và kết nối đều dùng được.")


def _files(name: str, attempt: Callable[[], object]) -> Tried:
    return Tried(FILES, "settings", name, _problem(attempt))


def _template_homes() -> list[Path]:
    """The folder of templates, and those that offices have for themselves."""
    config = places.config_folder(None, os.environ)
    own = sorted(config.glob(f"{places.own_folder('*')}/templates"))
    return [home for home in (places.templates_folder(config, os.environ), *own) if home.is_dir()]


def _proven(home: Path) -> None:
    load_proven(home, places.data_folder(None, os.environ) / TEMPLATE_MARKS)


def _told(find: Callable[[Settings], Iterable[str]], office: Settings, whose: str) -> None:
    """Raises TemplateError with what was found, a line for each problem, each beginning with `whose`."""
    if found := "\n".join(whose + one for one in find(office)):
        raise TemplateError(found)


def _connections(offices: Sequence[Settings]) -> list[Connection]:
    """Those of each office, by its name where there are several; then what all share."""
    settings = offices[0]
    return [
        *(one for office in offices for one in _of_office(office, office.office.id if len(offices) > 1 else "")),
        Connection(LEDGER, [_reaching("mở sổ", lambda: _ledger(settings))]),
        Connection("Hàng đợi [broker]", [_reaching("kết nối máy chủ", lambda: _broker(settings))]),
    ]


def _of_office(settings: Settings, office: str) -> list[Connection]:
    of = f" của {office}" if office else ""
    axis, desk = open_axis(settings.axis), open_desk(settings.desk)
    told = (
        f"Bàn dự thảo [desk]{of}: {clause}." for clause in (promise(desk.capabilities), *remarks(desk.capabilities))
    )
    model = LocalModel(settings.proposer) if settings.proposer else None
    return [
        *([Connection(f"{NAME}{of}", [_reaching("kết nối máy chủ", model.reach)])] if model else []),
        Connection(f"Trục liên thông [axis]{of}", axis.trials()),
        Connection(f"Bàn dự thảo [desk]{of}", desk.trials(), tuple(told)),
    ]


def _reaching(name: str, attempt: Callable[[], object]) -> Trial:
    return Trial(TrialStep.CONNECTION, name, attempt)


def _try(connection: Connection) -> list[Tried]:
    """The trials in order; when one step fails, later steps would only say the same again."""
    tried: list[Tried] = []
    for trial in connection.trials:
        if any(one.problem and one.step != trial.step for one in tried):
            break
        tried.append(Tried(connection.name, trial.step.value, trial.name, _problem(trial.attempt)))
    return tried


def _problem(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except TrienkhaiError as error:
        return error.message.replace("Hệ thống sẽ thử lại.", "Chờ ít phút rồi chạy lại “trienkhai check”.")
    except Exception as error:  # noqa: BLE001 - every way a connection can fail is a problem to be listed
        said = (str(error).splitlines() or [""])[0][:_LONGEST]
        return f"không dùng được ({type(error).__name__}: {said})."
    return ""


def _ledger(settings: Settings) -> None:
    from services.ledger.store import open_ledger

    open_ledger(settings.connections.ledger_url).close()


def _broker(settings: Settings) -> None:
    """Reach the broker's port; its protocol is the workers' business."""
    import socket
    from urllib.parse import urlsplit

    url = urlsplit(settings.connections.broker_url)
    if url.scheme != "filesystem":
        default = 6379 if url.scheme.startswith("redis") else 5672
        socket.create_connection((url.hostname or "127.0.0.1", url.port or default), timeout=5).close()
