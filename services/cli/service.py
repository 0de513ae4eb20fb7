"""`run`: the service on the configured stack."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from services.cli import programs
from services.cli.output import say
from services.cli.supervisor import Supervisor
from services.console.listen import listen
from services.context import templates_of
from services.errors import UnavailableError
from services.ledger.store import open_ledger
from services.settings.load import load_offices, load_settings
from services.settings.secrets import LOOPBACK

if TYPE_CHECKING:
    from services.settings.load import Settings

PARTS = ("worker", "beat", "console")
SANDBOX_PORT = 8070


def run(
    sandbox: Annotated[bool, typer.Option("--sandbox", help="Chạy kèm eGov thử nghiệm trên máy này.")] = False,
    only: Annotated[
        list[str] | None, typer.Option(help="Chỉ chạy phần này: worker, beat hoặc console. Nêu được nhiều lần.")
    ] = None,
    host: Annotated[str, typer.Option(help="Địa chỉ của trang quản trị và eGov thử nghiệm.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng của trang quản trị.")] = 8080,
    sandbox_port: Annotated[
        int | None,
        typer.Option(help="Cổng của eGov thử nghiệm; không ghi thì theo base_url của [desk], [axis] trên máy này."),
    ] = None,
) -> None:
    """Chạy dịch vụ (xử lý nền, lịch, trang quản trị) cho đến khi bấm Ctrl-C."""
    settings = load_settings()
    templates_of(load_offices())
    wanted = tuple(only or PARTS)
    if unknown := set(wanted) - set(PARTS):
        raise typer.BadParameter(f"Không có phần “{', '.join(sorted(unknown))}”; các phần là {', '.join(PARTS)}.")
    egov = sandbox_port or port_of_sandbox(settings)
    if sandbox:
        require_free(host, egov, "eGov thử nghiệm", "--sandbox-port")
    if "console" in wanted:
        require_free(host, port, "trang quản trị", "--port")
    if sandbox:
        say(f"eGov thử nghiệm (hộp thư văn thư): http://{host}:{egov}/")
    if "console" in wanted:
        say(f"Trang quản trị: http://{host}:{port}/")
    if settings.connections.ledger_url.startswith("sqlite"):
        # Made or migrated here, or the service would keep in memory for good what that takes.
        open_ledger(settings.connections.ledger_url).close()
    say("Đang chạy. Bấm Ctrl-C để dừng.")
    chosen = programs.service(settings, wanted, "--host", host, "--port", str(port))
    if sandbox:
        chosen.insert(0, programs.sandbox(host, egov))
    Supervisor(chosen, programs.environment(settings)).alone()


def port_of_sandbox(settings: Settings) -> int:
    """The port of this machine at which the configuration looks for eGov; the usual one when it looks elsewhere."""
    for block in (settings.desk, settings.axis):
        address = urlsplit(getattr(block, "base_url", ""))
        if address.hostname in LOOPBACK and address.port:
            return address.port
    return SANDBOX_PORT


def require_free(host: str, port: int, what: str, option: str) -> None:
    """Raises UnavailableError when nobody could listen there."""
    try:
        listen(host, port).close()
    except OSError as error:
        why = "đang có chương trình khác dùng" if error.errno == errno.EADDRINUSE else os.strerror(error.errno or 0)
        raise UnavailableError(
            f"Không mở được cổng {port} tại {host} cho {what}: {why}. "
            f"Dừng chương trình đang dùng cổng này, hoặc chọn cổng khác bằng {option}."
        ) from error
