"""The flow of a directive, top to bottom, one function a step.

Every step: load values from the ledger → call pure functions → perform effects through adapters → write the result and
the new state in one transaction. A step may be repeated at any moment; nothing is decided from a message.
Each public function returns the bells to ring next (see `ledger.bells`).
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import structlog

from services.directive.model import Directive, OfficeMetadata, Pages
from services.directive.understand import is_directive, understand, unresolved_header
from services.formality.check import blocking
from services.ledger import directives, drafts, effects, holds, leases, pauses, polls, statuses
from services.ledger.bells import Bell, due
from services.ledger.codec import dumps, loads
from services.ledger.tables import directives as directives_table
from services.letters import citation
from services.letters.cover_note import cover_note
from services.steps import (
    arrival,
    changes,
    dossier,
    filing,
    guard,
    intake,
    judging,
    outbox,
    packets,
    questions,
    revision,
    status_exchange,
    withdrawal,
)
from services.steps import digest as digesting
from services.steps import reconcile as reconciling

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Row

    from services.context import Context, Service

log = structlog.get_logger()


def poll(ctx: Context) -> list[Bell]:
    """Take in what waits on an office's axis: packet kept raw, row committed, and only then acknowledged.

    An axis that refused our credentials is left alone for a while: asking on would get the account locked.
    """
    office = ctx.settings.office.id
    with ctx.ledger.read() as conn:
        if pauses.lasting(conn, pauses.axis_of(office)):
            return []
    went = intake.take_in(ctx)
    with ctx.ledger.write() as conn:
        polls.record(conn, office, "; ".join(went.problems) or None, complete=went.complete)
        if went.refused:
            pauses.stop(conn, pauses.axis_of(office), pauses.CREDENTIALS, went.problems[0])
        else:
            pauses.clear(conn, pauses.axis_of(office))
        fresh = directives.received_ids(conn, office)
    log.info("polled", office=office, documents=went.documents, problems=len(went.problems))
    return [Bell("advance", directive_id) for directive_id in fresh]


def fetch(ctx: Context, row: Row[Any], holder: str) -> None:
    """Packet → files by sha256 and the office's own metadata. A known document is closed, a changed one held."""
    packet = packets.opened(ctx.blobs.get(row.packet_sha))
    found = arrival.arrive(ctx.settings, packet, json.loads(row.answers))
    files = [] if isinstance(found, arrival.Objection) else arrival.store(ctx.blobs, found)
    with ctx.ledger.write() as conn:
        if not isinstance(found, arrival.Objection):
            found = arrival.objection(conn, row, found) or _changes(ctx, conn, row, found) or found
        if isinstance(found, arrival.Objection):
            if found.state == "held":
                statuses.owe(conn, row.id, statuses.ARRIVED)
            found.settle(conn, row, holder)
            return
        directives.keep_files(conn, row.id, files)
        statuses.owe(conn, row.id, statuses.ARRIVED)
        kept = found.values(arrival.version(conn, row, found))
        directives.move(conn, row, "fetched", holder=holder, **kept, original_id=changes.original_id(conn, row, found))


def _changes(ctx: Context, conn: Connection, row: Row[Any], found: arrival.Arrival) -> arrival.Objection | None:
    """What speaks against going on with a change of an earlier document, or with a document a change is waiting for."""
    if found.change:
        return changes.arrived(conn, row, found)
    return changes.awaited(conn, ctx.blobs, ctx.settings, row, found)


def read(ctx: Context, row: Row[Any], holder: str) -> None:
    """Files → pages. The first attachment that can be read is the directive; a scan alone, a secret one is held."""
    with ctx.ledger.read() as conn:
        attachments = directives.files_of(conn, row.id)
    pages, unread = intake.read_first(ctx, attachments)
    if intake.is_sealed_at_sight(ctx, row, holder, pages):
        return
    kept = intake.read_columns(ctx, row, pages, unread)
    with ctx.ledger.write() as conn:
        directives.move(conn, row, "read", holder=holder, **kept)
        status_exchange.catch_up(conn, ctx.blobs, row)


def understand_(ctx: Context, row: Row[Any], holder: str) -> None:
    """Pages and metadata → directive. Not a directive → closed; secret, or a header nobody can trust → held."""
    pages, answers = loads(Pages, ctx.blobs.get(row.pages_sha)), json.loads(row.answers)
    directive = understand(pages, loads(OfficeMetadata, row.office_metadata), ctx.settings.lexicon, answers)
    if intake.is_sealed(ctx, row, holder, directive):
        return
    directive = ctx.complete(directive, pages)
    directive = intake.with_remarks(directive, row, packets.opened(ctx.blobs.get(row.packet_sha)))
    wanted, reason = is_directive(directive)
    found = intake.summary(directive, ctx.settings.office)
    with ctx.ledger.write() as conn:
        if not (wanted or row.original_id or "treat_as_directive" in answers):
            directives.close(conn, row, questions.not_wanted(reason, row.id), holder=holder, **found)
            return
        if missing := unresolved_header(directive):
            question = questions.header_question(directive, ctx.settings.office, row.id, missing)
            holds.hold(conn, row, "header", question, holder=holder, found=found)
            return
        drafts.keep_instructions(conn, row.id, directive.instructions)
        statuses.owe(conn, row.id, statuses.ACCEPTED)
        directives.move(conn, row, "understood", holder=holder, **found)


def plan(ctx: Context, row: Row[Any], holder: str) -> None:
    """Directive × units × topics → assignments. A directive that concerns no unit of ours is held, never guessed."""
    directive = loads(Directive, row.understanding)
    planned = dossier.plan_of(ctx.settings, ctx.calendar, directive, json.loads(row.answers), ctx.today())
    with ctx.ledger.write() as conn:
        if not planned.units:
            holds.hold(conn, row, "no_unit", dossier.no_unit_question(ctx, row.id, directive, planned), holder=holder)
            return
        drafts.keep_assignments(conn, row.id, planned.assignments)
        directives.move(conn, row, "planned", holder=holder, plan=dumps(planned))


def draft(ctx: Context, row: Row[Any], holder: str) -> None:
    """Assignments × templates → letters and the table. A change of an earlier directive is shown to a person first."""
    work = dossier.work_of(ctx, row)
    with ctx.ledger.read() as conn:
        found = changes.of(conn, row)
        work = revision.revised(conn, ctx.settings.registry, row, work, found)
    agreed = found is None or changes.confirmed(row) == changes.AGREED
    numbered = revision.drafts(work, ctx.templates) if agreed else ()
    rows = list(dossier.letter_rows(ctx.blobs, work, numbered))
    with ctx.ledger.write() as conn:
        if found is not None and not changes.agreed(conn, row, found, holder):
            return
        drafts.keep_letters(conn, row.id, rows)
        directives.move(conn, row, "drafted", holder=holder)


def check(ctx: Context, row: Row[Any], holder: str) -> None:
    """Letters → findings. An error of form blocks filing and is shown to a person."""
    work = dossier.work_of(ctx, row)
    book = judging.fact_book(ctx.settings, work, citation.issue_day(work.directive), ctx.templates.by_kind.values())
    with ctx.ledger.read() as conn:
        letters = drafts.letters_of(conn, row.id)
    found = {
        one.id: judging.findings_of_row(book, one, dossier.kept_files(ctx.blobs, one), ctx.templates) for one in letters
    }
    blocked = [(letter.title, found[letter.id]) for letter in letters if blocking(found[letter.id])]
    with ctx.ledger.write() as conn:
        drafts.keep_findings(conn, [(key, judging.findings_json(some)) for key, some in found.items()])
        if blocked:
            holds.hold(conn, row, "formality", dossier.formality_question(row.id, blocked), holder=holder)
            return
        directives.move(conn, row, "checked", holder=holder)


def compile_(ctx: Context, row: Row[Any], holder: str) -> None:
    """Letters and findings → the dossier: cover note first, and one effect for each thing to be filed."""
    work = dossier.told_of_desk(dossier.work_of(ctx, row), ctx.desk.capabilities)
    with ctx.ledger.read() as conn:
        letters = drafts.letters_of(conn, row.id)
    found = {one.title: judging.findings_kept(one) for one in letters}
    note = cover_note(work, [dossier.summary_of(one) for one in letters], found, ctx.templates)
    (note_row,) = dossier.letter_rows(ctx.blobs, work, [(dossier.COVER_NOTE_POSITION, note)])
    with ctx.ledger.write() as conn:
        drafts.add_letter(conn, row.id, note_row)
        papers, given = drafts.letters_of(conn, row.id), drafts.assignments_of(conn, row.id)
        if (change := changes.of(conn, row)) is not None:
            given = [one for one in given if one.unit_id in change.redrafted]
            changes.supersede(conn, row, change)
        wanted = given if ctx.desk.capabilities.assignments else []
        effects.intend(conn, row.id, outbox.effect_rows(papers, wanted, row.reference))
        directives.move(conn, row, "filing", holder=holder)


STEPS: dict[str, Callable[[Context, Row[Any], str], None]] = {
    "received": fetch,
    "fetched": read,
    "read": understand_,
    "understood": plan,
    "planned": draft,
    "drafted": check,
    "checked": compile_,
}


def advance(ctx: Context, directive_id: str) -> list[Bell]:
    """Take the next step of a directive, if it is due and nobody else is at it."""
    holder = leases.new_holder()
    seconds = ctx.settings.filing.step_lease_seconds
    with ctx.ledger.write() as conn:
        row = directives.take(conn, directive_id, holder, seconds)
    if row is None:
        return []
    step = STEPS[row.state].__name__.strip("_")
    alive = leases.kept_alive(ctx.ledger, directives_table, row.id, holder, seconds)
    started = time.monotonic()
    with structlog.contextvars.bound_contextvars(directive=directive_id, step=step), alive:
        guard.guarded(ctx, row, holder, STEPS[row.state])
    with ctx.ledger.read() as conn:
        state = directives.brief(conn, directive_id).state
        bells = outbox.next_bells(conn, directive_id, state, ctx.settings.filing.batch)
    took = round((time.monotonic() - started) * 1000)
    told = {"directive": directive_id, "step": step, "before": row.state, "state": state}
    log.info("step_ended", **told, attempt=row.attempt, milliseconds=took)
    return bells if state != row.state else []


def file(ctx: Context, directive_id: str) -> list[Bell]:
    """File the next batch of a directive's effects into eGov, each exactly once."""
    holder = leases.new_holder()
    options = ctx.settings.filing
    with ctx.ledger.write() as conn:
        resting = pauses.lasting(conn, pauses.desk_of(ctx.settings.office.id))
        rows = [] if resting else effects.take(conn, directive_id, holder, options.lease_seconds, options.batch)
        batch = outbox.filings(ctx, conn, directive_id, rows)
    if batch:
        with structlog.contextvars.bound_contextvars(directive=directive_id, step="file"):
            log.info("batch_filed", count=filing.file_batch(ctx, batch, holder))
    with ctx.ledger.write() as conn:
        bells = outbox.settle(conn, directive_id)
    return [*bells, Bell("file", directive_id)] if batch else bells


def withdraw(ctx: Context, directive_id: str) -> list[Bell]:
    """Take back the next batch of what a person agreed to withdraw from eGov."""
    holder, options = leases.new_holder(), ctx.settings.filing
    with ctx.ledger.write() as conn:
        resting = pauses.lasting(conn, pauses.desk_of(ctx.settings.office.id))
        take = (directive_id, holder, options.lease_seconds, options.batch)
        rows = [] if resting else effects.take_withdrawals(conn, *take)
    done = withdrawal.withdraw_batch(ctx, rows, holder)
    log.info("batch_withdrawn", directive=directive_id, count=done)
    return [Bell("withdraw", directive_id)] if done else []


def report(ctx: Context, directive_id: str) -> list[Bell]:
    """Send the statuses owed for a directive back on the axis, lowest code first."""
    holder = leases.new_holder()
    lease = ctx.settings.axis.timeout_seconds + ctx.settings.filing.lease_seconds
    while True:
        with ctx.ledger.write() as conn:
            owed = statuses.take(conn, directive_id, holder, lease)
        if owed is None or not status_exchange.send_status(ctx, owed, holder):
            return []


def follow(ctx: Context) -> list[Bell]:
    """Take over what an office's clerks decided in eGov: each recorded first, and acknowledged after."""
    bells: list[Bell] = []
    for decision in ctx.desk.results():
        with ctx.ledger.write() as conn:
            taken = outbox.take_decision(conn, ctx.settings.office.id, decision)
        if taken is not None:
            ctx.desk.ack([decision.reference])
            bells += taken
    return bells


def reconcile(ctx: Context) -> None:
    """Compare the ledger with an office's eGov; that it could not be done is a result too."""
    reconciling.attempt(ctx)


def digest(service: Service) -> None:
    """Say what needs a person."""
    digesting.digest(service)


def sweep(service: Service) -> list[Bell]:
    """Ring again for every row that is due, office by office: a lost message does no harm."""
    offices = [ctx.settings.office.id for ctx in service.working()]
    with service.ledger.write() as conn:
        return [bell for office in offices for bell in due(conn, office)]
