"""Tokens: what is protected, what a skeleton is, and that a line can always be put together again."""

from __future__ import annotations

import pytest

from services.reading.repair.tokens import is_protected, skeleton, tokens


@pytest.mark.parametrize(
    ("seen", "plain"),
    [
        ("nguyễn", "nguyen"), ("S¢", "se"), ("K&", "ke"), ("16ng", "iong"), ("T4y", "tay"), ("U'C", "uc"),
        ("Pao", "pao"), ("đ6", "do"), ("th¢", "the"), ("s6", "so"), ("!", "i"), ("_", ""),
    ],
)  # fmt: skip
def test_the_skeleton(seen, plain):
    assert skeleton(seen) == plain


@pytest.mark.parametrize(
    "core",
    [
        "2020", "22/01/2020", "01", "12.500", "3,5%", "162", "53/KH-UBND", "61/2018/ND-CP", "KH-SGDDT", "GD&DT",
        "I11", "II", "XIV", "08-2018", "10/2017/TT", "a1234", "P.12", "van.thu@so.gov.vn", "www.so.gov.vn", "CCHC",
        "TTHC", "CM", "7A", "16h", "8h30", "10kg", "25km", "m2", "và/hoặc", "x",
    ],
)  # fmt: skip
def test_numbers_codes_and_abbreviations_are_protected(core):
    assert is_protected(core)


@pytest.mark.parametrize("core", ["S6", "16ng", "T4y", "tho1", "HQI", "TUQNG", "K&", "nudc", "vO", "Tinh", "UY", "a"])
def test_letters_that_look_like_digits_are_letters(core):
    assert not is_protected(core)


def test_configured_abbreviations_are_protected():
    assert not is_protected("UBNDT")
    assert is_protected("UBNDT", {"UBNDT"})


@pytest.mark.parametrize(
    ("line", "cores"),
    [
        ("- Cac t6 chtrc, ca nhan;", ["-", "Cac", "t6", "chtrc", "ca", "nhan"]),
        ("1. Muc tiéu", ["1", "Muc", "tiéu"]),
        ("kinh té-xa hdi", ["kinh", "té", "xa", "hdi"]),
        ("(CCHC) nam 2020:", ["CCHC", "nam", "2020"]),
        ("K& hoach sé 53/KH-UBND.", ["K&", "hoach", "sé", "53/KH-UBND"]),
        ("“hoc tap,ren luyén”", ["hoc", "tap", "ren", "luyén"]),
        ("... _ —", []),
    ],
)
def test_tokens_of_a_line(line, cores):
    assert [token.core for token in tokens(line) if token.core != "-"] == [core for core in cores if core != "-"]


def test_labels_stand_outside_the_sentence():
    assert [(t.core, t.label) for t in tokens("a) Giao ban")] == [("a", True), ("Giao", False), ("ban", False)]


@pytest.mark.parametrize(("text", "ends"), [("sau;", True), ("nay.", True), ("nay,", False), ("nay:", False)])
def test_what_ends_a_sentence(text, ends):
    (token,) = tokens(text)
    assert token.ends_sentence is ends
