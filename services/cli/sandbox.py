"""`sandbox`: the local eGov, and putting a directive on its axis."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import ValidationError

from services.cli.output import say, table
from services.cli.vietnamese import Command
from services.directive.understand import understand, unresolved_header
from services.errors import PermanentError
from services.reading import OcrOptions, read_file
from services.sandbox.deliver import PacketHeader, deliver
from services.sandbox.knobs import Knobs
from services.sandbox.quirks import Quirks
from services.settings.load import Settings, load_settings
from services.settings.secrets import SANDBOX_TOKEN, SANDBOX_TOKEN_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(help="eGov thử nghiệm: trục liên thông, bàn dự thảo, hộp thư văn thư.")

DATABASE = "sandbox.sqlite"
SECRECIES = ("Mật", "Tối mật", "Tuyệt mật")
#: What each kind of eGov promises, as knobs.
OFFICES = {"search": {}, "unique": {"unique_reference": True}, "key": {"idempotency_key": True}}


def database_of(settings: Settings) -> Path:
    """Where the sandbox keeps its file."""
    return settings.paths.data / DATABASE


def header_for(file: Path, settings: Settings) -> PacketHeader:
    """What the sending office would have typed: `<file>.toml` beside the file, else what its own text says.

    A scan says nothing here: number and day on paper are written by hand.
    """
    sidecar = file.with_suffix(".toml")
    known = tomllib.loads(sidecar.read_text(encoding="utf-8")) if sidecar.is_file() else _as_printed(file, settings)
    return PacketHeader(**{"issuer_organ_id": settings.office.organ_id, **known})


def _as_printed(file: Path, settings: Settings) -> dict[str, Any]:
    """The header of a document with native text, when all that identifies it is there; else nothing."""
    try:
        found = understand(read_file(file, ocr=OcrOptions(enabled=False)), None, settings.lexicon)
    except PermanentError:
        return {}
    header = found.header
    if unresolved_header(found) or header.number is None or header.issued_on is None:
        return {}
    return {
        "number": header.number.text,
        "notation": header.notation.text if header.notation else None,
        "issued_on": dt.date.fromisoformat(header.issued_on.text),
        "issuer": header.issuer.text if header.issuer else None,
        "parent_issuer": header.parent_issuer.text if header.parent_issuer else None,
        "type_name": header.doc_type.text.capitalize() if header.doc_type else None,
        "subject": header.abstract.text if header.abstract else None,
        "place": header.place.text if header.place else None,
    }


@app.callback(invoke_without_command=True)
def alone(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="Địa chỉ.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng.")] = 8070,
    office: Annotated[
        str, typer.Option(help="eGov cam kết gì: search (chỉ tìm được), unique (không nhận mã trùng), key (khóa lặp).")
    ] = "search",
    fault: Annotated[
        list[str] | None,
        typer.Option(help="Cố ý làm sai, dạng tên=giá trị; nêu được nhiều lần. Các tên: trienkhai sandbox faults."),
    ] = None,
) -> None:
    """Chạy eGov thử nghiệm cho đến khi bấm Ctrl-C; hoặc đặt văn bản lên trục của nó (deliver)."""
    if context.invoked_subcommand is not None:
        return
    settings, knobs = load_settings(), knobs_of(office, fault or [])
    settings.paths.data.mkdir(parents=True, exist_ok=True)
    say(f"Hộp thư văn thư: http://{host}:{port}/")
    token = _token(settings)
    # The web server is imported here, not above: no other command should wait for it.
    from services.sandbox.serve import serve

    serve(database_of(settings), host, port, token, settings.office.organ_id, knobs)


def knobs_of(office: str, faults: Sequence[str]) -> Knobs:
    """The knobs from the environment, then from the command line; a wrong one is a wrong use."""
    if office not in OFFICES:
        raise typer.BadParameter(f"--office {office}: chọn một trong {', '.join(OFFICES)}.")
    given = dict(one.partition("=")[::2] for one in faults)
    try:
        known = Knobs.from_environment(os.environ).model_dump(exclude_defaults=True)
        typed = Knobs.from_texts(given).model_dump(include=set(given))
        return Knobs.model_validate({**known, **OFFICES[office], **typed})
    except ValidationError as error:
        names = ", ".join(str(one["loc"][0]) for one in error.errors())
        raise typer.BadParameter(
            f"--fault: tên hoặc giá trị không đúng ({names}). Xem danh sách bằng lệnh “trienkhai sandbox faults”."
        ) from error


@app.command("faults", cls=Command)
def faults_() -> None:
    """Liệt kê lỗi mà eGov thử nghiệm có thể cố ý gây ra (cho --fault, biến TRIENKHAI_SANDBOX_…) và nét riêng."""
    columns = ("Tên", "Nghĩa", "Mặc định")
    for title, model in (("Lỗi cố ý", Knobs), ("Nét riêng của từng hệ thống (POST /sandbox/quirks)", Quirks)):
        table(
            title,
            columns,
            [(name, one.description or "", str(one.default)) for name, one in model.model_fields.items()],
        )


def _token(settings: Settings) -> str:
    """What opens the sandbox: the secret that the configured desk or axis will show, else the well-known one."""
    shown = (getattr(block, "token", None) for block in (settings.desk, settings.axis))
    found = next((secret for secret in shown if secret), None)
    return found.get_secret_value() if found else os.environ.get(SANDBOX_TOKEN_VARIABLE) or SANDBOX_TOKEN


@app.command("deliver", cls=Command)
def deliver_(
    files: Annotated[
        list[Path], typer.Argument(help="Tệp của văn bản (tệp đầu là văn bản chính).", exists=True, dir_okay=False)
    ],
    number: Annotated[str | None, typer.Option(help="Số, ví dụ 162.")] = None,
    notation: Annotated[str | None, typer.Option(help="Ký hiệu, ví dụ KH-SGDĐT.")] = None,
    date: Annotated[str | None, typer.Option(help="Ngày ban hành, dạng 2020-01-22.")] = None,
    issuer: Annotated[str | None, typer.Option(help="Cơ quan ban hành.")] = None,
    subject: Annotated[str | None, typer.Option(help="Trích yếu.")] = None,
    secrecy: Annotated[
        str | None, typer.Option(help=f"Độ mật mà nơi gửi ghi trong gói tin: {', '.join(SECRECIES)}.")
    ] = None,
) -> None:
    """Đặt một văn bản lên trục của eGov thử nghiệm như nơi gửi đã phát hành."""
    if secrecy and secrecy not in SECRECIES:
        raise typer.BadParameter(f"--secrecy {secrecy}: chọn một trong {', '.join(SECRECIES)}.")
    settings = load_settings()
    header = header_for(files[0], settings)
    header = dataclasses.replace(
        header,
        number=number or header.number,
        notation=notation or header.notation,
        issued_on=_day(date) or header.issued_on,
        issuer=issuer or header.issuer,
        subject=subject or header.subject,
        secrecy=secrecy or header.secrecy,
    )
    settings.paths.data.mkdir(parents=True, exist_ok=True)
    handle = deliver(database_of(settings), files, header)
    say(f"Đã đặt lên trục với mã {handle}. Dịch vụ đang chạy sẽ nhận trong lần hỏi tới.")


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(f"Ngày “{text}” phải có dạng năm-tháng-ngày, ví dụ 2020-01-22.") from error
