"""Findings as `trienkhai lint --json` prints them."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, TypedDict

from services.formality.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMES = tuple(field.name for field in fields(Finding))


class FileFindings(TypedDict):
    """One file and its findings, each with the fields of `model.Finding` as text."""

    file: str
    findings: list[dict[str, object]]


def as_json(file: str, findings: Iterable[Finding]) -> FileFindings:
    """`{file, findings: [{rule, severity, result, place, expected, found, advice, article}]}`, ready for json.dumps."""
    return {"file": file, "findings": [_one(finding) for finding in findings]}


def _one(finding: Finding) -> dict[str, object]:
    return {name: str(getattr(finding, name)) for name in _NAMES}
