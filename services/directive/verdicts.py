"""What kind of document this is, and what a clerk should look at because of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.directive.header import LETTER_CODE, LETTER_TYPE
from services.directive.labels import at_start
from services.directive.merging import printed_date
from services.directive.model import Doubt
from services.directive.quality import SUSPECT_BELOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.directive.lexicon import Lexicon
    from services.directive.model import Directive, Header, Instruction

NOT_A_DIRECTIVE = "not_a_directive"
_FLAGS = {
    "assumed_year": "thời hạn không ghi năm, đã hiểu là năm ban hành văn bản",
    "next_year": "thời hạn không ghi năm, ngày này trong năm ban hành đã qua nên hiểu là năm sau",
    "year_unknown": "thời hạn không ghi năm và chưa biết ngày ban hành",
    "no_such_day": "ngày trong thời hạn không có trên lịch",
    "past": "thời hạn trước ngày ban hành văn bản",
    "far": "thời hạn sau ngày ban hành hơn 400 ngày",
    "reversed": "ngày kết thúc trước ngày bắt đầu",
    "event": "thời hạn theo một sự kiện, chưa có ngày cụ thể",
    "day_of_year": "thời hạn lặp lại hằng năm theo ngày nêu trong văn bản",
    "several": "có nhiều thời hạn trong cùng một nội dung, đã dùng thời hạn đầu tiên",
}


@dataclass(frozen=True, slots=True)
class Habit:
    """How documents of a type tell people what to do (`type-habits.txt`)."""

    name: str
    whole: bool
    never: bool
    only_when_told: bool


def habit(header: Header, lexicon: Lexicon) -> Habit:
    """The habit of the document's type; an unknown type is read as a letter."""
    return habit_of(header.doc_type.text if header.doc_type else LETTER_TYPE, lexicon)


def habit_of(name: str, lexicon: Lexicon) -> Habit:
    """The habit of a type by its name ("KẾ HOẠCH")."""
    code = LETTER_CODE if name == LETTER_TYPE else lexicon.kind_of("document-types", name) or LETTER_CODE
    kinds = {entry.kind for entry in lexicon.entries["type-habits"] if entry.phrase == code}
    return Habit(name, "plan" not in kinds, "none" in kinds, "maybe" in kinds)


def doubts(directive: Directive, known: Habit, *, draft: bool) -> Iterator[Doubt]:
    """Everything about the document as a whole, and about its deadlines, that a person should verify."""
    told = directive.instructions or directive.report_duties
    name = known.name.lower()
    if known.never:
        yield Doubt(NOT_A_DIRECTIVE, f"Văn bản loại {name} không phải văn bản chỉ đạo, không cần triển khai.")
    elif not told and known.only_when_told:
        yield Doubt(NOT_A_DIRECTIVE, f"Văn bản loại {name} này không giao việc cho đơn vị nào.")
    elif not told:
        yield Doubt("no_instruction", "Không đọc được nội dung giao việc nào. Hãy xem bản gốc và phân công bằng tay.")
    if draft:
        yield Doubt("draft", 'Văn bản có chữ "Dự thảo": có thể chưa được ban hành.')
    if directive.quality.score < SUSPECT_BELOW:
        yield Doubt("text_quality", "Chữ đọc từ tệp này có nhiều lỗi. Hãy đối chiếu mọi nội dung với bản gốc.")
    for instruction in directive.instructions:
        yield from _deadline_doubts(instruction)


def _deadline_doubts(instruction: Instruction) -> Iterator[Doubt]:
    deadline = instruction.deadline
    for flag in deadline.flags if deadline else ():
        if deadline and flag in _FLAGS:
            day = f" ({printed_date(deadline.date.isoformat())})" if deadline.date else ""
            others = [printed_date(f[5:]) for f in deadline.flags if f.startswith("also=")] if flag == "several" else []
            day += f"; còn {', '.join(others)}" if others else ""
            message = f'{at_start(instruction.key)}, "{deadline.text}"{day}: {_FLAGS[flag]}. Hãy xác minh.'
            yield Doubt(f"deadline_{flag}", message, instruction.evidence)
