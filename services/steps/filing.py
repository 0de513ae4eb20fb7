"""The filing protocol: exactly one draft and one assignment per reference in eGov, whatever dies in between.

Look up our reference → commit the intent → create → record, each before the next. What may be done after an unknown
outcome follows from what the desk promises:

- it gives back what an Idempotency-Key made, or refuses a reference in use: look, else create again, at once;
- it can only be searched: wait out the quiesce time (request deadline + the vendor's commit time + index lag), so that
  a creation still under way cannot be missed; then look, else create again;
- neither key nor search: nothing is filed automatically.

The lease is renewed with every intent; a request is only sent while enough of it is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

import structlog

from services.errors import (
    CredentialsError,
    MissingFileError,
    MissingUnitError,
    RefusedError,
    UnavailableError,
    UnknownOutcomeError,
)
from services.ledger import drafts, effects, holds, pauses
from services.ledger.leases import LeaseLostError
from services.office.port import AssignmentToFile, DraftToFile
from services.steps import questions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from services.context import Context
    from services.office.port import FiledItem

log = structlog.get_logger()

#: Seconds until an item is tried again: eGov was too busy for it; something unforeseen went wrong with it; its outcome
#: is unknown, but eGov cannot create it twice.
BUSY_SECONDS, FAILED_SECONDS, SAFE_SECONDS = 3, 20, 1
#: After so many items in a row that eGov was too busy for, it is left alone.
BUSY_IN_A_ROW = 3
#: An item at which the worker died so often is poison, whatever the broker says.
DEATHS = 4
#: What goes wrong for the whole of eGov, not for one item: it is paused and the rest of the batch given back.
OF_EGOV = (CredentialsError, UnavailableError, UnknownOutcomeError)

Item = DraftToFile | AssignmentToFile


@dataclass(frozen=True, slots=True)
class Filing:
    """One leased effect with a way to build what is to be created for it.

    `keep`: a person said that what eGov holds under its reference stays, whatever its content.
    """

    row: Row[Any]
    build: Callable[[], Item]
    keep: bool = False

    @property
    def reference(self) -> str:
        """Our key in eGov."""
        return str(self.row.reference)


@dataclass(slots=True)
class Batch:
    """Effects leased to `holder`; what is there already under untried references (None: ask for each by itself).

    `unsaved` is the record of the item that was filed last. It is written together with the next intent, before
    anything else happens: one transaction for each item instead of two.
    """

    ctx: Context
    holder: str
    found: Mapping[str, FiledItem] | None = None
    busy: int = 0
    unsaved: Callable[[Connection], None] | None = None

    def save(self) -> None:
        """Write the record of the item that was filed last, if it is still to be written."""
        unsaved, self.unsaved = self.unsaved, None
        if unsaved is not None:
            try:
                with self.ctx.ledger.write() as conn:
                    unsaved(conn)
            except LeaseLostError:
                log.info("lease_lost")

    def intend(self, one: Filing) -> None:
        """Commit the intent for an item; raises LeaseLostError when it is no longer ours."""
        lease = self.ctx.settings.filing.lease_seconds
        if self.unsaved is not None:
            try:
                with self.ctx.ledger.write() as conn:
                    self.unsaved(conn)
                    effects.commit_intent(conn, one.row, self.holder, lease)
            except LeaseLostError:
                # One of the two is no longer ours: each by itself.
                self.save()
            else:
                self.unsaved = None
                return
        with self.ctx.ledger.write() as conn:
            effects.commit_intent(conn, one.row, self.holder, lease)


def file_batch(ctx: Context, filings: Sequence[Filing], holder: str) -> int:
    """File leased effects one after the other; returns how many were taken up.

    When eGov as a whole does not answer or does not know us, it is paused and the rest is given back.
    """
    desk, batch, done = pauses.desk_of(ctx.settings.office.id), Batch(ctx, holder), 0
    try:
        batch.found = _look_up(ctx, [one.reference for one in filings if one.row.state == "pending"])
        for done, one in enumerate(filings, 1):  # noqa: B007 - told also when the loop is left
            _guarded(batch, one)
        batch.save()
    except OF_EGOV as error:
        batch.save()
        with ctx.ledger.write() as conn:
            seconds = pauses.stop(conn, desk, error.code, error.message)
            effects.give_back(conn, holder, error.message)
        log.warning("filing_paused", connection=desk, code=error.code, seconds=seconds)
    else:
        _works_again(ctx, desk)
    return done


def _works_again(ctx: Context, desk: str) -> None:
    with ctx.ledger.read() as conn:
        failed_before = pauses.known(conn, desk)
    if failed_before:
        with ctx.ledger.write() as conn:
            pauses.clear(conn, desk)
        log.info("filing_resumed", connection=desk)


def _look_up(ctx: Context, references: Sequence[str]) -> Mapping[str, FiledItem] | None:
    """What is there already under references that were never tried; None when each must be asked for by itself."""
    if not (references and ctx.desk.capabilities.search_by_reference):
        return {}
    try:
        return ctx.desk.find(references)
    except RefusedError:
        return None


def _guarded(batch: Batch, one: Filing) -> None:
    """File one effect; what goes wrong with it does not touch the others."""
    try:
        _file_one(batch, one)
    except LeaseLostError:
        log.info("lease_lost", reference=one.reference)
    except OF_EGOV:
        raise
    except (RefusedError, MissingUnitError) as error:
        _stop(batch, one, "held", error.message)
    except MissingFileError as error:
        _failed(batch, one, error.message)
    except Exception as error:
        log.exception("effect_failed", reference=one.reference, error=type(error).__name__)
        _failed(batch, one, f"lỗi chưa lường trước ({type(error).__name__})")


def _failed(batch: Batch, one: Filing, error: str) -> None:
    if one.row.failures + 1 >= batch.ctx.settings.filing.attempts:
        _stop(batch, one, "quarantined", error)
        return
    with batch.ctx.ledger.write() as conn:
        effects.settle_open(conn, one.row, batch.holder, FAILED_SECONDS, error, effects.FAILED)


def _file_one(batch: Batch, one: Filing) -> None:
    promised, tried = batch.ctx.desk.capabilities, one.row.state == "filing"
    if tried or batch.found is None:
        batch.save()
    if not (promised.search_by_reference or promised.idempotency_key):
        _stop(batch, one, "held", "eGov này không tìm được theo mã tham chiếu nên không nộp tự động")
        return
    if tried and _must_wait(batch, one):
        return
    found = batch.found
    if found is None or (tried and promised.search_by_reference):
        found = batch.ctx.desk.find([one.reference])
    there = found.get(one.reference)
    if one.row.attempt >= DEATHS:
        _stop(batch, one, "quarantined", f"tiến trình xử lý đã dừng đột ngột {one.row.attempt} lần ở mục này")
    elif there is None and one.row.failures >= batch.ctx.settings.filing.attempts:
        _stop(batch, one, "quarantined", f"đã gửi {one.row.failures} lần không thành: {one.row.last_error}")
    else:
        _settle(batch, one, there)


def _quiesce_seconds(ctx: Context) -> float:
    """How long an unknown outcome must rest before anything may be created again."""
    promised = ctx.desk.capabilities
    return 0 if promised.unique_reference or promised.idempotency_key else ctx.settings.filing.quiesce_seconds


def _must_wait(batch: Batch, one: Filing) -> bool:
    quiesce = _quiesce_seconds(batch.ctx)
    if not quiesce:
        return False
    with batch.ctx.ledger.write() as conn:
        seconds = effects.quiet_seconds(conn, one.row, quiesce)
        if seconds > 0:
            effects.wait(conn, one.row, batch.holder, seconds)
    return seconds > 0


def _settle(batch: Batch, one: Filing, there: FiledItem | None) -> None:
    """Commit the intent, then adopt what is there or create; building counts as part of the attempt."""
    lease = batch.ctx.settings.filing.lease_seconds
    # Taken before the lease is renewed: a pause anywhere between here and the request counts against the lease.
    started = monotonic()
    batch.intend(one)
    item = one.build()
    try:
        if there is not None:
            _complete(batch.ctx, one, item, there)
        else:
            _require_time(batch.ctx, lease - (monotonic() - started))
        filed = there or _send(batch.ctx, item)
    except (UnavailableError, CredentialsError) as error:
        _not_done(batch, one, error)
    except UnknownOutcomeError as error:
        seconds = _quiesce_seconds(batch.ctx) or SAFE_SECONDS
        with batch.ctx.ledger.write() as conn:
            effects.settle_open(conn, one.row, batch.holder, seconds, error.message, effects.UNKNOWN)
    else:
        batch.busy = 0
        _filed(batch, one, filed.egov_id, adopted=there is not None)


def _not_done(batch: Batch, one: Filing, error: UnavailableError | CredentialsError) -> None:
    """Surely eGov did nothing. Too often in a row, or because it does not know us: it is left alone."""
    with batch.ctx.ledger.write() as conn:
        effects.settle_not_done(conn, one.row, batch.holder, BUSY_SECONDS, error.message)
    batch.busy += 1
    if batch.busy >= BUSY_IN_A_ROW or isinstance(error, CredentialsError):
        raise error


def _complete(ctx: Context, one: Filing, item: Item, there: FiledItem) -> None:
    """What is there under our reference is ours if its content is, and lacks no file; else a person must look."""
    if one.keep or not (isinstance(item, DraftToFile) and ctx.desk.capabilities.reports_content):
        return
    if not set(there.sha256s) <= {file.sha256 for file in item.files}:
        raise RefusedError(questions.other_content(one.row.directive_id))
    for file in item.files:
        if file.sha256 not in there.sha256s:
            ctx.desk.attach(there.egov_id, file)


def _require_time(ctx: Context, left: float) -> None:
    """The guard: nothing is sent unless a whole request still fits into the lease."""
    if left <= ctx.settings.desk.timeout_seconds:
        raise UnavailableError("Không còn đủ thời gian giữ quyền xử lý để gửi yêu cầu.")


def _send(ctx: Context, item: Item) -> FiledItem:
    if isinstance(item, DraftToFile):
        return ctx.desk.create_draft(item)
    return ctx.desk.create_assignment(item)


def _filed(batch: Batch, one: Filing, egov_id: str, *, adopted: bool) -> None:
    def write(conn: Connection) -> None:
        effects.settle_filed(conn, one.row, batch.holder, egov_id, adopted=adopted)
        letter = drafts.by_reference(conn, one.reference) if one.row.kind == "draft" else None
        if letter is not None and letter.state == "drafted":
            drafts.decide(conn, letter, "filed", "trienkhai")

    batch.unsaved = write


def _stop(batch: Batch, one: Filing, state: str, reason: str) -> None:
    way = f"Hãy kiểm tra trên eGov rồi chạy “trienkhai retry {one.row.directive_id}”."
    told = f"{reason.removesuffix('.')}. {'' if way.split('“')[1] in reason else way}".rstrip()
    with batch.ctx.ledger.write() as conn:
        what = drafts.called(conn, one.row.kind, one.row.subject_id, one.reference)
        question = f"Chưa nộp được {what} vào eGov: {told}"
        effects.settle_stopped(conn, one.row, batch.holder, state, reason)
        holds.ask(conn, one.row.directive_id, "filing", f"effect_{state}", question, effect_id=one.row.id)
