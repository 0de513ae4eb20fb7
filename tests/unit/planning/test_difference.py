"""What a new content changes, in tables: one old and one new plan in, the difference out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.directive.model import Evidence, Header, Source, Value
from services.planning.difference import difference, differing
from services.planning.model import Assignment, Plan, Role

EVIDENCE = Evidence(1, 1, "…")
MEETING = "Tổ chức họp phụ huynh đầu năm học"
TRAINING = "Tập huấn kỹ năng phòng cháy cho nhân viên"
HEADER = Header(abstract=Value("An toàn trường học", Source.NATIVE, 1.0, EVIDENCE))


def work(unit, text, key="I.1#1", day=None, role=Role.IMPLEMENTING):
    return Assignment(unit, unit, role, text, key, "I", EVIDENCE, "quy tắc", 1.0, due_on=day)


def plan(*assignments):
    units = tuple(dict.fromkeys(one.unit for one in assignments))
    return Plan(None, units, assignments)


MAY, JUNE = dt.date(2026, 5, 20), dt.date(2026, 6, 20)
OLD = plan(work("a", MEETING, day=MAY), work("b", MEETING, day=MAY), work("c", TRAINING))


@pytest.mark.parametrize(
    ("new", "redrafted", "dropped", "same", "told"),
    [
        (OLD, (), (), ("a", "b", "c"), []),
        (
            plan(work("a", MEETING, day=JUNE), work("b", MEETING, day=JUNE), work("c", TRAINING)),
            ("a", "b"),
            (),
            ("c",),
            [("thời hạn",)],
        ),
        (plan(work("a", MEETING, day=MAY), work("b", MEETING, day=MAY)), (), ("c",), ("a", "b"), [("không còn",)]),
        (plan(*OLD.assignments, work("d", TRAINING)), ("d",), (), ("a", "b", "c"), [("thêm mới",)]),
        (
            plan(work("a", MEETING + " và học sinh", day=MAY), *OLD.assignments[1:]),
            ("a",),
            (),
            ("b", "c"),
            [("nội dung",)],
        ),
        (
            plan(work("a", TRAINING, day=MAY), *OLD.assignments[1:]),
            ("a",),
            (),
            ("b", "c"),
            [("thêm mới",), ("không còn",)],
        ),
    ],
    ids=["same", "day", "gone", "added", "reworded", "exchanged"],
)
def test_what_differs(new, redrafted, dropped, same, told):
    found = difference(OLD, new, HEADER, HEADER)
    assert (found.redrafted, found.dropped, found.same) == (redrafted, dropped, same)
    assert [differing(one) for one in found.changes] == told


def test_where_it_stands_in_the_document_does_not_matter():
    moved = plan(*(replace(one, instruction="II.7#3", section="II") for one in reversed(OLD.assignments)))
    assert difference(OLD, moved, HEADER, HEADER).changes == ()


def test_another_header_means_every_letter_because_all_cite_it():
    header = replace(HEADER, abstract=Value("An toàn giao thông", Source.NATIVE, 1.0, EVIDENCE))
    found = difference(OLD, OLD, HEADER, header)
    assert [(one.field, one.before, one.after) for one in found.header] == [
        ("trích yếu", "An toàn trường học", "An toàn giao thông")
    ]
    assert (found.redrafted, found.same, found.changes) == (("a", "b", "c"), (), ())


UNITS = st.sampled_from(["a", "b", "c", "d"])
PLANS = st.lists(
    st.builds(
        work, UNITS, st.sampled_from([MEETING, TRAINING, MEETING + " cuối năm"]), day=st.sampled_from([None, MAY, JUNE])
    ),
    max_size=8,
).map(lambda some: plan(*some))


@given(PLANS, PLANS)
def test_every_unit_is_accounted_for_once(old, new):
    found = difference(old, new, HEADER, HEADER)
    assert sorted((*found.redrafted, *found.same)) == sorted(new.units)
    assert set(found.dropped) == set(old.units) - set(new.units)
    assert {unit for one in found.changes for unit in one.units} == {*found.redrafted, *found.dropped}


@given(PLANS)
def test_a_plan_differs_in_nothing_from_itself(some):
    assert difference(some, some, HEADER, HEADER).changes == ()


@given(PLANS, PLANS, st.sets(UNITS))
def test_redrafting_more_moves_units_and_loses_none(old, new, more):
    found = difference(old, new, HEADER, HEADER)
    moved = found.redrafting(sorted(more))
    assert sorted((*moved.redrafted, *moved.same)) == sorted((*found.redrafted, *found.same))
    assert not set(moved.same) & more
