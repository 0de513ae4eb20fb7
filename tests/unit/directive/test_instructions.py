from __future__ import annotations

import pytest

from services.directive.model import Instruction, Line, Page, Pages
from services.directive.understand import understand
from tests.unit.directive.samples import LETTER, ORDER, PLAN, lexicon, pages


def told(text: str) -> dict[str, Instruction]:
    return {one.key: one for one in understand(pages(text), None, lexicon()).instructions}


def order(body: str) -> dict[str, Instruction]:
    """The instructions of a chỉ thị with this body."""
    head, _, _ = ORDER.partition("Thời gian qua")
    return told(f"{head}{body}\n\nNơi nhận:\n- Lưu: VT.")


def plan(body: str) -> dict[str, Instruction]:
    """The instructions of a kế hoạch with this body."""
    head, _, _ = PLAN.partition("I. MỤC ĐÍCH")
    return told(f"{head}{body}\n\nNơi nhận:\n- Lưu: VT.")


def test_a_plan_tells_explicitly_and_implicitly():
    assert {key: (one.mode, one.lead, one.implicit) for key, one in told(PLAN).items()} == {
        "II.1#1": ("implicit", (), True),
        "II.1#2": ("implicit", (), True),
        "II.2#1": ("implicit", (), True),
        "III.1": ("giao", ("Phòng Giáo dục Trung học",), False),
        "III.2": ("yêu cầu", ("Thủ trưởng các cơ quan, đơn vị",), False),
    }


def test_an_explicit_instruction_in_full():
    one = told(PLAN)["III.1"]
    assert one.coordinating == ("Văn phòng Sở", "Thanh tra Sở")
    assert one.text.startswith("theo dõi, đôn đốc việc thực hiện Kế hoạch này")
    assert one.deadline is not None
    assert str(one.deadline.date) == "2024-11-15"
    assert (one.evidence.page, one.evidence.line, one.evidence.line_to) == (1, 23, 25)
    assert one.evidence.quote.startswith("1. Giao Phòng Giáo dục Trung học chủ trì")
    assert one.confidence == 0.9


def test_an_implicit_item_carries_its_own_deadline():
    one = told(PLAN)["II.1#2"]
    assert one.deadline is not None
    assert (one.text, one.deadline.boundary) == ("Tổ chức hội thi giới thiệu sách trước ngày 20/4/2024", "before")


def test_an_order_hands_its_leads_down():
    found = {key: (one.mode, one.lead, one.coordinating) for key, one in told(ORDER).items()}
    assert found == {
        "1.a": ("yêu cầu", ("Sở Giáo dục và Đào tạo",), ()),
        "1.b": ("yêu cầu", ("Sở Giáo dục và Đào tạo",), ("Công an tỉnh",)),
        "2": ("yêu cầu", ("Sở Văn hóa, Thể thao và Du lịch",), ("Sở Y tế", "Sở Lao động - Thương binh và Xã hội")),
        "3": ("yêu cầu", ("Chủ tịch UBND các huyện, thị xã, thành phố",), ()),
        "Phần cuối#1": ("giao", ("Sở Lao động - Thương binh và Xã hội",), ()),
    }


def test_a_letter_is_one_sentence_and_a_day_in_the_next_paragraph():
    (one,) = told(LETTER).values()
    assert (one.mode, one.lead) == ("đề nghị", ("các sở, ban, ngành tỉnh",))
    assert one.deadline is not None
    assert str(one.deadline.date) == "2024-06-25"


def test_a_letter_that_names_nobody_tells_those_it_greets():
    text = LETTER.replace(
        "Sở Nội vụ đề\nnghị các sở, ban, ngành tỉnh rà soát", "Sở Nội vụ có ý kiến như sau.\nĐề nghị rà soát"
    )
    (one,) = told(text).values()
    assert (one.mode, one.lead) == ("đề nghị", ("Văn phòng UBND tỉnh", "Các sở, ban, ngành tỉnh"))


def test_a_letter_with_a_numbered_list_tells_those_it_names_before_it():
    body = """Sở Nội vụ yêu cầu Thủ trưởng các đơn vị thực hiện các nội dung sau:
1. Rà soát thủ tục hành chính nội bộ đang thực hiện tại cơ quan, đơn vị mình.
2. Báo cáo kết quả về Sở Nội vụ (qua Văn phòng Sở) trước ngày 15/6/2024.
Văn phòng Sở theo dõi, đôn đốc, tổng hợp kết quả của các đơn vị./.
"""
    found = told(LETTER[: LETTER.index("Thực hiện Công văn")] + body + LETTER[LETTER.index("\nNơi nhận") :])
    assert {key: one.lead for key, one in found.items()} == {
        "1": ("Thủ trưởng các đơn vị",),
        "2": ("Thủ trưởng các đơn vị",),
        "Phần cuối#1": ("Văn phòng Sở",),
    }


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "1. Sở Y tế chủ trì, phối hợp với các sở liên quan\na) Lập dự toán;\nb) Mua sắm thuốc.",
            {"1.a": ("Sở Y tế",), "1.b": ("Sở Y tế",)},
        ),
        (
            "1. Sở Y tế:\n- Lập dự toán năm;\n- UBND huyện Mẫu hoàn thành hồ sơ.",
            {"1#1": ("Sở Y tế",), "1#2": ("UBND huyện Mẫu",)},
        ),
        ("1. Yêu cầu các sở, ngành thực hiện, trong đó lưu ý:\na) Rà soát văn bản.", {"1.a": ("các sở, ngành",)}),
        ("1. Về hồ sơ:\nGiao Sở Nội vụ hoàn thiện hồ sơ.", {"1#1": ("Sở Nội vụ",)}),
        (
            "I. Đánh giá chung\n1. Các sở thực hiện tốt nhiệm vụ.\nII. Nhiệm vụ\n1. Sở Y tế rà soát.",
            {"II.1": ("Sở Y tế",)},
        ),
        ("UBND tỉnh tổ chức hội nghị tổng kết.", {}),
        ("Nay thông báo để các sở, ngành triển khai thực hiện.", {}),
    ],
)
def test_where_instructions_stand_in_an_order(body, expected):
    assert {key: one.lead for key, one in order(body).items()} == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "III. TỔ CHỨC THỰC HIỆN\n1. Các phòng tham gia tập huấn\n- Cử cán bộ dự lớp.",
            {"III.1#1": ("Các phòng tham gia tập huấn",)},
        ),
        (
            "III. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Sở\nChủ trì, phối hợp với các phòng, cụ thể:\n- Bố trí phòng họp.",
            {"III.1#1": ("Văn phòng Sở",)},
        ),
        ("I. ĐỐI TƯỢNG\n- Các phòng chuyên môn thuộc Sở.\n- Học sinh các trường THPT.", {}),
        ("I. YÊU CẦU\n- Các đơn vị tổ chức tiết kiệm, hiệu quả.", {}),
        (
            "II. NỘI DUNG\n- Tổ chức hội thi.\nIII. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Sở theo dõi chung.",
            {"III.1": ("Văn phòng Sở",)},
        ),
        ("II. NỘI DUNG\n- Các đơn vị đăng ký danh sách trước ngày 10/4/2024.", {"II#1": ("Các đơn vị",)}),
    ],
)
def test_where_instructions_stand_in_a_plan(body, expected):
    assert {key: one.lead for key, one in plan(body).items()} == expected


def test_attributes_of_an_activity_are_no_instructions():
    content = "II. NỘI DUNG\n1. Hội thi\n- Mở hội thi.\n- Thời gian: Tháng 4.\n- Địa điểm: Hội trường."
    execution = "III. TỔ CHỨC THỰC HIỆN\n1. Các đơn vị tổ chức thực hiện."
    assert [one.text for one in plan(f"{content}\n{execution}").values() if one.implicit] == ["Mở hội thi"]


def test_nobody_named_and_a_broken_deadline_are_doubts():
    text = PLAN.replace(
        "1. Giao Phòng Giáo dục Trung học chủ trì, phối hợp với Văn phòng Sở, Thanh tra\nSở theo dõi", "1. Theo dõi"
    )
    text = text.replace("trước ngày 15/11/2024", "trước ngày l5/11/2024")
    codes = [doubt.code for doubt in understand(pages(text), None, lexicon()).doubts]
    assert "lead_unknown" in codes
    text = PLAN.replace("trước ngày 15/11/2024", "trước ngày 3o/11")
    codes = [doubt.code for doubt in understand(pages(text), None, lexicon()).doubts]
    assert "deadline_unparsed" in codes


@pytest.mark.parametrize(
    ("sentence", "to", "channel"),
    [
        ("rà soát, báo cáo UBND tỉnh trước ngày 20/6/2024", "UBND tỉnh", None),
        ("báo cáo kết quả về Sở Nội vụ", "Sở Nội vụ", None),
        ("kịp thời báo cáo cấp có thẩm quyền những vấn đề phát sinh", "cấp có thẩm quyền", None),
        ("hoàn thành và báo cáo UBND tỉnh (qua Sở Nội vụ) trước ngày 20/6/2024", "UBND tỉnh", "(qua Sở Nội vụ)"),
        ("báo cáo tiến độ về Sở Nội vụ qua hộp thư điện tử trước ngày 20/6/2024", "Sở Nội vụ", "qua hộp thư điện tử"),
        ("tổ chức họp nghe báo cáo của các đơn vị", None, None),
        ("lập danh sách để tổng hợp, báo cáo UBND tỉnh", None, None),
        ("rà soát, báo cáo toàn bộ quá trình thực hiện", None, None),
        ("báo cáo chế độ cho cán bộ về Sở Nội vụ", "Sở Nội vụ", None),
        ("gửi Sở Nội vụ báo cáo chuyên đề", "Sở Nội vụ", None),
        ("báo cáo ngay Giám đốc Sở khi có sự cố", "Giám đốc Sở", None),
        ("báo cáo mực nước về Sở Nội vụ 03 giờ một lần", "Sở Nội vụ", None),
        ("gửi hồ sơ để Sở Nội vụ tổng hợp báo cáo UBND tỉnh", None, None),
        ("xây dựng báo cáo tổng kết trước ngày 20/6/2024", None, None),
    ],
)
def test_duties_to_report(sentence, to, channel):
    head, _, _ = ORDER.partition("Thời gian qua")
    found = understand(pages(f"{head}1. Sở Y tế {sentence}.\n\nNơi nhận:"), None, lexicon())
    assert [(duty.to, duty.channel) for duty in found.report_duties] == ([(to, channel)] if to else [])
    assert all(duty.who == ("Sở Y tế",) for duty in found.report_duties)


@pytest.mark.parametrize(
    ("sentence", "what", "due"),
    [
        ("thực hiện báo cáo ca bệnh trong vòng 24 giờ", "thực hiện báo cáo ca bệnh", "trong vòng 24 giờ"),
        ("rà soát các khoản nợ, báo cáo UBND tỉnh phương án thu hồi", "báo cáo phương án thu hồi", None),
        ("kiểm tra, tổng hợp kết quả, báo cáo UBND tỉnh", "tổng hợp kết quả, báo cáo", None),
        ("đánh giá và báo cáo Sở Nội vụ định kỳ hằng quý", "đánh giá và báo cáo", "định kỳ hằng quý"),
        ("báo cáo UBND tỉnh xem xét, quyết định", "báo cáo UBND tỉnh xem xét, quyết định", None),
        ("báo cáo và tham mưu UBND tỉnh xử lý", "báo cáo và tham mưu UBND tỉnh xử lý", None),
    ],
)
def test_what_is_reported_is_told_without_the_work_before_it_and_without_its_time(sentence, what, due):
    head, _, _ = ORDER.partition("Thời gian qua")
    (duty,) = understand(pages(f"{head}1. Sở Y tế {sentence}.\n\nNơi nhận:"), None, lexicon()).report_duties
    assert (duty.what, duty.deadline and duty.deadline.text) == (what, due)


@pytest.mark.parametrize("sample", [PLAN, LETTER, ORDER])
def test_every_quote_stands_in_the_source(sample):
    whole = " ".join(sample.split())
    found = understand(pages(sample), None, lexicon())
    proofs = [*found.instructions, *found.references, *found.report_duties]
    assert proofs
    assert all(one.evidence.quote in whole for one in proofs)


def test_an_empty_page_says_nothing():
    assert understand(Pages("trống", (Page(1, (Line(1, 1, ""),)),)), None, lexicon()).instructions == ()


@pytest.mark.parametrize("whom", ["nhà thầu", "các nhà đầu tư", "đơn vị thi công"])
def test_what_a_unit_is_to_ask_of_those_it_hires_is_its_own_work(whom):
    found = order(f"1. Ban Quản lý dự án tỉnh\na) Yêu cầu {whom} lập lại tiến độ.\nb) Giao Sở Y tế kiểm tra.")
    assert (found["1.a"].lead, found["1.a"].text) == (("Ban Quản lý dự án tỉnh",), f"Yêu cầu {whom} lập lại tiến độ")
    assert found["1.b"].lead == ("Sở Y tế",)


@pytest.mark.parametrize(
    "closing",
    [
        "Giám đốc Sở Y tế và Chủ tịch UBND các xã chịu trách nhiệm thi hành Chỉ thị này.",
        "Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan, đơn vị phản ánh về Sở Y tế để tổng hợp.",
        "Mọi khó khăn, vướng mắc đề nghị các đơn vị liên hệ Sở Y tế.",
        "Yêu cầu các đơn vị nghiêm túc thực hiện./.",
        "Yêu cầu các đơn vị nghiêm túc thực hiện. Trong quá trình thực hiện nếu có vướng mắc, báo cáo về Sở Y tế./.",
    ],
)
def test_who_obeys_and_where_help_is_found_are_no_work(closing):
    assert list(order(f"1. Sở Y tế rà soát danh mục thuốc.\n{closing}")) == ["1"]


def test_help_offered_behind_a_work_is_not_part_of_it():
    found = order("1. Sở Y tế rà soát thuốc. Nếu có vướng mắc, kịp thời phản ánh về Sở Nội vụ.")
    assert found["1"].text == "rà soát thuốc"


CONTENT = "II. NỘI DUNG\n- Vệ sinh phòng học, bàn ghế.\n- Kiểm tra quạt trần.\nIII. TỔ CHỨC THỰC HIỆN\n"


@pytest.mark.parametrize(
    ("execution", "everybody"),
    [
        ("Giáo viên chủ nhiệm thực hiện nghiêm túc.", True),
        ("1. Văn phòng Sở phối hợp thực hiện.\n2. Sở Y tế rà soát danh mục thuốc.", False),
        ("Sở Y tế rà soát danh mục thuốc.", False),
    ],
)
def test_who_only_carries_a_plan_out_carries_out_all_of_it(execution, everybody):
    assert any(one.implicit for one in plan(f"{CONTENT}{execution}").values()) == everybody


@pytest.mark.parametrize(
    ("sentence", "work"),
    [
        (
            "Đơn vị không có nhu cầu tuyển dụng đề nghị báo cáo Sở bằng văn bản.",
            "Đơn vị không có nhu cầu tuyển dụng đề nghị báo cáo Sở bằng văn bản",
        ),
        (
            "Các trường chưa đủ điều kiện thì xây dựng lộ trình gửi về Sở.",
            "Các trường chưa đủ điều kiện thì xây dựng lộ trình gửi về Sở",
        ),
        ("Các trường có trách nhiệm báo cáo Sở.", "có trách nhiệm báo cáo Sở"),
    ],
)
def test_for_whom_a_duty_holds_is_not_cut_off(sentence, work):
    (found,) = order(f"1. {sentence}").values()
    assert found.text == work
