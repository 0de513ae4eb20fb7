"""A letter with Kính gửi: "các đơn vị" means those whom it addresses, and nobody else."""

from __future__ import annotations

import dataclasses

import pytest

from services.planning.calendar import WorkingCalendar
from services.planning.plan import plan
from services.units.model import Group, Unit
from services.units.registry import Registry

GROUPS = (
    Group("các đơn vị", "addressed all"),
    Group("các trường", "addressed"),
    Group("các trường THPT", "kind:thpt"),
    Group("các đơn vị trực thuộc Sở", "group:truc_thuoc"),
)
EVERYBODY = ["van-phong", "tccb", "khtc", "thpt-a", "thpt-b", "gdtx", "cdsp"]
OURS, THEIRS = "Sở Giáo dục và Đào tạo", "UBND tỉnh"


def letter(office, lead, addressees, issuer=OURS):
    said = office.directive(
        office.explicit("1", "báo cáo", [lead]), issuer=issuer, addressees=tuple(addressees), abstract="V/v báo cáo"
    )
    registry = Registry(office.UNITS, GROUPS, (OURS, "Sở"))
    return plan(said, registry, (), WorkingCalendar(), office.ISSUED, (OURS, "Sở"))


@pytest.mark.parametrize(
    ("lead", "addressees", "units"),
    [
        ("các đơn vị", [], EVERYBODY),
        ("các đơn vị", ["Các trường THPT"], ["thpt-a", "thpt-b"]),
        ("Thủ trưởng các đơn vị", ["Các trường THPT", "Trung tâm GDTX tỉnh"], ["thpt-a", "thpt-b", "gdtx"]),
        ("các trường", ["Các trường THPT"], ["thpt-a", "thpt-b"]),
        ("các đơn vị (trừ Trường THPT An Bình)", ["Các trường THPT"], ["thpt-b"]),
        ("Văn phòng Sở và các đơn vị", ["Các trường THPT"], ["van-phong", "thpt-a", "thpt-b"]),
        # what is said more narrowly, or otherwise, is not the greeting
        ("các đơn vị trực thuộc Sở", ["Các trường THPT"], ["thpt-a", "thpt-b", "gdtx", "cdsp"]),
        ("Văn phòng Sở", ["Các trường THPT"], ["van-phong"]),
        ("các trường", [], []),
        ("các đơn vị", ["Các trường tiểu học"], []),
    ],
)
def test_a_general_name_means_the_addressees(office, lead, addressees, units):
    assert list(letter(office, lead, addressees).units) == units


def test_the_rule_names_the_greeting_the_number_and_the_day(office):
    made = letter(office, "các đơn vị", ["Các trường THPT", "Văn phòng Sở"])
    assert {each.rule for each in made.assignments} == {
        (
            "Mục 1, vai trò thực hiện: “các đơn vị” là các đơn vị ở phần Kính gửi (“Các trường THPT”; “Văn phòng Sở”): "
            "gồm 3 đơn vị có hiệu lực ngày 22/01/2020."
        )
    }


def test_an_addressee_nobody_knows_is_a_doubt(office):
    made = letter(office, "các đơn vị", ["Các trường THPT", "Các trường tiểu học"])
    assert made.units == ("thpt-a", "thpt-b")
    assert [doubt.code for doubt in made.doubts] == ["addressee_unknown"]
    assert "Kính gửi: “Các trường tiểu học” không có trong danh mục" in made.doubts[0].message


def test_where_nobody_of_the_addressees_is_known_nobody_is_meant(office):
    made = letter(office, "các đơn vị", ["Các trường tiểu học"])
    assert [doubt.code for doubt in made.doubts] == ["addressee_unknown", "unassigned"]
    assert "ở phần Kính gửi, chưa xác định được đơn vị nào" in made.unassigned[0].reason


def test_another_office_greets_its_own_units_so_a_person_is_asked(office):
    made = letter(office, "các đơn vị", ["Các sở, ban, ngành"], THEIRS)
    assert [doubt.code for doubt in made.doubts] == ["group_of_another_office"]
    assert list(made.units) == EVERYBODY


COMMUNES = (
    Unit("xa-a", "UBND xã An", "xa_phuong", tone="đề nghị"),
    Unit("xa-b", "UBND xã Bình", "xa_phuong", tone="đề nghị"),
)


@pytest.mark.parametrize(
    ("issuer", "lead", "units", "doubts"),
    [
        (OURS, "UBND các xã", ["xa-a", "xa-b"], []),
        (OURS, "UBND xã An", ["xa-a"], []),
        (THEIRS, "UBND các xã", [], ["unassigned"]),
        (THEIRS, "UBND xã An", [], ["unassigned"]),
        (THEIRS, "các trường THPT", ["thpt-a", "thpt-b"], ["group_of_another_office"]),
    ],
)
def test_whom_another_office_orders_itself_we_do_not_order_again(office, issuer, lead, units, doubts):
    registry = Registry([*office.UNITS, *COMMUNES], [*GROUPS, Group("UBND các xã", "kind:xa_phuong")], (OURS, "Sở"))
    said = office.directive(office.explicit("1", "báo cáo", [lead]), issuer=issuer, abstract="Rà soát")
    made = plan(said, registry, (), WorkingCalendar(), office.ISSUED, (OURS, "Sở"))
    assert (list(made.units), [doubt.code for doubt in made.doubts]) == (units, doubts)
    assert all(f"được {THEIRS} nêu trực tiếp" in gap.reason for gap in made.unassigned)


def test_the_plan_is_the_same_each_time(office):
    made = letter(office, "các đơn vị", ["Các trường THPT"])
    assert dataclasses.astuple(made) == dataclasses.astuple(letter(office, "các đơn vị", ["Các trường THPT"]))
