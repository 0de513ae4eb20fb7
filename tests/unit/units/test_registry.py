from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from services.units.model import Group, ResolutionKind, Unit
from services.units.registry import Registry

BEFORE, AFTER = dt.date(2020, 1, 22), dt.date(2026, 11, 5)
LAST = dt.date(2025, 6, 30)
SCHOOLS = 6


@pytest.mark.parametrize(
    ("mention", "unit"),
    [
        ("Văn phòng Sở", "van-phong"),
        ("VP Sở", "van-phong"),
        ("Chánh Văn phòng Sở", "van-phong"),
        ("đồng chí Chánh Văn phòng", "van-phong"),
        ("Lãnh đạo Văn phòng Sở", "van-phong"),
        ("Văn phòng Sở Giáo dục và Đào tạo", "van-phong"),
        ("Văn phòng của Sở GD&ĐT", "van-phong"),
        ("Phòng TCCB", "phong-tccb"),
        ("P.TCCB", "phong-tccb"),
        ("Trưởng phòng Tổ chức cán bộ", "phong-tccb"),
        ("Trưởng Phòng Tổ chức cán bộ thuộc Sở", "phong-tccb"),
        ("Phòng Kế hoạch và Tài chính", "phong-khtc"),
        ("Phòng Khảo thí và Quản lý chất lượng", "phong-ktqlcl"),
        ("Phòng KT & QLCL", "phong-ktqlcl"),
        ("Hiệu trưởng Trường THPT Tây Ninh", "thpt-tay-ninh"),
        ("TRƯỜNG THPT TÂY NINH", "thpt-tay-ninh"),
        ("Trường THPT Lê Quý \u00d0ôn", "thpt-le-quy-don"),
        ("Trường THPT Lí Thường Kiệt", "thpt-ly-thuong-kiet"),
        ("Phòng Giáo dục và Đào tạo huyện Hoà Thành", "pgd-hoa-thanh"),
        ("Phòng GDĐT huyện Hòa Thành", "pgd-hoa-thanh"),
    ],
)
def test_a_name_written_in_any_way_is_surely_that_unit(registry: Registry, mention: str, unit: str) -> None:
    found = registry.resolve(mention, BEFORE)
    assert (found.kind, found.unit_ids, found.score) == (ResolutionKind.UNIT, (unit,), 1.0)


@pytest.mark.parametrize(
    ("mention", "unit"),
    [
        ("Van phong So", "van-phong"),
        ("Van phong Sé", "van-phong"),
        ("Chénh Van phong Sé", "van-phong"),
        ("Phong To chirc can bo", "phong-tccb"),
        ("Trudng THPT Tay Ninh", "thpt-tay-ninh"),
        ("Vãn phòng Sở", "van-phong"),
        ("Phòg Tổ chức cán bộ", "phong-tccb"),
    ],
)
def test_a_damaged_name_is_found_but_never_with_full_score(registry: Registry, mention: str, unit: str) -> None:
    found = registry.resolve(mention, BEFORE)
    assert (found.kind, found.unit_ids) == (ResolutionKind.UNIT, (unit,))
    assert 0.86 <= found.score < 1
    assert "cần đối chiếu lại" in found.rule


@pytest.mark.parametrize(
    ("mention", "count"),
    [
        ("các cơ quan, đơn vị", 11),
        ("Thủ trưởng các cơ quan, đơn vị", 11),
        ("Thu trudng cac co quan, don vi", 11),
        ("các phòng chuyên môn thuộc Sở", 3),
        ("Các phòng CM thuộc Sở GD&ĐT", 3),
        ("Trưởng các phòng chuyên môn của Sở Giáo dục và Đào tạo", 3),
        ("Hiệu trưởng các trường THPT", SCHOOLS),
        ("các đơn vị trực thuộc", SCHOOLS + 1),
        ("các đơn vị trực thuộc Sở GD&ĐT", SCHOOLS + 1),
        ("Phòng GD&ĐT các huyện, thành phố", 1),
        ("Văn phòng Sở và Phòng TCCB", 2),
        ("các Phòng: TCCB, KHTC", 2),
        ("Trường THPT Tây Ninh, Trần Phú", 2),
        ("Phòng Khảo thí và Quản lý chất lượng, Phòng Kế hoạch - Tài chính và Văn phòng Sở", 3),
        ("Văn phòng Sở; các trường THPT", 1 + SCHOOLS),
    ],
)
def test_groups_and_lists_expand(registry: Registry, mention: str, count: int) -> None:
    found = registry.resolve(mention, BEFORE)
    assert (found.kind, len(found.unit_ids)) == (ResolutionKind.GROUP, count)


@pytest.mark.parametrize(
    "mention",
    [
        "",
        "…",
        "các",
        "Thủ trưởng",
        "Sở",
        "Giám đốc Sở",
        "Lãnh đạo Sở Giáo dục và Đào tạo",
        "Ban Giám đốc",
        "UBND tỉnh",
        "Văn phòng UBND tỉnh",
        "các sở, ban, ngành",
        "Thủ trưởng các sở, ban, ngành tỉnh",
        "Sở Nội vụ",
        "các trường THCS",
        "các trường tiểu học",
        "các đơn vị trực thuộc Bộ",
        "Phòng TCKT",
        "Phòng Tổ chức",
        "Trường THPT Nguyễn Trỗi",
        "Truong THPT Nguyen Troi",
        "Trường THPT Trần Phúc",
        "Trường THPT Tân Ninh",
        "Phòng GD&ĐT huyện Tân Hưng",
        "Văn phòng Sở và UBND các huyện",
    ],
)
def test_what_the_registry_does_not_name_stays_unknown(registry: Registry, mention: str) -> None:
    found = registry.resolve(mention, BEFORE)
    assert (found.kind, found.unit_ids, found.score) == (ResolutionKind.UNKNOWN, (), 0.0)
    assert "cần văn thư" in found.rule


def test_two_names_within_a_hair_are_nobody() -> None:
    twins = Registry([Unit("a", "Trường THPT Tân Hưng", "thpt"), Unit("b", "Trường THPT Tân Hùng", "thpt")], [], ["Sở"])
    found = twins.resolve("Truong THPT Tan Hung", BEFORE)
    assert found.kind is ResolutionKind.UNKNOWN
    assert "Tân Hưng" in found.rule
    assert "Tân Hùng" in found.rule
    assert twins.resolve("Trường THPT Tân Hùng", BEFORE).unit_ids == ("b",)


@pytest.mark.parametrize(("day", "valid"), [(BEFORE, True), (LAST, True), (LAST + dt.timedelta(1), False)])
def test_a_unit_is_named_only_while_it_exists(registry: Registry, day: dt.date, *, valid: bool) -> None:
    found = registry.resolve("Phòng GD&ĐT huyện Hòa Thành", day)
    assert (found.kind is ResolutionKind.UNIT) is valid
    assert ("30/06/2025" in found.rule) is not valid


def test_a_group_without_members_on_the_day_is_unknown(registry: Registry) -> None:
    found = registry.resolve("Phòng GD&ĐT các huyện, thành phố", AFTER)
    assert found.kind is ResolutionKind.UNKNOWN
    assert "05/11/2026" in found.rule


def test_a_list_with_a_unit_that_is_gone_says_which(registry: Registry) -> None:
    found = registry.resolve("Văn phòng Sở, Phòng GD&ĐT huyện Hòa Thành", AFTER)
    assert found.kind is ResolutionKind.UNKNOWN
    assert "“Phòng GD&ĐT huyện Hòa Thành”" in found.rule


def test_the_rule_names_alias_group_and_number(registry: Registry) -> None:
    assert registry.resolve("P.TCCB", BEFORE).rule == (
        "“P.TCCB” là Phòng Tổ chức cán bộ theo danh mục đơn vị (tên gọi khác: “P. TCCB”)."
    )
    assert registry.resolve("Hiệu trưởng các trường THPT", BEFORE).rule == (
        "“Hiệu trưởng các trường THPT” theo cách gọi chung “các trường THPT”: gồm 6 đơn vị có hiệu lực ngày 22/01/2020."
    )


def test_the_registry_cannot_be_changed(registry: Registry) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        registry.units = ()  # type: ignore[misc]
    assert isinstance(registry.units, tuple)


def test_units_are_found_by_id_and_names_are_all_told(registry: Registry) -> None:
    assert registry.get("van-phong").name == "Văn phòng Sở"
    with pytest.raises(KeyError):
        registry.get("khong-co")
    assert {"Văn phòng Sở", "VP Sở", "Phòng TCCB"} <= set(registry.names())
    assert "các trường THPT" in registry.phrases()


def test_without_an_owner_names_still_resolve() -> None:
    bare = Registry([Unit("van-phong", "Văn phòng Sở", "van_phong")], [Group("các đơn vị", "all")])
    assert bare.resolve("Văn phòng Sở", BEFORE).unit_ids == ("van-phong",)
    assert bare.resolve("Thủ trưởng các đơn vị", BEFORE).kind is ResolutionKind.GROUP


@pytest.mark.parametrize(
    ("mention", "count"),
    [
        ("các trường THPT (trừ Trường THPT Tây Ninh)", SCHOOLS - 1),
        ("Hiệu trưởng các trường THPT, ngoại trừ Trường THPT Tây Ninh và Trường THPT Trần Phú", SCHOOLS - 2),
        ("các phòng chuyên môn thuộc Sở (sau đây gọi tắt là các phòng)", 3),
        ("các trường THPT (qua Văn phòng Sở)", SCHOOLS),
        ("các trường THPT (trừ Trường THPT Nguyễn Trỗi)", 0),
        ("Trường THPT Tây Ninh, trừ Trường THPT Tây Ninh", 0),
        ("các trường THPT (nhóm 1)", 0),
    ],
)
def test_remarks_change_nothing_and_exceptions_do(registry: Registry, mention: str, count: int) -> None:
    found = registry.resolve(mention, BEFORE)
    assert (found.mention, len(found.unit_ids)) == (mention, count)
    assert found.kind is (ResolutionKind.GROUP if count else ResolutionKind.UNKNOWN)


HEIRS = Registry(
    [
        Unit("cu", "Phòng GD&ĐT huyện Cũ", "pgd", valid_to=LAST, organ_id="000.02.31.H53"),
        Unit("a", "UBND xã An", "xa", valid_from=AFTER, predecessors=("cu",), other_organ_ids=("H53.01",)),
        Unit("b", "UBND xã Bình", "xa", valid_from=AFTER, predecessors=("cu",), organ_id="H53.02"),
    ],
    [Group("các phòng GD&ĐT", "kind:pgd"), Group("UBND các xã", "kind:xa")],
)


@pytest.mark.parametrize("mention", ["Phòng GD&ĐT huyện Cũ", "các phòng GD&ĐT", "UBND xã An và các phòng GD&ĐT"])
def test_who_took_over_is_told_but_never_put_in_its_place(mention: str) -> None:
    found = HEIRS.resolve(mention, AFTER)
    assert found.unit_ids == ()
    assert "đơn vị kế thừa theo danh mục: UBND xã An, UBND xã Bình; cần văn thư xác nhận" in found.rule


def test_successors_are_those_of_the_day() -> None:
    gone = HEIRS.get("cu")
    assert [unit.id for unit in HEIRS.successors([gone], AFTER)] == ["a", "b"]
    assert HEIRS.successors([gone], BEFORE) == ()


@pytest.mark.parametrize(
    ("organ", "day", "unit"),
    [("000.02.31.H53", BEFORE, "cu"), ("H53.01", AFTER, "a"), ("H53.02", AFTER, "b"), ("H53.02", BEFORE, None)],
)
def test_identifiers_old_and_new_mean_the_unit_of_the_day(organ: str, day: dt.date, unit: str | None) -> None:
    found = HEIRS.of_organ(organ, day)
    assert (found.id if found else None) == unit
