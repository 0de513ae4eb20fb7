"""What the office says of a document."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import replace

import pytest

from services.directive.model import OfficeMetadata, Signer
from services.office.edxml import Document, DocumentType, OtherInfo, Party, remarks_of, to_metadata


def test_the_header_becomes_metadata(new_document):
    assert to_metadata(new_document) == OfficeMetadata(
        number="53",
        notation="KH-UBND",
        issued_on=dt.date(2020, 2, 3),
        issuer="UBND Tỉnh Tây Ninh",
        issuer_organ_id="000.00.00.H53",
        parent_issuer=None,
        type_name="Kế hoạch",
        abstract='Tuyên truyền "cải cách hành chính" & kiểm soát <thủ tục>',
        place="Tây Ninh",
        urgency="Thượng khẩn",
        secrecy=None,
        signer=Signer("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Mẫu"),
    )


def test_a_bare_packet_says_nothing():
    assert to_metadata(Document()) == OfficeMetadata()


@pytest.mark.parametrize(
    ("name", "notation", "subject", "type_name"),
    [
        ("Kế hoạch", "KH-UBND", "", "Kế hoạch"),
        ("KẾ HOẠCH", "", "", "Kế hoạch"),
        ("Phiếu trình", "", "", "Phiếu trình"),
        ("", "KH-SGDĐT", "", "Kế hoạch"),
        ("", "CT-TTg", "", "Chỉ thị"),
        ("", "TTr-SNV", "", "Tờ trình"),
        ("", "QÐ-UBND", "", "Quyết định"),
        ("", "SGDĐT-VP", "", "Công văn"),
        ("", "1295", "", None),
        ("", "", "V/v kết nối phần mềm", "Công văn"),
        ("", "", "Kế hoạch tuyên truyền năm 2020", "Kế hoạch"),
        ("", "", "Tuyên truyền năm 2020", None),
        ("Báo cáo", "STTTT-TTBCXB", "", "Báo cáo"),
    ],
)
def test_the_type_by_name_then_notation_then_subject(name, notation, subject, type_name):
    document = Document(notation=notation, subject=subject, type=DocumentType(18, 0, name))
    assert to_metadata(document).type_name == type_name


@pytest.mark.parametrize(
    ("name", "notation", "conflict"),
    [
        ("Báo cáo", "STTTT-TTBCXB", True),
        ("Kế hoạch", "CT-UBND", True),
        ("Kế hoạch", "KH-UBND", False),
        ("Công văn", "VPCP-TTĐT", False),
        ("", "KH-UBND", False),
        ("Phiếu trình", "KH-UBND", False),
        ("Kế hoạch", "", False),
    ],
)
def test_a_type_the_notation_contradicts_is_told(name, notation, conflict):
    remarks = remarks_of(Document(notation=notation, type=DocumentType(name=name)))
    assert bool(remarks) == conflict


@pytest.mark.parametrize(
    ("priority", "urgency"), [(None, None), (0, None), (1, "Khẩn"), (3, "Hỏa tốc"), (5, None), (77, None)]
)
def test_urgency(priority, urgency):
    assert to_metadata(Document(other=OtherInfo(priority=priority))).urgency == urgency


SPHERES = {
    "Mật": "Mật",
    "TUYỆT MẬT": "Tuyệt mật",
    " tối  mật ": "Tối mật",
    "(MẬT)": "Mật",
    "Độ mật: Tối mật": "Tối mật",
    unicodedata.normalize("NFD", "Mật"): "Mật",
    "Giáo dục": None,
    "Thường": None,
    "Không mật": None,
    "Độ mật: Thường": None,
    "": None,
}


@pytest.mark.parametrize(("sphere", "secrecy"), SPHERES.items())
def test_secrecy(sphere, secrecy):
    assert to_metadata(Document(other=OtherInfo(sphere=sphere))).secrecy == secrecy


def test_a_governing_body_that_repeats_the_issuer_is_none(new_document):
    party = Party("1", in_charge="Văn phòng Chính phủ", name="Văn phòng Chính phủ")
    assert to_metadata(replace(new_document, sender=party)).parent_issuer is None
