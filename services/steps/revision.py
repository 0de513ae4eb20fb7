"""Drafting a new content of a directive that was worked before: only what no longer holds is drafted again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from services.directive.model import Directive
from services.ledger import directives
from services.ledger.codec import loads
from services.ledger.moves import UNTOUCHED
from services.ledger.names import LETTER_NAMES
from services.letters import citation
from services.letters.contents.registry import CHANGES
from services.letters.draft import draft
from services.letters.model import Revision
from services.steps import changes
from services.steps.dossier import COVER_NOTE_POSITION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row

    from services.letters.model import Draft, Work
    from services.letters.template import TemplateSet
    from services.planning.difference import Difference
    from services.units.registry import Registry

KINDS = {"update": "cập nhật", "replace": "thay thế"}


def revised(conn: Connection, registry: Registry, row: Row[Any], work: Work, found: Difference | None) -> Work:
    """The work with what it changes, for the note that shows it."""
    if found is None:
        return work
    original = directives.get(conn, row.original_id)
    named = {*found.outdated, *found.same, *(unit for one in found.changes for unit in one.units)}
    letters = [one for one in changes.standing(conn, original) if one.unit_id in found.outdated]
    told = Revision(
        kind=KINDS.get(row.change, "thay đổi"),
        earlier=_cited(original),
        dossier=original.reference or original.id,
        difference=found,
        names={unit.id: unit.name for unit in registry.units if unit.id in named},
        kept=tuple((one.title, LETTER_NAMES[one.state]) for one in letters if one.state not in UNTOUCHED),
    )
    return replace(work, revision=told)


def _cited(original: Row[Any]) -> str:
    if original.understanding is None:
        return str(original.symbol or original.id)
    return citation.short(loads(Directive, original.understanding))


def drafts(work: Work, templates: TemplateSet) -> Iterator[tuple[int, Draft]]:
    """All drafts but the cover note, with their place; of a revision the letters it needs, and the note on changes."""
    if work.revision is None:
        yield from enumerate(draft(work, templates), COVER_NOTE_POSITION + 1)
        return
    papers = (*_letters(work, templates), *_others(work, templates), *draft(work, templates, (CHANGES,)))
    yield from enumerate(papers, COVER_NOTE_POSITION + 1)


def _letters(work: Work, templates: TemplateSet) -> list[Draft]:
    """The letters to the units whose earlier draft no longer holds."""
    wanted = work.revision.difference.redrafted if work.revision else ()
    given = tuple(one for one in work.plan.assignments if one.unit in wanted)
    limited = replace(work, plan=replace(work.plan, units=wanted, assignments=given))
    return [one for one in draft(limited, templates) if one.kind == "letter"] if wanted else []


def _others(work: Work, templates: TemplateSet) -> list[Draft]:
    """The papers there is one of, over the whole plan."""
    return [one for one in draft(work, templates) if one.kind != "letter"]
