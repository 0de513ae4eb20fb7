"""What one office suffers, no other one feels: down, refused, paused, flooded; and no secret goes astray."""

from __future__ import annotations

import dataclasses

import pytest
import requests.adapters
from pydantic import SecretStr
from typer.testing import CliRunner

from services.cli.commands import app
from services.ledger import holds
from services.office.connect import open_axis, open_desk
from services.office.connectors.ioffice import IofficeSettings
from services.sandbox.deliver import deliver_packet
from services.sandbox.tokens import Tokens
from services.steps.standing import standings
from tests.integration.offices.conftest import FIRST, ORGANS, SECOND, TOKENS


@pytest.fixture
def seen(monkeypatch):
    """Every request that leaves this process: address and all its headers."""
    real, requests_sent = requests.adapters.HTTPAdapter.send, []

    def send(adapter, request, *args, **kwargs):
        requests_sent.append((request.url, str(request.headers)))
        return real(adapter, request, *args, **kwargs)

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    return requests_sent


def states(house, office):
    return [row.state for row in house.rows(office)]


def standing(house, office):
    with house.service.ledger.read() as conn:
        settings = [ctx.settings for ctx in house.service.offices.values()]
        return next(one for one in standings(conn, settings) if one.id == office)


def put_off(house, office, **changes):
    """Let an office's connections point elsewhere, as if its eGov were gone."""
    ctx = house.service.offices[office]
    axis = open_axis(ctx.settings.axis.model_copy(update=changes))
    desk = open_desk(ctx.settings.desk.model_copy(update=changes))
    house.service.offices[office] = dataclasses.replace(ctx, axis=axis, desk=desk)


def test_the_same_plan_sent_to_two_offices_is_worked_by_each_with_its_own_settings(house, plan, header, seen):
    for office in (FIRST, SECOND):
        house.deliver(office, [plan], header(issuer_organ_id="000.00.00.H53"))
    house.turn()
    assert (states(house, FIRST), states(house, SECOND)) == (["filed"], ["filed"])
    references = {row.reference for office in ORGANS for row in house.rows(office)}
    assert len(references) == 2
    for office, unit in ((FIRST, "Văn phòng Sở"), (SECOND, "Văn phòng UBND xã Mẫu")):
        (dossier,) = requests.get(f"{house.roots[office]}/status.json", timeout=5).json()["dossiers"].values()
        assert dossier["drafts"]["letter"] == 1
        assert dossier["statuses"] == ["01", "03", "04", "05"]
        assert unit in requests.get(f"{house.roots[office]}/ho-so/1", timeout=5).text
    for office, root in house.roots.items():
        headers = [sent for url, sent in seen if url.startswith(root) and "Authorization" in sent]
        (other,) = set(TOKENS) - {office}
        assert headers
        assert all(TOKENS[other] not in sent and ORGANS[other] not in sent for sent in headers)


@pytest.mark.parametrize("changes", [{"base_url": "http://127.0.0.1:9/"}, {"token": "het-han"}], ids=["down", "401"])
@pytest.mark.parametrize(("bad", "good"), [(FIRST, SECOND), (SECOND, FIRST)])
def test_an_office_that_cannot_be_reached_delays_nobody(house, plan, header, changes, bad, good):
    put_off(house, bad, **{key: SecretStr(value) if key == "token" else value for key, value in changes.items()})
    for office in (FIRST, SECOND):
        house.deliver(office, [plan], header())
    house.turn()
    assert (states(house, bad), states(house, good)) == ([], ["filed"])
    assert standing(house, bad).errors
    assert (standing(house, good).errors, standing(house, bad).last_ok_at) == ((), None)


def test_a_token_that_http_cannot_carry_stops_only_its_office(house, plan, header):
    (house.config / "xa.txt").write_text("mã\ttruy cập", encoding="utf-8")
    house.service.ledger.close()
    house.service = house.open()
    for office in (FIRST, SECOND):
        house.deliver(office, [plan], header())
    house.turn()
    assert (states(house, FIRST), states(house, SECOND)) == (["filed"], [])
    assert "ký tự lạ" in standing(house, SECOND).errors[0]


def test_a_mended_token_is_used_at_once_when_a_person_asks(house, plan, header, monkeypatch):
    token = house.config / "xa.txt"
    token.write_text("ma-cu", encoding="utf-8")
    house.service.ledger.close()
    house.service = house.open()
    house.deliver(SECOND, [plan], header())
    house.turn()
    token.write_text(TOKENS[SECOND], encoding="utf-8")
    house.turn()
    assert (states(house, SECOND), bool(standing(house, SECOND).errors)) == ([], True)
    monkeypatch.setenv("TRIENKHAI_CONFIG", str(house.config))
    monkeypatch.setenv("TRIENKHAI_DATA", str(house.data))
    done = CliRunner().invoke(app, ["office", "sync", SECOND])
    assert (done.exit_code, "1 văn bản mới" in done.stdout) == (0, True)
    house.service.ledger.close()
    house.service = house.open()
    house.turn()
    assert (states(house, SECOND), standing(house, SECOND).errors) == (["filed"], ())


def test_a_login_that_gives_a_token_http_cannot_carry_stops_only_its_office(house, plan, header, monkeypatch):
    ctx = house.service.offices[SECOND]
    login = {"username": "trienkhai", "password": SecretStr(TOKENS[SECOND])}
    url = f"{house.roots[SECOND]}/ioffice"
    settings = IofficeSettings(profile="ioffice", base_url=url, idempotency_key=True, **login)
    house.service.offices[SECOND] = dataclasses.replace(ctx, desk=open_desk(settings))
    monkeypatch.setattr(Tokens, "give", lambda _self: "mã-lạ")
    for office in (FIRST, SECOND):
        house.deliver(office, [plan], header())
    house.turn()
    assert (states(house, FIRST), states(house, SECOND)) == (["filed"], ["filing"])
    assert "ký tự lạ" in standing(house, SECOND).errors[0]
    with house.service.ledger.read() as conn:
        assert holds.waiting(conn) == []


def test_a_flood_of_broken_packets_leaves_the_other_office_its_turn(house, plan, header):
    for number in range(130):
        deliver_packet(house.databases[FIRST], f"<edXML><hong {number}".encode())
    house.deliver(SECOND, [plan], header())
    house.turn(rounds=12)
    assert len(house.rows(FIRST)) == 100
    assert states(house, SECOND) == ["filed"]


def test_a_paused_office_rests_and_goes_on_where_it_stopped(house, plan, header):
    for office in (FIRST, SECOND):
        house.deliver(office, [plan], header())
    house.pause(FIRST)
    house.turn()
    assert (states(house, FIRST), states(house, SECOND)) == ([], ["filed"])
    assert standing(house, FIRST).paused
    from services.ledger import pauses

    with house.service.ledger.write() as conn:
        assert pauses.lift(conn, FIRST, "thử")
    house.turn()
    assert states(house, FIRST) == ["filed"]


def test_a_decision_on_another_offices_draft_is_not_taken(house, plan, header):
    from services.ledger import drafts
    from services.office.port import ClerkDecision
    from services.steps import outbox

    house.deliver(FIRST, [plan], header())
    house.turn()
    with house.service.ledger.write() as conn:
        letter = next(one for one in drafts.letters_of(conn, house.rows(FIRST)[0].id) if one.kind == "letter")
        decision = ClerkDecision(letter.reference, "accepted")
        assert outbox.take_decision(conn, SECOND, decision) is None
        assert outbox.take_decision(conn, FIRST, decision) == []
