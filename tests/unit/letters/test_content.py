from __future__ import annotations

from dataclasses import replace

import pytest

from services.directive.model import Section
from services.letters.accounting import coverage, missing
from services.letters.contents.common import Audience, by_unit, office_values
from services.letters.contents.naming import who
from services.letters.contents.table import rows
from services.letters.contents.unit_letter import unit_letter
from services.letters.template import TemplateSet
from services.planning.model import Role
from services.units.model import Unit
from tests.unit.letters.samples import (
    ALL,
    COLLEGE,
    LEAD,
    LONG,
    LOST,
    PUPILS,
    SCHOOL,
    SECRETARIAT,
    WORK,
    given,
    instruction,
    many,
)


@pytest.fixture
def about(templates: TemplateSet):
    return templates["cong-van-trien-khai"].about


def values_of(unit: Unit, about: object, work=WORK) -> dict:
    return letter_of(unit, by_unit(work.plan.assignments)[unit.id], about, work)


def letter_of(unit: Unit, own, about: object, work=WORK) -> dict:
    return unit_letter(work, about, Audience(unit.id, (unit,), tuple(own))).values


def test_the_fields_of_the_template_are_given(about: object) -> None:
    assert about.fields <= set(values_of(SCHOOL, about))


@pytest.mark.parametrize("unit", [SECRETARIAT, SCHOOL, LONG, COLLEGE])
def test_a_letter_holds_the_assignments_of_its_unit_and_no_other(unit: Unit, about: object) -> None:
    own = [a.text for a in WORK.plan.assignments if a.unit == unit.id]
    written = [item["noi_dung"] for group in values_of(unit, about)["nhom"] for item in group["nhiem_vu"]]
    assert len(written) == len(own)
    assert all(text.lstrip("- ").rstrip(";.")[1:] in "".join(written) for text in own)


def test_equal_roles_and_partners_share_a_group(about: object) -> None:
    groups = values_of(SCHOOL, about)["nhom"]
    assert [(g["vai_tro"], g["doi_tac"], [i["so"] for i in g["nhiem_vu"]]) for g in groups] == [
        ("thực hiện", "", ["a)", "b)"]),
        ("phối hợp", "Văn phòng Sở", [""]),
    ]


@pytest.mark.parametrize(
    ("count", "groups", "last"),
    [(1, 1, ""), (1, 2, ""), (12, 1, "12."), (12, 2, "m)"), (23, 2, "y)"), (24, 2, "1.24.")],
)
def test_labels_follow_the_decree(count: int, groups: int, last: str, about: object) -> None:
    own = [given(SCHOOL, f"việc {n}", f"I.{n}", n) for n in range(count)]
    own += [given(SCHOOL, "việc khác", "II.1", 99, Role.COORDINATING)] * (groups - 1)
    made = letter_of(SCHOOL, own, about)["nhom"]
    assert made[0]["nhiem_vu"][-1]["so"] == last


def test_one_deadline_for_all_is_said_once(about: object) -> None:
    alone = values_of(LONG, about)
    assert alone["thoi_han_chung"] == "[CHƯA CÓ THỜI HẠN]"
    assert alone["nhom"][0]["nhiem_vu"][0]["thoi_han"] == ""
    several = values_of(SCHOOL, about, many(12))
    assert several["thoi_han_chung"] == ""
    assert [i["thoi_han"] for i in several["nhom"][0]["nhiem_vu"]][:2] == [
        "chậm nhất ngày 02/4/2026",
        "chậm nhất ngày 03/4/2026",
    ]


def test_reports_are_asked_only_when_the_directive_orders_them(about: object) -> None:
    (duty,) = values_of(SCHOOL, about)["bao_cao"]
    assert duty == {
        "noi_dung": "báo cáo kết quả thực hiện",
        "noi_nhan": "Sở Giáo dục và Đào tạo (qua Văn phòng Sở)",
        "thoi_han": "trước ngày 10/12/2026",
    }
    silent = replace(WORK, directive=replace(WORK.directive, report_duties=()))
    assert values_of(SCHOOL, about, silent)["bao_cao"] == []


def test_a_report_that_already_is_an_assignment_is_not_said_twice(about: object) -> None:
    duty = WORK.directive.report_duties[0]
    own = [given(SCHOOL, "báo cáo kết quả", "IV.1", duty.evidence.line)]
    assert letter_of(SCHOOL, own, about)["bao_cao"] == []


@pytest.mark.parametrize(("name", "written"), [("Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu"), ("", "[CHƯA XÁC ĐỊNH NGƯỜI KÝ]")])
def test_the_signer_comes_from_config_or_is_marked(name: str, written: str, about: object) -> None:
    office = WORK.office.model_copy(update={"signer": WORK.office.signer.model_copy(update={"name": name})})
    assert office_values(replace(WORK, office=office), about)["nguoi_ky"] == {
        "dong": ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
        "ten": written,
    }


def test_the_table_has_one_row_for_each_content_with_leads_and_helpers() -> None:
    assert [(r.text, r.doers, r.helpers, r.source) for r in rows(WORK.plan.assignments)] == [
        (f"{ALL}.", ("van-phong", "thpt-rach-tre", "gdnn-gdtx-ben-cau", "cao-dang"), (), "Mục II.1, trang 2, dòng 4"),
        (PUPILS.strip("- ;") + ".", ("thpt-rach-tre",), (), "Mục II.2, trang 2, dòng 9"),
        (f"{LEAD}.", ("van-phong",), ("thpt-rach-tre",), "Mục III.1, trang 2, dòng 20"),
    ]


def test_nearly_all_units_are_named_by_their_exceptions() -> None:
    units = {f"u{n}": Unit(f"u{n}", f"Trường {n}", "thpt") for n in range(12)}
    work, ids = replace(WORK, units=units), tuple(units)
    assert who(work, ids, ids) == {"tat_ca": True, "tru": "", "ten": ""}
    assert who(work, ids[1:], ids) == {"tat_ca": True, "tru": "Trường 0", "ten": ""}
    assert who(work, ids[:2], ids) == {"tat_ca": False, "tru": "", "ten": "Trường 0; Trường 1"}


def test_every_instruction_is_accounted_for() -> None:
    account = coverage(WORK)
    assert account["giao_moi_don_vi"] == "mục II.1 (ý 1)"
    assert [(line["muc"], line["so_don_vi"]) for line in account["doi_chieu"]] == [
        ("Mục II.2, ý 1", 1),
        ("Mục III.1", 2),
        ("Mục III.2", 0),
    ]
    counts = ("so_da_giao", "so_noi_dung", "so_nhiem_vu", "so_luot_giao")
    assert tuple(account[name] for name in counts) == (3, 4, 3, 7)


def test_what_went_to_every_unit_is_said_by_section() -> None:
    keys = ("II.1#1", "II.1#2", "II.1#3", "II.3#1", "III.2")
    own = tuple(given(SCHOOL, f"việc {key}", key, n) for n, key in enumerate(keys))
    instructions = tuple(instruction(key, f"việc {key}", n) for n, key in enumerate(keys))
    directive = replace(WORK.directive, instructions=instructions)
    work = replace(WORK, directive=directive, plan=replace(WORK.plan, assignments=own, exclusions=(), unassigned=()))
    assert coverage(work)["giao_moi_don_vi"] == "mục II.1 (ý 1–3); mục II.3 (ý 1); mục III.2"


HEADED = (
    Section("II.1", 2, "1", "Tuyên truyền trong trường học", 1, 1),
    Section("II.2", 2, "2", "Tuyên truyền trên phương tiện thông tin đại chúng", 1, 5),
)


def test_what_a_unit_does_by_itself_stands_under_the_headings_of_the_directive(about: object) -> None:
    work = replace(WORK, directive=replace(WORK.directive, sections=HEADED))
    keys = ("II.1#1", "II.1#2", "II.2#1", "III.2")
    own = [given(SCHOOL, f"việc {key}", key, n) for n, key in enumerate(keys)]
    own.append(given(SCHOOL, "việc giúp", "II.2#2", 9, Role.COORDINATING))
    groups = letter_of(SCHOOL, own, about, work)["nhom"]
    assert [(g["so"], g["tieu_de"], g["vai_tro"], [i["so"] for i in g["nhiem_vu"]]) for g in groups] == [
        ("1", "Tuyên truyền trong trường học", "thực hiện", ["a)", "b)"]),
        ("2", "Tuyên truyền trên phương tiện thông tin đại chúng", "thực hiện", [""]),
        ("3", "", "thực hiện", [""]),
        ("4", "", "phối hợp", [""]),
    ]


def test_one_heading_for_all_is_not_said(about: object) -> None:
    work = replace(WORK, directive=replace(WORK.directive, sections=HEADED))
    own = [given(SCHOOL, f"việc {n}", f"II.1#{n}", n) for n in (1, 2)]
    (group,) = letter_of(SCHOOL, own, about, work)["nhom"]
    assert (group["tieu_de"], [item["so"] for item in group["nhiem_vu"]]) == ("", ["1.", "2."])


def test_what_is_missing_is_said(about: object) -> None:
    found = missing(WORK, about.everyone, signed=False)
    assert found["chua_giao"][0]["noi_dung"] == LOST
    assert found["thieu_thoi_han"] == "1"
    assert found["thieu_san_pham"] == "2"
    assert found["thieu_nguoi_ky"]
    assert found["bao_cao_chua_ro"] == ["gửi danh sách thành viên"]
