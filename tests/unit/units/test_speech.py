"""How an office is spoken of: abbreviations, namesakes, names known only to be recognised."""

from __future__ import annotations

import datetime as dt

import pytest

from services.units.model import Group, Unit
from services.units.registry import Registry
from services.units.speech import spelt_out

DAY, LAST = dt.date(2026, 3, 2), dt.date(2025, 6, 30)
SHORT = {"TT": "trung tâm", "GD&ĐT": "giáo dục và đào tạo", "THPT": "trung học phổ thông", "TP": "thành phố"}
REGISTRY = Registry(
    [
        Unit("gdtx", "Trung tâm Học tập tỉnh", "gdtx"),
        Unit("a", "Trường THPT Lê Lợi (An Bình)", "thpt", shared_names=("Trường THPT Lê Lợi",)),
        Unit("b", "Trường THPT Lê Lợi (Bình An)", "thpt", shared_names=("Trường THPT Lê Lợi",)),
        Unit("c", "Trường THPT Quang Trung", "thpt", shared_names=("Trường THPT Nguyễn Huệ",)),
        Unit("pgd", "Phòng GD&ĐT TP An Bình", "pgd", valid_to=LAST, mention_only=True),
        Unit("xa", "UBND phường An Bình", "xa", valid_from=LAST + dt.timedelta(1), predecessors=("pgd",)),
    ],
    [Group("các trường THPT", "kind:thpt"), Group("các đơn vị", "addressed kind:thpt kind:gdtx")],
    ["Sở", "Sở GD&ĐT"],
    SHORT,
    "tỉnh Mẫu",
)


@pytest.mark.parametrize(
    ("mention", "units"),
    [
        ("TT Học tập tỉnh", ("gdtx",)),
        ("tt học tập tỉnh", ("gdtx",)),
        ("Trường Trung học phổ thông Quang Trung", ("c",)),
        ("các trường THPT trong toàn tỉnh", ("a", "b", "c")),
        ("các trường THPT trên địa bàn tỉnh Mẫu", ("a", "b", "c")),
        ("các trường THPT tỉnh Mẫu", ("a", "b", "c")),
        ("mọi trường THPT", ("a", "b", "c")),
        ("các đơn vị", ("gdtx", "a", "b", "c")),
        ("các đơn vị trên địa bàn tỉnh", ()),
        ("các trường THPT trên địa bàn thành phố", ()),
        ("TTT Học tập tỉnh", ()),
    ],
)
def test_abbreviations_and_land(mention: str, units: tuple[str, ...]) -> None:
    assert REGISTRY.resolve(mention, DAY).unit_ids == units


@pytest.mark.parametrize(
    ("mention", "told"),
    [
        ("Trường THPT Lê Lợi", "giống nhau với “Trường THPT Lê Lợi (An Bình)”, “Trường THPT Lê Lợi (Bình An)”"),
        ("Trường THPT Nguyễn Huệ", "có thể là Trường THPT Quang Trung nhưng còn đơn vị khác cùng tên"),
        ("Trường THPT Quang Trung, Trường THPT Lê Lợi", "Trong danh sách"),
        ("các trường THPT (trừ Trường THPT Lê Lợi)", "giống nhau với"),
    ],
)
def test_a_shared_name_is_a_question(mention: str, told: str) -> None:
    found = REGISTRY.resolve(mention, DAY)
    assert found.unit_ids == ()
    assert told in found.rule


def test_namesakes_have_names_of_their_own() -> None:
    assert REGISTRY.resolve("Trường THPT Lê Lợi (An Bình)", DAY).unit_ids == ("a",)
    assert "Trường THPT Lê Lợi" in REGISTRY.names()


@pytest.mark.parametrize("day", [dt.date(2020, 1, 22), DAY])
def test_a_unit_known_by_mention_only_is_recognised_and_never_meant(day: dt.date) -> None:
    found = REGISTRY.resolve("Phòng Giáo dục và Đào tạo thành phố An Bình", day)
    assert found.unit_ids == ()
    assert "không thuộc phạm vi giao việc" in found.rule
    assert "đơn vị kế thừa theo danh mục: UBND phường An Bình" in found.rule
    assert "pgd" not in {unit.id for unit in REGISTRY.valid_on(day)}
    assert REGISTRY.select("kind:pgd", day) == ()


def test_texts_are_spelt_out_token_by_token() -> None:
    assert spelt_out("Phòng GD&ĐT TP An Bình, TTX", SHORT) == "Phòng giáo dục và đào tạo thành phố An Bình, TTX"
    assert "các trường trung học phổ thông" in REGISTRY.spellings()
