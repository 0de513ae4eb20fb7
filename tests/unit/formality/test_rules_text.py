"""Rules of the text itself: how it is divided, what it cites, where it has capitals, what stands in the way."""

from __future__ import annotations

import pytest

from tests.unit.formality.drafts import decision, facts, plan_document
from tests.unit.formality.mutations import both, expect_fault, expect_right, run, same, say, shape, table, texts

PLAN = facts(doc_type="KẾ HOẠCH")
DECISION = facts(doc_type="QUYẾT ĐỊNH")


def one(text):
    """A text of one paragraph."""
    return texts(f"Sở Giáo dục và Đào tạo {text}./.")


def centred(*names):
    return both(*(both(run(name, bold=True), shape(name, alignment=1, first_line_indent=0)) for name in names))


CHAPTER = texts("Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi áp dụng của kế hoạch này đối với các đơn vị./.")

WHOLE_WORDS = "“chính đối với nhân dân; quyền, nghĩa”"

FAULTS = [
    ("ST-01", texts("Chương I", "Các đơn vị tổ chức thực hiện./."), "Chương I"),
    ("ST-01", texts("Điều 1.", "Các đơn vị tổ chức thực hiện./."), "Điều 1."),
    ("ST-02", texts("A. MỤC ĐÍCH", "1. Mục tiêu chung."), "A. MỤC"),
    ("ST-02", texts("1) Tổ chức tuyên truyền.", "2) Báo cáo kết quả./."), "1) Tổ"),
    ("ST-02", texts("a. Tổ chức tuyên truyền.", "b. Báo cáo kết quả./."), "a. Tổ"),
    ("ST-03", both(CHAPTER, centred("body 1"), run("body 1", bold=False)), "chữ không đậm"),
    ("ST-03", both(CHAPTER, centred("body 1"), say("body 1", "Chương 1")), "Chương 1"),
    ("ST-03", both(CHAPTER, centred("body 1", "line 1"), say("line 1", "Quy định chung")), "Quy định chung"),
    ("ST-04", both(CHAPTER, say("body 1", "Mục II"), centred("body 1")), "Mục II"),
    ("ST-05", both(texts("I. Mục đích", "Tuyên truyền./."), run("body 1", bold=True)), "I. Mục đích"),
    ("ST-05", texts("I. MỤC ĐÍCH", "Tuyên truyền./."), "chữ không đậm"),
    ("ST-06", texts("Điều 1. Ban hành kèm theo Quyết định này kế hoạch công tác của Sở./."), "Điều 1."),
    ("ST-06", both(texts("điều 1. Ban hành kèm theo./."), run("body 1", bold=True)), "điều 1."),
    (
        "ST-06",
        both(texts("Điều 1. Ban hành./."), run("body 1", bold=True), shape("body 1", first_line_indent=0)),
        "0 mm",
    ),
    ("ST-07", texts("1. Mục tiêu", "Tuyên truyền./."), "chữ không đậm"),
    ("ST-07", both(texts("1. MỤC TIÊU", "Tuyên truyền./."), run("body 1", bold=True)), "1. MỤC TIÊU"),
    ("ST-07", both(texts("1. Tổ chức tuyên truyền./."), run("body 1", italic=True)), "chữ nghiêng"),
    ("ST-08", texts("a) Tuyên truyền;", "f) Báo cáo./."), "f) Báo cáo"),
    ("ST-08", both(texts("a) Tuyên truyền./."), run("body 1", italic=True)), "chữ nghiêng"),
    ("ST-09", texts("1. Tuyên truyền.", "3. Báo cáo./."), "3."),
    ("ST-09", texts("a) Tuyên truyền;", "b) Kiểm tra;", "b) Báo cáo./."), "b)"),
    ("ST-09", texts("d) Kiểm tra;", "e) Báo cáo./."), "e)"),
    ("ST-09", texts("I. MỤC ĐÍCH", "III. TỔ CHỨC THỰC HIỆN"), "III."),
    ("ST-09", texts("Điều 1. Ban hành.", "Điều 1. Hiệu lực."), "Điều 1."),
    ("ST-10", texts("• Tuyên truyền;", "• Báo cáo./."), "• Tuyên"),
    ("CI-01", one("thực hiện Kế hoạch số 12/KH-SGDĐT về tuyên truyền"), "12/KH-SGDĐT"),
    ("CI-01", one("thực hiện Luật Viên chức số 58/2010/QH12"), "58/2010"),
    (
        "CI-02",
        texts(
            "Thực hiện Kế hoạch số 12/KH-SGDĐT ngày 22/01/2026 của Sở Giáo dục và Đào tạo,",
            "1. Tuyên truyền Kế hoạch số 12/KH-SGDĐT ngày 22/01/2026 của Sở Giáo dục và Đào tạo./.",
        ),
        "12/KH-SGDĐT",
    ),
    ("CI-03", one("thực hiện quy định tại điều 5 của Quy chế"), "điều 5"),
    ("CI-03", one("thực hiện quy định tại Khoản 2 Điều 5 của Quy chế"), "Khoản 2"),
    ("CA-01", texts("thực hiện nghiêm túc kế hoạch./."), "thực hiện"),
    ("CA-01", one("yêu cầu báo cáo. các đơn vị thực hiện"), "cáo. các"),
    ("CA-02", say("name", "Trần Văn mẫu"), "Trần Văn mẫu"),
    ("CA-02", one("giao cho ông Nguyễn văn Mẫu chủ trì"), "Nguyễn văn Mẫu"),
    ("CA-03", one("phối hợp với Ủy ban nhân dân Xã Tân Đông"), "Xã Tân Đông"),
    ("CA-03", one("làm việc tại phường 1"), "phường 1"),
    ("CA-03", one("học tập tại thủ đô Hà Nội"), "thủ đô"),
    ("CA-04", one("phối hợp với sở Nội vụ"), "sở Nội vụ"),
    ("CA-04", one("phối hợp với Uỷ Ban Nhân Dân xã"), "Ủy Ban"),
    ("CA-05", one("phục vụ nhân dân"), "nhân dân"),
    ("CA-05", one("giải quyết các thủ tục hành chính đối với nhân dân; quyền, nghĩa vụ của cá nhân"), WHOLE_WORDS),
    ("CA-06", one("báo cáo chủ tịch UBND tỉnh"), "chủ tịch UBND"),
    ("CA-07", one("tổ chức thực hiện kế hoạch này"), "kế hoạch này"),
    ("CA-09", one("nghỉ Tết Nguyên Đán"), "Tết Nguyên Đán"),
    ("CA-10", one("chào mừng ngày quốc khánh"), "quốc khánh"),
    ("BO-07", texts("Tổ chức     thực hiện./."), "khoảng trắng"),
    ("BO-07", texts("Tổ chức thực hiện:", "", "", "", "Báo cáo./."), "đoạn trống"),
]

RIGHT = [
    ("ST-01", both(CHAPTER, centred("body 1", "line 1"))),
    ("ST-01", texts("Điều 1. Ban hành kèm theo Quyết định này./.")),
    ("ST-02", texts("I. MỤC ĐÍCH", "1. Mục tiêu chung.", "a) Tuyên truyền;", "- Trực tiếp./.")),
    ("ST-03", both(CHAPTER, centred("body 1", "line 1"))),
    ("ST-04", both(CHAPTER, say("body 1", "Mục 1"), centred("body 1", "line 1"))),
    ("ST-04", one("thực hiện quy định tại Mục 2 của Quy chế")),
    ("ST-05", both(texts("I. MỤC ĐÍCH", "Tuyên truyền./."), run("body 1", bold=True))),
    ("ST-06", both(texts("Điều 1. Ban hành./."), run("body 1", bold=True))),
    ("ST-07", both(texts("1. Mục tiêu", "Tuyên truyền./."), run("body 1", bold=True))),
    ("ST-07", texts("1. Tổ chức tuyên truyền./.")),
    ("ST-08", texts("d) Tuyên truyền;", "đ) Kiểm tra;", "e) Báo cáo./.")),
    ("ST-09", texts("I. MỤC ĐÍCH", "1. Một.", "2. Hai.", "II. NỘI DUNG", "1. Một.", "a) Một;", "b) Hai.", "2. Hai./.")),
    ("ST-09", texts("1. Một.", "1.1. Một một.", "1.2. Một hai.", "2. Hai.", "2.1. Hai một./.")),
    ("ST-09", texts("d) Một;", "đ) Hai;", "e) Ba;", "g) Bốn./.")),
    ("ST-10", texts("- Tuyên truyền;", "+ Trực tiếp;", "- Báo cáo./.")),
    ("CI-01", same),
    ("CI-01", one("thực hiện Luật Viên chức")),
    ("CI-01", one("thực hiện Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư")),
    (
        "CI-02",
        texts(
            "Thực hiện Kế hoạch số 12/KH-SGDĐT ngày 22/01/2026 của Sở Giáo dục và Đào tạo,",
            "1. Tuyên truyền Kế hoạch số 12/KH-SGDĐT đến giáo viên./.",
        ),
    ),
    ("CI-03", one("thực hiện quy định tại điểm a khoản 2 Điều 5 của Quy chế và một khoản 30 triệu đồng")),
    ("CA-01", texts("1. tuyên truyền qua eGov, v.v. trong đơn vị./.")),
    ("CA-02", one("giao cho ông Nguyễn Văn Mẫu, đồng chí Phó Thủ tướng")),
    ("CA-03", one("phối hợp với Ủy ban nhân dân xã Tân Đông, Phường 1, Thành phố Hồ Chí Minh, tỉnh Tây Ninh")),
    ("CA-04", one("phối hợp với Sở Nội vụ, Ủy ban nhân dân xã, Phòng Văn hóa - Xã hội")),
    ("CA-05", one("phục vụ Nhân dân; Ủy ban nhân dân, Công an nhân dân; quản lý nhà nước của Nhà nước")),
    ("CA-06", one("báo cáo Chủ tịch UBND tỉnh")),
    ("CA-07", one("tổ chức thực hiện Kế hoạch này theo Bộ luật Lao động")),
    ("CA-09", one("nghỉ tết Nguyên đán, vui Tết")),
    ("CA-10", one("chào mừng ngày Quốc khánh 2-9, ngày Quốc tế Lao động 1-5")),
    ("BO-07", same),
    ("BO-07", texts("Tổ chức thực hiện:", "", "", "Báo cáo kết quả.\t./.")),
]

OF_DECISIONS = [
    ("BA-01", say("basis 1", "Căn cứ Luật Viên chức ngày 15 tháng 11 năm 2010,"), "2010,"),
    ("BA-01", say("basis 3", "Theo đề nghị của Chánh Văn phòng Sở;"), "Văn phòng Sở;"),
    ("BA-01", run("basis 1", italic=False), "chữ đứng"),
    ("BA-02", say("basis 1", "Căn cứ Luật Viên chức số 58/2010/QH12 ngày 15 tháng 11 năm 2010;"), "58/2010"),
    ("BA-02", say("basis 2", "Căn cứ Quyết định của Ủy ban nhân dân tỉnh quy định tổ chức của Sở;"), "Quyết định của"),
    ("BA-03", say("basis 2", "Căn cứ Kế hoạch số 12/KH-SGDĐT ngày 22/01/2026 của Sở;"), "0 căn cứ về thẩm quyền"),
]
RIGHT_OF_DECISIONS = [("BA-01", same), ("BA-02", same), ("BA-03", same)]


@pytest.mark.parametrize(("rule", "spoil", "found"), table(FAULTS))
def test_a_planted_fault_is_caught(rule, spoil, found):
    expect_fault(plan_document(), spoil, rule, PLAN, found)


@pytest.mark.parametrize(("rule", "change"), table(RIGHT))
def test_a_right_variant_passes(rule, change):
    expect_right(plan_document(), change, rule, PLAN)


@pytest.mark.parametrize(("rule", "spoil", "found"), table(OF_DECISIONS))
def test_a_fault_of_a_decision_is_caught(rule, spoil, found):
    expect_fault(decision(), spoil, rule, DECISION, found)


@pytest.mark.parametrize(("rule", "change"), table(RIGHT_OF_DECISIONS))
def test_a_right_decision_passes(rule, change):
    expect_right(decision(), change, rule, DECISION)
