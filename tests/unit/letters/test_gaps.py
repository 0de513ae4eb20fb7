"""What nobody has, on the cover note."""

from __future__ import annotations

from dataclasses import replace

from services.directive.model import Evidence, ReportDuty, Source, Value
from services.letters.accounting import missing
from services.letters.citation import issuer_name
from services.letters.gaps import open_parts
from services.planning.model import Unassigned
from services.planning.questions import NOT_OURS, NOT_UNDER_US, OURS
from tests.unit.letters.samples import WORK


def gap(key: str, text: str, who: str, reason: str, line: int) -> Unassigned:
    return Unassigned(key, text, (who,), reason, Evidence(1, line, text))


def lines(*gaps: Unassigned):
    issuer = Value("ỦY BAN NHÂN DÂN TỈNH TÂY NINH", Source.NATIVE, 0.95)
    header = replace(WORK.directive.header, issuer=issuer)
    directive = replace(WORK.directive, header=header)
    found = open_parts(replace(WORK, directive=directive, plan=replace(WORK.plan, unassigned=gaps)))
    return [(one["noi_dung"], one["ten_goi"], one["vi_tri"], one["ly_do"]) for one in found]


def test_the_work_of_third_offices_is_one_line():
    found = lines(
        gap("2", "giao biên chế", "Sở Nội vụ", NOT_OURS, 20),
        gap("1.a", "tổ chức kỳ thi", "Sở Giáo dục và Đào tạo", f"“Sở Giáo dục và Đào tạo” {OURS}", 15),
        gap("3", "bố trí kinh phí", "Sở Tài chính", NOT_OURS, 21),
        gap("1.b", "tuyển dụng", "Sở Giáo dục và Đào tạo", f"“Sở Giáo dục và Đào tạo” {OURS}", 16),
    )
    assert [one[:3] for one in found] == [
        ("nội dung tại mục 2; mục 3", "Sở Nội vụ; Sở Tài chính", "trang 1, dòng 20; trang 1, dòng 21"),
        ("tổ chức kỳ thi", "Sở Giáo dục và Đào tạo", "trang 1, dòng 15"),
        ("tuyển dụng", "Sở Giáo dục và Đào tạo", "trang 1, dòng 16"),
    ]


def test_the_issuer_is_named_as_in_a_sentence():
    reason = f"“UBND các xã” được ỦY BAN NHÂN DÂN TỈNH TÂY NINH nêu trực tiếp và {NOT_UNDER_US}"
    (one,) = lines(gap("6.a", "bố trí công chức", "UBND các xã", reason, 25))
    assert one[3].startswith("“UBND các xã” được Ủy ban nhân dân tỉnh Tây Ninh nêu trực tiếp")


def test_a_report_of_a_content_nobody_has_is_not_asked_twice():
    left = gap("IV.4", "gửi báo cáo", "Các đơn vị được kiểm tra", "không có trong danh mục", 37)
    duty = ReportDuty(left.mentions, "Sở", "gửi báo cáo", None, left.evidence)
    directive = replace(WORK.directive, report_duties=(duty,))
    work = replace(WORK, directive=directive, plan=replace(WORK.plan, unassigned=(left,)))
    assert missing(work, (), signed=True)["bao_cao_chua_ro"] == []


def test_a_chairman_is_named_as_in_a_sentence():
    named = issuer_name("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH TÂY NINH", WORK.office)
    assert named == "Chủ tịch Ủy ban nhân dân tỉnh Tây Ninh"
