"""What is filed for a dossier, in which order, and what follows when a batch has ended or a clerk has decided."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from services.directive.labels import in_words
from services.ledger import directives, drafts, effects, holds, statuses
from services.ledger.bells import Bell
from services.ledger.effects import ASSIGNMENT_RANK, DRAFT_RANK
from services.ledger.moves import LETTER, OPEN_EFFECT, WORKING
from services.office.port import AssignmentToFile, DraftToFile, FileToFile
from services.steps import questions
from services.steps.dossier import unit_of
from services.steps.filing import Filing, Item

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Row

    from services.context import Context
    from services.office.port import ClerkDecision

#: At most this many bells for one directive, so that several workers share a big dossier.
PARALLEL_BATCHES = 4
DETAILS = frozenset({"reason", "symbol", "issued_on"})


def effect_rows(letters: Iterable[Row[Any]], given: Iterable[Row[Any]], reference: str) -> list[dict[str, object]]:
    """One effect per assignment, then one per draft; references are unique over the whole office."""
    tasks: list[dict[str, object]] = [
        {
            "kind": "assignment",
            "subject_id": row.id,
            "reference": f"{reference}/{row.key.replace('|', '/').replace('#', '-')}",
            "rank": ASSIGNMENT_RANK,
            "position": row.position,
        }
        for row in given
    ]
    papers: list[dict[str, object]] = [
        {
            "kind": "draft",
            "subject_id": row.id,
            "reference": row.reference,
            "rank": DRAFT_RANK,
            "position": row.position,
        }
        for row in letters
    ]
    return tasks + papers


def filings(ctx: Context, conn: Connection, directive_id: str, rows: Sequence[Row[Any]]) -> list[Filing]:
    """Leased effects, each with a way to build what is to be created; building may fail for one without the others."""
    if not rows:
        return []
    # Only what this batch is about: a big dossier has many batches.
    directive = directives.brief(conn, directive_id)
    letters = drafts.letters_with(conn, [row.subject_id for row in rows if row.kind == "draft"])
    given = drafts.assignments_with(conn, [row.subject_id for row in rows if row.kind != "draft"])
    places = drafts.places_of(conn, directive_id, {one.instruction_key for one in given.values()})

    def builder(row: Row[Any]) -> Callable[[], Item]:
        if row.kind == "draft":
            return lambda: _draft(ctx, directive, letters[row.subject_id])
        return lambda: _assignment(ctx, directive, given[row.subject_id], places, row.reference)

    told = holds.last_answers(conn, directive_id)
    return [Filing(row, builder(row), told.get(row.id, {}).get(questions.KEEP) == "yes") for row in rows]


def dossier_title(directive: Row[Any]) -> str:
    """How the dossier is called in eGov: symbol and abstract."""
    return f"{directive.symbol or 'Văn bản'} – {directive.abstract or 'không có trích yếu'}"


def _draft(ctx: Context, directive: Row[Any], letter: Row[Any]) -> Item:
    # A letter to several units ("nhom:thpt") names them in its title.
    alone = letter.unit_id and ":" not in letter.unit_id
    unit = unit_of(ctx.settings, letter.unit_id, directive.id) if alone else None
    kept = [(file["name"], file["media_type"], file["sha256"]) for file in json.loads(letter.files)]
    return DraftToFile(
        reference=letter.reference,
        dossier=directive.reference,
        dossier_title=dossier_title(directive),
        kind=letter.kind,
        title=letter.title,
        unit_organ_id=(unit.organ_id or "") if unit else "",
        unit_name=unit.name if unit else "",
        files=tuple(FileToFile(name, kind, ctx.blobs.get(sha), sha) for name, kind, sha in kept),
    )


def _assignment(
    ctx: Context, directive: Row[Any], given: Row[Any], places: Mapping[str, tuple[int, int]], reference: str
) -> Item:
    unit = unit_of(ctx.settings, given.unit_id, directive.id)
    return AssignmentToFile(
        reference=reference,
        dossier=directive.reference,
        dossier_title=dossier_title(directive),
        unit_organ_id=unit.organ_id or "",
        unit_name=unit.name,
        role=given.role,
        text=given.text,
        due_on=given.due_on,
        source=_source(directive, given.instruction_key, places),
    )


def _source(directive: Row[Any], key: str, places: Mapping[str, tuple[int, int]]) -> str:
    """Where the directive says it: "162/KH-SGDĐT, mục II.1, ý 3 (trang 1, dòng 33)"."""
    spot = " (trang {}, dòng {})".format(*places[key]) if key in places else ""
    return f"{directive.symbol or 'Văn bản'}, {in_words(key)}{spot}"


def settle(conn: Connection, directive_id: str) -> list[Bell]:
    """After a batch: owe the statuses that are due, and end the filing when nothing is open any more."""
    row = directives.locked(conn, directive_id)
    if row is None or row.state != "filing":
        return []
    directives.touch(conn, directive_id)
    tally = effects.tally(conn, directive_id)
    left = {rank: sum(tally.get((rank, state), 0) for state in OPEN_EFFECT) for rank in (ASSIGNMENT_RANK, DRAFT_RANK)}
    bells = []
    if not left[ASSIGNMENT_RANK] and _assigned(tally):
        statuses.owe(conn, directive_id, statuses.ASSIGNED)
        bells.append(Bell("report", directive_id))
    if not any(left.values()):
        _finish(conn, row, tally)
    return bells


def _assigned(tally: Mapping[tuple[int, str], int]) -> bool:
    """Whether work was given: as assignments in eGov, or by the dossier's table where none are to be filed."""
    wanted = any(number for (rank, _), number in tally.items() if rank == ASSIGNMENT_RANK)
    return not wanted or bool(tally.get((ASSIGNMENT_RANK, "filed")))


def _finish(conn: Connection, row: Row[Any], tally: dict[tuple[int, str], int]) -> None:
    if tally.get((DRAFT_RANK, "filed")):
        statuses.owe(conn, row.id, statuses.PROCESSING)
    stopped = sum(number for (_, state), number in tally.items() if state in {"held", "quarantined"})
    if stopped:
        question = (
            f"{stopped} mục chưa nộp được vào eGov, các mục khác đã nộp đủ. Xem lý do bằng “trienkhai show {row.id}”, "
            f"xử lý trên eGov rồi chạy “trienkhai retry {row.id}”."
        )
        holds.hold(conn, row, "effects_stopped", question)
    else:
        directives.move(conn, row, "filed")
        done(conn, row.id)


def next_bells(conn: Connection, directive_id: str, state: str, batch: int) -> list[Bell]:
    """What to ring after a step that ended in `state`: a big dossier is rung for as often as workers may share it."""
    report = Bell("report", directive_id)
    if state == "filing":
        batches = -(-sum(effects.tally(conn, directive_id).values()) // batch)
        return [report, *[Bell("file", directive_id)] * min(PARALLEL_BATCHES, batches)]
    return [report, Bell("advance", directive_id)] if state in WORKING else [report]


def take_decision(conn: Connection, office: str, decision: ClerkDecision) -> list[Bell] | None:
    """Record what a clerk decided on a draft; when all letters are issued the directive is done.

    A decision that is overtaken (repeated after a later one) changes nothing. None for a draft that is not ours: its
    decision must not be acknowledged by us.
    """
    letter = drafts.by_reference(conn, decision.reference, office)
    if letter is None:
        return None
    if decision.decision not in LETTER[letter.state]:
        return []
    details = {name: value or None for name, value in asdict(decision).items() if name in DETAILS}
    drafts.decide(conn, letter, decision.decision, "văn thư", **details)
    _ask_about(conn, letter, decision)
    return done(conn, letter.directive_id)


def _ask_about(conn: Connection, letter: Row[Any], decision: ClerkDecision) -> None:
    """A returned draft is a question, until a clerk takes the draft after all."""
    row, effect = directives.brief(conn, letter.directive_id), effects.of_reference(conn, letter.reference)
    if effect is None or row.state == "closed":
        return
    if decision.decision == "returned":
        question = questions.returned(row.id, letter.title, decision.reason)
        holds.ask(conn, row.id, "follow", questions.RETURNED, question, effect_id=effect.id)
    else:
        holds.close(conn, row.id, {}, "văn thư", code=questions.RETURNED, effect_id=effect.id)


def drop(conn: Connection, row: Row[Any], codes: Collection[str], actor: str) -> int:
    """A person says that what these questions are about is not wanted any more: it does not count from now on.

    How many questions that answers.
    """
    dropped = 0
    for one in holds.waiting(conn, row.id):
        if one.code not in codes:
            continue
        effect = effects.get(conn, one.effect_id)
        if one.code == questions.MISSING and effect.state == "held":
            effects.drop(conn, effect, actor)
        letter = drafts.by_reference(conn, effect.reference)
        if letter is not None and "withdrawn" in LETTER[letter.state]:
            drafts.withdraw(conn, letter)
        dropped += holds.close(conn, row.id, {}, actor, code=one.code, effect_id=effect.id)
    return dropped


def done(conn: Connection, directive_id: str) -> list[Bell]:
    """End a directive whose letters are all issued; those that were withdrawn do not count.

    A dossier without letters ends when its other papers are issued. Where nothing was issued, nothing ended.
    """
    row = directives.brief(conn, directive_id)
    papers = {key: count for key, count in drafts.tally(conn, directive_id).items() if key[0] != "cover_note"}
    letters = {state for kind, state in papers if kind == "letter"}
    counted = (letters or {state for _, state in papers}) - {"withdrawn"}
    if row.state != "filed" or counted != {"issued"}:
        return []
    statuses.owe(conn, directive_id, statuses.DONE)
    directives.move(conn, row, "done")
    return [Bell("report", directive_id)]
