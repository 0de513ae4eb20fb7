"""Laws of planning: nothing lost, nothing twice, nothing invented, nobody who did not exist."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from services.directive.model import Directive, Evidence, Header, Instruction, Quality, Signer, Source, Value
from services.planning.calendar import WorkingCalendar
from services.planning.plan import plan
from services.settings.model import Audience, Topic, TopicItem
from services.units.model import Group, Unit
from services.units.registry import Registry

DAY = dt.date(2020, 1, 22)
PEOPLE = ("cán bộ", "viên chức", "học sinh", "sinh viên")
KINDS = ("phong", "thpt", "cao_dang")
UNITS = ("Phòng Xanh", "Trường Đỏ", "Trường Vàng", "Phòng Tím", "Trường Trắng")
GROUPS = (Group("các cơ quan, đơn vị", "all"), Group("các trường", "kind:thpt kind:cao_dang"))
TOPIC = Topic(
    id="t",
    name="Chủ đề",
    keywords=("chủ đề",),
    audiences=(
        *(Audience(word=word, select="all") for word in PEOPLE[:2]),
        Audience(word="học sinh", select="kind:thpt"),
        Audience(word="sinh viên", select="kind:cao_dang"),
    ),
    items=(
        TopicItem(id="a", name="A", any=("một cửa",), select="kind:phong"),
        TopicItem(id="b", name="B", any=("hội thi",), select="kind:thpt"),
        TopicItem(id="c", name="C", any=("tuyên truyền",), select="all"),
    ),
)
MENTIONS = (
    *UNITS,
    *(group.phrase for group in GROUPS),
    "Thủ trưởng các cơ quan, đơn vị",
    "Sở Y tế",
    "cơ quan liên quan",
)

days = st.sampled_from([None, dt.date(2019, 1, 1), DAY, dt.date(2021, 1, 1)])
units = st.tuples(
    *(
        st.builds(Unit, st.just(f"u{n}"), st.just(name), st.sampled_from(KINDS), valid_from=days, valid_to=days)
        for n, name in enumerate(UNITS)
    )
)
mentions = st.lists(st.sampled_from(MENTIONS), max_size=3, unique=True).map(tuple)
people = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4, unique=True).map(
    lambda words: " và ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]
)
texts = st.builds(
    "{} đến {}; {}".format, st.sampled_from(("Tuyên truyền", "Hội thi", "Một cửa", "Rà soát")), people, people
)


@st.composite
def directives(draw):
    count = draw(st.integers(1, 5))
    instructions = tuple(draw(instruction(f"II.1#{n}")) for n in range(count))
    return Directive(
        "a.pdf", Header(abstract=Value("Chủ đề", Source.NATIVE, 1.0)), Signer(), draw(mentions), draw(mentions),
        (), (), instructions, (), Quality(Source.NATIVE, 1.0),
    )  # fmt: skip


@st.composite
def instruction(draw, key):
    text = draw(texts)
    implicit = draw(st.booleans())
    lead = draw(mentions) if not implicit or draw(st.booleans()) else ()
    coordinating = () if implicit else draw(mentions)
    return Instruction(key, "II.1", "giao", lead, coordinating, text, None, Evidence(1, 1, text), 0.9, implicit)


def words(text: str) -> Counter[str]:
    return Counter(regex.findall(r"\w+", text.casefold()))


topics = st.sampled_from([(), (TOPIC,)])
answers = st.sampled_from(
    [{}, {"assign_to": "all"}, {"assign_to": "u0,u3", "assign_to:II.1-y2": "u1"}, {"assign_to": "nobody"}]
)


@settings(max_examples=150, deadline=None)
@given(directives(), units, topics, answers)
def test_laws(directive, rows, chosen_topics, answer):
    registry = Registry(rows, GROUPS, ("Sở",))
    made = plan(directive, registry, chosen_topics, WorkingCalendar(), DAY, ("Sở",), answer)
    by_key = {each.key: each for each in directive.instructions}

    # keys are unique, and a unit has one role in a clause
    assert len({each.key for each in made.assignments}) == len(made.assignments)
    pairs = [(each.unit, each.instruction) for each in made.assignments]
    assert len(set(pairs)) == len(pairs)

    # nobody who did not exist on the day; the plan's units are those with an assignment, in registry order
    alive = [unit.id for unit in registry.valid_on(DAY)]
    assert {unit for unit, _ in pairs} <= set(alive)
    assert list(made.units) == [unit for unit in alive if unit in {unit for unit, _ in pairs}]

    # an order reaches exactly the units that its mentions mean, each once, whatever its other mentions
    if not answer:
        for key, each in by_key.items():
            if not each.implicit:
                meant = {
                    unit for said in (*each.lead, *each.coordinating) for unit in registry.resolve(said, DAY).unit_ids
                }
                assert {unit for unit, at in pairs if at == key} == meant

    # every instruction is accounted for: assigned or open; and never silently
    open_keys = {each.instruction for each in made.unassigned}
    assert {key for _, key in pairs} | open_keys == set(by_key)
    asked = " ".join(each.message for each in made.doubts)
    assert all(each.reason in asked for each in made.unassigned)

    # content items: the addressed units are assigned or excluded by a stated rule, exactly once, all the same ones
    excluded = [(each.unit, each.instruction) for each in made.exclusions]
    assert not set(excluded) & set(pairs)
    assert len(set(excluded)) == len(excluded)
    assert all(each.rule for each in made.exclusions)
    if not answer:
        reached = [
            {unit for unit, at in pairs + excluded if at == key} for key, each in by_key.items() if each.implicit
        ]
        assert all(units == reached[0] for units in reached)

    # nothing is invented: the words are the instruction's own, in no greater number ("và" may move), evidence is whole
    for each in made.assignments:
        source = by_key[each.instruction]
        assert not words(each.text) - words(source.text)
        assert each.evidence == source.evidence
        assert each.rule

    # the same input gives the same plan
    assert made == plan(directive, registry, chosen_topics, WorkingCalendar(), DAY, ("Sở",), answer)


DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))
CALENDARS = st.builds(
    lambda off, worked: WorkingCalendar(off - worked, worked),
    st.frozensets(DAYS, max_size=9),
    st.frozensets(DAYS.filter(lambda day: day.weekday() >= 5), max_size=9),
)
TERMS = st.integers(0, 60)


@given(DAYS, TERMS, CALENDARS)
def test_a_term_in_working_days_counts_exactly_its_days(start, count, calendar):
    last = calendar.add_working_days(start, count)
    passed = [start + dt.timedelta(days=n) for n in range(1, (last - start).days + 1)]
    assert sum(map(calendar.is_working, passed)) == count
    assert last == start or calendar.is_working(last)


@given(DAYS, TERMS, TERMS, CALENDARS)
def test_terms_add_up_and_grow(start, one, other, calendar):
    assert calendar.add_working_days(calendar.add_working_days(start, one), other) == calendar.add_working_days(
        start, one + other
    )
    assert calendar.add_working_days(start, one) < calendar.add_working_days(start, one + 1)


@given(DAYS, TERMS, CALENDARS)
def test_a_term_in_calendar_days_never_ends_early_nor_on_a_day_off(start, days, calendar):
    last = calendar.due_within(start, days)
    assert calendar.is_working(last)
    skipped = [day for n in range((last - start).days - days) if (day := start + dt.timedelta(days=days + n))]
    assert not any(map(calendar.is_working, skipped))


@given(DAYS, CALENDARS)
def test_the_nearest_working_days_enclose_a_day_off(day, calendar):
    before, after = calendar.previous_working(day), calendar.next_working(day)
    assert before <= day <= after
    assert (before == after) is calendar.is_working(day)
