"""`letter.toml`: what a template is for, and the data that goes with it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from services.letters.engine.problem import Fault
from services.settings.toml_lines import line_of, locate
from services.settings.toml_syntax import explain_syntax
from services.settings.validation import explain, known_keys, place
from services.units import selector

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from services.settings.toml_lines import PathKey

_HOLE: Final = re.compile(r"\{([^{}]*)\}")
#: What may stand in braces in each pattern.
HOLES: Final = {
    "notation": frozenset({"co_quan", "don_vi_soan"}),
    "title": frozenset({"don_vi", "van_ban"}),
    "file": frozenset({"don_vi"}),
}


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class RuleLine(_Frozen):
    """A rule line: the field whose text it stands under, that text's size in points, its share of the text line.

    `before` is what letter.docx has before the field on that line (no quotes or backslashes); `upper` says that the
    text is printed in capitals.
    """

    text: str
    before: str = Field(default="", pattern=r"^[^'\"\\{}%]*$")
    upper: bool = True
    size: float = Field(gt=0)
    share: float = Field(gt=0, le=1)


class LegalBasis(_Frozen):
    """A document this kind of letter rests on (căn cứ), with the days it is in force and when a person checked it."""

    text: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    checked_on: dt.date

    def in_force(self, day: dt.date) -> bool:
        """Whether it may be cited on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class About(_Frozen):
    """`letter.toml` as written by an admin.

    `content` names what the program puts in (empty: as `kind` says), `doc_type` the printed kind of document (empty
    for papers that are none of the 29). `paper` is a letter, an annex to one, or an internal slip without number.
    `granularity`: a letter for each unit, for each type of units with the same work, or one for the directive.
    `notation`, `title` and `file` are patterns with named holes in braces; `drafter` is the code of the drafting unit
    in the symbol and the Lưu line. `fields` lists all values letter.docx uses, `required` those that may never be
    empty. `addressee` is whom one letter for all addresses, `issuer_parent` and `issuer_name` stand in the head in
    place of the office's. `recipients` are the lines of Nơi nhận between the first and Lưu, `legal_bases` the
    căn cứ. `select` and `topics` say for which units and topics it is, `capacities` in which capacities it may be
    signed, `tones` which directions of speech its wording fits. `everyone` lists phrases that mean each unit addressed.
    `columns` head the sheet of a table. `rule_lines` is keyed by the name of a paragraph style.
    """

    kind: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str
    content: str = ""
    doc_type: str = ""
    paper: Literal["letter", "annex", "slip"] = "letter"
    granularity: Literal["per_unit", "per_type", "one"]
    title: str
    file: str
    fields: frozenset[str]
    required: frozenset[str] = frozenset()
    notation: str = ""
    drafter: str = ""
    addressee: str = ""
    issuer_parent: str = ""
    issuer_name: str = ""
    recipients: tuple[str, ...] = ()
    legal_bases: tuple[LegalBasis, ...] = ()
    select: str = "all"
    topics: frozenset[str] = frozenset()
    capacities: frozenset[Literal["", "KT", "TL", "TUQ", "TM", "Q"]] = frozenset()
    tones: frozenset[str] = frozenset()
    everyone: tuple[str, ...] = ()
    sheet: str = ""
    columns: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    rule_lines: dict[str, RuleLine] = {}

    @field_validator("notation", "title", "file")
    @classmethod
    def _known_holes(cls, pattern: str, info: Any) -> str:  # noqa: ANN401 - pydantic's own type
        known = HOLES[info.field_name]
        unknown = [hole for hole in _HOLE.findall(pattern) if hole not in known]
        if unknown:
            raise ValueError(f"không có {{{unknown[0]}}}; dùng được: {', '.join(f'{{{k}}}' for k in sorted(known))}")
        return pattern

    @field_validator("select")
    @classmethod
    def _readable(cls, select: str) -> str:
        selector.parse(select)
        return select

    @property
    def content_kind(self) -> str:
        """What the program puts into it."""
        return self.content or self.kind


def filled(pattern: str, **values: str) -> str:
    """A pattern with its holes filled; nothing but names stands in a hole."""
    return _HOLE.sub(lambda hole: values[hole.group(1)], pattern)


def read_about(folder: str, content: bytes) -> tuple[About | None, tuple[Fault, ...]]:
    """`letter.toml` of that folder, or None and every wrong key."""
    file = f"{folder}/letter.toml"
    try:
        text = content.decode("utf-8")
        data: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, where, why, fix = explain_syntax(str(error), text)
        return None, (Fault(f"{file}, dòng {line}, {where}", "", why, fix),)
    except (UnicodeDecodeError, RecursionError) as error:
        return None, (Fault(file, "", f"không đọc được ({error})", "sửa lại cú pháp TOML, lưu ở UTF-8"),)
    try:
        about = About.model_validate(data)
    except ValidationError as error:
        lines = locate(text)
        return None, tuple(_wrong(file, lines, detail) for detail in error.errors(include_url=False))
    if about.kind != folder:
        where = f"{file}, dòng {line_of(locate(text), ('kind',))}"
        return None, (Fault(where, "", f"kind là “{about.kind}”", "ghi kind trùng tên thư mục"),)
    return about, ()


def _wrong(file: str, lines: dict[PathKey, int], detail: ErrorDetails) -> Fault:
    path = detail["loc"]
    line = line_of(lines, path)
    where = ", ".join(filter(None, (file, f"dòng {line}" if line else "", place(path))))
    if detail["type"] == "value_error":
        return Fault(where, "", str(detail["ctx"]["error"]), "sửa khóa này")
    return Fault(where, "", *explain(detail, set(known_keys(About, path))))
