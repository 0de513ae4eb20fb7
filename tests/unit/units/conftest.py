"""A small registry of our own: an office, two offices inside it, schools, and a unit that ended in 2025."""

from __future__ import annotations

import datetime as dt

import pytest

from services.units.model import Group, Unit
from services.units.registry import Registry

UNITS = (
    Unit("van-phong", "Văn phòng Sở", "van_phong", ("VP Sở", "Chánh Văn phòng"), frozenset({"noi_bo"})),
    Unit("phong-tccb", "Phòng Tổ chức cán bộ", "phong", ("Phòng TCCB", "P. TCCB"), frozenset({"noi_bo"})),
    Unit("phong-khtc", "Phòng Kế hoạch - Tài chính", "phong", ("Phòng KHTC", "P. KHTC"), frozenset({"noi_bo"})),
    Unit("phong-ktqlcl", "Phòng Khảo thí và Quản lý chất lượng", "phong", ("Phòng KT&QLCL",), frozenset({"noi_bo"})),
    Unit("thpt-tay-ninh", "Trường THPT Tây Ninh", "thpt", ("THPT Tây Ninh",), frozenset({"hoc_sinh"})),
    Unit("thpt-le-quy-don", "Trường THPT Lê Quý Đôn", "thpt", (), frozenset({"hoc_sinh"})),
    Unit("thpt-ly-thuong-kiet", "Trường THPT Lý Thường Kiệt", "thpt", (), frozenset({"hoc_sinh"})),
    Unit("thpt-nguyen-trai", "Trường THPT Nguyễn Trãi", "thpt", (), frozenset({"hoc_sinh"})),
    Unit("thpt-nguyen-van-troi", "Trường THPT Nguyễn Văn Trỗi", "thpt", (), frozenset({"hoc_sinh"})),
    Unit("thpt-tran-phu", "Trường THPT Trần Phú", "thpt", (), frozenset({"hoc_sinh"})),
    Unit(
        "pgd-hoa-thanh",
        "Phòng Giáo dục và Đào tạo huyện Hòa Thành",
        "phong_gddt",
        ("Phòng GD&ĐT huyện Hòa Thành",),
        frozenset({"hoc_sinh"}),
        valid_to=dt.date(2025, 6, 30),
    ),
)
GROUPS = (
    Group("các cơ quan, đơn vị", "all"),
    Group("các phòng chuyên môn thuộc Sở", "kind:phong"),
    Group("các phòng CM thuộc Sở", "kind:phong"),
    Group("các trường THPT", "kind:thpt"),
    Group("các đơn vị trực thuộc", "group:hoc_sinh"),
    Group("phòng GD&ĐT các huyện, thành phố", "kind:phong_gddt"),
)
OWNERS = ("Sở", "Sở GD&ĐT", "Sở Giáo dục và Đào tạo", "Sở Giáo dục và Đào tạo tỉnh Tây Ninh")


@pytest.fixture(scope="session")
def registry() -> Registry:
    return Registry(UNITS, GROUPS, OWNERS)
