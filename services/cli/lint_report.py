"""Findings as a tired clerk reads them: what to do first, grouped by weight, in few words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.cli.output import say
from services.formality.check import summary
from services.formality.model import Result, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from services.formality.fix import Fixed
    from services.formality.model import Finding
    from services.formality.policy import Profile

_GROUPS = (
    ("Phải sửa", Result.FAIL, Severity.ERROR),
    ("Nên sửa", Result.FAIL, Severity.WARNING),
    ("Lưu ý", Result.FAIL, Severity.INFO),
    ("Cần người xem lại", Result.NEEDS_REVIEW, None),
)
# The words of a paragraph tell a reader more than its number and cell; `--json` keeps all of it.
_COORDINATES = re.compile(r"(?:, )?đoạn \d+(?: (?:đầu|chân) trang)?(?:, bảng \d+ hàng \d+ cột \d+)?: (?=“)")
_ARTICLE = re.compile(r"NĐ 30/2020/NĐ-CP, (?:(Phụ lục I), Phần I, )?")


def findings(
    name: str, found: Sequence[Finding], profile: Profile, *, pages: int | None = None, mendable: bool = False
) -> None:
    """One line for the file, then its findings by weight; equal advice for several places is said once.

    `pages` is how many pages were drawn, None when none were; `mendable` says whether --fix would change anything.
    """
    drawn = "" if pages is None else f" ({pages} trang)"
    say(f"{name}{drawn}: {summary(found)}", hang=2)
    groups = [(title, _of(found, result, severity)) for title, result, severity in _GROUPS]
    for title, group in groups:
        if group:
            say(title, indent=2)
        for advice, own in _by_advice(group):
            say(f"• {advice}", indent=4, hang=2)
            for one in own:
                say(_told(one), indent=6, hang=2)
    if not any(group for _, group in groups):
        return
    if mendable:
        say("Phông, cỡ chữ, lề, khoảng cách có thể sửa tự động: chạy lại với --fix.", indent=2)
    say(f"Xét theo {profile.name}.", indent=2)


def mended(name: str, fixed: Fixed, target: Path | None) -> None:
    """What was mended, and where the new file is."""
    if target is None:
        say(f"{name}: không có gì sửa tự động được.")
        return
    say(f"{name}: đã sửa {sum(change.count for change in fixed.changes)} chỗ, ghi vào {target}", hang=2)
    for change in fixed.changes:
        say(f"{change.what}: {change.count} chỗ [{change.rule}]", indent=4, hang=2)


def _of(found: Iterable[Finding], result: Result, severity: Severity | None) -> list[Finding]:
    return [one for one in found if one.result is result and severity in {None, one.severity}]


def _by_advice(group: Iterable[Finding]) -> Iterable[tuple[str, list[Finding]]]:
    kept: dict[str, list[Finding]] = {}
    for one in group:
        kept.setdefault(one.advice, []).append(one)
    return kept.items()


def _told(one: Finding) -> str:
    """Place, what is there, what should be; the rule and its article last, for whoever doubts it."""
    place = _COORDINATES.sub(" ", one.place).strip()
    there = "" if one.found in place else f": {one.found}"
    article = _ARTICLE.sub(lambda match: f"{match[1]}, " if match[1] else "", one.article)
    return f"{place}{there} → {one.expected}  [{one.rule}; {article}]"
