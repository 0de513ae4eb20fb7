"""`units import` and `topics check`: what an admin brings in, looked at before it counts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from services.cli.documents import AsJson
from services.cli.output import complain, emit, say, table
from services.cli.vietnamese import Command
from services.planning.topics import item_of
from services.settings.load import find_problems, load_settings
from services.settings.places import config_folder
from services.settings.topic_checks import odd_topics
from services.settings.units_import import plan_import, write_import

if TYPE_CHECKING:
    from services.settings.model import Topic
    from services.settings.problem import Problem
    from services.settings.units_import import Import

units = typer.Typer()
topics = typer.Typer()
SHOWN = 20
"""So many changes are told one by one; `--json` tells all."""


@units.callback()
def units_group() -> None:
    """Danh mục đơn vị (config/units.csv): nhập từ bảng tính."""


@units.command("import", cls=Command)
def import_units(
    file: Annotated[Path, typer.Argument(help="Tệp Excel (.xlsx) hoặc CSV.", exists=True, dir_okay=False)],
    write: Annotated[bool, typer.Option("--write", help="Ghi vào units.csv. Không có thì chỉ xem thử.")] = False,
    json_: AsJson = False,
) -> None:
    """Nhập danh sách đơn vị vào units.csv: cho xem sẽ thêm, sẽ sửa gì và mọi lỗi; chỉ ghi khi có --write và không lỗi.

    Đơn vị được nhận theo mã (cột Mã, hoặc id), không có mã thì theo tên. Chỉ những cột có trong tệp thay đổi; đơn vị
    không có trong tệp vẫn giữ nguyên: đơn vị hết hoạt động thì ghi ngày vào cột “Đến ngày” (valid_to).
    """
    config = config_folder(None, os.environ)
    made = plan_import(file, config)
    written = write and not made.problems
    if written:
        write_import(made, config)
    if json_:
        emit(_as_json(made, written=written))
    else:
        _print_import(made, written=written)
    raise typer.Exit(1 if made.problems else 0)


def _as_json(made: Import, *, written: bool) -> dict[str, object]:
    return {
        "added": [{"id": row["id"], "name": row.get("name", "")} for row in made.added],
        "changed": [
            {"id": each.unit, "column": each.column, "before": each.before, "after": each.after}
            for each in made.changes
        ],
        "same": made.same,
        "not_in_file": made.kept,
        "written": written,
        "problems": [problem.sentence for problem in made.problems],
    }


def _print_import(made: Import, *, written: bool) -> None:
    changed = len({change.unit for change in made.changes})
    say(f"Thêm {len(made.added)} đơn vị, sửa {changed}, không đổi {made.same}, không có trong tệp {made.kept}.")
    for row in made.added[:SHOWN]:
        say(f"+ {row.get('name') or '(không tên)'} (mã {row['id'] or 'trống'})", indent=2, hang=2)
    for change in made.changes[:SHOWN]:
        before, after = change.before or "(trống)", change.after or "(trống)"
        say(f"~ {change.name} (mã {change.unit}), cột {change.column}: {before} → {after}", indent=2, hang=2)
    hidden = max(len(made.added) - SHOWN, 0) + max(len(made.changes) - SHOWN, 0)
    if hidden:
        say(f"  … và {hidden} dòng khác (xem đủ bằng --json)")
    if made.problems:
        _complain(made.problems, "Chưa ghi gì; có")
    elif not (made.added or made.changes):
        say("Danh mục đã đúng như tệp, không có gì để ghi.")
    else:
        say("Đã ghi units.csv." if written else "Chưa ghi gì. Thêm --write để ghi vào units.csv.")


def _complain(problems: tuple[Problem, ...], head: str) -> None:
    complain(f"{head} {len(problems)} vấn đề:", *(problem.sentence for problem in problems))


@topics.callback()
def topics_group() -> None:
    """Chủ đề (config/topics): kiểm tra, thử một câu."""


@topics.command("check", cls=Command)
def check_topics(
    sentence: Annotated[
        str | None, typer.Option("--try", help="Một câu của văn bản: mỗi chủ đề nhận câu đó vào nội dung nào.")
    ] = None,
    json_: AsJson = False,
) -> None:
    """Kiểm tra các chủ đề: lỗi của tệp, nội dung không bao giờ được chọn, từ ghi hai lần hoặc thuộc hai chủ đề."""
    config = config_folder(None, os.environ)
    every = find_problems()
    problems = (*(each for each in every if each.file.startswith(f"{config.name}/topics/")), *odd_topics(config))
    known = () if every else load_settings().topics
    if json_:
        emit({"topics": [_topic_json(each, sentence) for each in known], "problems": [p.sentence for p in problems]})
    else:
        _print_topics(known, sentence)
        if problems:
            _complain(problems, "Có")
        elif every:
            complain("Cấu hình còn lỗi ở tệp khác: chạy “trienkhai check” để xem.")
    raise typer.Exit(1 if every or problems else 0)


def _topic_json(topic: Topic, sentence: str | None) -> dict[str, object]:
    found = item_of(topic, sentence) if sentence else None
    return {
        "id": topic.id,
        "name": topic.name,
        "keywords": list(topic.keywords),
        "items": [{"id": item.id, "name": item.name, "select": item.select} for item in topic.items],
        "recognised": found.id if found else None,
    }


def _print_topics(known: tuple[Topic, ...], sentence: str | None) -> None:
    if known:
        rows = [
            (each.id, each.name, len(each.keywords), len(each.items), len({c for i in each.items for c in i.channels}))
            for each in known
        ]
        table("Chủ đề", ("Mã", "Tên", "Từ nhận biết", "Nội dung", "Hình thức"), rows)
    for topic in known if sentence else ():
        item = item_of(topic, sentence or "")
        say(f"{topic.name}: " + (f"nhận vào “{item.name}” (đơn vị: {item.select})" if item else "không nhận"))
