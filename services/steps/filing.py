"""The filing protocol: exactly one draft and one assignment per reference in eGov, whatever dies in between.

Commit the intent → look up our reference → create → record, each before the next. A row whose outcome is unknown is
looked up only after the quiesce time (request deadline + the vendor's commit time + index lag), so that a creation
still under way cannot be missed. The lease is renewed with every intent; a request is only sent while enough of it is
left.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog

from services.errors import CredentialsError, RefusedError, UnavailableError, UnknownOutcomeError
from services.ledger import drafts, effects, holds
from services.ledger.leases import LeaseLostError, release
from services.ledger.tables import effects as effects_table
from services.office.port import AssignmentToFile, DraftToFile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Row

    from services.context import Context
    from services.office.port import FiledItem

log = structlog.get_logger()

#: Seconds until eGov is asked again: after an unclear answer to a look-up, when it is down, when it refused our token.
UNCLEAR_SECONDS, DOWN_SECONDS, CREDENTIALS_SECONDS = 2, 20, 60
#: What goes wrong for the whole of eGov, not for one item: the rest of the batch is given back.
OF_EGOV = (CredentialsError, UnavailableError, UnknownOutcomeError)

Item = DraftToFile | AssignmentToFile


@dataclass(frozen=True, slots=True)
class Filing:
    """One leased effect with a way to build what is to be created for it."""

    row: Row[Any]
    build: Callable[[], Item]

    @property
    def reference(self) -> str:
        """Our key in eGov."""
        return str(self.row.reference)


def file_batch(ctx: Context, filings: Sequence[Filing], holder: str) -> None:
    """File leased effects one after the other. When eGov is down the rest is given back for later."""
    try:
        found = _look_up(ctx, [one.reference for one in filings if one.row.state == "pending"])
        for one in filings:
            _guarded(ctx, one, holder, found)
    except CredentialsError as error:
        _give_back(ctx, holder, CREDENTIALS_SECONDS, error.message)
    except UnavailableError as error:
        _give_back(ctx, holder, DOWN_SECONDS, error.message)
    except UnknownOutcomeError as error:
        _give_back(ctx, holder, UNCLEAR_SECONDS, error.message)


def _look_up(ctx: Context, references: Sequence[str]) -> Mapping[str, FiledItem] | None:
    """What is there already under references that were never tried; None when each must be asked for by itself."""
    if not (references and ctx.desk.capabilities.search_by_reference):
        return {}
    try:
        return ctx.desk.find(references)
    except RefusedError:
        return None


def _give_back(ctx: Context, holder: str, seconds: float, error: str) -> None:
    log.warning("filing_paused", seconds=seconds)
    with ctx.ledger.write() as conn:
        release(conn, effects_table, holder, delay=seconds, error=error)


def _guarded(ctx: Context, one: Filing, holder: str, found: Mapping[str, FiledItem] | None) -> None:
    """File one effect; what goes wrong with it does not touch the others."""
    try:
        _file_one(ctx, one, holder, found)
    except LeaseLostError:
        log.info("lease_lost", reference=one.reference)
    except OF_EGOV:
        raise
    except RefusedError as error:
        _stop(ctx, one, holder, "held", error.message)
    except Exception as error:
        log.exception("effect_failed", reference=one.reference, error=type(error).__name__)
        _failed(ctx, one, holder, f"lỗi chưa lường trước ({type(error).__name__})")


def _failed(ctx: Context, one: Filing, holder: str, error: str) -> None:
    if one.row.failures + 1 >= ctx.settings.filing.attempts:
        _stop(ctx, one, holder, "quarantined", error)
        return
    with ctx.ledger.write() as conn:
        effects.settle_failed(conn, one.row, holder, DOWN_SECONDS, error)


def _file_one(ctx: Context, one: Filing, holder: str, found: Mapping[str, FiledItem] | None) -> None:
    if not ctx.desk.capabilities.search_by_reference:
        _stop(ctx, one, holder, "held", "eGov này không tìm được theo mã tham chiếu nên không nộp tự động")
        return
    if one.row.state == "filing" and _must_wait(ctx, one, holder):
        return
    if one.row.state == "filing" or found is None:
        found = ctx.desk.find([one.reference])
    item = one.build()
    if (there := found.get(one.reference)) is not None:
        _adopt(ctx, one, item, holder, there)
    elif one.row.attempt >= ctx.settings.filing.attempts:
        _stop(ctx, one, holder, "quarantined", f"đã gửi {one.row.attempt} lần không thành: {one.row.last_error}")
    else:
        _create(ctx, one, item, holder)


def _must_wait(ctx: Context, one: Filing, holder: str) -> bool:
    with ctx.ledger.write() as conn:
        seconds = effects.quiet_seconds(conn, one.row, ctx.settings.filing.quiesce_seconds)
        if seconds > 0:
            effects.settle_unknown(conn, one.row, holder, seconds, one.row.last_error or "chờ xác định kết quả")
    return seconds > 0


def _adopt(ctx: Context, one: Filing, item: Item, holder: str, there: FiledItem) -> None:
    """What is there under our reference is ours if its content is; otherwise a person must look."""
    if isinstance(item, DraftToFile) and ctx.desk.capabilities.reports_content:
        ours = [file.sha256 for file in item.files]
        if not set(there.sha256s) <= set(ours):
            _stop(ctx, one, holder, "held", "trên eGov đã có dự thảo cùng mã tham chiếu nhưng khác nội dung")
            return
        for file in item.files:
            if file.sha256 not in there.sha256s:
                ctx.desk.attach(there.egov_id, file)
    _filed(ctx, one, holder, there.egov_id, adopted=True)


def _create(ctx: Context, one: Filing, item: Item, holder: str) -> None:
    lease = ctx.settings.filing.lease_seconds
    # Taken before the lease is renewed: a pause anywhere between here and the request counts against the lease.
    started = time.monotonic()
    with ctx.ledger.write() as conn:
        effects.commit_intent(conn, one.row, holder, lease)
    try:
        _require_time(ctx, lease - (time.monotonic() - started))
        there = _send(ctx, item)
    except UnavailableError as error:
        with ctx.ledger.write() as conn:
            effects.settle_not_done(conn, one.row, holder, DOWN_SECONDS, error.message)
        raise
    except UnknownOutcomeError as error:
        with ctx.ledger.write() as conn:
            effects.settle_unknown(conn, one.row, holder, ctx.settings.filing.quiesce_seconds, error.message)
    else:
        _filed(ctx, one, holder, there.egov_id, adopted=False)


def _require_time(ctx: Context, left: float) -> None:
    """The guard: nothing is sent unless a whole request still fits into the lease."""
    if left <= ctx.settings.desk.timeout_seconds:
        raise UnavailableError("Không còn đủ thời gian giữ quyền xử lý để gửi yêu cầu.")


def _send(ctx: Context, item: Item) -> FiledItem:
    if isinstance(item, DraftToFile):
        return ctx.desk.create_draft(item)
    return ctx.desk.create_assignment(item)


def _filed(ctx: Context, one: Filing, holder: str, egov_id: str, *, adopted: bool) -> None:
    with ctx.ledger.write() as conn:
        effects.settle_filed(conn, one.row, holder, egov_id, adopted=adopted)
        letter = drafts.by_reference(conn, one.reference) if one.row.kind == "draft" else None
        if letter is not None and letter.state == "drafted":
            drafts.decide(conn, letter, "filed", "trienkhai")


def _stop(ctx: Context, one: Filing, holder: str, state: str, reason: str) -> None:
    what = "dự thảo" if one.row.kind == "draft" else "nhiệm vụ"
    question = (
        f"Chưa nộp được {what} có mã tham chiếu {one.reference} vào eGov: {reason}. "
        f"Hãy kiểm tra trên eGov rồi chạy “trienkhai retry {one.row.directive_id}”."
    )
    with ctx.ledger.write() as conn:
        effects.settle_stopped(conn, one.row, holder, state, reason)
        holds.ask(conn, one.row.directive_id, "filing", f"effect_{state}", question, effect_id=one.row.id)
