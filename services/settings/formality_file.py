"""`formality.toml`: severities, tolerances and legal states of the check of form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.settings.model import FormalitySettings
from services.settings.problem import did_you_mean
from services.settings.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.settings.source import Document, Source

FORMALITY = "formality.toml"
#: How many rules each component of a document has: "PG": PG-01 to PG-07. The rules themselves are code.
COUNTS = {
    "PG": 7, "FN": 5, "NO": 4, "QH": 4, "OR": 5, "NU": 8, "PL": 5, "TT": 4, "BA": 4, "CI": 3, "ST": 10, "BO": 7,
    "SG": 12, "RC": 10, "AP": 5, "UR": 3, "DR": 1, "AD": 1, "DF": 3, "CA": 10, "CO": 9, "RG": 2, "RP": 8, "PH": 3,
}  # fmt: skip
#: Numbers in between that no finding carries: other rules or other rooms see to these.
SILENT = frozenset({"NU-08", "RC-10", "DF-02", "DF-03", "CA-08", "RP-05", "RP-07"})


def rule_ids() -> frozenset[str]:
    """Every rule whose severity or time can be set."""
    return (
        frozenset(f"{name}-{number:02d}" for name, count in COUNTS.items() for number in range(1, count + 1)) - SILENT
    )


def read_formality(source: Source) -> FormalitySettings | None:
    """The file, or the defaults when there is none; None after its problems were reported."""
    if not source.has(FORMALITY):
        return FormalitySettings()
    document = source.toml(FORMALITY)
    if document is None:
        return None
    settings = validate(source, document, (), FormalitySettings, document.data)
    if settings is None:
        return None
    known = rule_ids()
    for path, rule in _named(settings):
        if rule not in known:
            where = f"khối [rules.{rule}]" if path[0] == "rules" else f"khối [[profiles]] thứ {int(path[1]) + 1}"
            why = f"không có quy tắc nào mã “{rule}”"
            source.report(document.file, document.line(path), where, why, did_you_mean(rule, known))
    _check_times(source, document, settings)
    return settings


def _named(settings: FormalitySettings) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every rule that the file names, with the place of the name."""
    for rule in settings.rules:
        yield ("rules", rule), rule
    for number, profile in enumerate(settings.profiles):
        for rule in profile.left_out:
            yield ("profiles", number, "left_out"), rule


def _check_times(source: Source, document: Document, settings: FormalitySettings) -> None:
    for rule, own in settings.rules.items():
        if own.since and own.until and own.until < own.since:
            line = document.line(("rules", rule, "until"))
            why, fix = "ngày until trước ngày since", "sửa lại hai ngày"
            source.report(document.file, line, f"khối [rules.{rule}]", why, fix)
    begins = [profile.since for profile in settings.profiles]
    for number, day in enumerate(begins):
        if day in begins[:number]:
            where, fix = f"khối [[profiles]] thứ {number + 1}", "ghi ngày since khác nhau"
            why = "hai quy định bắt đầu cùng một ngày"
            source.report(document.file, document.line(("profiles", number, "since")), where, why, fix)
