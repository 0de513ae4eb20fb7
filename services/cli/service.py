"""`run`: the service on the configured stack."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli import programs
from services.cli.output import err, say
from services.cli.supervisor import Program, Supervisor
from services.settings.load import load_settings

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
) -> None:
    """Chạy dịch vụ (xử lý nền, lịch, trang quản trị) cho đến khi bấm Ctrl-C."""
    settings = load_settings()
    wanted = tuple(only or PARTS)
    if unknown := set(wanted) - set(PARTS):
        raise typer.BadParameter(f"Không có phần “{', '.join(sorted(unknown))}”; các phần là {', '.join(PARTS)}.")
    chosen = [_program(settings, name, host, port) for name in wanted]
    if sandbox:
        chosen.insert(0, programs.sandbox(host, SANDBOX_PORT))
        say(f"eGov thử nghiệm (hộp thư văn thư): http://{host}:{SANDBOX_PORT}/")
    if "console" in wanted:
        say(f"Trang quản trị: http://{host}:{port}/")
    say("Đang chạy. Bấm Ctrl-C để dừng.")
    with Supervisor(chosen, programs.environment(settings)) as service:
        wait_for_stop(service)


def wait_for_stop(service: Supervisor) -> None:
    """Tend the children until Ctrl-C or SIGTERM."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while True:
            service.tend()
            time.sleep(0.3)
    except KeyboardInterrupt:
        err.print("Đang dừng …")


def _program(settings: Settings, name: str, host: str, port: int) -> Program:
    if name == "console":
        return programs.console(host, port)
    return programs.worker(settings) if name == "worker" else programs.beat(settings)
