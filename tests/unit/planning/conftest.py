"""A small office, hand-made: eight units, one of them closed, some group phrases; short ways to write directives."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from services.directive.model import Deadline, Directive, Evidence, Header, Instruction, Quality, Signer, Source, Value
from services.planning.calendar import WorkingCalendar
from services.planning.plan import plan
from services.settings.model import Audience, Topic, TopicItem
from services.units.model import Group, Unit
from services.units.registry import Registry

ISSUED = dt.date(2020, 1, 22)
UNITS = (
    Unit("van-phong", "Văn phòng Sở", "van_phong", groups=frozenset({"noi_bo"})),
    Unit("tccb", "Phòng Tổ chức cán bộ", "phong", aliases=("Phòng TCCB",), groups=frozenset({"noi_bo"})),
    Unit("khtc", "Phòng Kế hoạch - Tài chính", "phong", aliases=("Phòng KHTC",), groups=frozenset({"noi_bo"})),
    Unit("thpt-a", "Trường THPT An Bình", "thpt", groups=frozenset({"truc_thuoc", "hoc_sinh"})),
    Unit("thpt-b", "Trường THPT Bình Minh", "thpt", groups=frozenset({"truc_thuoc", "hoc_sinh"})),
    Unit("gdtx", "Trung tâm GDTX tỉnh", "gdtx", groups=frozenset({"truc_thuoc", "hoc_sinh"})),
    Unit("cdsp", "Trường Cao đẳng Sư phạm", "cao_dang", groups=frozenset({"truc_thuoc", "sinh_vien"})),
    Unit("cu", "Trường THPT Cũ", "thpt", groups=frozenset({"truc_thuoc", "hoc_sinh"}), valid_to=dt.date(2019, 12, 31)),
)
GROUPS = (
    Group("các cơ quan, đơn vị", "all"),
    Group("các cơ quan, đơn vị, trường học", "all"),
    Group("các trường THPT", "kind:thpt"),
    Group("các phòng chuyên môn thuộc Sở", "kind:phong"),
    Group("các đơn vị trực thuộc", "group:truc_thuoc"),
)
TOPIC = Topic(
    id="cchc",
    name="Cải cách hành chính",
    keywords=("cải cách hành chính", "CCHC"),
    audiences=(
        Audience(word="cán bộ", select="all"),
        Audience(word="viên chức", select="all"),
        Audience(word="học sinh", select="group:hoc_sinh"),
        Audience(word="cha mẹ học sinh", select="group:hoc_sinh"),
        Audience(word="sinh viên", select="group:sinh_vien"),
    ),
    items=(
        TopicItem(
            id="mot-cua",
            name="Một cửa",
            any=("một cửa",),
            none=("hội thi",),
            select="unit:van-phong",
            product="Tin, bài",
        ),
        TopicItem(
            id="hoi-thi", name="Hội thi", all=("hội thi",), select="kind:thpt", channels=("Hội thi",), measure="Số bài"
        ),
        TopicItem(id="noi-dung", name="Nội dung", any=("tuyên truyền",), select="all"),
    ),
)


def evidence(text: str) -> Evidence:
    return Evidence(page=1, line=1, quote=text)


def value(text: str) -> Value:
    return Value(text, Source.NATIVE, 1.0)


def explicit(key, text, lead, coordinating=(), *, deadline=None, confidence=0.95):
    return Instruction(key, key, "giao", tuple(lead), tuple(coordinating), text, deadline, evidence(text), confidence)


def implicit(key, text, lead=()):
    return Instruction(
        key, key.split("#", maxsplit=1)[0], "implicit", tuple(lead), (), text, None, evidence(text), 0.55, implicit=True
    )


def directive(*instructions, abstract="Tuyên truyền cải cách hành chính", issuer=None, addressees=(), recipients=()):
    return Directive(
        file="kh.pdf",
        header=Header(abstract=value(abstract), issuer=value(issuer) if issuer else None),
        signer=Signer(),
        addressees=addressees,
        recipients=recipients,
        references=(),
        sections=(),
        instructions=instructions,
        report_duties=(),
        quality=Quality(Source.NATIVE, 1.0),
    )


def planned(*instructions, topics=(TOPIC,), answers=None, on=ISSUED, **more):
    own_names = ("Sở Giáo dục và Đào tạo", "Sở Giáo dục và Đào tạo tỉnh Tây Ninh", "Sở")
    registry = Registry(UNITS, GROUPS, own_names)
    return plan(directive(*instructions, **more), registry, topics, WorkingCalendar(), on, own_names, answers)


def roles(made):
    """Who got what in which role."""
    return [(each.unit, each.instruction, each.role.value) for each in made.assignments]


@pytest.fixture(scope="session")
def office() -> SimpleNamespace:
    """The hand-made office and its short-hands under one name."""
    functions = (explicit, implicit, directive, planned, roles)
    names = {function.__name__: function for function in functions}
    return SimpleNamespace(ISSUED=ISSUED, UNITS=UNITS, GROUPS=GROUPS, TOPIC=TOPIC, Deadline=Deadline, **names)
