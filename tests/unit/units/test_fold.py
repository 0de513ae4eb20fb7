from __future__ import annotations

import unicodedata

import pytest

from services.units.fold import has_marks, normalise, words


def _exact(text: str) -> tuple[str, ...]:
    return tuple(word.exact for word in words(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Văn phòng Sở", "VĂN PHÒNG SỞ"),
        ("Hòa Thành", "Hoà Thành"),
        ("Ủy ban", "Uỷ ban"),
        ("Lý Thường Kiệt", "Lí Thường Kiệt"),
        ("Lê Quý Đôn", "Lê Quý \u00d0ôn"),
        ("Nguyễn Đình Chiểu", "nguyễn \u00f0ình chiểu"),
        ("Phòng GD&ĐT", "Phòng GDĐT"),
        ("Phòng GD&ĐT", "Phòng GD-ĐT"),
        ("Phòng GD&ĐT", "Phòng GD và ĐT"),
        ("Phòng GD&ĐT", "PHÒNG GD&ĐT"),
        ("Kế hoạch - Tài chính", "Kế hoạch và Tài chính"),
        ("Kế hoạch – Tài chính", "Kế hoạch, Tài chính"),
        ("P. KHTC", "P.KHTC"),
        ("Trường THPT Tây Ninh", unicodedata.normalize("NFD", "Trường THPT Tây Ninh")),
        ("Trường THPT", "Trường\u00a0 THPT"),
    ],
)
def test_spellings_of_one_name_fold_together(one: str, other: str) -> None:
    assert _exact(one) == _exact(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tân Hưng", "Tân Hùng"),
        ("Trường", "Trưởng"),
        ("Đôn", "Don"),
        ("các trường THPT", "Trường THPT"),
        ("DỤC - ĐÀO", "DỤCĐÀO"),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert _exact(one) != _exact(other)


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("Phòng GDTrH", ["gdtrh"]),
        ("Phòng GD&ĐT huyện", ["gddt"]),
        ("Văn phòng Sở", []),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", []),
    ],
)
def test_acronyms_have_two_capitals_in_text_that_is_not_all_capitals(text: str, acronyms: list[str]) -> None:
    assert [word.letters for word in words(text) if word.acronym] == acronyms


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("Văn phòng Sở", True),
        ("Trường THPT Tây Ninh", True),
        ("Giao Phòng Khảo thí", True),
        ("Van phong Sé", False),
        ("Thu trudng cac co quan, don vi", False),
        ("Sé Gido duc va Dao tao", False),
    ],
)
def test_only_vietnamese_marks_vouch_for_the_letters(text: str, *, sound: bool) -> None:
    assert has_marks(text) is sound


def test_normalising_keeps_case_and_spelling() -> None:
    assert normalise("  Trường THPT  Lê Quý \u00d0ôn ") == "Trường THPT Lê Quý Đôn"
