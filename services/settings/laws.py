"""Laws between values of `office.toml` that no single value can keep (docs: delivery guarantees)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.office.profile import AxisSettings, DeskSettings
from services.settings.model import FilingSettings

if TYPE_CHECKING:
    from services.blocks import Frozen
    from services.settings.source import Document, Source


@dataclass(frozen=True, slots=True)
class _Time:
    """One time of the file, or its default where the file has none or no number; in seconds."""

    block: str
    key: str
    seconds: float


def check_times(source: Source, document: Document) -> None:
    """Report broken laws of time; they are told even where another key of the block is wrong.

    lease > HTTP timeout of the desk > its commit time: else a late commit could follow the end of our lease and a
    draft be filed twice. A step's lease covers at least one filing lease and one call to the axis. The quiet time
    after an unknown outcome covers timeout, commit time and index lag.
    """
    axis = _time(document, "axis", "timeout_seconds", AxisSettings)
    timeout = _time(document, "desk", "timeout_seconds", DeskSettings)
    commit = _time(document, "desk", "vendor_commit_seconds", DeskSettings)
    lag = _time(document, "desk", "index_lag_seconds", DeskSettings)
    lease = _time(document, "filing", "lease_seconds", FilingSettings)
    step = _time(document, "filing", "step_lease_seconds", FilingSettings)
    quiesce = _time(document, "filing", "quiesce_seconds", FilingSettings)
    for longer, shorter in ((timeout, commit), (lease, timeout)):
        if longer.seconds <= shorter.seconds:
            why = f"không dài hơn {shorter.key} của [{shorter.block}] ({_sec(shorter.seconds)})"
            _report(source, document, longer, why, f"tăng lên trên {_sec(shorter.seconds)}")
    for least in (lease, axis):
        if step.seconds < least.seconds:
            why = f"ngắn hơn {least.key} của [{least.block}] ({_sec(least.seconds)})"
            _report(source, document, step, why, f"tăng lên ít nhất {_sec(least.seconds)}")
    quiet = timeout.seconds + commit.seconds + lag.seconds
    if quiesce.seconds < quiet:
        parts = " + ".join(part.key for part in (timeout, commit, lag))
        why = f"ngắn hơn {parts} của [desk] ({_sec(quiet)})"
        _report(source, document, quiesce, why, f"tăng lên ít nhất {_sec(quiet)}")


def _time(document: Document, block: str, key: str, model: type[Frozen]) -> _Time:
    table = document.data.get(block)
    value = table.get(key) if isinstance(table, dict) else None
    default = float(model.model_fields[key].default)
    return _Time(block, key, float(value) if isinstance(value, int | float) else default)


def _report(source: Source, document: Document, time: _Time, why: str, fix: str) -> None:
    where = f"khối [{time.block}], khóa {time.key}"
    line = document.line((time.block, time.key))
    source.report(document.file, line, where, f"thời gian {_sec(time.seconds)} {why}", fix)


def _sec(seconds: float) -> str:
    return f"{seconds:g} giây".replace(".", ",")
