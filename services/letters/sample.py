"""A directive made up for trying templates: every role, deadlines past and open, reports, several kinds of units.

What a template prints of it stands for nothing: it only shows a clerk how the letter looks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, Final

from services.directive.model import (
    Citation,
    Deadline,
    Directive,
    Doubt,
    Evidence,
    Header,
    Instruction,
    Quality,
    ReportDuty,
    Section,
    Signer,
    Source,
    Value,
)
from services.letters.model import Revision, Work
from services.planning.difference import difference
from services.planning.model import Assignment, Exclusion, Plan, Role, Unassigned
from services.settings.drafting import DraftSettings
from services.settings.model import OfficeProfile, SignerProfile
from services.units.model import Unit

DAY: Final = dt.date(2026, 10, 20)
OFFICE: Final = OfficeProfile(
    id="so-mau",
    name="Sở Giáo dục và Đào tạo",
    full_name="Sở Giáo dục và Đào tạo tỉnh Mẫu",
    short_name="Sở GDĐT",
    parent_name="UBND tỉnh Mẫu",
    place="Mẫu",
    organ_id="000.00.01.H99",
    code="SGDĐT",
    secretariat="Văn phòng Sở",
    signer=SignerProfile(lines=("GIÁM ĐỐC",)),
)
SECRETARIAT: Final = Unit("van-phong-mau", "Văn phòng Sở", "van_phong", code="VP", head_title="Chánh Văn phòng")
SCHOOLS: Final = tuple(Unit(f"thpt-mau-{n}", f"Trường THPT Mẫu {n}", "thpt", head_title="Hiệu trưởng") for n in (1, 2))
COMMUNE: Final = Unit("ubnd-xa-mau", "UBND xã Mẫu", "xa_phuong", addressee="Ủy ban nhân dân xã Mẫu", tone="đề nghị")
_UNITS: Final = (SECRETARIAT, *SCHOOLS, COMMUNE)
_LEAD: Final = "Tham mưu tổ chức tuần lễ chuyển đổi số trong trường học"
_ALL: Final = "Tổ chức tuyên truyền kỹ năng số trong các buổi họp định kỳ"
_PUPILS: Final = "Tổ chức cuộc thi tìm hiểu kỹ năng số cho học sinh"


def sample_work(office: OfficeProfile | None = None, drafting: DraftSettings | None = None) -> Work:
    """The made-up work, for this office (a made-up one unless given)."""
    return Work(
        directive=_DIRECTIVE,
        plan=_PLAN,
        units={unit.id: unit for unit in _UNITS},
        office=office or OFFICE,
        reference="TK-MAU",
        today=DAY,
        config_hash="mau",
        drafting=drafting or DraftSettings(),
        groups=(("các trường trung học phổ thông", frozenset(unit.id for unit in SCHOOLS)),),
        results={(SCHOOLS[0].id, "II.1#1"): "Đã tuyên truyền trong 02 buổi họp"},
        revision=_revision(),
    )


def _revision() -> Revision:
    """An earlier content that gave its first assignment another day and one more to everybody's first unit."""
    first, *rest = _PLAN.assignments
    earlier = replace(first, due_on=DAY, due_text=None)
    gone = replace(first, text="Lập kế hoạch chi tiết của đơn vị", instruction="II.9#1")
    before = replace(_PLAN, assignments=(earlier, gone, *rest))
    header = replace(_DIRECTIVE.header, abstract=value("Tuyên truyền cải cách hành chính", 9))
    return Revision(
        kind="cập nhật",
        earlier="Kế hoạch số 12/KH-SGDĐT",
        dossier="TK-MAU-CU",
        difference=difference(before, _PLAN, header, _DIRECTIVE.header),
        names={unit.id: unit.name for unit in _UNITS},
        kept=(("Công văn gửi Trường THPT Mẫu 1", "đã ban hành"),),
    )


def evidence(line: int, quote: str, page: int = 2) -> Evidence:
    """Where the made-up directive says something."""
    return Evidence(page, line, quote)


def value(text: str, line: int) -> Value:
    """A value of its header."""
    return Value(text, Source.NATIVE, 0.97, evidence(line, text, page=1))


def instruction(key: str, text: str, line: int) -> Instruction:
    """One of its instructions, in the section that its key names ("II.1#2")."""
    section = key.partition("#")[0]
    return Instruction(key, section, "assign", (), (), text, None, evidence(line, text), 0.9)


def given(unit: Unit, text: str, key: str, line: int, role: Role = Role.IMPLEMENTING, **more: Any) -> Assignment:  # noqa: ANN401 - any field
    """What a unit is given of an instruction; `more` are other fields of the assignment."""
    own = {"evidence": evidence(line, text), "rule": "Văn bản nêu tên đơn vị", "confidence": 0.9, **more}
    section = key.partition("#")[0]
    return Assignment(unit=unit.id, unit_name=unit.name, role=role, text=text, instruction=key, section=section, **own)


_DIRECTIVE: Final = Directive(
    file="van-ban-mau.pdf",
    header=Header(
        doc_type=value("KẾ HOẠCH", 5),
        number=value("01", 4),
        notation=value("KH-UBND", 4),
        issuer=value("ỦY BAN NHÂN DÂN TỈNH MẪU", 2),
        issued_on=Value("2026-10-01", Source.NATIVE, 0.9, Evidence(1, 4, "ngày 01 tháng 10 năm 2026")),
        abstract=value("Nâng cao kỹ năng số trong trường học năm 2026", 6),
    ),
    signer=Signer(),
    addressees=(),
    recipients=(),
    references=(Citation("15/KH-BGDĐT", dt.date(2026, 9, 1), "Bộ GDĐT", Evidence(1, 8, "Kế hoạch số 15/KH-BGDĐT")),),
    sections=(
        Section("II", 1, "II", "NỘI DUNG", 2, 1),
        Section("II.1", 2, "1", "Tuyên truyền kỹ năng số", 2, 2),
        Section("III", 1, "III", "TỔ CHỨC THỰC HIỆN", 2, 12),
    ),
    instructions=(
        instruction("II.1#1", _ALL, 3),
        instruction("II.1#2", _PUPILS, 6),
        instruction("III.1", _LEAD, 13),
        instruction("III.2", "Đoàn thanh niên tỉnh tổ chức ngày hội công nghệ", 16),
    ),
    report_duties=(
        ReportDuty(
            ("Các đơn vị",),
            "Sở Giáo dục và Đào tạo",
            "báo cáo kết quả thực hiện",
            Deadline("trước ngày 15/12/2026", dt.date(2026, 12, 14), "before"),
            evidence(18, "Các đơn vị báo cáo kết quả thực hiện trước ngày 15/12/2026"),
        ),
    ),
    quality=Quality(Source.NATIVE, 0.99),
    doubts=(Doubt("date", "Ngày trên trang và ngày trong eGov khác nhau", Evidence(1, 4, "ngày 02/10/2026")),),
)


def _past(one: Assignment) -> Assignment:
    return replace(one, due_on=dt.date(2026, 10, 14), due_text="trước ngày 15/10/2026")


def _near(one: Assignment) -> Assignment:
    return replace(one, due_on=dt.date(2026, 10, 22), due_text="trong tháng 10 năm 2026")


_PLAN: Final = Plan(
    topic=None,
    units=tuple(unit.id for unit in _UNITS),
    assignments=(
        replace(
            _past(given(SECRETARIAT, _LEAD, "III.1", 13, Role.LEAD)),
            confidence=0.6,
            partners=(SCHOOLS[0].name, SCHOOLS[1].name),
            product="Kế hoạch tuần lễ chuyển đổi số",
        ),
        *(
            replace(_near(one), channels=("Họp cơ quan", "eGov"), measure="Số buổi họp có nội dung")
            for unit in _UNITS
            for one in [given(unit, _ALL, "II.1#1", 3)]
        ),
        *(given(unit, _PUPILS, "II.1#2", 6) for unit in (*SCHOOLS, COMMUNE)),
        *(
            replace(_past(given(unit, _LEAD, "III.1", 13, Role.COORDINATING)), partners=(SECRETARIAT.name,))
            for unit in SCHOOLS
        ),
    ),
    unassigned=(
        Unassigned(
            "III.2",
            "Đoàn thanh niên tỉnh tổ chức ngày hội công nghệ",
            ("Đoàn thanh niên tỉnh",),
            "không có trong danh mục đơn vị",
            evidence(16, "Đoàn thanh niên tỉnh tổ chức ngày hội công nghệ"),
        ),
    ),
    exclusions=(Exclusion(SECRETARIAT.id, "II.1#2", "Chủ đề chỉ dành cho đơn vị có học sinh"),),
)
