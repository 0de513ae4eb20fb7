"""The daily digest: what needs a person, as one log line each, with the end of the audit trail for safekeeping."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from services.ledger import findings, waiting
from services.steps.standing import standings

if TYPE_CHECKING:
    from services.context import Service

log = structlog.get_logger()


def digest(service: Service) -> waiting.Waiting:
    """Log what waits; ids and codes only, the sentences stand in the console and in `trienkhai status`.

    `audit_head` in a log that is kept elsewhere lets `trienkhai audit verify --head` see later that the trail was cut
    off or rewritten.
    """
    with service.ledger.read() as conn:
        found, offices = waiting.look(conn), standings(conn, [one.settings for one in service.offices.values()])
    for one in found.questions:
        log.warning("waits_for_a_person", directive=one.directive_id, code=one.code, hold=one.id)
    for office in offices:
        if office.errors or office.paused:
            due = round(office.oldest_due_seconds)
            log.warning("office_unwell", office=office.id, paused=office.paused, errors=len(office.errors), due=due)
    for check in found.unwell:
        log.warning("check_unwell", check=check.name)
    counts = {"questions": len(found.questions), "unwell": len(found.unwell), "stopped": len(found.stopped)}
    log.info("digest", **counts, audit_head=str(found.head))
    told = f"{len(found.questions)} câu hỏi, {len(found.unwell)} cảnh báo, {len(found.stopped)} mục đã dừng; "
    with service.ledger.write() as conn:
        findings.keep(conn, "digest", well=True, told=f"{told}dấu cuối nhật ký {found.head}")
    return found
