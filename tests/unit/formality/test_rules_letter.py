"""Each rule on a công văn: planted faults that it catches, right variants that it passes."""

from __future__ import annotations

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt

from tests.unit.formality.drafts import facts, faults, official_letter
from tests.unit.formality.mutations import (
    after,
    both,
    drop,
    expect_fault,
    expect_right,
    margins,
    paper,
    run,
    say,
    shape,
    table,
)

LEFT, CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER


def page_number(**marks):
    def change(d):
        d.at["number"] = d.number
        d.run("number", **marks) if marks else d.number._p.remove(d.number._p[-1])
        for size in d.number._p.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}sz"):
            if "size" in marks:
                size.set(size.keys()[0], str(marks["size"] * 2))

    return change


def two_addressees(indent_mm):
    """Kính gửi to two units, each on its line with its dash that far from the margin."""
    under = {"alignment": LEFT, "left_indent": Mm(indent_mm)}
    return both(
        say("kính gửi", "Kính gửi:"),
        after("kính gửi", "b", "- Trường THPT Mẫu."),
        after("kính gửi", "a", "- Trường THPT Tây Ninh;"),
        shape("a", **under),
        shape("b", **under),
    )


FAULTS = [
    # page, font, page number
    ("PG-01", paper(216, 279), "216 × 279 mm"),
    ("PG-02", lambda d: d.landscape(), "trang nằm ngang"),
    ("PG-03", margins(top=15), "lề trên 15 mm"),
    ("PG-03", margins(top=26), "lề trên 26 mm"),
    ("PG-04", margins(bottom=19), "lề dưới 19 mm"),
    ("PG-05", margins(left=25.4), "lề trái 25,4 mm"),
    ("PG-06", margins(right=25), "lề phải 25 mm"),
    ("PG-07", both(margins(left=25), lambda d: setattr(d.section, "gutter", Mm(5))), "gáy 5 mm"),
    ("FN-01", run("body 1", font="Arial"), "phông Arial"),
    ("FN-02", run("body 1", font="Times New Roman Bold"), "phông Times New Roman Bold"),
    ("FN-02", run("body 1", font=".VnTime"), "phông .VnTime"),
    ("FN-03", say("body 2", "1. To\u0302\u0309 chức thực hiện."), "2 dấu rời"),
    ("FN-03", say("body 2", "1. Trường THPT Lê Quý \u00d0ôn thực hiện."), "U+00D0"),
    ("FN-03", say("body 2", "1. C¸c ®¬n vÞ thùc hiÖn viÖc triÓn khai kÕ ho¹ch."), "bảng mã cũ"),
    ("FN-04", run("body 1", colour="FF0000"), "màu FF0000"),
    ("NO-01", page_number(), "không có số trang"),
    ("NO-01", page_number(size=11), "cỡ chữ 11"),
    ("NO-01", lambda d: setattr(d.number, "alignment", LEFT), "không canh giữa"),
    ("NO-02", lambda d: setattr(d.section, "different_first_page_header_footer", False), "hiển thị số trang"),
    # head
    ("QH-01", say("nation", "Cộng hòa xã hội chủ nghĩa Việt Nam"), "Cộng hòa"),
    ("QH-01", run("nation", size=14), "cỡ chữ 14"),
    ("QH-01", run("nation", bold=False), "chữ không đậm"),
    ("QH-01", drop("nation"), "không tìm thấy"),
    ("QH-02", say("motto", "Độc lập – Tự do – Hạnh phúc"), "–"),
    ("QH-02", say("motto", "Độc lập-Tự do-Hạnh phúc"), "Độc lập-Tự do"),
    ("QH-02", run("motto", size=12), "cỡ chữ 12"),
    ("QH-02", shape("motto", alignment=LEFT), "không canh giữa"),
    ("OR-01", run("parent", bold=True), "chữ đậm"),
    ("OR-01", say("parent", "UBND tỉnh Tây Ninh"), "UBND tỉnh"),
    ("OR-02", run("issuer", size=14), "cỡ chữ 14"),
    ("OR-02", run("issuer", italic=True), "chữ nghiêng"),
    ("NU-01", say("symbol", "SỐ:      /SGDĐT-VP"), "SỐ:"),
    ("NU-01", run("symbol", size=14), "cỡ chữ 14"),
    ("NU-01", drop("symbol"), "không tìm thấy"),
    ("NU-03", say("symbol", "Số:      /SGDĐT - VP"), "SGDĐT - VP"),
    ("NU-03", say("symbol", "Số:      /sgdđt-VP"), "sgdđt"),
    ("NU-05", say("symbol", "Số:      /CV-SGDĐT"), "CV-SGDĐT"),
    ("NU-05", say("symbol", "Số:      /SGDĐT"), "SGDĐT"),
    ("NU-07", say("symbol", "Số: 15/SGDĐT-VP"), "15/SGDĐT"),
    ("PL-03", say("date", "Tây Ninh ngày      tháng 11 năm 2026"), "Tây Ninh ngày"),
    ("PL-03", say("date", "Tây Ninh, ngày      tháng 03 năm 2026"), "tháng 03"),
    ("PL-03", say("date", "Tây Ninh, ngày      tháng 1 năm 2026"), "tháng 1"),
    ("PL-04", run("date", italic=False), "chữ đứng"),
    ("PL-04", run("date", size=12), "cỡ chữ 12"),
    ("PL-05", say("date", "Tây Ninh, ngày 15 tháng 11 năm 2026"), "ngày 15"),
    ("TT-04", say("subject", "Về việc triển khai công tác tuyên truyền"), "Về việc"),
    ("TT-04", run("subject", bold=True), "chữ đậm"),
    ("TT-04", run("subject", size=14), "cỡ chữ 14"),
    ("TT-04", shape("subject", space_before=Pt(0)), "cách 0 pt"),
    ("TT-04", drop("subject"), "không tìm thấy"),
    # text
    ("BO-01", shape("body 2", alignment=LEFT), "không canh đều hai lề"),
    ("BO-01", run("body 2", italic=True), "chữ nghiêng"),
    ("BO-01", lambda d: [d.run(f"body {i}", size=12) for i in (1, 2, 3)], "cỡ chữ 12"),
    ("BO-02", shape("body 2", first_line_indent=Mm(0)), "thụt 0 mm"),
    ("BO-02", shape("body 2", first_line_indent=Mm(15)), "thụt 15 mm"),
    ("BO-03", shape("body 2", space_before=Pt(3)), "cách 3 pt"),
    ("BO-04", shape("body 2", line_spacing=2.0), "2,00 dòng"),
    ("BO-04", shape("body 2", line_spacing_rule=WD_LINE_SPACING.EXACTLY, line_spacing=Pt(12)), "0,75 dòng"),
    ("BO-05", run("body 2", size=13), "cỡ chữ 13"),
    ("BO-06", say("body 3", "2. Báo cáo kết quả về Sở."), "về Sở."),
    # signature
    ("SG-01", say("authority", "KT GIÁM ĐỐC"), "KT GIÁM ĐỐC"),
    ("SG-01", say("authority", "K/T GIÁM ĐỐC"), "K/T"),
    ("SG-01", drop("authority", "deputy", "name"), "không tìm thấy"),
    ("SG-02", say("deputy", "Phó Giám đốc"), "Phó Giám đốc"),
    ("SG-02", run("authority", bold=False), "chữ không đậm"),
    ("SG-02", run("authority", size=12), "cỡ chữ 12"),
    ("SG-03", say("deputy", "CHÁNH VĂN PHÒNG"), "CHÁNH VĂN PHÒNG"),
    ("SG-08", say("name", "TRẦN VĂN MẪU"), "TRẦN VĂN MẪU"),
    ("SG-08", say("name", "TS. Trần Văn Mẫu"), "TS."),
    ("SG-08", run("name", bold=False), "chữ không đậm"),
    ("SG-08", drop("name"), "để trống"),
    # recipients
    ("RC-01", drop("kính gửi"), "không tìm thấy"),
    ("RC-02", run("kính gửi", italic=True), "chữ nghiêng"),
    ("RC-02", say("kính gửi", "KÍNH GỬI: Trường THPT Tây Ninh"), "KÍNH GỬI"),
    ("RC-03", both(say("kính gửi", "Kính gửi:"), after("kính gửi", "to", "- Trường THPT Tây Ninh.")), "- Trường"),
    ("RC-04", after("kính gửi", "to", "- Trường THPT Mẫu."), "Trường THPT Tây Ninh"),
    ("RC-04", two_addressees(48), "gạch đầu dòng cách dấu hai chấm 40"),
    ("RC-05", run("nơi nhận", italic=False), "chữ đứng"),
    ("RC-05", run("nơi nhận", size=11), "cỡ chữ 11"),
    ("RC-05", say("nơi nhận", "NƠI NHẬN:"), "NƠI NHẬN:"),
    ("RC-06", run("second", size=12), "cỡ chữ 12"),
    ("RC-06", say("second", "- Giám đốc Sở (để báo cáo)."), "(để báo cáo)."),
    ("RC-06", shape("second", left_indent=Mm(8)), "thụt 8 mm"),
    ("RC-07", say("first", "- Trường THPT Tây Ninh;"), "- Trường"),
    ("RC-08", say("lưu", "- Lưu: Văn thư, VP."), "Văn thư"),
    # leftovers and content
    ("PH-01", say("body 2", "1. Thực hiện {{ noi_dung }} theo quy định."), "thẻ {{ noi_dung }}"),
    ("PH-01", say("body 2", "{% for x in y %}"), "thẻ {% for x in y %}"),
    ("PH-02", say("name", "[CHƯA XÁC ĐỊNH NGƯỜI KÝ]"), "[CHƯA XÁC ĐỊNH NGƯỜI KÝ]"),
    ("PH-02", say("body 2", "1. Thực hiện Kế hoạch [CẦN XÁC MINH CĂN CỨ]."), "[CẦN XÁC MINH CĂN CỨ]"),
    ("BA-04", say("body 2", "1. Thực hiện Công văn số 99/SGDĐT-VP."), "99/SGDĐT-VP"),
    ("CO-08", say("body 2", "1. Hoàn thành trước ngày 30/11/2026."), "30/11/2026"),
    ("CO-08", say("body 2", "1. Hoàn thành trước ngày 31 tháng 11 năm 2026."), "31 tháng 11"),
    ("CO-03", say("kính gửi", "Kính gửi: Trường THPT Nơi Khác"), "Nơi Khác"),
]

RIGHT = [
    ("PG-01", paper(210.3, 296.8)),
    ("PG-02", margins(top=20)),
    ("PG-04", margins(bottom=25)),
    ("PG-06", margins(right=15)),
    ("PG-07", lambda d: setattr(d.section, "gutter", Mm(0))),
    ("FN-02", run("body 1", font="Times New Roman")),
    ("FN-03", say("body 2", "1. Trường THPT Lê Quý Đôn, Cà Mau, München tổ chức thực hiện.")),
    ("NO-01", page_number(size=13)),
    ("NO-02", lambda d: setattr(d.section.first_page_header, "is_linked_to_previous", False)),
    ("OR-02", run("issuer", size=12)),
    ("NU-01", say("symbol", "Số:           /SGDĐT-VP")),
    ("NU-05", say("symbol", "Số:      /SGDĐT-GDTrH")),
    ("PL-04", run("date", size=13)),
    ("PL-05", say("date", "Tây Ninh, ngày      tháng      năm      ")),
    ("TT-04", both(run("subject", size=13), shape("subject", space_before=Pt(6)))),
    ("BO-01", lambda d: [d.run(f"body {i}", size=13) for i in (1, 2, 3)]),
    ("BO-05", lambda d: [d.run(f"body {i}", size=13) for i in (1, 2, 3)]),
    ("BO-06", say("body 3", "2. Báo cáo kết quả về Sở. ./.")),
    ("SG-02", run("authority", size=13)),
    ("SG-03", both(say("authority", "KT. HIỆU TRƯỞNG"), say("deputy", "PHÓ HIỆU TRƯỞNG"))),
    ("RC-01", say("kính gửi", "Kính gửi: Trường THPT Mẫu")),
    ("RC-02", run("kính gửi", size=13)),
    ("RC-03", say("kính gửi", "Kính gửi: Trường THPT Mẫu")),
    ("RC-05", shape("nơi nhận", alignment=LEFT)),
    ("RC-07", say("first", "- Như trên;")),
    ("PH-01", say("body 2", "1. Thực hiện theo {nội dung} đã thống nhất.")),
    ("PH-02", say("body 2", "1. Thực hiện [theo mẫu kèm theo].")),
    ("PG-03", margins(top=25, bottom=25, left=35, right=15)),
    ("PG-05", margins(left=30.3)),
    ("QH-01", say("nation", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")),
    ("QH-01", run("nation", size=12)),
    ("QH-02", run("motto", size=13)),
    ("OR-01", drop("parent")),
    ("NU-03", say("symbol", "Số:      /SNV-CCHC&PC")),
    ("NU-03", say("symbol", "Số:      /SGDĐT-GDTrH")),
    ("NU-07", say("symbol", "Số: ….../SGDĐT-VP")),
    ("PL-03", say("date", "Tây Ninh, ngày      tháng      năm 2026")),
    ("PL-03", say("date", "Tây Ninh, ngày      tháng 02 năm 2026")),
    ("PL-03", say("date", "Tây Ninh, ngày … tháng 3 năm 2026")),
    ("FN-01", run("body 1", hidden=True, font="Arial")),
    ("FN-04", run("body 1", colour="000000")),
    ("FN-04", run("lưu", colour="FFFFFF", font="Arial")),
    ("BO-02", shape("body 2", first_line_indent=Mm(12.7))),
    ("BO-03", both(shape("body 2", space_before=Pt(0)), shape("body 1", space_after=Pt(6)))),
    ("BO-04", shape("body 2", line_spacing_rule=WD_LINE_SPACING.AT_LEAST, line_spacing=Pt(8))),
    ("SG-01", both(say("authority", "GIÁM ĐỐC"), drop("deputy"))),
    ("SG-01", both(say("authority", "TL. GIÁM ĐỐC"), say("deputy", "CHÁNH VĂN PHÒNG"))),
    ("SG-08", say("name", "Nguyễn Xuân Trường")),
    (
        "RC-04",
        two_addressees(88),
    ),
    ("RC-04", both(two_addressees(53), shape("kính gửi", alignment=LEFT, left_indent=Mm(36)))),
    ("RC-06", both(say("second", "- Giám đốc Sở"), after("second", "third", "(để báo cáo);"))),
    ("RC-08", say("lưu", "- Lưu: VT, GDTrH (2).")),
    ("BA-04", say("body 2", "1. Thực hiện Kế hoạch số 012 /KH-SGDĐT.")),
    ("CO-08", say("body 2", "1. Hoàn thành trước ngày 15/12/2026.")),
    ("CO-03", say("kính gửi", "Kính gửi: Hiệu trưởng Trường THPT Tây Ninh")),
]


@pytest.mark.parametrize(("rule", "spoil", "found"), table(FAULTS))
def test_a_planted_fault_is_caught(rule, spoil, found):
    expect_fault(official_letter(), spoil, rule, facts(), found)


@pytest.mark.parametrize(("rule", "change"), table(RIGHT))
def test_a_right_variant_passes(rule, change):
    expect_right(official_letter(), change, rule, facts())


def test_the_letter_the_faults_are_planted_in_has_none():
    assert faults(official_letter()) == []
