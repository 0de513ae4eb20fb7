"""The list of all rules, for `lint --rules` and docs/formality.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.formality.elsewhere import ELSEWHERE
from services.formality.facts import FOREIGN, LETTER
from services.formality.rules import IN_ORDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.rules import Rule

_LAW = "NĐ 30/2020/NĐ-CP, "


@dataclass(frozen=True, slots=True)
class Listed:
    """One rule as a clerk reads it; `severity` is a dash for rules that no finding carries."""

    rule: str
    name: str
    severity: str
    article: str
    where: str


def listed() -> Iterator[Listed]:
    """All rules: those of the check in its order, then those that others see to."""
    for rule in IN_ORDER:
        yield Listed(rule.id, rule.name, rule.severity.value, _short(rule.article), _files(rule))
    for other in ELSEWHERE.values():
        yield Listed(other.id, other.name, "–", "", other.where)


def as_table() -> Iterator[str]:
    """The list as the lines of a Markdown table."""
    yield "| mã | quy tắc | mức | điều khoản | xét ở đâu |"
    yield "|---|---|---|---|---|"
    for one in listed():
        yield f"| {one.rule} | {one.name} | {one.severity} | {one.article} | {one.where} |"


def _short(article: str) -> str:
    return article.replace(_LAW, "").replace("suy ra từ Nghị định 30/2020/NĐ-CP", "suy ra")


def _files(rule: Rule) -> str:
    if FOREIGN not in rule.kinds:
        return "dự thảo của dịch vụ"
    return "mọi tệp Word" if LETTER in rule.kinds else "tệp của nơi khác"
