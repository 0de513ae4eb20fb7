"""Findings (lỗi thể thức): what the check of a draft says, rule by rule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """E blocks filing, W warns, I informs."""

    ERROR = "E"
    WARNING = "W"
    INFO = "I"


class Result(StrEnum):
    """What a machine can say of a rule; what it cannot decide is needs_review, never an automatic fail."""

    PASS = "pass"  # noqa: S105 - a result, not a password
    FAIL = "fail"
    NEEDS_REVIEW = "needs_review"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule on one place. `place` and `advice` are Vietnamese; `article` cites NĐ 30/2020/NĐ-CP."""

    rule: str
    severity: Severity
    result: Result
    place: str
    expected: str
    found: str
    advice: str
    article: str
