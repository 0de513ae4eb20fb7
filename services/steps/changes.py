"""Recalls, updates and replacements: which directive they are about, what they would change, and what a person said.

Nothing is withdrawn without a person's confirmation (`confirm=yes`). Until then the directive that is to be changed
rests where it stands. Statuses: QĐ 28/2018/QĐ-TTg; recall: NĐ 30/2020/NĐ-CP, Điều 18 khoản 4.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from services.directive.model import Directive
from services.ledger import directives, effects, events, holds, statuses
from services.ledger.codec import loads
from services.ledger.moves import WORKING
from services.planning.difference import Difference, difference
from services.planning.model import Plan
from services.steps import change_questions as questions
from services.steps import outbox, packets
from services.steps.arrival import Objection, arrive, version

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from services.ledger.blobs import Blobs
    from services.settings.load import Settings
    from services.steps.arrival import Arrival

AGREED, REFUSED = "yes", "no"
WAITING, UNKNOWN = "change_waiting", "original_unknown"


def confirmed(row: Row[Any]) -> str | None:
    """What a person said to a change: yes, no, or nothing yet."""
    answer = json.loads(row.answers).get("confirm")
    return str(answer) if answer is not None else None


def arrived(conn: Connection, row: Row[Any], found: Arrival) -> Objection | None:
    """Take a change to its original: stop that, and ask before anything is undone.

    None when the packet goes on: an update or replacement is read first, so that the question can tell what differs.
    """
    original = _original(conn, row, found)
    if original is None:
        return Objection(
            "held", UNKNOWN, questions.unknown(row, found.document), found.values(version(conn, row, found)), ways=""
        )
    answer = confirmed(row)
    stop(conn, original, row)
    if answer == REFUSED:
        return _declined(conn, row, original, found)
    if found.change != "revoke":
        return None
    kept = {**found.values(version(conn, row, found)), "original_id": original.id}
    if answer is None:
        asked = questions.recall(row, found.document, original, standing(conn, original))
        return Objection("held", "recall", asked, kept, ways="")
    statuses.owe(conn, row.id, statuses.AGREED)
    recall(conn, original, questions.recalled_by(row, found.document))
    return Objection("closed", "recall", questions.recalled(original), kept)


def original_id(conn: Connection, row: Row[Any], found: Arrival) -> str | None:
    """The directive that a change is about."""
    original = _original(conn, row, found) if found.change else None
    return original.id if original is not None else None


def _declined(conn: Connection, row: Row[Any], original: Row[Any], found: Arrival) -> Objection:
    decline(conn, row, original)
    return Objection(
        "closed",
        "recall",
        questions.declined(original),
        {**found.values(version(conn, row, found)), "original_id": original.id},
    )


def decline(conn: Connection, row: Row[Any], original: Row[Any]) -> None:
    """The person does not agree: the sender is told, the original goes on where it stood."""
    statuses.owe(conn, row.id, statuses.DECLINED)
    release(conn, original.id)


def _original(conn: Connection, row: Row[Any], found: Arrival) -> Row[Any] | None:
    """The directive a change is about: as a person said, by the keys the packet names, by the number it replaces."""
    named = json.loads(row.answers).get("original")
    if named:
        return directives.find(conn, str(named), office=row.office)
    for target in found.targets:
        if (known := directives.newest(conn, row.office, target, but=row.id)) is not None:
            return known
    ids = [one.document_id for one in found.document.business.replacements]
    return directives.by_document_id(conn, row, found.document.sender.organ_id, ids)


def awaited(conn: Connection, blobs: Blobs, settings: Settings, row: Row[Any], found: Arrival) -> Objection | None:
    """A new document of which a recall or a change came first: it rests, and the change is taken up again."""
    for other in holds.held_for(conn, row.office, UNKNOWN):
        change = arrive(settings, packets.opened(blobs.get(other.packet_sha)), json.loads(other.answers))
        if not isinstance(change, Objection) and change.concerns(found):
            holds.close(conn, other.id, {}, events.SERVICE)
            directives.move(conn, other, "received", held_in=None)
            return Objection(
                "held", WAITING, questions.waiting(other), found.values(version(conn, row, found)), ways=""
            )
    return None


def stop(conn: Connection, original: Row[Any], change: Row[Any]) -> None:
    """Let a directive rest where it stands while a change of it is decided."""
    if original.state in WORKING or original.state == "filing":
        holds.hold(conn, original, WAITING, questions.waiting(change))


def release(conn: Connection, original_id: str) -> None:
    """Let a directive that rested for a change go on."""
    original = directives.get(conn, original_id)
    if holds.close(conn, original.id, {}, events.SERVICE, code=WAITING) and original.state == "held":
        directives.move(conn, original, original.held_in, held_in=None)


def chain(conn: Connection, original: Row[Any]) -> list[Row[Any]]:
    """The directive and those it changed before, newest first: drafts of all of them may still stand."""
    found = [original]
    while found[-1].original_id and found[-1].original_id not in {one.id for one in found}:
        found.append(directives.get(conn, found[-1].original_id))
    return found


def standing(conn: Connection, original: Row[Any]) -> list[Row[Any]]:
    """The drafts of a directive, and of those it changed, that are in eGov or on their way there."""
    return [letter for one in chain(conn, original) for letter in effects.standing_letters(conn, one.id)]


def recall(conn: Connection, original: Row[Any], reason: str) -> None:
    """Withdraw everything derived from a directive, and close it; what clerks decided on already is theirs."""
    for one in chain(conn, original):
        effects.recall(conn, one.id)
        _end(conn, directives.get(conn, one.id), reason)


def _end(conn: Connection, row: Row[Any], reason: str) -> None:
    holds.close(conn, row.id, {}, events.SERVICE)
    if row.state not in {"closed", "done"}:
        directives.close(conn, row, reason)


def of(conn: Connection, row: Row[Any]) -> Difference | None:
    """What a planned update or replacement changes; None for a directive that changes none.

    A unit keeps its letter only where one stands: what was never filed is drafted anew.
    """
    if row.original_id is None:
        return None
    original = directives.get(conn, row.original_id)
    new, header = loads(Plan, row.plan), loads(Directive, row.understanding).header
    if original.plan is None or original.understanding is None:
        return difference(Plan(None, (), ()), new, header, header)
    found = difference(loads(Plan, original.plan), new, loads(Directive, original.understanding).header, header)
    have = {letter.unit_id for letter in standing(conn, original) if letter.kind == "letter"}
    return found.redrafting([unit for unit in found.same if unit not in have])


def agreed(conn: Connection, row: Row[Any], found: Difference, holder: str) -> bool:
    """Whether a person agreed to a planned change; else it is asked about, or ends here."""
    answer, original = confirmed(row), directives.get(conn, row.original_id)
    if answer == AGREED:
        statuses.owe(conn, row.id, statuses.AGREED)
        return True
    if answer == REFUSED:
        decline(conn, row, original)
        directives.close(conn, row, questions.declined(original), holder=holder)
    else:
        asked = questions.change(row, original, standing(conn, original), found)
        holds.hold(conn, row, "change", asked, holder=holder)
    return False


def supersede(conn: Connection, row: Row[Any], change: Difference) -> None:
    """Withdraw the drafts that no longer hold; the units that nothing changed for keep theirs."""
    original = directives.get(conn, row.original_id)
    # A letter to several units does not hold when one of them has other work now; its units got one of their own.
    grouped = {one.unit_id for one in standing(conn, original) if ":" in one.unit_id}
    outdated = change.outdated | grouped | {""}
    for one in chain(conn, original):
        effects.recall(conn, one.id, units=outdated)
        left = [letter for letter in effects.standing_letters(conn, one.id) if letter.kind == "letter"]
        if left:
            release(conn, one.id)
            outbox.done(conn, one.id)
        else:
            _end(conn, directives.get(conn, one.id), questions.superseded_by(row))


def take_back(conn: Connection, row: Row[Any], answer: str, actor: str) -> None:
    """A person answers the sender who takes a document back by status 13."""
    statuses.owe(conn, row.id, statuses.AGREED if answer == AGREED else statuses.DECLINED)
    holds.close(conn, row.id, {"confirm": answer}, actor, code=questions.SENDER_STATUS)
    if answer == AGREED:
        recall(conn, row, questions.TAKEN_BACK)
    elif row.state == "held" and not holds.waiting(conn, row.id):
        directives.move(conn, row, row.held_in, held_in=None)
