"""`run` and `check`: the service on the configured stack, and all problems of its configuration at once."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import track

from services.cli import programs
from services.cli.documents import AsJson
from services.cli.output import complain, emit, err, say
from services.cli.supervisor import Program, Supervisor
from services.errors import TrienkhaiError
from services.letters.template import load_templates
from services.office.connect import open_axis, open_desk
from services.settings.load import find_problems, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

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


def check(
    json_: AsJson = False,
    offline: Annotated[bool, typer.Option("--offline", help="Chỉ kiểm tra tệp, không thử kết nối.")] = False,
) -> None:
    """Mọi vấn đề của cấu hình, mẫu văn bản, kết nối và tài khoản, liệt kê một lượt."""
    problems = [problem.sentence for problem in find_problems()]
    if not problems:
        settings = load_settings()
        tests = _tests(settings, offline=offline)
        for name, test in track(tests, description="Đang kiểm tra", console=err, disable=json_, transient=True):
            problems += _try(name, test)
    if json_:
        emit({"problems": problems})
    elif problems:
        complain(f"Có {len(problems)} vấn đề:", *problems)
    else:
        say(
            "Cấu hình, mẫu văn bản và kết nối đều dùng được."
            if not offline
            else "Cấu hình và mẫu văn bản đều dùng được."
        )
    raise typer.Exit(1 if problems else 0)


def _tests(settings: Settings, *, offline: bool) -> list[tuple[str, Callable[[], object]]]:
    tests: list[tuple[str, Callable[[], object]]] = [
        ("Mẫu văn bản", lambda: load_templates(settings.paths.templates)),
    ]
    if not offline:
        tests += [
            ("Trục liên thông [axis]", lambda: open_axis(settings.axis).organizations()),
            ("Bàn dự thảo [desk]", lambda: open_desk(settings.desk).ping()),
            ("Cơ sở dữ liệu [ledger]", lambda: _ledger(settings)),
            ("Hàng đợi [broker]", lambda: _broker(settings)),
        ]
    return tests


def _try(name: str, test: Callable[[], object]) -> list[str]:
    try:
        test()
    except TrienkhaiError as error:
        return [f"{name}: {error.message}"]
    except Exception as error:  # noqa: BLE001 - every way a connection can fail is a problem to be listed
        return [f"{name}: không dùng được ({type(error).__name__}: {str(error).splitlines()[0][:200]})."]
    return []


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
