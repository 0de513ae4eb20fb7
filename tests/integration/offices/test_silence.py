"""A service that has stopped asking is told of, though nothing is due: no worker, no scheduler, or a full disk."""

from __future__ import annotations

from sqlalchemy import update

from services.ledger import pauses
from services.ledger.clock import millis, seconds_since
from services.ledger.tables import pauses as paused
from services.ledger.tables import polls
from services.steps import standing
from services.steps.standing import standings
from tests.integration.offices.conftest import FIRST, SECOND


def stand(house):
    with house.service.ledger.read() as conn:
        return {one.id: one for one in standings(conn, [ctx.settings for ctx in house.service.offices.values()])}


def minutes_pass(house, minutes):
    with house.service.ledger.write() as conn:
        conn.execute(update(polls).values(last_at=polls.c.last_at - millis(60 * minutes)))


def test_an_axis_that_nobody_asks_any_more_is_told_and_one_that_rests_is_not(house):
    house.turn()
    assert not any(one.silent for one in stand(house).values())
    minutes_pass(house, 3.5)
    assert not any(one.silent for one in stand(house).values())
    minutes_pass(house, 1)
    assert "trục không được hỏi nữa từ " in stand(house)[FIRST].errors[0]
    house.pause(SECOND)
    with house.service.ledger.write() as conn:
        pauses.stop(conn, pauses.axis_of(FIRST), pauses.CREDENTIALS, "mã truy cập")
    assert not any(one.silent for one in stand(house).values())
    house.turn()


def test_an_office_that_goes_on_after_a_pause_has_time_to_be_asked(house, monkeypatch):
    house.turn()
    house.pause(FIRST)
    minutes_pass(house, 60)
    with house.service.ledger.write() as conn:
        assert pauses.lift(conn, FIRST, "thử")
    assert (stand(house)[FIRST].silent, stand(house)[SECOND].silent) == (False, True)
    monkeypatch.setattr(standing, "seconds_since", lambda conn, at: seconds_since(conn, at) + 60 * 5)
    assert stand(house)[FIRST].silent


def test_an_axis_whose_rest_has_ended_is_to_be_asked_again(house):
    house.turn()
    minutes_pass(house, 60)
    with house.service.ledger.write() as conn:
        pauses.stop(conn, pauses.axis_of(FIRST), pauses.CREDENTIALS, "mã truy cập")
        conn.execute(update(paused).values(until=paused.c.until - millis(60 * 4)))
    assert not stand(house)[FIRST].silent
    with house.service.ledger.write() as conn:
        conn.execute(update(paused).values(until=paused.c.until - millis(60 * 3)))
    assert "trục không được hỏi nữa từ " in stand(house)[FIRST].errors[0]
