"""Days and symbols in a text, and text made comparable: one Vietnamese line in, one value out."""

from __future__ import annotations

import datetime as dt

import pytest

from services.formality.text import bare, is_filler, old_tones, plain, quote
from services.formality.trace import dates_in, same_symbol, symbols_in, written_dates


@pytest.mark.parametrize(
    ("line", "symbols"),
    [
        ("Kế hoạch số 162/KH-SGDĐT ngày 22/01/2020", {"162/KH-SGDĐT"}),
        ("Kế hoạch số 162 /KH-SGDĐT.", {"162 /KH-SGDĐT"}),
        ("Nghị định số 30/2020/NĐ-CP và Quyết định 28/2018/QĐ-TTg", {"30/2020/NĐ-CP", "28/2018/QĐ-TTg"}),
        ("Luật số 45/2019/QH14", {"45/2019/QH14"}),
        ("Công văn số 12/SNV-CCHC&PC", {"12/SNV-CCHC&PC"}),
        ("Số:      /SGDĐT-VP", set()),
        ("tỷ lệ 3/4, ngày 15/12/2026, 24/7", set()),
    ],
)
def test_symbols(line, symbols):
    assert symbols_in(line) == symbols


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("ngày 22/01/2020", [(2020, 1, 22)]),
        ("ngày 16-1-2020 và 17.1.2020", [(2020, 1, 16), (2020, 1, 17)]),
        ("ngày 05 tháng 3 năm 2020", [(2020, 3, 5)]),
        ("ngày     tháng 3 năm 2020", []),
        ("tháng 3/2020, ngày 20/11", []),
        ("ngày 31/02/2020", []),
    ],
)
def test_days(line, days):
    assert dates_in(line) == {dt.date(*day) for day in days}


def test_an_impossible_day_is_kept_as_written():
    assert written_dates("trước 31/02/2020") == (("31/02/2020", None),)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("162/KH-SGDĐT", "0162 /kh-SGDĐT.", True),
        ("162/KH-SGDĐT", "162/KH-SGD\u00d0T", True),
        ("162/KH-SGDĐT", "163/KH-SGDĐT", False),
    ],
)
def test_spellings_of_one_symbol(one, other, same):
    assert (same_symbol(one) == same_symbol(other)) is same


@pytest.mark.parametrize(
    ("function", "text", "wanted"),
    [
        (plain, " Nơi\u00a0 nhận\t: ", "Nơi nhận :"),
        (plain, "Tây Ni\u0300nh", "Tây Nình"),
        (bare, "CỘNG HOÀ Đoàn", "cong hoa doan"),
        (bare, "Lê Quý \u00d0ôn", "le quy don"),
        (old_tones, "CỘNG HOÀ, uỷ ban, hoả tốc, thoả thuận", "CỘNG HÒA, ủy ban, hỏa tốc, thỏa thuận"),
        (old_tones, "quý, quỹ, hoàn, toán, thuyền", "quý, quỹ, hoàn, toán, thuyền"),
        (is_filler, "……… ___ ---", True),
        (is_filler, "- Như trên", False),
        (quote, "ngắn", "“ngắn”"),
    ],
)
def test_texts(function, text, wanted):
    assert function(text) == wanted


def test_a_long_quote_is_cut():
    assert quote("chữ " * 40).endswith("…”")
    assert len(quote("chữ " * 40)) <= 50
