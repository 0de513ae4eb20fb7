"""A directive of our own with three kinds of unit, and a second one with twelve assignments for one school."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from services.directive.model import (
    Citation,
    Deadline,
    Directive,
    Doubt,
    Evidence,
    Header,
    Quality,
    ReportDuty,
    Signer,
    Source,
    Value,
)
from services.letters import sample
from services.letters.model import Work
from services.letters.sample import evidence, instruction, value
from services.planning.model import Assignment, Exclusion, Plan, Role, Unassigned
from services.settings.model import OfficeProfile, SignerProfile
from services.units.model import Unit

OFFICE = OfficeProfile(
    id="sgddt-tay-ninh",
    name="Sở Giáo dục và Đào tạo",
    full_name="Sở Giáo dục và Đào tạo tỉnh Tây Ninh",
    short_name="Sở GDĐT",
    parent_name="UBND tỉnh Tây Ninh",
    place="Tây Ninh",
    organ_id="000.00.03.H53",
    code="SGDĐT",
    secretariat="Văn phòng Sở",
    signer=SignerProfile(lines=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), name="Nguyễn Văn Mẫu"),
)

SCHOOL = Unit(
    "thpt-rach-tre",
    "Trường THPT Rạch Tre",
    "thpt",
    groups=frozenset({"hoc_sinh"}),
    head_title="Hiệu trưởng",
    addressee="Trường THPT Rạch Tre",
)
LONG_NAME = "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên & Bồi dưỡng <cơ sở 2> liên xã Bến Cầu - Gò Dầu"
LONG = Unit("gdnn-gdtx-ben-cau", LONG_NAME, "gdtx", head_title="Giám đốc", addressee=LONG_NAME)
SECRETARIAT = Unit("van-phong", "Văn phòng Sở", "van_phong", code="VP", head_title="Chánh Văn phòng")
COLLEGE = Unit("cao-dang", "Trường Cao đẳng Sư phạm Tre Xanh", "cao_dang", tone="đề nghị")
UNITS = {unit.id: unit for unit in (SECRETARIAT, SCHOOL, LONG, COLLEGE)}

ALL = "Các cơ quan, đơn vị tổ chức tuyên truyền kỹ năng số trong các buổi giao ban, họp định kỳ"
LEAD = "Tham mưu tổ chức tuần lễ kỹ năng số"
QUOTE = "Giao Văn phòng Sở chủ trì, phối hợp với các đơn vị tham mưu tổ chức tuần lễ kỹ năng số"
PUPILS = "- Tổ chức cuộc thi “Em làm chủ công nghệ” cho học sinh;"
EVERYBODY = "Nhóm “các cơ quan, đơn vị” gồm mọi đơn vị trong danh mục"
LOST = "Đội phản ứng nhanh số hỗ trợ các trường khi có sự cố"


HEADER = Header(
    doc_type=value("KẾ HOẠCH", 6),
    number=Value("87", Source.METADATA, 1.0),
    notation=Value("KH-SGDĐT", Source.METADATA, 1.0),
    issuer=value("SỞ GIÁO DỤC VÀ ĐÀO TẠO", 2),
    issued_on=Value("2026-03-05", Source.METADATA, 1.0),
    abstract=value("Tuyên truyền, bồi dưỡng kỹ năng số năm 2026", 7),
)


DIRECTIVE = Directive(
    file="kh-87.pdf",
    header=HEADER,
    signer=Signer(),
    addressees=(),
    recipients=(),
    references=(Citation("15/KH-UBND", dt.date(2026, 1, 20), "UBND tỉnh", Evidence(1, 9, "Kế hoạch số 15/KH-UBND")),),
    sections=(),
    instructions=(
        instruction("II.1#1", ALL, 4),
        instruction("II.2#1", PUPILS, 9),
        instruction("III.1", QUOTE, 20),
        instruction("III.2", LOST, 24),
    ),
    report_duties=(
        ReportDuty(
            ("Các đơn vị",),
            "Sở Giáo dục và Đào tạo (qua Văn phòng Sở)",
            "báo cáo kết quả thực hiện",
            Deadline("trước ngày 10/12/2026", dt.date(2026, 12, 10), "before"),
            evidence(28, "Các đơn vị báo cáo kết quả thực hiện"),
        ),
        ReportDuty(("Tổ công tác số",), None, "gửi danh sách thành viên", None, evidence(30, "Tổ công tác số gửi")),
    ),
    quality=Quality(Source.NATIVE, 0.99),
    doubts=(Doubt("date_conflict", "Ngày trên trang và ngày trong eGov khác nhau", Evidence(1, 4, "ngày 06/3/2026")),),
)


def given(unit: Unit, text: str, key: str, line: int, role: Role = Role.IMPLEMENTING, **more: object) -> Assignment:
    """What the directive above gives a unit, by the rule that gives most of it."""
    return sample.given(unit, text, key, line, role, **{"rule": EVERYBODY, **more})


def everywhere(unit: Unit) -> Assignment:
    return given(unit, ALL, "II.1#1", 4, channels=("họp giao ban", "eGov"), product="Biên bản họp có nội dung")


PLAN = Plan(
    topic="kns",
    units=tuple(UNITS),
    assignments=(
        everywhere(SECRETARIAT),
        given(
            SECRETARIAT,
            LEAD,
            "III.1",
            20,
            Role.LEAD,
            evidence=evidence(20, QUOTE),
            partners=(SCHOOL.name, LONG.name),
            due_on=dt.date(2026, 10, 14),
            due_text="trước ngày 15/10/2026",
            product="Kế hoạch tuần lễ kỹ năng số",
        ),
        everywhere(SCHOOL),
        given(SCHOOL, PUPILS, "II.2#1", 9, due_on=dt.date(2026, 9, 30), due_text="trong quý III", measure="số bài thi"),
        given(SCHOOL, LEAD, "III.1", 20, Role.COORDINATING, partners=(SECRETARIAT.name,), confidence=0.7),
        everywhere(LONG),
        everywhere(COLLEGE),
    ),
    unassigned=(
        Unassigned("III.2", LOST, ("Đội phản ứng nhanh số",), "không có trong danh mục đơn vị", evidence(24, LOST)),
    ),
    doubts=(Doubt("unassigned", "không có trong danh mục đơn vị", evidence(24, LOST)),),
    exclusions=tuple(
        Exclusion(unit.id, "II.2#1", "Chủ đề chỉ dành cho đơn vị có học sinh") for unit in (SECRETARIAT, LONG, COLLEGE)
    ),
)

WORK = Work(DIRECTIVE, PLAN, UNITS, OFFICE, "TK-2026-0087", dt.date(2026, 3, 9), "c0ffee123456")


def many(count: int) -> Work:
    """The same directive, with `count` assignments for the school alone, each with its own deadline."""
    own = tuple(
        given(
            SCHOOL,
            f"Nội dung thứ {number}: rà soát, cập nhật và công khai bộ tài liệu kỹ năng số của nhà trường, bảo đảm học "
            "sinh, cha mẹ học sinh và giáo viên tra cứu được ở thư viện và trên trang thông tin điện tử",
            f"II.{number}",
            number,
            due_on=dt.date(2026, 4, number + 1),
            channels=("trang thông tin điện tử",),
            product="Bộ tài liệu",
        )
        for number in range(1, count + 1)
    )
    return replace(WORK, plan=Plan("kns", (SCHOOL.id,), own))
