"""The door for answers: what a clerk types is looked at here, before anything of it is recorded or used.

Each value has to be what it claims (a real day, a number, a unit that exists), and a decision has to have been asked
for. Used by `resume --set` and by `read`, `plan` and `draft --set`.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

from services.directive.merging import typed_day
from services.directive.secret import MISREAD
from services.errors import PermanentError
from services.planning.answers import ASSIGN_TO, EVERYBODY, NOT_WAITING, general, parts_of
from services.steps.change_questions import SENDER_STATUS
from services.steps.questions import KEEP
from services.units.selector import SelectorError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterable, Mapping

    from services.planning.model import Plan
    from services.units.registry import Registry

#: Facts about a document that a clerk may tell at any stop.
FACTS: Final = frozenset(
    {"doc_type", "number", "notation", "issued_on", "issuer", "parent_issuer", "place", "abstract", ASSIGN_TO}
)
#: The state from which the step goes on that uses a fact; what is told later takes the flow back there.
USED_FROM = {ASSIGN_TO: "understood"}
USED_BY_READER = "read"
#: Decisions, each with the questions it answers.
DECISIONS: Final[Mapping[str, frozenset[str]]] = {
    "new_version": frozenset({"new_content"}),
    "treat_as_directive": frozenset({"closed"}),
    MISREAD: frozenset({"secret"}),
    "confirm": frozenset({"recall", "change", SENDER_STATUS, "original_unknown"}),
    "original": frozenset({"original_unknown"}),
    "accept": frozenset({"wrong_addressee"}),
    KEEP: frozenset({"effect_held", "effects_stopped"}),
}
#: What can be told of a file that no question was asked about.
OF_A_FILE: Final = FACTS | {MISREAD}
YES_OR_NO: Final = frozenset({"confirm", "accept", KEEP})
#: Decisions whose other way is to close the document.
ONLY_YES: Final = frozenset({"new_version", "treat_as_directive", MISREAD})

_NUMBER = re.compile(r"\d+[a-zA-Z]?")
_NOTATION = re.compile(r"[^\W_][\w&.-]*(?:/[\w&.-]+)*")


class UnknownAnswerError(PermanentError):
    """An answer to a question that nobody asks."""

    code = "unknown_answer"


class WrongAnswerError(PermanentError):
    """An answer that cannot be what it is given for."""

    code = "wrong_answer"


def require_named(names: Iterable[str], known: Collection[str]) -> None:
    """Raise UnknownAnswerError for a name that is none of an answer."""
    if unknown := sorted(name for name in set(names) if general(name) not in known):
        near = difflib.get_close_matches(unknown[0], sorted(known), n=1)
        guess = f"Có phải “{near[0]}”? " if near else ""
        raise UnknownAnswerError(
            f"Không có mục “{unknown[0]}”. {guess}Các mục trả lời được: {', '.join(sorted(known))}."
        )


def require_asked(answers: Iterable[str], asked: Collection[str], open_: Iterable[str], *, facts: bool) -> None:
    """Raise UnknownAnswerError for an answer that nobody waits for.

    `asked` are the codes of the open questions, or "closed" for a closed document; `open_` what they say; `facts` may
    be told while the document itself waits.
    """
    for name in sorted(answers):
        if not (facts if general(name) in FACTS else DECISIONS[name] & set(asked)):
            waiting = " ".join(open_) or "không có."
            raise UnknownAnswerError(f"Văn bản này không được hỏi “{name}”. Câu hỏi đang chờ: {waiting}")


def require_early(answers: Iterable[str], symbol: str) -> None:
    """Raise UnknownAnswerError for a fact: what was made of the facts is with eGov already."""
    if told := sorted(name for name in answers if general(name) in FACTS):
        raise UnknownAnswerError(
            f"Dự thảo của văn bản {symbol} đã lập xong và đang nộp vào eGov, “{told[0]}” không đổi được nữa. Hãy sửa "
            "dự thảo trên eGov; bỏ “--set” để đi tiếp."
        )


def require_apart(answers: Collection[str]) -> None:
    """Raise WrongAnswerError for a fact told together with a confirmation: it changes what is to be confirmed."""
    facts = sorted(name for name in answers if general(name) in FACTS)
    if facts and "confirm" in answers:
        raise WrongAnswerError(
            f"confirm không trả lời cùng lúc với {facts[0]}: nêu {facts[0]} trước, dịch vụ xem lại rồi hỏi lại nếu cần."
        )


def used_from(answers: Iterable[str]) -> set[str]:
    """The states from which the facts among these answers are used."""
    kinds = {general(name) for name in answers} & FACTS
    return {USED_FROM.get(kind, USED_BY_READER) for kind in kinds}


def require_sound(answers: Mapping[str, str]) -> None:
    """Raise WrongAnswerError for the first value that cannot be what it is given for."""
    for name, value in answers.items():
        if not value.strip():
            raise WrongAnswerError(f"{name} chưa có giá trị.")
        if name in _CHECKS and (problem := _CHECKS[name](value.strip())):
            raise WrongAnswerError(f"{name} phải là {problem}; đã nhận “{value}”.")
        if name in YES_OR_NO and value not in {"yes", "no"}:
            raise WrongAnswerError(f"{name} phải là yes hoặc no, không phải “{value}”.")
        if name in ONLY_YES and value != "yes":
            raise WrongAnswerError(f"{name} chỉ nhận yes, đã nhận “{value}”; nếu không phải thì đóng bằng --close.")


def require_units(answers: Mapping[str, str], registry: Registry, today: dt.date) -> None:
    """Raise WrongAnswerError unless `assign_to` names units, or conditions that choose some."""
    ids = {unit.id for unit in registry.units}
    for part in parts_of(answers):
        if part == EVERYBODY or part in ids:
            continue
        if ":" not in part:
            near = difflib.get_close_matches(part, sorted(ids), n=1)
            guess = f"; có phải “{near[0]}”?" if near else ". Xem mã đơn vị trong config/units.csv."
            raise WrongAnswerError(f"Không có đơn vị mã “{part}”{guess}")
        if not _chosen(part, registry, today):
            raise WrongAnswerError(f"Điều kiện “{part}” của {ASSIGN_TO} không chọn được đơn vị nào.")


def require_places(planned: Plan) -> None:
    """Raise WrongAnswerError when `assign_to:…` names a place at which this plan had nothing open."""
    for doubt in planned.doubts:
        if doubt.code == NOT_WAITING:
            raise WrongAnswerError(doubt.message)


def _chosen(condition: str, registry: Registry, today: dt.date) -> bool:
    try:
        return bool(registry.select(condition, today))
    except SelectorError:
        return False


def _day(value: str) -> str:
    return "" if typed_day(value) else "một ngày có thật, ví dụ 20/11/2026 hoặc 2026-11-20"


def _number(value: str) -> str:
    return "" if _NUMBER.fullmatch(value) else "số của văn bản, ví dụ 162 hoặc 162a"


def _notation(value: str) -> str:
    return "" if _NOTATION.fullmatch(value) else "ký hiệu không có khoảng trống, ví dụ KH-SGDĐT"


_CHECKS: Final[Mapping[str, Callable[[str], str]]] = {"issued_on": _day, "number": _number, "notation": _notation}
