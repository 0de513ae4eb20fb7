"""The quality gate on texts written by us, each in the states it may arrive in."""

from __future__ import annotations

import time
import unicodedata

import pytest

from services.reading.gate import judge, syllables
from services.reading.spelling import fold, has_vietnamese_sign

NATIVE = """\
Thực hiện Chỉ thị của Ủy ban nhân dân tỉnh về việc tăng cường phòng, chống hạn hán, Sở xây dựng kế hoạch như sau:
- Các đơn vị chủ động rà soát nguồn nước, sửa chữa hồ chứa, kênh mương; phân công người trực tại các cống ngăn mặn.
- Văn phòng Sở tổng hợp kết quả, báo cáo Giám đốc Sở vào thứ sáu hằng tuần."""
RECOGNISED = """\
Thực hiện Chỉ thị của Uỷ ban nhân dân tinh về việc tăng cường phòng, chông hạn hán, Sở xây dụng kế hoạch như sau:
- Các đơn vị chủ động rà soát nguôn nước, sửa chữa hô chứa, kênh mương; phân công người trực tại các công ngăn mặn.
- Văn phòng Sở tông hợp kết quả, báo cáo Giám đốc Sở vào thứ sáu hãng tuần."""
WITHOUT_VIETNAMESE = """\
Thu hién Chi thi cia Uy ban nhan dan tinh vé viéc tang cudng phong, chéng han han, S@ xay dung ké hoach nhu sau:
- Cac don vi cht d6ng ra soat ngu6n nuéc, stra chita h6 chtfa, kénh muong; phan céng ngu9i truc tai cac céng ngan man.
- Van phong So téng hop két qua, bao cdo Giam déc S@ vao thi’ sau hang tuan."""
ABBREVIATIONS = """\
Nơi nhận: TTTU, TT HĐND tỉnh; UBND tỉnh; CVP, các PCVP; KGVX, KTTH, NC; BTTTT, MTTQVN, THVN, LHPN; Lưu: VT, KSTT.
Trên đây là kế hoạch của Sở, đề nghị các đơn vị nghiêm túc thực hiện, kịp thời phản ánh khó khăn, vướng mắc."""
ENGLISH = """\
The meeting agreed that every department will send its plan before the end of March and that the office will collect
the reports of all units each Friday, check them for missing figures, and forward a summary to the director."""


def bare(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in plain if not unicodedata.combining(char))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        pytest.param(NATIVE, "good", id="native"),
        pytest.param(unicodedata.normalize("NFD", NATIVE), "good", id="native, decomposed"),
        pytest.param(NATIVE.upper(), "good", id="native, capitals"),
        pytest.param(RECOGNISED, "good", id="recognised with Vietnamese"),
        pytest.param(ABBREVIATIONS, "good", id="abbreviations"),
        pytest.param(WITHOUT_VIETNAMESE, "bad", id="recognised with English"),
        pytest.param(bare(NATIVE), "bad", id="without marks"),
        pytest.param(NATIVE.encode().decode("latin-1"), "bad", id="UTF-8 as Latin-1"),
        pytest.param(NATIVE.encode().decode("cp1252", "replace"), "bad", id="UTF-8 as cp1252"),
        pytest.param(NATIVE.encode().decode("cp1258", "replace"), "bad", id="UTF-8 as cp1258"),
        pytest.param(ENGLISH, "bad", id="English"),
        pytest.param("Kính gửi: Giám đốc các sở", "too_short", id="short"),
        pytest.param("", "too_short", id="empty"),
        pytest.param("12.500 48/2026 " * 30, "too_short", id="numbers"),
    ],
)
def test_the_verdict(text, verdict):
    assert judge(text).verdict == verdict


def test_text_that_lost_some_words_is_suspect():
    words = NATIVE.split()
    damaged = " ".join(f"{word}qx" if n % 6 == 0 else word for n, word in enumerate(words))
    assert judge(damaged).verdict == "suspect"
    assert judge(damaged).passes


def test_a_verdict_tells_its_shares():
    verdict = judge("Sở xây dựng kế hoạch năm nay qwrt")
    assert (verdict.words, verdict.mark_share, verdict.valid_share) == (8, 0.625, 0.875)


def test_a_page_is_judged_in_five_milliseconds():
    page = NATIVE * 8
    spent = []
    for _ in range(5):
        start = time.process_time()
        judge(page)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.005


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Hoà", "hòa"), ("HOÁ", "hóa"), ("khoẻ", "khỏe"), ("Thuỷ", "thủy"), ("uỷ", "ủy"), ("quý", "quý"),
        ("qúy", "quý"), ("gía", "giá"), ("hoàn", "hoàn"), ("Ðảng", "đảng"), ("kỹ", "kỹ"),
    ],
)  # fmt: skip
def test_the_tone_has_one_place(written, folded):
    assert fold(written) == folded
    assert fold(unicodedata.normalize("NFD", written)) == folded
    assert folded in syllables()


@pytest.mark.parametrize(
    ("word", "only_vietnamese"),
    [("đi", True), ("thư", True), ("kế", True), ("ả", True), ("lã", True), ("mẹ", True), ("café", False),
     ("là", False), ("tôi", False), ("garçon", False), ("im", False)],
)  # fmt: skip
def test_signs_that_only_vietnamese_has(word, only_vietnamese):
    assert has_vietnamese_sign(word) is only_vietnamese
