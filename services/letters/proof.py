"""No template is used before it has been tried under limits: a new or changed one is compiled and filled in a child.

What was tried is remembered by its version, so that a start with the same templates costs nothing.
"""

from __future__ import annotations

import base64
import json
import sys
from typing import TYPE_CHECKING, Any, Final

from services.errors import TemplateError
from services.letters.engine.problem import Fault, Problem, problem
from services.letters.model import Draft, DraftFile
from services.letters.template import load_templates, read_files, template_folders
from services.letters.trial import Trial
from services.reading import isolation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from services.letters.template import TemplateFiles, TemplateSet
    from services.settings.drafting import DraftSettings
    from services.settings.model import OfficeProfile

#: Bytes and seconds a trial may cost; the biggest of our own templates needs 90 MB and half a second.
LIMITS: Final = isolation.Limits(memory=512 * 2**20, cpu=4, wall=8.0, answer=64 * 2**20)
_EXHAUSTED: Final = Fault(
    "letter.docx",
    "",
    "điền thử tốn quá nhiều bộ nhớ hoặc thời gian",
    "bỏ bớt bảng, hình, vòng lặp; nếu tệp không phải do cơ quan làm thì không dùng",
)
#: Part of the name of every mark: a new one has all templates tried again.
_RULES: Final = "1"


def try_out(
    files: TemplateFiles,
    office: OfficeProfile | None = None,
    drafting: DraftSettings | None = None,
    *,
    papers: bool = False,
) -> Trial:
    """How a template does in a child; one that breaks the limits has this as its problem."""
    answers = _ask([files], office, drafting, papers=papers)
    if answers is None:
        return Trial((problem(files.folder, _EXHAUSTED),), ())
    return _trial(answers[0])


def load_proven(folder: Path, marks: Path) -> TemplateSet:
    """All templates; those that are new or changed since the marks were left are tried first.

    Raises TemplateError with one line for each problem of each template.
    """
    fresh = [files for home in template_folders(folder) if not _mark(marks, files := read_files(home)).exists()]
    if fresh:
        problems = [str(one) for one in _problems(fresh) if one.blocking]
        if problems:
            raise TemplateError("\n".join(problems))
    proven = load_templates(folder)
    marks.mkdir(parents=True, exist_ok=True)
    for files in fresh:
        _mark(marks, files).touch()
    return proven


def _problems(fresh: Sequence[TemplateFiles]) -> tuple[Problem, ...]:
    """The problems of several templates: tried together, and one by one when that breaks the limits."""
    answers = _ask(fresh, None, None, papers=False)
    if answers is not None:
        return tuple(one for answer in answers for one in _trial(answer).problems)
    return tuple(one for files in fresh for one in try_out(files).problems)


def _mark(marks: Path, files: TemplateFiles) -> Path:
    return marks / f"{files.folder}-{files.version}-{_RULES}"


def _ask(
    templates: Sequence[TemplateFiles],
    office: OfficeProfile | None,
    drafting: DraftSettings | None,
    *,
    papers: bool,
) -> list[dict[str, Any]] | None:
    """The child's answers, or None when it broke its limits."""
    request = {
        "templates": [{"folder": one.folder, "word": _text(one.word), "toml": _text(one.toml)} for one in templates],
        "office": office.model_dump(mode="json") if office else None,
        "drafting": drafting.model_dump(mode="json") if drafting else None,
        "papers": papers,
    }
    command = [sys.executable, "-I", "-X", "utf8", "-m", "services.letters.child"]
    code, answer = isolation.run(command, json.dumps(request).encode(), LIMITS)
    if code is None or code < 0 or code == isolation.EXHAUSTED:
        return None
    if code != isolation.READ:
        raise TemplateError(f"Không chạy được tiến trình thử mẫu (mã thoát {code}) – kiểm tra bản cài đặt của dịch vụ.")
    answers: list[dict[str, Any]] = json.loads(answer)
    return answers


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _trial(answer: dict[str, Any]) -> Trial:
    return Trial(
        problems=tuple(Problem(**one) for one in answer["problems"]),
        papers=tuple(_draft(one) for one in answer["papers"]),
    )


def _draft(one: dict[str, Any]) -> Draft:
    files = tuple(
        DraftFile(file["name"], file["media_type"], base64.b64decode(file["content"])) for file in one["files"]
    )
    return Draft(**{**one, "files": files, "units": tuple(one["units"])})
