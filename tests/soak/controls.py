"""Negative controls: the filing protocol with one law left out. A soak that finds nothing wrong with these is blind."""

from __future__ import annotations

from typing import Any

from services.steps import filing

NAMES = ("record-after-post", "no-quiesce")


def apply(name: str) -> None:
    """Leave one law out in this process; nothing for an empty name."""
    if name == "record-after-post":
        filing._look_up = lambda _ctx, _references: {}
        filing._file_one = _post_then_record
    elif name == "no-quiesce":
        filing._quiesce_seconds = lambda _ctx: 0
    elif name:
        raise ValueError(name)


def _post_then_record(batch: filing.Batch, one: filing.Filing) -> None:
    """What plain retrying amounts to: create, record, and create again whenever the record is missing."""
    there = filing._send(batch.ctx, one.build())
    filing._filed(batch, one, there.egov_id, adopted=False)
    batch.save()


def patched(name: str) -> Any:
    """For tests in one process: a context in which the control holds."""
    import contextlib

    @contextlib.contextmanager
    def held() -> Any:
        kept = {key: getattr(filing, key) for key in ("_look_up", "_file_one", "_quiesce_seconds")}
        apply(name)
        try:
            yield
        finally:
            for key, value in kept.items():
                setattr(filing, key, value)

    return held()
