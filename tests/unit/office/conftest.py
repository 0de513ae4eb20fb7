"""Sample packets of our own: the same plan as a new document, an update, a revocation, a replacement, and a status."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from services.office.edxml import (
    VIETNAM,
    Attachment,
    Business,
    BusinessKind,
    ChangedReceiver,
    Document,
    DocumentType,
    Hop,
    OtherInfo,
    Party,
    Replacement,
    ResponseFor,
    SignerInfo,
    Staff,
    Update,
    report,
)

PROVINCE = Party("000.00.00.H53", "", "UBND Tỉnh Tây Ninh", "Tây Ninh", email="ubnd@example.test")
OFFICE = Party("000.00.03.H53", "UBND Tỉnh Tây Ninh", "Sở Giáo dục và Đào tạo", "Tây Ninh")
SCHOOL = Party("000.31.03.H53", "Sở Giáo dục và Đào tạo", "Trường THPT Tây Ninh", "Tây Ninh")
CLERK = Staff(department="Văn thư", name="Lê Thị Mẫu")
MOMENT = dt.datetime(2020, 2, 3, 8, 30, tzinfo=VIETNAM)

NEW = Document(
    sender=PROVINCE,
    receivers=(OFFICE, SCHOOL),
    document_id="000.00.00.H53,2020/02/03,53/KH-UBND",
    number="53",
    notation="KH-UBND",
    place="Tây Ninh",
    issued_on=dt.date(2020, 2, 3),
    type=DocumentType(2, 0, "Kế hoạch"),
    subject='Tuyên truyền "cải cách hành chính" & kiểm soát <thủ tục>',
    content="Kế hoạch tuyên truyền cải cách hành chính",
    signer=SignerInfo("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu"),
    due_on=dt.date(2020, 12, 15),
    other=OtherInfo(2, "Cải cách hành chính", "NVM", 3, 5, direction=False, appendixes=("Phụ lục 1", "Phụ lục 2")),
    steering_type=1,
    task_codes=("NV-2020-0001",),
    to_places=("Như trên", "Lưu: VT"),
    business=Business(reason="Văn bản điện tử mới", staff=CLERK),
    hops=(Hop("000.00.00.H53", MOMENT),),
    attachments=(
        Attachment("53_KH-UBND.pdf", b"%PDF-1.4 ban chinh", "Bản chính", "a1", "53_KH-UBND.pdf"),
        Attachment("Biểu mẫu.xlsx", b"bang tinh", "Biểu mẫu", "a2", "Biểu mẫu.xlsx"),
        Attachment("Biểu mẫu.xlsx", b"bang tinh khac", "", "a3", "Biểu mẫu.xlsx"),
    ),
)
ANSWERED = ResponseFor("000.00.03.H53", "12/BC-SGDĐT", "000.00.03.H53,2020/01/20,12/BC-SGDĐT", dt.date(2020, 1, 20))
SAMPLES = {
    "new": NEW,
    "revoke": replace(NEW, business=Business(BusinessKind.REVOKE, "Thu hồi"), response_for=(ANSWERED,)),
    "update": replace(
        NEW,
        business=Business(
            BusinessKind.UPDATE,
            "Cập nhật",
            document_id=NEW.document_id,
            update=Update(info=True, receivers=True, changed=(ChangedReceiver(SCHOOL.organ_id, 1),)),
            staff=CLERK,
        ),
    ),
    "replace": replace(
        NEW,
        business=Business(
            BusinessKind.REPLACE,
            "Thay thế",
            replacements=(Replacement(NEW.document_id, (OFFICE.organ_id, SCHOOL.organ_id)),),
        ),
    ),
    "bare": Document(),
}


@pytest.fixture
def new_document():
    return NEW


@pytest.fixture(params=SAMPLES)
def sample(request):
    return SAMPLES[request.param]


@pytest.fixture
def sample_status():
    return report(NEW, "05", OFFICE, CLERK, MOMENT)
