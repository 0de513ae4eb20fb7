"""A process that really dies (SIGKILL) at every single point of the flow, with each promise of eGov."""

from __future__ import annotations

import re

import pytest

from services import pipeline
from services.ledger import statuses
from services.ledger.moves import FLOW
from services.sandbox.deliver import deliver_packet
from tests.integration.dying.conftest import PROMISES, assert_well, items, more_than_once
from tests.integration.flow.packets import NEW, packet
from tests.integration.flow.test_updates import CADRES, MONEY, OFFICE

MORE = [
    f"{{n}}. Phòng {name} rà soát các điều kiện an toàn trường học, báo cáo kết quả trước ngày 10/4/2026.\n"
    for name in ("Giáo dục Mầm non", "Giáo dục Tiểu học")
]
#: What the reliability reference calls a point, and where it is here.
NAMED = {
    "taken in": r"poll: _keep_document received committed",
    "before acknowledging": r"poll: POST /confirmReceived to be sent",
    "acknowledged": r"poll: POST /confirmReceived answered",
    "claimed for a step": r"advance received: advance committed",
    "half a file": r"advance planned: file half written",
    "tmp": r"advance planned: file written",
    "blob": r"advance planned: file renamed",
    "rendered": r"advance planned: draft drafted committed",
    "dossier compiled": r"advance checked: compile_ filing committed",
    "claimed": r"file: file committed",
    "intent": r"file: intend .*effect_intent committed",
    "guarded, draft": r"file: POST /drafts to be sent",
    "guarded, assignment": r"file: POST /assignments to be sent",
    "posted": r"file: POST /drafts sent",
    "answered, not recorded": r"file: POST /drafts answered",
    "recorded": r"file: (intend|save) effect_filed.* written",
    "end drawn": r"file: file .*filed.* committed",
    "status sent": r"report: POST /sendDocument sent",
    "status recorded": r"report: send_status status_sent written",
    "rung": r"sweep: sweep committed",
    "tried again by a person": r"retry: retry .* committed",
}


@pytest.mark.parametrize("promise", PROMISES)
def test_each_item_is_there_once_whatever_point_was_the_last(lives, promised, plan, promise):
    promised(promise)
    new = packet(NEW, [plan("dau", OFFICE, CADRES, MONEY)])
    for one in (new, new, b"no packet"):
        deliver_packet(lives.office.database, one)
    lives.live_on([pipeline.poll])
    rows = {row.state: row for row in lives.office.rows().values()}
    assert set(rows) == {"filed", "closed", "quarantined"}
    assert len(items(lives)) == 8
    assert_well(lives)
    with lives.office.ctx.ledger.read() as conn:
        assert [(one.code, one.state) for one in statuses.of(conn, rows["filed"].id)] == [
            (code, "sent") for code in ("01", "03", "04", "05")
        ]
    died = {str(point) for point in lives.died}
    assert {name for name, where in NAMED.items() if not any(re.fullmatch(where, one) for one in died)} == set()
    assert {f"advance {state}" for state in FLOW[:7]} <= {point.doing for point in lives.died}


@pytest.fixture
def compiled(office, plan):
    """A dossier of twelve items that is ready to be filed."""
    handle = deliver_packet(office.database, packet(NEW, [plan("dau", OFFICE, CADRES, MONEY, *MORE)]))
    office.poll()
    row = office.rows()[str(handle)]
    while office.get(row.id).state != "filing":
        before = office.get(row.id).state
        pipeline.advance(office.ctx, row.id)
        assert office.get(row.id).state != before
    return row


#: Created, and not recorded.
UNSURE = r"file: (POST /(drafts|assignments) (sent|answered)|.* effect_filed.* written)"


@pytest.mark.parametrize("control", ["record-after-post", "no-quiesce"])
def test_without_one_law_the_same_deaths_leave_duplicates(lives, promised, compiled, control):
    """Negative control: deaths that find nothing wrong with these are blind."""
    promised("search")
    lives.control = control
    lives.ends = lambda point: re.fullmatch(UNSURE, str(point)) is not None and point not in lives.died
    lives.live_on()
    assert len(items(lives)) == 12
    assert more_than_once(lives) >= 10


#: Not inside a transaction: on SQLite that keeps all others out as well.
FREEZES = r"file: (intend|save) .* committed|file: POST /(drafts|assignments) (to be sent|sent|answered)"


@pytest.mark.parametrize("promise", PROMISES)
def test_a_process_frozen_for_longer_than_its_lease(lives, promised, compiled, promise):
    """One item after the other is filed; at each kind of point of filing a process is stopped while others go on.

    Frozen between the guard and the request it sends what the others have created meanwhile. Where eGov can only be
    searched this cannot be kept from happening (see the delivery guarantees), but the reconciler takes it back.
    """
    promised(promise, batch=1)
    lives.ends = lambda _point: False
    lives.freezes = lambda point: re.fullmatch(FREEZES, str(point)) is not None
    lives.meanwhile = lambda: others(lives)
    lives.live_on()
    assert len(lives.frozen) == 9
    blind = {name for _, name in lives.frozen if name.endswith("to be sent")}
    assert more_than_once(lives) == (len(blind) if promise == "search" else 0)
    lives.clock.set_ahead(1000)
    lives.live("reconcile", pipeline.reconcile)
    assert_well(lives)


def others(lives):
    """The item that the frozen process is at comes to its end by another."""
    (row,) = lives.office.rows().values()
    lives.clock.set_ahead(300)
    lives.live("file", pipeline.file, row.id)
