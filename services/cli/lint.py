"""`lint`: what the formality check says of Word files, also of files that others made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import track

from services.cli.documents import AsJson
from services.cli.output import complain, emit, err, say
from services.errors import TrienkhaiError
from services.formality import wire
from services.formality.check import Facts, blocking, check, summary
from services.formality.model import Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.formality.model import Finding

SHOWN = frozenset({Result.FAIL, Result.NEEDS_REVIEW})


def lint(
    files: Annotated[list[Path], typer.Argument(help="Tệp Word (.docx).", exists=True, dir_okay=False)],
    json_: AsJson = False,
) -> None:
    """Kiểm tra thể thức của tệp Word theo Nghị định 30/2020/NĐ-CP: lỗi gì, ở đâu, sửa thế nào, theo điều nào."""
    failed = False
    for path in track(
        files, description="Đang kiểm tra", console=err, disable=json_ or len(files) == 1, transient=True
    ):
        try:
            found = check(path.read_bytes(), Facts(kind="foreign"))
        except TrienkhaiError as error:
            failed = True
            _unreadable(path, error, json_=json_)
            continue
        failed = failed or bool(blocking(found))
        if json_:
            emit(wire.as_json(str(path), found))
        else:
            _print(path, found)
    raise typer.Exit(1 if failed else 0)


def _unreadable(path: Path, error: TrienkhaiError, *, json_: bool) -> None:
    if json_:
        emit({"file": str(path), "error": {"code": error.code, "message": error.message}})
    else:
        complain(f"{path.name}: {error.message}")


def _print(path: Path, found: Sequence[Finding]) -> None:
    say(f"{path.name}: {summary(found)}")
    for one in found:
        if one.result in SHOWN:
            mark = one.severity.value if one.result is Result.FAIL else "?"
            say(f"  [{mark}] {one.rule} {one.place}: cần {one.expected}; có {one.found}. {one.advice} ({one.article})")
