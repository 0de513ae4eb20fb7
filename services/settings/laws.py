"""Laws between values of `office.toml` that no single value can keep (docs: delivery guarantees)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.settings.office_file import OfficeFile
    from services.settings.source import Source


def check_times(source: Source, office: OfficeFile) -> None:
    """Report broken laws of time, all in seconds.

    lease > HTTP timeout of the desk > its commit time: else a late commit could follow the end of our lease and a
    draft be filed twice. A step's lease covers at least one filing lease and one call to the axis. The quiet time
    after an unknown outcome covers timeout, commit time and index lag.
    """
    axis, desk, filing = office.axis, office.desk, office.filing
    if desk and desk.timeout_seconds <= desk.vendor_commit_seconds:
        why = f"{_sec(desk.timeout_seconds)} không dài hơn vendor_commit_seconds ({_sec(desk.vendor_commit_seconds)})"
        _report(source, office, "desk", "timeout_seconds", why, desk.vendor_commit_seconds)
    if desk and filing and filing.lease_seconds <= desk.timeout_seconds:
        why = f"{_sec(filing.lease_seconds)} không dài hơn timeout_seconds của [desk] ({_sec(desk.timeout_seconds)})"
        _report(source, office, "filing", "lease_seconds", why, desk.timeout_seconds)
    if desk and filing:
        quiet = desk.timeout_seconds + desk.vendor_commit_seconds + desk.index_lag_seconds
        if filing.quiesce_seconds < quiet:
            why = (
                f"{_sec(filing.quiesce_seconds)} ngắn hơn tổng timeout_seconds, vendor_commit_seconds "
                f"và index_lag_seconds của [desk] ({_sec(quiet)})"
            )
            _report(source, office, "filing", "quiesce_seconds", why, quiet)
    if filing:
        least = max(filing.lease_seconds, axis.timeout_seconds if axis else 0)
        if filing.step_lease_seconds < least:
            why = f"{_sec(filing.step_lease_seconds)} ngắn hơn lease_seconds hoặc timeout_seconds của [axis]"
            _report(source, office, "filing", "step_lease_seconds", why, least)


def _report(source: Source, office: OfficeFile, block: str, key: str, why: str, least: float) -> None:
    file, line = office.document.file, office.document.line((block, key))
    fix = f"tăng {key} lên trên {_sec(least)}"
    source.report(file, line, f"khối [{block}], khóa {key}", f"thời gian {why}", fix)


def _sec(seconds: float) -> str:
    return f"{seconds:g} giây".replace(".", ",")
