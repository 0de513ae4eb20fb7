"""`letter.toml`: what a template is for, and the data that goes with it."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.errors import TemplateError

if TYPE_CHECKING:
    from pathlib import Path

_REASONS: Final = {"missing": "thiếu khóa này", "extra_forbidden": "khóa lạ, không dùng ở đây"}


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class RuleLine(_Frozen):
    """A rule line: the field whose text it stands under, that text's size in points, its share of the text line."""

    text: str
    size: float = Field(gt=0)
    share: float = Field(gt=0, le=1)


class About(_Frozen):
    """`letter.toml` as written by an admin.

    `notation`, `title` and `file` are patterns with named holes in braces. `drafter` is the code of the drafting unit
    in the symbol and the Lưu line. `fields` lists all values the template may use. `recipients` are the lines of Nơi
    nhận between the first and Lưu. `tones` are the directions of speech its wording fits. `everyone` lists phrases that
    mean each unit addressed. `columns` head the sheet of a table. `rule_lines` is keyed by the name of a
    paragraph style.
    """

    kind: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str
    granularity: Literal["per_unit", "one"]
    title: str
    file: str
    fields: frozenset[str]
    notation: str = ""
    drafter: str = ""
    recipients: tuple[str, ...] = ()
    tones: frozenset[str] = frozenset()
    everyone: tuple[str, ...] = ()
    sheet: str = ""
    columns: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    rule_lines: dict[str, RuleLine] = {}


def read_about(file: Path, content: bytes) -> About:
    """Read `letter.toml`. Raises TemplateError naming the file and every wrong key."""
    try:
        data: dict[str, Any] = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(f"{_name(file)}: không đọc được ({error}) – sửa lại cú pháp TOML, lưu ở UTF-8.") from error
    try:
        return About.model_validate(data)
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, item['loc']))}: {_REASONS.get(item['type'], 'giá trị không đúng kiểu')}"
            for item in error.errors()
        )
        raise TemplateError(f"{_name(file)}: {wrong} – sửa các khóa này.") from error


def _name(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"
