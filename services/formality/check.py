"""The check of one Word file: formatting → zones → rules → findings. The only door to this room for others."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from services.formality.articles import written_out
from services.formality.days import day_of
from services.formality.facts import FOREIGN, Facts
from services.formality.finder import find
from services.formality.model import Finding, Result, Severity
from services.formality.outline import items
from services.formality.policy import DEFAULT, Policy, Profile
from services.formality.reader import read
from services.formality.rules import IN_ORDER, Fault, Rule, Subject
from services.formality.rules.symbol import is_regulation
from services.formality.text import quote
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from services.formality.rendering import Rendering

__all__ = ["Facts", "Policy", "blocking", "check", "examine", "profile_of", "questions", "subject_of", "summary"]

REGULATION = "VBQPPL"


def check(
    docx: bytes, facts: Facts, policy: Policy = DEFAULT, rendering: Rendering | None = None
) -> tuple[Finding, ...]:
    """All findings on a Word file, rules that pass included, in the order of the rules.

    `rendering` are its pages as drawn; without them the rules on drawn pages look at the file alone. A văn bản quy
    phạm pháp luật has another layout than NĐ 30/2020/NĐ-CP gives: the answer is then one finding, not_applicable for
    the whole file. Raises UnreadableFileError when the bytes are no Word file.
    """
    subject = subject_of(docx, facts, policy, rendering)
    line = subject.zones.text(Zone.SYMBOL)
    if is_regulation(line):
        return (_refusal(line),)
    return examine(subject, IN_ORDER, policy)


def subject_of(docx: bytes, facts: Facts, policy: Policy = DEFAULT, rendering: Rendering | None = None) -> Subject:
    """What the rules look at: effective formatting, zones, facts. Raises UnreadableFileError."""
    document = read(docx)
    zones = find(document)
    return Subject(document, zones, facts, policy.tolerances, rendering, tuple(items(zones)))


def examine(subject: Subject, rules: Iterable[Rule], policy: Policy = DEFAULT) -> tuple[Finding, ...]:
    """Findings of these rules: its faults (equal ones joined), else a pass; not_applicable when it has no concern."""
    day = day_of(subject)
    judge = _Judge(subject, policy, policy.profile(day), day)
    return tuple(chain.from_iterable(map(judge.findings, rules)))


def profile_of(docx: bytes, policy: Policy = DEFAULT) -> Profile:
    """The legal state that a file of others is judged by. Raises UnreadableFileError."""
    return policy.profile(day_of(subject_of(docx, Facts(FOREIGN), policy)))


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that keep a draft from being filed: severity E and fail."""
    return tuple(f for f in findings if f.severity is Severity.ERROR and f.result is Result.FAIL)


def questions(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What a person must decide: for the cover note."""
    return tuple(f for f in findings if f.result is Result.NEEDS_REVIEW)


def summary(findings: Iterable[Finding]) -> str:
    """One Vietnamese sentence: how many errors, warnings, remarks and open points, or that all is well."""
    found = tuple(findings)
    if any(f.rule == REGULATION for f in found):
        return "Không kiểm tra: văn bản quy phạm pháp luật không thuộc phạm vi Nghị định 30/2020/NĐ-CP."
    failed = Counter(f.severity for f in found if f.result is Result.FAIL)
    parts = (
        (failed[Severity.ERROR], "lỗi phải sửa"),
        (failed[Severity.WARNING], "chỗ nên sửa"),
        (failed[Severity.INFO], "lưu ý"),
        (len(questions(found)), "điểm cần người xem lại"),
    )
    said = [f"{count} {name}" for count, name in parts if count]
    passed = Counter(f.result for f in found)[Result.PASS]
    return f"{', '.join(said)}." if said else f"Đúng thể thức: {passed} quy tắc đạt, không có lỗi."


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges one file by one legal state."""

    subject: Subject
    policy: Policy
    profile: Profile
    day: dt.date | None

    def findings(self, rule: Rule) -> tuple[Finding, ...]:
        """What is said of this rule, at least one finding."""
        concerned = rule.concerns(self.subject) and self.policy.holds(rule.id, self.profile, self.day)
        if concerned and (faults := tuple(rule.faults(self.subject))):
            return tuple(self._finding(rule, fault) for fault in _joined(faults))
        usual = self.policy.severity(rule.id, rule.severity, self.profile)
        return (_silent(rule, usual, Result.PASS if concerned else Result.NOT_APPLICABLE),)

    def _finding(self, rule: Rule, fault: Fault) -> Finding:
        severity = self.policy.severity(rule.id, fault.severity or rule.severity, self.profile)
        return _finding(rule, severity, Result.NEEDS_REVIEW if fault.review else Result.FAIL, fault)


def _joined(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults that differ only in their place become one that counts the other places."""
    groups: dict[tuple[object, ...], list[Fault]] = {}
    for fault in faults:
        key = (fault.expected, fault.found, fault.advice, fault.severity, fault.review)
        groups.setdefault(key, []).append(fault)
    return tuple(_first_of(group) for group in groups.values())


def _first_of(group: list[Fault]) -> Fault:
    first, others = group[0], len({fault.place for fault in group}) - 1
    if not others:
        return first
    place = f"{first.place} (và {others} chỗ khác)"
    return Fault(place, first.expected, first.found, first.advice, first.severity, first.review)


def _finding(rule: Rule, severity: Severity, result: Result, fault: Fault) -> Finding:
    return Finding(
        rule=rule.id,
        severity=severity,
        result=result,
        place=fault.place,
        expected=fault.expected,
        found=fault.found,
        advice=fault.advice,
        article=rule.article,
    )


@cache
def _silent(rule: Rule, severity: Severity, result: Result) -> Finding:
    """What is said of a rule that has nothing to say."""
    return _finding(rule, severity, result, Fault(rule.name, "", "", ""))


def _refusal(line: str) -> Finding:
    return Finding(
        rule=REGULATION,
        severity=Severity.INFO,
        result=Result.NOT_APPLICABLE,
        place="Toàn văn bản",
        expected="văn bản hành chính (số không kèm năm)",
        found=quote(line),
        advice="Văn bản quy phạm pháp luật có thể thức riêng, không kiểm tra theo Nghị định 30/2020/NĐ-CP.",
        article=written_out("Đ 7"),
    )
