"""`templates check`: everything that is wrong with the Word templates, and how they look with made-up data."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import track

from services.cli.documents import AsJson
from services.cli.form import faults_of_form
from services.cli.output import complain, emit, err, say
from services.cli.vietnamese import Command
from services.errors import PermanentError, SettingsError, TemplateError
from services.letters.about import read_about
from services.letters.engine.problem import Fault, Problem, problem
from services.letters.proof import try_out
from services.letters.sample import sample_work
from services.letters.signing import unfit
from services.letters.template import read_files, template_folders
from services.settings import places
from services.settings.load import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.letters.model import Draft
    from services.letters.template import TemplateFiles
    from services.letters.trial import Trial
    from services.settings.load import Settings

app = typer.Typer()
UNREAD = (
    "Cấu hình có lỗi nên mẫu được điền với một cơ quan giả; người ký và thể thức chưa được kiểm tra. "
    "Xem lỗi bằng “trienkhai check”, sửa xong hãy chạy lại."
)


@app.callback()
def group() -> None:
    """Mẫu văn bản (templates/): kiểm tra, in thử."""


@app.command("check", cls=Command)
def check(
    kinds: Annotated[list[str] | None, typer.Argument(help="Tên thư mục mẫu; không ghi thì kiểm tra mọi mẫu.")] = None,
    render: Annotated[Path | None, typer.Option("--render", help="Thư mục ghi các mẫu đã điền dữ liệu giả.")] = None,
    json_: AsJson = False,
) -> None:
    """Kiểm tra mọi mẫu một lượt: trường lạ, trường thừa, thẻ chưa đóng hoặc chéo nhau, phần bị cấm, lỗi thể thức.

    Mỗi lỗi nêu mẫu, đoạn văn, thẻ và cách sửa. Mẫu được điền thử bằng dữ liệu giả trong một tiến trình bị giới hạn.
    """
    settings, place = _settings()
    homes = [home for home in template_folders(place) if not kinds or home.name in kinds]
    if unknown := sorted(set(kinds or ()) - {home.name for home in homes}):
        raise typer.BadParameter(f"Không có mẫu “{unknown[0]}” trong {place}.")
    if not homes:
        raise PermanentError(f"Thư mục mẫu {place} không có mẫu nào – kiểm tra đường dẫn.")
    found: list[Problem] = []
    written: list[str] = []
    for home in track(homes, description="Đang kiểm tra mẫu", console=err, disable=json_, transient=True):
        tried, problems = _try(settings, home)
        found += problems
        if render is not None:
            written += _write(render, home.name, tried.papers if tried else ())
    if json_:
        emit({"templates": [home.name for home in homes], "problems": _as_json(found), "files": written})
    else:
        _tell(found, len(homes), render, len(written))
    if settings is None:
        complain(UNREAD)
    raise typer.Exit(1 if settings is None or any(one.blocking for one in found) else 0)


def _settings() -> tuple[Settings | None, Path]:
    """The settings, None while the configuration has a mistake, and the folder of templates."""
    try:
        settings = load_settings()
    except SettingsError:
        return None, places.templates_folder(places.config_folder(None, os.environ), os.environ)
    return settings, settings.paths.templates


def _try(settings: Settings | None, home: Path) -> tuple[Trial | None, list[Problem]]:
    """The trial of a template (None when its files cannot be opened) and all its problems, those of form included."""
    try:
        files = read_files(home)
    except TemplateError as error:
        return None, [problem(home.name, Fault("thư mục mẫu", "", error.message.rstrip("."), "xem lại thư mục"))]
    if settings is None:
        tried = try_out(files, papers=True)
        return tried, list(tried.problems)
    tried = try_out(files, settings.office, settings.drafting, papers=True)
    return tried, [*tried.problems, *_signing(settings, files), *faults_of_form(settings, files, tried.papers)]


def _signing(settings: Settings, files: TemplateFiles) -> Iterator[Problem]:
    """Whether the configured signer may sign it."""
    about, _ = read_about(files.folder, files.toml)
    found = unfit(sample_work(settings.office, settings.drafting), about) if about else None
    if found:
        yield problem(files.folder, Fault("người ký", "", *found))


def _write(folder: Path, kind: str, papers: tuple[Draft, ...]) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    written: dict[str, bytes] = {}
    for paper in papers:
        for file in paper.files:
            name = f"{kind}--{file.name}"
            stem, dot, ending = name.rpartition(".")
            written[f"{stem}--chu-thich{dot}{ending}" if name in written else name] = file.content
    for name, content in written.items():
        (folder / name).write_bytes(content)
    return sorted(written)


def _as_json(found: list[Problem]) -> list[dict[str, object]]:
    return [
        {
            "template": one.template,
            "place": one.place,
            "tag": one.tag,
            "why": one.why,
            "fix": one.fix,
            "blocking": one.blocking,
        }
        for one in found
    ]


def _tell(found: list[Problem], count: int, render: Path | None, written: int) -> None:
    wrong = [str(one) for one in found if one.blocking]
    for one in found:
        if not one.blocking:
            say(f"Lưu ý: {one}")
    if wrong:
        complain(f"Có {len(wrong)} lỗi phải sửa:", *wrong)
    else:
        say(f"{count} mẫu dùng được.")
    if render is not None:
        say(f"Đã ghi {written} tệp in thử vào {render}.")
