"""The ledger and eGov laid side by side: what we filed and is gone, what is there and not ours, what is there twice.

Listing first, comparing purely, then acting: of several items under one reference the later ones are withdrawn while no
clerk has decided on them; a decision that the ledger does not know (it was restored from a backup) is taken over;
everything else becomes a question for a person. Nothing is created here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from services.errors import RefusedError, TrienkhaiError
from services.ledger import drafts, effects, events, findings, holds
from services.ledger.moves import LETTER
from services.steps import outbox, questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from services.context import Context
    from services.ledger.findings import Recorded
    from services.office.port import ClerkDecision, FiledItem

log = structlog.get_logger()

#: With this our references begin, whatever the office.
PREFIX = "TK-"


@dataclass(frozen=True, slots=True)
class Compared:
    """What does not agree; `repeated` are items to take back, each under a reference whose first item stays.

    `decided` are decisions that the ledger has yet to learn.
    """

    missing: tuple[Recorded, ...] = ()
    repeated: tuple[FiledItem, ...] = ()
    strangers: tuple[FiledItem, ...] = ()
    decided: tuple[ClerkDecision, ...] = ()


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How much eGov listed, how much of it was compared, and what came of it (counts)."""

    listed: int
    compared: int
    missing: int
    withdrawn: int
    flagged: int
    strangers: tuple[str, ...]
    decided: int = 0

    @property
    def well(self) -> bool:
        """Whether nobody has to look."""
        return not (self.missing or self.flagged or self.strangers)


def attempt(ctx: Context) -> None:
    """Reconcile an office with its eGov; that it could not be done is kept as a result."""
    try:
        reconcile(ctx)
    except TrienkhaiError as error:
        why = f"{ctx.settings.office.full_name}: chưa đối chiếu được: {error.message}"
        with ctx.ledger.write() as conn:
            findings.keep(conn, check_of(ctx), well=False, told=why)
        log.warning("not_reconciled", code=error.code)


def compare(ours: Iterable[Recorded], theirs: Iterable[FiledItem]) -> Compared:
    """Compare what the ledger says with what eGov lists (oldest first).

    Of several items the one that the ledger recorded stays, else the oldest. An effect that is still being filed is
    left to the filing protocol: nothing under its reference is taken back.
    """
    known = {one.reference: one for one in ours}
    there: dict[str, list[FiledItem]] = defaultdict(list)
    for item in theirs:
        there[item.reference].append(item)
    missing = [one for name, one in known.items() if one.settled and name not in there]
    strangers = [items[0] for name, items in there.items() if name not in known]
    repeated: list[FiledItem] = []
    for name, items in there.items():
        one = known.get(name)
        if one is not None and one.settled and len(items) > 1:
            kept = next((item for item in items if item.egov_id == one.egov_id), items[0])
            repeated += [item for item in items if item is not kept]
    return Compared(tuple(missing), tuple(repeated), tuple(strangers), tuple(_unheard(known, there)))


def _unheard(known: Mapping[str, Recorded], there: Mapping[str, Sequence[FiledItem]]) -> Iterator[ClerkDecision]:
    """Decisions on what the ledger recorded that would change what it knows of the draft."""
    for name, one in known.items():
        for item in there.get(name, ()):
            told = item.decision
            if told and item.egov_id == one.egov_id and told.decision in LETTER.get(one.letter or "", ()):
                yield told


def check_of(ctx: Context) -> str:
    """The name under which the last result is kept."""
    return f"reconcile/{ctx.settings.office.id}"


def reconcile(ctx: Context) -> Reconciled | None:
    """Compare the dossiers of this office that have not ended long ago; None when its eGov cannot be listed.

    Raises what the desk raises.
    """
    if not ctx.desk.capabilities.lists_and_withdraws:
        return None
    office = ctx.settings.office.id
    with ctx.ledger.read() as conn:
        # What was filed just now may not be listed yet; what is not yet filed may become so meanwhile.
        moment = findings.now_less(conn, ctx.settings.filing.quiesce_seconds)
        before = {one.reference: one.letter for one in findings.recorded(conn, office, moment)}
        dossiers = findings.dossiers(conn, office)
    listed, theirs = _list(ctx.desk.under(PREFIX), dossiers)
    with ctx.ledger.read() as conn:
        ours, dossiers = findings.recorded(conn, office, moment), findings.dossiers(conn, office)
    theirs = [item for item in theirs if _is_compared(item, dossiers)]
    found = compare(ours, theirs)
    by_reference = {one.reference: one for one in ours}
    withdrawn = sum(_withdraw(ctx, by_reference[item.reference], item) for item in found.repeated)
    _ask_for(ctx, found.missing)
    decided = sum(_take_over(ctx, one, before.get(one.reference)) for one in found.decided)
    done = Reconciled(
        listed=listed,
        compared=len(theirs),
        missing=len(found.missing),
        withdrawn=withdrawn,
        flagged=len(found.repeated) - withdrawn,
        strangers=tuple(item.reference for item in found.strangers),
        decided=decided,
    )
    with ctx.ledger.write() as conn:
        # What is gone or there twice has questions of its own, which end with their answers; strangers have none.
        name = ctx.settings.office.full_name
        findings.keep(conn, check_of(ctx), well=not done.strangers, told=f"{name}: {told(done)}")
    log.info(
        "reconciled",
        listed=done.listed,
        compared=done.compared,
        missing=done.missing,
        withdrawn=withdrawn,
        flagged=done.flagged,
    )
    return done


def _list(items: Iterable[FiledItem], dossiers: Mapping[str, bool]) -> tuple[int, list[FiledItem]]:
    """How many items there are, and those that may be compared; the others are not kept in memory."""
    listed, kept = 0, []
    for listed, item in enumerate(items, 1):  # noqa: B007 - told at the end
        if _is_compared(item, dossiers):
            kept.append(item)
    return listed, kept


def _is_compared(item: FiledItem, dossiers: Mapping[str, bool]) -> bool:
    """Whether an item is of a dossier to be compared, or of none that we know."""
    return dossiers.get(item.reference.partition("/")[0], True)


def told(done: Reconciled) -> str:
    """The result as a sentence for admins."""
    parts = [
        (done.missing, "mục đã nộp không còn trên eGov"),
        (done.withdrawn, "mục trùng đã rút lại"),
        (done.flagged, "mục trùng cần văn thư xử lý"),
        (done.decided, "kết quả xử lý của văn thư chưa có trong sổ, đã ghi nhận"),
        (len(done.strangers), f"mục mang mã của dịch vụ nhưng không có trong sổ ({', '.join(done.strangers[:3])})"),
    ]
    said = "; ".join(f"{number} {what}" for number, what in parts if number)
    older = done.listed - done.compared
    left = f" ({older} mục của hồ sơ đã xong quá 7 ngày không đối chiếu nữa)" if older else ""
    return f"Đã đối chiếu {done.compared} mục trên eGov{left}: {said or 'khớp với sổ'}."


def _withdraw(ctx: Context, one: Recorded, item: FiledItem) -> bool:
    """Take a later item back; what a clerk has decided on is flagged."""
    with ctx.ledger.write() as conn:
        events.record(conn, "duplicate_found", one.directive_id, one.reference, egov_id=item.egov_id)
    try:
        ctx.desk.withdraw(item.egov_id)
    except RefusedError:
        with ctx.ledger.write() as conn:
            question = (
                f"Trên eGov có hai bản của {_called(conn, one)} (mã eGov {one.egov_id} và {item.egov_id}); văn thư đã "
                "xử lý bản sau nên không tự rút được. Hãy giữ một bản trên eGov rồi chạy “trienkhai resume "
                f"{one.directive_id}”."
            )
            holds.ask(conn, one.directive_id, "filing", "duplicate_in_egov", question, effect_id=one.effect_id)
        return False
    with ctx.ledger.write() as conn:
        events.record(conn, "duplicate_withdrawn", one.directive_id, one.reference, egov_id=item.egov_id)
    return True


def _take_over(ctx: Context, one: ClerkDecision, before: str | None) -> bool:
    """Record a decision, unless a later one came in since the listing began, when the draft was as `before`."""
    with ctx.ledger.write() as conn:
        letter = drafts.by_reference(conn, one.reference)
        if letter is None or letter.state != before:
            return False
        outbox.take_decision(conn, ctx.settings.office.id, one)
    return True


def _called(conn: Connection, one: Recorded) -> str:
    return drafts.called(conn, one.kind, one.subject_id, one.reference)


def _ask_for(ctx: Context, missing: Sequence[Recorded]) -> None:
    """What is gone was taken away by somebody: it is not made again unless a person says so."""
    for one in missing:
        with ctx.ledger.write() as conn:
            what = _called(conn, one)
            effects.mark_missing(conn, one.effect_id, one.directive_id, one.reference)
            question = questions.missing(one.directive_id, f"{what[0].upper()}{what[1:]}", one.egov_id)
            holds.ask(conn, one.directive_id, "filing", questions.MISSING, question, effect_id=one.effect_id)
