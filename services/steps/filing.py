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
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

    from services.context import Context
    from services.office.port import FiledItem

log = structlog.get_logger()

#: Seconds until eGov is asked again: after an unclear answer to a look-up, when it is down, when it refused our token.
UNCLEAR_SECONDS, DOWN_SECONDS, CREDENTIALS_SECONDS = 2, 20, 60

Item = DraftToFile | AssignmentToFile


@dataclass(frozen=True, slots=True)
class Filing:
    """One leased effect with what is to be created for it."""

    row: Row[Any]
    item: Item


def file_batch(ctx: Context, filings: Sequence[Filing], holder: str) -> None:
    """File leased effects one after the other. When eGov is down the rest is given back for later."""
    try:
        fresh = [one.item.reference for one in filings if one.row.state == "pending"]
        found = ctx.desk.find(fresh) if fresh else {}
        for one in filings:
            _file_one(ctx, one, holder, found)
    except CredentialsError as error:
        _give_back(ctx, holder, CREDENTIALS_SECONDS, error.message)
    except UnavailableError as error:
        _give_back(ctx, holder, DOWN_SECONDS, error.message)
    except UnknownOutcomeError as error:
        _give_back(ctx, holder, UNCLEAR_SECONDS, error.message)


def _give_back(ctx: Context, holder: str, seconds: float, error: str) -> None:
    log.warning("filing_paused", seconds=seconds)
    with ctx.ledger.write() as conn:
        release(conn, effects_table, holder, delay=seconds, error=error)


def _file_one(ctx: Context, one: Filing, holder: str, found: Mapping[str, FiledItem]) -> None:
    try:
        if not ctx.desk.capabilities.search_by_reference:
            _stop(ctx, one, holder, "held", "eGov này không tìm được theo mã tham chiếu nên không nộp tự động")
            return
        if one.row.attempt >= ctx.settings.filing.attempts:
            _stop(ctx, one, holder, "quarantined", f"đã thử {one.row.attempt} lần không thành: {one.row.last_error}")
            return
        if one.row.state == "filing":
            if _must_wait(ctx, one, holder):
                return
            found = ctx.desk.find([one.item.reference])
        if (there := found.get(one.item.reference)) is not None:
            _adopt(ctx, one, holder, there)
        else:
            _create(ctx, one, holder)
    except LeaseLostError:
        log.info("lease_lost", reference=one.item.reference)


def _must_wait(ctx: Context, one: Filing, holder: str) -> bool:
    with ctx.ledger.write() as conn:
        seconds = effects.quiet_seconds(conn, one.row, ctx.settings.filing.quiesce_seconds)
        if seconds > 0:
            effects.settle_unknown(conn, one.row, holder, seconds, one.row.last_error or "chờ xác định kết quả")
    return seconds > 0


def _adopt(ctx: Context, one: Filing, holder: str, there: FiledItem) -> None:
    """What is there under our reference is ours if its content is; otherwise a person must look."""
    if isinstance(one.item, DraftToFile) and ctx.desk.capabilities.reports_content:
        ours = [file.sha256 for file in one.item.files]
        if not set(there.sha256s) <= set(ours):
            _stop(ctx, one, holder, "held", "trên eGov đã có dự thảo cùng mã tham chiếu nhưng khác nội dung")
            return
        for file in one.item.files:
            if file.sha256 not in there.sha256s:
                ctx.desk.attach(there.egov_id, file)
    _filed(ctx, one, holder, there.egov_id, adopted=True)


def _create(ctx: Context, one: Filing, holder: str) -> None:
    lease = ctx.settings.filing.lease_seconds
    with ctx.ledger.write() as conn:
        effects.commit_intent(conn, one.row, holder, lease)
    started = time.monotonic()
    try:
        if lease - (time.monotonic() - started) <= ctx.settings.desk.timeout_seconds:
            raise UnavailableError("Không còn đủ thời gian giữ quyền xử lý để gửi yêu cầu.")  # noqa: TRY301
        there = _send(ctx, one.item)
    except UnavailableError as error:
        with ctx.ledger.write() as conn:
            effects.settle_not_done(conn, one.row, holder, DOWN_SECONDS, error.message)
        raise
    except UnknownOutcomeError as error:
        with ctx.ledger.write() as conn:
            effects.settle_unknown(conn, one.row, holder, ctx.settings.filing.quiesce_seconds, error.message)
    except RefusedError as error:
        _stop(ctx, one, holder, "held", error.message)
    else:
        _filed(ctx, one, holder, there.egov_id, adopted=False)


def _send(ctx: Context, item: Item) -> FiledItem:
    if isinstance(item, DraftToFile):
        return ctx.desk.create_draft(item)
    return ctx.desk.create_assignment(item)


def _filed(ctx: Context, one: Filing, holder: str, egov_id: str, *, adopted: bool) -> None:
    with ctx.ledger.write() as conn:
        effects.settle_filed(conn, one.row, holder, egov_id, adopted=adopted)
        if one.row.kind == "draft" and (letter := drafts.by_reference(conn, one.item.reference)) is not None:
            drafts.decide(conn, letter, "filed", "trienkhai")


def _stop(ctx: Context, one: Filing, holder: str, state: str, reason: str) -> None:
    name = one.item.title if isinstance(one.item, DraftToFile) else f"nhiệm vụ của {one.item.unit_name}"
    question = f"Chưa nộp được “{name}” vào eGov: {reason}. Hãy kiểm tra trên eGov rồi chạy “trienkhai retry”."
    with ctx.ledger.write() as conn:
        effects.settle_stopped(conn, one.row, holder, state, reason)
        holds.ask(conn, one.row.directive_id, "filing", f"effect_{state}", question, effect_id=one.row.id)
