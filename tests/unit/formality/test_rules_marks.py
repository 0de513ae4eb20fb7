"""Rules of head, signature, rule lines and marks: what stands around the text, and what must not stand there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.shared import Mm, Pt

from services.formality.facts import Head
from tests.unit.formality import mutations as m
from tests.unit.formality.drafts import facts, official_letter
from tests.unit.formality.mutations import (
    after,
    both,
    caught,
    drop,
    expect_fault,
    expect_right,
    run,
    same,
    say,
    shape,
    table,
)

OWN = Head(
    issuer="Sở Giáo dục và Đào tạo",
    parent="UBND tỉnh Tây Ninh",
    place="Tây Ninh",
    notation="SGDĐT-VP",
    signer="Trần Văn Mẫu",
)
LETTER = facts(head=OWN)
FOREIGN = facts("foreign", "")


def by(*lines):
    """The lines above the name."""
    first, *others = lines
    change = [say("authority", first), drop("deputy")]
    above = "authority"
    for number, line in enumerate(others):
        change.append(after(above, f"title {number}", line))
        above = f"title {number}"
    return both(*change)


def committee(*lines):
    return both(say("issuer", "ỦY BAN NHÂN DÂN XÃ TÂN ĐÔNG"), drop("parent"), by(*lines))


def longer(name, mm):
    """The rule line below a component, of another length."""
    room = 160 / 2 - 3.8
    return shape(f"{name} rule", left_indent=Mm((room - mm) / 2), right_indent=Mm((room - mm) / 2))


def underscored(name, count):
    """A rule line of underscores in place of the border."""
    return both(drop(f"{name} rule"), after(name, "underscores", "_" * count))


def underlined(name):
    def change(d):
        d.drop(f"{name} rule")
        for one in d.at[name].runs:
            one.underline = True

    return change


FAULTS = [
    ("QH-03", drop("motto rule"), "không tìm thấy"),
    ("QH-03", longer("motto", 30), "50 %"),
    ("OR-03", drop("issuer rule"), "không tìm thấy"),
    ("OR-03", longer("issuer", 60), "99 %"),
    ("OR-03", underscored("issuer", 4), "15 %"),
    ("QH-04", run("motto", size=13), "13/13/14"),
    ("QH-04", run("date", size=13), "13/14/13"),
    ("QH-04", shape("motto", line_spacing=1.5), "1,5"),
    ("OR-04", shape("issuer", line_spacing=1.5), "1,5"),
    ("OR-02", say("issuer", "SỞ GD&ĐT TÂY NINH"), "GD&ĐT"),
    ("OR-05", say("parent", "UBND TỈNH LONG AN"), "LONG AN"),
    ("OR-05", drop("parent"), "“”"),
    ("OR-05", say("issuer", "SỞ NỘI VỤ"), "NỘI VỤ"),
    ("NU-06", say("symbol", "Số:       /SGD-VP"), "SGD-VP"),
    ("PL-01", say("date", "Long An, ngày      tháng 11 năm 2026"), "Long An"),
    ("PL-02", say("date", "Hồ Chí Minh, ngày      tháng 11 năm 2026"), "Hồ Chí Minh"),
    ("PL-02", say("date", "TP. Tây Ninh, ngày      tháng 11 năm 2026"), "TP."),
    ("SG-04", by("TL. GIÁM ĐỐC"), "TL. GIÁM ĐỐC"),
    ("SG-04", by("TL. GIÁM ĐỐC", "PHÓ CHÁNH VĂN PHÒNG"), "PHÓ CHÁNH"),
    ("SG-05", by("TM. GIÁM ĐỐC"), "TM."),
    ("SG-05", committee("CHỦ TỊCH"), "CHỦ TỊCH"),
    ("SG-06", by("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"), "cấu hình không ghi"),
    ("SG-07", by("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), "cấu hình không ghi"),
    ("SG-09", say("name", "Nguyễn Văn Khác"), "Nguyễn Văn Khác"),
    ("SG-10", m.picture("name"), "có hình ảnh"),
    ("SG-12", m.bordered, "bảng có viền"),
    ("SG-12", shape("body 3", keep_with_next=False), "trang riêng"),
    ("SG-12", lambda d: d.doc.tables[-1].rows[0]._tr.trPr.clear(), "trang riêng"),
    ("UR-01", both(m.stamp("HỎA TỐC"), m.boxed("stamp")), "HỎA TỐC"),
    ("UR-02", m.stamp("MẬT"), "MẬT"),
    ("UR-03", m.stamp("LƯU HÀNH NỘI BỘ"), "không có khung"),
    ("UR-03", both(m.stamp("LƯU HÀNH NỘI BỘ", style=""), m.boxed("stamp")), "chữ không đậm"),
    ("DR-01", say("lưu", "- Lưu: VT, VP, ntbich."), "ntbich"),
    ("AD-01", both(m.footer("Địa chỉ: số 1 đường 30/4", "first_page_footer"), run("footer", size=9)), "cỡ chữ 9"),
    ("AD-01", m.footer("Điện thoại: 0276"), "mọi trang"),
    ("DF-01", m.stamp("DỰ THẢO"), "DỰ THẢO"),
    ("DF-01", m.stamp("Dự thảo lần 2"), "Dự thảo lần 2"),
    ("NO-04", m.footer("Tệp: cong-van.docx"), "Tệp"),
    ("NO-04", lambda d: [d.number._p.remove(d.number._p[-1]), d.number.add_run("2")], "gõ số 2"),
    ("FN-05", say("body 2", "1. Uỷ ban nhân dân xã tổ chức thực hiện."), "Uỷ"),
    ("PH-03", m.comment, "1 chú thích"),
    ("PH-03", m.tracked, "1 chỗ theo dõi"),
    ("PH-03", run("body 2", hidden=True), "1 đoạn có chữ ẩn"),
]

RIGHT = [
    ("QH-03", same),
    ("QH-03", underscored("motto", 24)),
    ("QH-03", underlined("motto")),
    ("OR-03", longer("issuer", 60.8 / 2)),
    ("OR-03", underscored("issuer", 10)),
    ("QH-04", both(run("nation", size=12), run("motto", size=13), run("date", size=13))),
    ("OR-04", same),
    ("OR-05", say("parent", "UBND tỉnh Tây Ninh")),
    ("NU-06", same),
    ("PL-01", same),
    ("PL-02", say("date", "Thành phố Hồ Chí Minh, ngày      tháng 11 năm 2026")),
    ("PL-02", say("date", "Phường 1, ngày      tháng 11 năm 2026")),
    ("SG-04", by("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")),
    ("SG-04", by("TL. GIÁM ĐỐC", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG")),
    ("SG-05", committee("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    ("SG-05", committee("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
    ("SG-06", by("GIÁM ĐỐC")),
    ("SG-07", by("GIÁM ĐỐC")),
    ("SG-09", say("name", "[CHƯA XÁC ĐỊNH NGƯỜI KÝ]")),
    ("SG-10", same),
    ("SG-12", same),
    ("UR-01", say("body 2", "1. Việc khẩn cần làm ngay.")),
    ("UR-02", say("body 2", "1. Giữ bí mật thông tin.")),
    ("UR-03", both(m.stamp("LƯU HÀNH NỘI BỘ"), m.boxed("stamp"))),
    ("DR-01", say("lưu", "- Lưu: VT, VP. PL.(300)")),
    ("AD-01", m.footer("Địa chỉ: số 1 đường 30/4", "first_page_footer")),
    ("DF-01", say("body 2", "1. Góp ý dự thảo kế hoạch.")),
    ("NO-04", m.footer("Địa chỉ: số 1 đường 30/4", "first_page_footer")),
    ("FN-05", say("body 2", "1. Ủy ban nhân dân xã, quý đơn vị tổ chức thực hiện.")),
    ("PH-03", same),
]


@pytest.mark.parametrize(("rule", "spoil", "found"), table(FAULTS))
def test_a_planted_fault_is_caught(rule, spoil, found):
    expect_fault(official_letter(), spoil, rule, LETTER, found)


@pytest.mark.parametrize(("rule", "change"), table(RIGHT))
def test_a_right_variant_passes(rule, change):
    expect_right(official_letter(), change, rule, LETTER)


@pytest.mark.parametrize(
    ("rule", "line", "field"),
    [
        ("SG-06", ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG"), "authorization"),
        ("SG-07", ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"), "delegation"),
    ],
)
def test_signing_for_another_is_right_with_its_ground(rule, line, field):
    draft = official_letter()
    by(*line)(draft)
    assert caught(draft, rule, facts(head=replace(OWN, **{field: "Quy chế làm việc, Điều 5"}))) == []


def test_an_office_without_chu_quan_prints_none():
    draft = official_letter()
    draft.say("issuer", "ỦY BAN NHÂN DÂN XÃ TÂN ĐÔNG")
    own = Head(issuer="Ủy ban nhân dân xã Tân Đông", parent=None)
    assert caught(draft, "OR-05", facts(head=own)) == ["“UBND TỈNH TÂY NINH”"]
    draft.drop("parent")
    assert caught(draft, "OR-05", facts(head=own)) == []


@pytest.mark.parametrize(
    ("rule", "change", "found"),
    [
        ("UR-01", m.stamp("KHẨN", style=""), ["chữ không đậm", "không có khung"]),
        ("UR-01", both(m.stamp("HOẢ TỐC HẸN GIỜ: 10 giờ"), m.boxed("stamp")), []),
        ("UR-02", m.stamp("TỐI MẬT"), ["“TỐI MẬT”"]),
        ("FN-04", both(m.stamp("KHẨN"), run("stamp", colour="FF0000")), []),
        ("SG-10", m.picture("name"), []),
        ("SG-09", say("name", "Nguyễn Văn Khác"), []),
        ("NU-07", say("symbol", "Số: 12/SGDĐT-VP"), []),
        ("SG-12", shape("body 3", keep_with_next=False), []),
    ],
)
def test_files_of_others_are_issued_documents(rule, change, found):
    draft = official_letter()
    change(draft)
    assert caught(draft, rule, FOREIGN) == found


@pytest.mark.parametrize("text", ["Văn bản ký số", ""])
def test_the_room_for_the_seal_of_an_annex_is_empty(text):
    draft = official_letter()
    header = draft.section.first_page_header
    header.is_linked_to_previous = False
    header.paragraphs[0].add_run(text).font.size = Pt(13)
    assert bool(caught(draft, "SG-11", facts("table", ""))) is bool(text)
