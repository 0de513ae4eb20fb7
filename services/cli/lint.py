"""`lint`: what the formality check says of Word files, also of files that others made, and of scans as PDF."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import track

from services.cli import lint_report
from services.cli.documents import AsJson
from services.cli.output import complain, emit, err, line, say
from services.errors import TrienkhaiError
from services.formality import wire
from services.formality.check import Facts, blocking, check, profile_of
from services.formality.digitised import ScannedPage, check_digitised
from services.formality.facts import FOREIGN
from services.formality.fix import fix
from services.formality.listing import as_table, listed
from services.formality.policy import policy_of
from services.reading import isolation
from services.reading.rendering import render as draw
from services.reading.sniff import Kind
from services.settings.load import load_settings

if TYPE_CHECKING:
    from services.formality.fix import Fixed
    from services.formality.policy import Policy

FIXED_SUFFIX = ".da-sua.docx"


def lint(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Tệp Word (.docx), bản quét (.pdf).", exists=True, dir_okay=False)
    ] = None,
    json_: AsJson = False,
    render: Annotated[
        bool, typer.Option("--render", help="Xét cả trang đã vẽ (cần LibreOffice, thêm vài giây mỗi tệp).")
    ] = False,
    mend: Annotated[
        bool,
        typer.Option(
            "--fix", help="Sửa những gì đo được (phông, cỡ chữ, lề, khoảng cách…) vào tệp mới; không sửa chữ."
        ),
    ] = False,
    out_dir: Annotated[
        Path | None, typer.Option("--out", help="Thư mục ghi tệp đã sửa (mặc định: cạnh tệp gốc).")
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="In danh sách quy tắc rồi dừng.")] = False,
) -> None:
    """Kiểm tra thể thức của tệp Word theo Nghị định 30/2020/NĐ-CP: sửa gì, ở đâu, theo điều nào.

    Tệp PDF: bản số hóa có đúng phiên bản, màu, độ phân giải hay không.
    """
    if rules:
        _list(json_=json_)
        return
    if not files:
        raise typer.BadParameter("Thiếu tệp cần kiểm tra.")
    policy = policy_of(load_settings().formality)
    failed = False
    quiet = json_ or len(files) == 1
    for path in track(files, description="Đang kiểm tra", console=err, disable=quiet, transient=True):
        try:
            failed = _one(path, policy, json_=json_, render=render, mend=mend, out_dir=out_dir) or failed
        except TrienkhaiError as error:
            failed = True
            _unreadable(path, error, json_=json_)
    raise typer.Exit(1 if failed else 0)


def _one(path: Path, policy: Policy, *, json_: bool, render: bool, mend: bool, out_dir: Path | None) -> bool:
    """Check one file, mended first when asked; whether errors are left. Raises UnreadableFileError."""
    content = path.read_bytes()
    if content.startswith(b"%PDF-"):
        return _scan(path, content, policy, json_=json_)
    mended = fix(content, policy) if mend else None
    target = _write(path, mended, out_dir) if mended and mended.changes else None
    content = mended.content if mended else content
    drawn = draw(content, path.name) if render else None
    found = check(content, Facts(FOREIGN), policy, drawn)
    if json_:
        emit(wire.as_json(str(path), found) | (_as_json(mended, target) if mended else {}))
    else:
        if mended:
            lint_report.mended(path.name, mended, target)
        lint_report.findings(
            path.name,
            found,
            profile_of(content, policy),
            pages=len(drawn.pages) if drawn else None,
            mendable=not mend and bool(fix(content, policy).changes),
        )
    return bool(blocking(found))


def _scan(path: Path, content: bytes, policy: Policy, *, json_: bool) -> bool:
    """Check how a PDF was digitised; that never is an error. Raises UnreadableFileError."""
    form = json.loads(isolation.ask("scan_form", content, path.name, Kind.PDF))
    found = check_digitised(form["version"], [ScannedPage(**page) for page in form["pages"]])
    if json_:
        emit(wire.as_json(str(path), found))
    elif form["pages"]:
        lint_report.findings(path.name, found, policy.profile(None))
    else:
        say(f"{path.name}: không có trang quét, không phải bản số hóa; tệp PDF chỉ xét được cách số hóa.", hang=2)
    return bool(blocking(found))


def _write(path: Path, mended: Fixed, out_dir: Path | None) -> Path:
    """A new file beside the old one, or in the folder named; the file given is never written to."""
    folder = out_dir or path.parent
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{path.stem}{FIXED_SUFFIX}"
    target.write_bytes(mended.content)
    return target


def _as_json(mended: Fixed, target: Path | None) -> dict[str, object]:
    return {"fixed": str(target) if target else None, "changes": [asdict(change) for change in mended.changes]}


def _list(*, json_: bool) -> None:
    if json_:
        for one in listed():
            emit(asdict(one))
        return
    for row in as_table():
        line(row)


def _unreadable(path: Path, error: TrienkhaiError, *, json_: bool) -> None:
    if json_:
        emit({"file": str(path), "error": {"code": error.code, "message": error.message}})
    else:
        complain(f"{path.name}: {error.message}")
