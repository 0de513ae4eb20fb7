"""Ways of naming units that a second reader thought up without knowing the rules, against the delivered registry.

Each table is one construct: a mention, the day of the directive, and a selector for whom it means ("" nobody).
"""

from __future__ import annotations

import datetime as dt

import pytest

from services.settings.load import load_settings
from services.units.registry import Registry
from tests.needs import ROOT

OLD, NEW = dt.date(2020, 10, 15), dt.date(2025, 10, 15)
NOBODY = ""


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_settings(ROOT / "config", {"TRIENKHAI_TEMPLATES": str(ROOT / "config")}).registry


def whom(registry: Registry, select: str, day: dt.date) -> set[str]:
    return {unit.id for unit in registry.select(select, day)} if select else set()


def check(registry: Registry, mention: str, day: dt.date, select: str) -> None:
    assert set(registry.resolve(mention, day).unit_ids) == whom(registry, select, day)


@pytest.mark.parametrize(
    ("mention", "day", "select"),
    [
        ("Phòng Tổ chức - Cán bộ", NEW, "unit:phong-tccb"),
        ("phòng Tổ chức, cán bộ của Sở", NEW, "unit:phong-tccb"),
        ("Phòng Kế hoạch – Tài chính thuộc Sở", NEW, "unit:phong-khtc"),
        ("PHÒNG KẾ HOẠCH - TÀI CHÍNH", NEW, "unit:phong-khtc"),
        ("Trường Trung học Phổ thông Lê Quý Đôn", OLD, "unit:thpt-le-quy-don"),
        ("Trường THPT Lê Quí Đôn", OLD, "unit:thpt-le-quy-don"),
        ("Trường THPT Lê Duẫn", OLD, "unit:thpt-le-duan"),
        ("trường THPT Lí Thường Kiệt", OLD, "unit:thpt-ly-thuong-kiet"),
        ("Uỷ ban nhân dân xã Tân Hoà", NEW, "unit:ubnd-xa-tan-hoa"),
        ("Ủy ban Nhân dân Phường Bình Minh", NEW, "unit:ubnd-phuong-binh-minh"),
        ("TT Giáo dục thường xuyên tỉnh", OLD, "unit:gdtx-tinh"),
        ("TTGDTX tỉnh Tây Ninh", OLD, "unit:gdtx-tinh"),
        ("Trường PTDT nội trú tỉnh", OLD, "unit:dtnt"),
        ("VP Sở GDĐT", NEW, "unit:van-phong"),
        ("Phòng GD và ĐT huyện Gò Dầu", OLD, "unit:pgd-go-dau"),
        ("Phòng GD - ĐT Gò Dầu", OLD, "unit:pgd-go-dau"),
        ("Phòng Giáo dục - Đào tạo huyện Tân Châu", OLD, "unit:pgd-tan-chau"),
        ("Phòng Giáo dục & Đào tạo TP. Tây Ninh", OLD, "unit:pgd-tay-ninh"),
        ("PGD&ĐT TX Hoà Thành", OLD, "unit:pgd-hoa-thanh"),
    ],
)
def test_spellings(registry: Registry, mention: str, day: dt.date, select: str) -> None:
    check(registry, mention, day, select)


@pytest.mark.parametrize(
    ("mention", "day", "select"),
    [
        ("đồng chí Chánh Văn phòng Sở", NEW, "unit:van-phong"),
        ("ông Trưởng phòng Tổ chức cán bộ", NEW, "unit:phong-tccb"),
        ("Trưởng Phòng Kế hoạch - Tài chính", NEW, "unit:phong-khtc"),
        ("Trưởng phòng GDĐT huyện Gò Dầu", OLD, "unit:pgd-go-dau"),
        ("Trưởng phòng GD&ĐT các huyện, thị xã, thành phố", OLD, "kind:phong_gddt"),
        ("Hiệu trưởng trường THPT chuyên Hoàng Lê Kha", NEW, "unit:thpt-chuyen-hoang-le-kha"),
        ("Giám đốc Trung tâm GDTX tỉnh", OLD, "unit:gdtx-tinh"),
        ("Chủ tịch UBND phường Tân Ninh", NEW, "unit:ubnd-phuong-tan-ninh"),
        ("Chủ tịch Ủy ban nhân dân các xã, phường", NEW, "kind:xa_phuong"),
        ("Thủ trưởng các đơn vị trực thuộc Sở", NEW, "group:truc_thuoc"),
        ("Hiệu trưởng các trường THPT và Giám đốc Trung tâm GDTX tỉnh", NEW, "kind:thpt kind:gdtx"),
        ("Thủ trưởng các phòng chuyên môn, nghiệp vụ", NEW, "kind:phong"),
        ("Hiệu trưởng, Giám đốc các đơn vị trực thuộc", NEW, "group:truc_thuoc"),
        ("Phó Giám đốc Trung tâm GDTX tỉnh", OLD, NOBODY),
    ],
)
def test_heads(registry: Registry, mention: str, day: dt.date, select: str) -> None:
    check(registry, mention, day, select)


@pytest.mark.parametrize(
    ("mention", "day", "select"),
    [
        ("các phòng: TCCB, KHTC và GDTrH", NEW, "unit:phong-tccb unit:phong-khtc unit:phong-gdtrh"),
        ("Phòng TCCB, KHTC, Văn phòng Sở", NEW, "unit:van-phong unit:phong-tccb unit:phong-khtc"),
        (
            "các phòng Tổ chức cán bộ, Kế hoạch - Tài chính, Khảo thí và Quản lý chất lượng",
            NEW,
            "unit:phong-tccb unit:phong-khtc unit:phong-ktqlcl",
        ),
        (
            "Phòng Giáo dục Mầm non, Tiểu học, Trung học",
            NEW,
            "unit:phong-gdmn unit:phong-gdth unit:phong-gdtrh",
        ),
        ("Trưởng các phòng: Giáo dục Mầm non, Giáo dục Tiểu học", NEW, "unit:phong-gdmn unit:phong-gdth"),
        ("các trường THPT: Tây Ninh, Trần Phú", NEW, "unit:thpt-tay-ninh unit:thpt-tran-phu"),
        ("Trường THPT Tây Ninh, THPT Trần Phú", NEW, "unit:thpt-tay-ninh unit:thpt-tran-phu"),
        ("UBND các xã Tân Lập và phường Tân Ninh", NEW, "unit:ubnd-xa-tan-lap unit:ubnd-phuong-tan-ninh"),
        ("Chủ tịch UBND các xã: Tân Biên, Tân Lập", NEW, "unit:ubnd-xa-tan-bien unit:ubnd-xa-tan-lap"),
        ("Phòng GD&ĐT các huyện: Gò Dầu, Bến Cầu", OLD, "unit:pgd-go-dau unit:pgd-ben-cau"),
        (
            "Phòng GDĐT huyện Gò Dầu, Bến Cầu và thành phố Tây Ninh",
            OLD,
            "unit:pgd-go-dau unit:pgd-ben-cau unit:pgd-tay-ninh",
        ),
        ("Văn phòng, Thanh tra và các phòng chuyên môn thuộc Sở", OLD, "group:noi_bo"),
        ("Phòng GD&ĐT các huyện, thành phố; các đơn vị trực thuộc Sở", OLD, "kind:phong_gddt group:truc_thuoc"),
        ("các trường mầm non, tiểu học, THCS và THPT", NEW, "kind:xa_phuong kind:thpt"),
        ("Trường THPT Tây Ninh, Trường THPT Hòa Bình", NEW, NOBODY),
        ("các trường THPT Tây Ninh, Hòa Bình", NEW, NOBODY),
        ("Phòng TCCB, Phòng Hợp tác quốc tế", NEW, NOBODY),
        ("Phòng Tổ chức cán bộ phối hợp Văn phòng Sở", NEW, NOBODY),
    ],
)
def test_lists(registry: Registry, mention: str, day: dt.date, select: str) -> None:
    check(registry, mention, day, select)


@pytest.mark.parametrize(
    ("mention", "day", "select", "less"),
    [
        ("các đơn vị trực thuộc Sở (trừ Trường CĐSP Tây Ninh)", OLD, "group:truc_thuoc", "unit:cdsp-tay-ninh"),
        (
            "các trường THPT, trừ Trường THPT Tây Ninh và Trường THPT Trần Phú",
            NEW,
            "kind:thpt",
            "unit:thpt-tay-ninh unit:thpt-tran-phu",
        ),
        (
            "tất cả các trường THPT ngoại trừ trường THPT chuyên Hoàng Lê Kha",
            NEW,
            "kind:thpt",
            "unit:thpt-chuyen-hoang-le-kha",
        ),
        ("các phòng chuyên môn (không bao gồm Phòng GDMN)", NEW, "kind:phong", "unit:phong-gdmn"),
        ("các phòng chuyên môn (không gồm Phòng GDMN)", NEW, "kind:phong", "unit:phong-gdmn"),
        ("các phòng thuộc Sở, loại trừ phòng GDMN", NEW, "kind:phong", "unit:phong-gdmn"),
        (
            "UBND các xã, phường (trừ phường Tân Ninh, Bình Minh)",
            NEW,
            "kind:xa_phuong",
            "unit:ubnd-phuong-tan-ninh unit:ubnd-phuong-binh-minh",
        ),
        ("Phòng GD&ĐT các huyện, thành phố (trừ huyện Gò Dầu)", OLD, "kind:phong_gddt", "unit:pgd-go-dau"),
        ("các trường THPT (trừ Tây Ninh, Trần Phú)", NEW, "kind:thpt", "unit:thpt-tay-ninh unit:thpt-tran-phu"),
        ("các đơn vị trực thuộc, không kể Trung tâm GDTX tỉnh", NEW, "group:truc_thuoc", "unit:gdtx-tinh"),
        ("các trường THPT và TT GDTX tỉnh (trừ THPT Lộc Hưng)", NEW, "kind:thpt kind:gdtx", "unit:thpt-loc-hung"),
        ("các trường THPT (trừ các trường ở thành phố)", OLD, NOBODY, NOBODY),
        ("các trường THPT (riêng Trường THPT Tây Ninh có kế hoạch riêng)", NEW, NOBODY, NOBODY),
    ],
)
def test_exceptions(registry: Registry, mention: str, day: dt.date, select: str, less: str) -> None:
    assert set(registry.resolve(mention, day).unit_ids) == whom(registry, select, day) - whom(registry, less, day)


@pytest.mark.parametrize(
    ("mention", "day", "select"),
    [
        ("toàn thể các đơn vị trực thuộc Sở", NEW, "group:truc_thuoc"),
        ("tất cả các đơn vị, trường học trực thuộc", NEW, "group:truc_thuoc"),
        ("mỗi đơn vị trực thuộc", NEW, "group:truc_thuoc"),
        ("từng đơn vị trực thuộc Sở", NEW, "group:truc_thuoc"),
        ("các phòng CM, NV thuộc Sở", NEW, "kind:phong"),
        ("các trường trung học phổ thông trong toàn tỉnh", NEW, "kind:thpt"),
        ("các trường THPT trên địa bàn tỉnh Tây Ninh", NEW, "kind:thpt"),
        ("các trường THPT, Trung tâm GDTX", NEW, "kind:thpt kind:gdtx"),
        ("UBND các xã/phường", NEW, "kind:xa_phuong"),
        ("Ủy ban nhân dân xã, phường trên địa bàn tỉnh Tây Ninh", NEW, "kind:xa_phuong"),
        ("UBND 96 xã, phường trên địa bàn tỉnh", NEW, "kind:xa_phuong"),
        ("Phòng Văn hoá và Xã hội thuộc UBND cấp xã", NEW, "kind:xa_phuong"),
        ("các cơ quan, đơn vị thuộc và trực thuộc Sở Giáo dục và Đào tạo", NEW, "group:noi_bo group:truc_thuoc"),
        ("các trường tiểu học trong tỉnh", OLD, "kind:phong_gddt"),
        ("các cơ quan, đơn vị trên địa bàn tỉnh", NEW, NOBODY),
        ("các trường THPT trên địa bàn huyện Gò Dầu", OLD, NOBODY),
        ("các trường THPT công lập", NEW, NOBODY),
        ("các sở, ban, ngành tỉnh", NEW, NOBODY),
        ("UBND các huyện, thị xã, thành phố", OLD, NOBODY),
    ],
)
def test_groups(registry: Registry, mention: str, day: dt.date, select: str) -> None:
    check(registry, mention, day, select)


@pytest.mark.parametrize(
    ("mention", "day"),
    [
        ("Phòng TCCC", NEW),
        ("Phòng KHTT", NEW),
        ("Phòng GDTT", NEW),
        ("Phòng TC", NEW),
        ("Trường THPT Tân Hưng Đông", NEW),
        ("Trường THPT Tân Hùng", NEW),
        ("Trường THPT Bình Thành", NEW),
        ("Trường THPT Trần Phú Tây", NEW),
        ("Trường THCS Trần Phú", NEW),
        ("Trường Tiểu học Lê Hồng Phong", NEW),
        ("UBND xã Bình Minh", NEW),
        ("UBND phường Tân Biên", NEW),
        ("UBND P. Bình Minh", NEW),
        ("xã Mỹ Thanh", NEW),
        ("Sở Nội vụ", NEW),
        ("Phòng Nội vụ huyện Gò Dầu", OLD),
        ("Trường THPT", NEW),
        ("Trường THPT A", NEW),
        ("Văn phòng", NEW),
    ],
)
def test_the_nearest_name_is_never_taken(registry: Registry, mention: str, day: dt.date) -> None:
    found = registry.resolve(mention, day)
    assert found.unit_ids == ()
    assert "cần văn thư" in found.rule


@pytest.mark.parametrize(
    ("mention", "day", "told"),
    [
        ("Phòng GD&ĐT huyện Gò Dầu", NEW, "30/06/2025, trong khi văn bản đề ngày 15/10/2025; đơn vị kế thừa"),
        ("Thanh tra Sở", NEW, "30/06/2025"),
        ("UBND phường Tân Ninh", OLD, "từ ngày 01/07/2025"),
        ("các phòng GD&ĐT", NEW, "UBND phường Tân Ninh"),
        ("UBND cấp xã", OLD, "không có đơn vị nào như vậy"),
        ("Phòng GDĐT huyện Đức Hòa", NEW, "UBND xã Đức Hòa"),
        ("Phòng GDĐT huyện Đức Hòa", OLD, "không thuộc phạm vi giao việc của cơ quan"),
        ("Phòng GDĐT thị xã Kiến Tường", NEW, "UBND phường Kiến Tường"),
        ("Phòng GD&ĐT huyện Châu Thành", NEW, "tỉnh Long An, đơn vị không thuộc phạm vi"),
        ("Trường THPT Tân Hùng", NEW, "gần giống nhưng không trùng với “Trường THPT Tân Hưng”"),
    ],
)
def test_a_question_tells_what_is_known(registry: Registry, mention: str, day: dt.date, told: str) -> None:
    assert told in registry.resolve(mention, day).rule


def test_before_the_merger_an_office_of_a_district_is_the_province_s_own(registry: Registry) -> None:
    check(registry, "Phòng GD&ĐT huyện Châu Thành", OLD, "unit:pgd-chau-thanh")
