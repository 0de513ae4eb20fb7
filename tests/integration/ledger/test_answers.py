"""Answers at the door: what is not asked for, or cannot be what it is given for, is refused and leaves no trace."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from sqlalchemy import update

from services.directive.merging import merge, typed_day
from services.directive.model import Doubt, Header, Source, Value
from services.ledger import directives, holds
from services.ledger.tables import directives as directives_table
from services.planning.answers import NOT_WAITING
from services.planning.model import Plan
from services.settings.load import load_settings
from services.steps import recovery
from services.steps.answering import UnknownAnswerError, WrongAnswerError, require_places, require_units


@pytest.fixture
def stopped(ledger):
    """Make a directive that is held for one question."""

    def make(code, *states):
        with ledger.write() as conn:
            key = directives.receive(conn, "so", "7", "a" * 64)
            for state in states:
                directives.move(conn, directives.get(conn, key), state)
            holds.hold(conn, directives.get(conn, key), code, "Câu hỏi?")
        return key

    return make


def answer(ledger, key, **answers):
    with ledger.write() as conn:
        return recovery.resume(conn, directives.get(conn, key), answers, "văn thư")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("issued_on", "32/13/2026", "issued_on phải là một ngày có thật, .*đã nhận “32/13/2026”"),
        ("number", "abc", "number phải là số của văn bản"),
        ("notation", "KH SGDĐT", "notation phải là ký hiệu không có khoảng trống"),
        ("abstract", " ", "chưa có giá trị"),
    ],
)
def test_a_wrong_value_leaves_the_question_open(ledger, stopped, name, value, told):
    key = stopped("header", "fetched", "read")
    with pytest.raises(WrongAnswerError, match=told):
        answer(ledger, key, **{name: value})
    with ledger.read() as conn:
        assert (len(holds.waiting(conn)), directives.get(conn, key).state) == (1, "held")
    assert answer(ledger, key, number="162", issued_on="20/11/2026", notation="KH-SGDĐT") == "read"


@pytest.mark.parametrize(("name", "value"), [("confirm", "yes"), ("accept", "no"), ("not_secret", "yes")])
def test_a_decision_that_nobody_asked_for_is_refused(ledger, stopped, name, value):
    key = stopped("no_unit", "fetched", "read", "understood")
    with pytest.raises(UnknownAnswerError, match=f"không được hỏi “{name}”. Câu hỏi đang chờ: Câu hỏi?"):
        answer(ledger, key, **{name: value})
    with ledger.read() as conn:
        row = directives.get(conn, key)
    assert (row.state, row.answers) == ("held", "{}")


def test_what_was_asked_for_is_taken(ledger, stopped):
    key = stopped("wrong_addressee")
    assert answer(ledger, key, accept="yes") == "received"


STEPS = ("fetched", "read", "understood", "planned", "drafted", "checked", "filing")


@pytest.mark.parametrize(
    ("held_in", "told", "goes_on_from"),
    [
        ("received", {"number": "162"}, "received"),
        ("understood", {"number": "162"}, "read"),
        ("understood", {"assign_to": "van-phong"}, "understood"),
        ("drafted", {}, "planned"),
        ("drafted", {"assign_to:V.1": "van-phong"}, "understood"),
        ("drafted", {"assign_to": "van-phong", "issued_on": "20/11/2026"}, "read"),
    ],
)
def test_a_fact_told_late_takes_the_flow_back_to_the_step_that_uses_it(ledger, stopped, held_in, told, goes_on_from):
    states = STEPS[: STEPS.index(held_in) + 1] if held_in in STEPS else ()
    assert answer(ledger, stopped("formality", *states), **told) == goes_on_from


def test_a_fact_told_late_has_a_change_that_was_agreed_to_confirmed_anew(ledger, stopped):
    """It may become another change, and nothing is withdrawn without a person's word."""
    key = stopped("formality", *STEPS[: STEPS.index("drafted") + 1])
    with ledger.write() as conn:
        values = {"original_id": "abc", "answers": json.dumps({"confirm": "yes", "place": "Tây Ninh"})}
        conn.execute(update(directives_table).where(directives_table.c.id == key).values(**values))
    assert answer(ledger, key, issued_on="20/11/2026") == "read"
    with ledger.read() as conn:
        assert json.loads(directives.get(conn, key).answers) == {"place": "Tây Ninh", "issued_on": "20/11/2026"}


def test_a_fact_is_not_told_together_with_a_confirmation(ledger, stopped):
    key = stopped("change", *STEPS[: STEPS.index("planned") + 1])
    with pytest.raises(WrongAnswerError, match="confirm không trả lời cùng lúc với assign_to"):
        answer(ledger, key, confirm="yes", assign_to="van-phong")


def test_what_was_closed_while_it_was_filed_is_not_reopened(ledger, stopped):
    key = stopped("effects_stopped", *STEPS)
    with ledger.write() as conn:
        recovery.close(conn, directives.get(conn, key), "không cần", "văn thư")
    for told in ({}, {"number": "5"}):
        with pytest.raises(recovery.NotWaitingError, match="đóng khi đang nộp nên không mở lại được"):
            answer(ledger, key, **told)


def test_a_fact_is_refused_once_its_drafts_are_with_egov(ledger, stopped):
    key = stopped("effects_stopped", *STEPS)
    with pytest.raises(UnknownAnswerError, match="đang nộp vào eGov, “assign_to” không đổi được nữa"):
        answer(ledger, key, assign_to="van-phong")
    assert answer(ledger, key) == "filing"


def test_secrecy_told_by_the_axis_is_no_misread_mark(ledger, stopped):
    key = stopped("secret")
    with pytest.raises(UnknownAnswerError, match="not_secret"):
        answer(ledger, key, not_secret="yes")


@pytest.fixture(scope="module")
def registry():
    return load_settings().registry


@pytest.mark.parametrize("value", ["van-phong", "all", "van-phong, group:noi_bo", "kind:thpt"])
def test_units_that_exist_are_taken(registry, value):
    require_units({"assign_to": value}, registry, dt.date(2026, 11, 20))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("vanphong", "Không có đơn vị mã “vanphong”; có phải “van-phong”?"),
        ("van-phong, xyzw", "Không có đơn vị mã “xyzw”. Xem mã"),
        ("kind:khong-co", "“kind:khong-co” của assign_to không chọn được đơn vị nào"),
    ],
)
def test_a_unit_that_does_not_exist_is_refused_at_once(registry, value, told):
    for name in ("assign_to", "assign_to:V.1"):
        with pytest.raises(WrongAnswerError, match=re.escape(told)):
            require_units({name: value}, registry, dt.date(2026, 11, 20))


def test_an_answer_for_one_place_is_kept_beside_the_general_one(ledger, stopped):
    key = stopped("no_unit", "fetched", "read", "understood")
    given = {"assign_to": "van-phong", "assign_to:v.1#2": "phong-khtc"}
    assert answer(ledger, key, **given) == "understood"
    with ledger.read() as conn:
        assert json.loads(directives.get(conn, key).answers) == given


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("assign_to:", "van-phong", "Không có mục “assign_to:”. Có phải “assign_to”?"),
        ("number:V.1", "162", "Không có mục “number:V.1”. Có phải “number”?"),
        ("assign_to:V.1", " ", "assign_to:V.1 chưa có giá trị"),
    ],
)
def test_only_units_are_told_for_a_place(ledger, stopped, name, value, told):
    key = stopped("no_unit", "fetched", "read", "understood")
    with pytest.raises((UnknownAnswerError, WrongAnswerError), match=re.escape(told)):
        answer(ledger, key, **{name: value})


def test_a_place_at_which_nothing_is_open_is_refused():
    doubt = Doubt(NOT_WAITING, "Không có nội dung nào chờ chọn đơn vị tại “v.9”.")
    require_places(Plan(None, (), ()))
    with pytest.raises(WrongAnswerError, match=re.escape(doubt.message)):
        require_places(Plan(None, (), (), doubts=(doubt,)))


@pytest.mark.parametrize(
    ("typed", "day"),
    [("20/11/2026", "2026-11-20"), ("2026-11-20", "2026-11-20"), ("31/2/2026", None), ("2026-02-31", None)],
)
def test_days_as_clerks_type_them(typed, day):
    page = Header(issued_on=Value("2020-01-22", Source.NATIVE, 1.0))
    merged, _ = merge(page, None, {"issued_on": typed})
    assert merged.issued_on.text == (day or "2020-01-22")
    assert bool(typed_day(typed)) == bool(day)
