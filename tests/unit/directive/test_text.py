from __future__ import annotations

import pytest

from services.directive.text import Text, clean, shouted, skeleton
from services.directive.words import WordList
from tests.unit.directive.samples import paragraphs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đào tạo", "dao tao"),
        ("SỞ GD&ĐT", "so gd&dt"),
        ("Lê Quý Ðôn".replace("Ð", "\u00d0"), "le quy don"),
        ("Độc lập – Tự do", "doc lap - tu do"),
        ("“khẩn”", '"khan"'),
    ],
)
def test_a_skeleton_is_plain_and_as_long_as_its_text(text, expected):
    assert skeleton(clean(text)) == expected
    assert len(skeleton(text)) == len(text)


def test_decomposed_text_and_look_alikes_become_one_spelling():
    assert clean("Đa\u0300o tạo") == "Đào tạo"
    assert clean("Quý \u00d0ôn") == "Quý Đôn"


@pytest.mark.parametrize(
    ("text", "expected"), [("TỔ CHỨC THỰC HIỆN", True), ("Tổ chức", False), ("II", True), ("5.", False)]
)
def test_headings_shout(text, expected):
    assert shouted(text) is expected


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("nắm", "báo cáo năm 2024", False),
        ("nắm", "chủ động nắm tình hình", True),
        ("phân công", "Công ty Cổ phần Công nghệ", False),
        ("ủy ban", "Uỷ ban nhân dân", True),
        ("hòa", "xã hội hoà nhập", True),
        ("chủ trì", "giao Van phong chu tri viec nay", True),
        ("thì", "Thi hành án dân sự", False),
    ],
)
def test_words_agree_in_marks_where_a_text_has_marks(phrase, text, found):
    assert (WordList.of([phrase]).search(Text.of(text)) is not None) is found


def test_a_quote_never_spans_a_page_number():
    first, second = "1. Giao Văn phòng Sở theo dõi, đôn đốc các đơn vị tổ chức", "thực hiện nghiêm túc kế hoạch."
    text = f"{first}\f2\n\n{second}"
    (paragraph,) = paragraphs(text)
    assert paragraph.text.raw.endswith("tổ chức thực hiện nghiêm túc kế hoạch.")
    proof = paragraph.evidence()
    assert (proof.page, proof.line, proof.quote[-7:]) == (1, 1, "tổ chức")
    tail = paragraph.evidence(paragraph.text.raw.index("thực hiện"))
    assert (tail.page, tail.line) == (2, 3)


@pytest.mark.parametrize(
    ("phrases", "text", "found"),
    [
        (["cục", "cục trưởng", "chi cục"], "chi cục trưởng", "chi cục"),
        (["cục", "cục trưởng", "chi cục"], "cục trưởng", "cục trưởng"),
        (["cục trưởng"], "cục  trưởng", "cục  trưởng"),
        (["cục trưởng"], "cục trưởngx", None),
        (["tổ", "tổ chức", "tổ chức đảng"], "tổ chức đoàn", "tổ chức"),
        (["sau", "sau đây"], "sau.", "sau"),
        ([], "sau", None),
    ],
)
def test_the_longest_phrase_of_a_list_is_found_whole(phrases, text, found):
    match = WordList.of(phrases).search(Text.of(text))
    assert (match.group() if match else None) == (skeleton(found) if found else None)
