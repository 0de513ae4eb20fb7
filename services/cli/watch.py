"""`reconcile` and `audit verify`: whether what the ledger says is still true."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from services.cli.documents import AsJson
from services.cli.ledger import ledger_of_settings
from services.cli.output import complain, emit, say
from services.cli.vietnamese import Command
from services.context import open_service
from services.ledger import audit
from services.settings.load import load_offices
from services.steps import reconcile as reconciling

UNLISTED = "eGov này không cho liệt kê theo mã tham chiếu nên không đối chiếu được."

app = typer.Typer(help="Nhật ký kiểm toán: mọi việc đã làm, mỗi sự kiện nối với sự kiện trước bằng dấu băm.")


def reconcile(json_: AsJson = False) -> None:
    """Đối chiếu sổ với eGov: mục đã nộp mà mất, mục lạ, mục trùng (mục trùng được tự rút khi văn thư chưa xử lý)."""
    found = {one.settings.office: reconciling.reconcile(one) for one in open_service(load_offices()).working()}
    if json_:
        emit({"offices": [{"id": office.id, **_as_json(done)} for office, done in found.items()]})
    else:
        for office, done in found.items():
            say(f"{office.full_name}: {reconciling.told(done) if done else UNLISTED}")
    raise typer.Exit(0 if all(done and done.well for done in found.values()) else 1)


def _as_json(done: reconciling.Reconciled | None) -> dict[str, Any]:
    return asdict(done) if done else {"problem": UNLISTED}


@app.command("verify", cls=Command)
def verify(
    head: Annotated[
        str, typer.Option(help="Dấu cuối đã ghi lại trước đây (dạng 120:9f86…), phải còn nằm trong chuỗi.")
    ] = "",
    json_: AsJson = False,
) -> None:
    """Kiểm tra nhật ký có bị sửa, xóa, chèn, đổi thứ tự hay cắt đuôi không."""
    noted = _head(head)
    with ledger_of_settings().read() as conn:
        found = audit.verify(conn, noted)
    if json_:
        emit({"events": found.events, "head": str(found.head), "problems": found.problems})
    elif found.problems:
        complain(f"Nhật ký có {len(found.problems)} vấn đề:", *found.problems)
    else:
        say(f"Nhật ký nguyên vẹn: {found.events} sự kiện, dấu cuối {found.head}.")
        if noted is None:
            say(
                "Hãy giữ dấu cuối ở nơi khác: người ghi được vào cơ sở dữ liệu có thể tính lại cả chuỗi, chỉ đối chiếu "
                "với một dấu đã giữ (--head) mới phát hiện được."
            )
    raise typer.Exit(1 if found.problems else 0)


def _head(text: str) -> audit.Head | None:
    try:
        return audit.Head.parse(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(f"--head “{text}” phải có dạng số:dấu như lệnh này in ra.") from error
