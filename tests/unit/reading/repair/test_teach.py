"""How the table of confusions is made: the same nonsense each time, worn pages, words laid beside each other."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from services.reading.repair import teach, wear
from services.reading.repair.language import shipped
from services.reading.repair.wear import Scan, worn

WHITE_PAGE = b"P5\n4 3\n255\n" + b"\xff" * 12
BLACK_DOT = b"P5\n4 3\n255\n" + b"\xff" * 5 + b"\x00" + b"\xff" * 6


def dice(seed: int = 1) -> random.Random:
    return random.Random(seed)  # noqa: S311 - nothing secret, the same each time


def some_lines(seed: int) -> list[list[str]]:
    return list(islice(teach.lines(shipped(), dice(seed)), 40))


def test_the_same_dice_compose_the_same_lines():
    assert some_lines(1) == some_lines(1)
    assert some_lines(1) != some_lines(2)


def test_lines_hold_words_capitals_numbers_and_no_signs_of_the_counts():
    lines = some_lines(1)
    words = [word for line in lines for word in line]
    assert max(map(len, lines)) == teach.WORDS
    assert not any("<" in word for word in words)
    assert any(word.isdigit() for word in words)
    assert sum(line == [w.upper() for w in line] for line in lines) >= len(lines) // teach.CAPITALS


def test_words_are_laid_beside_what_was_read():
    printed = ["Sở", "Nông", "nghiệp", "và", "Môi", "trường", "báo", "cáo"]
    seen = ["S@", "Néng", "|", "nghiép", "va", "Mdi", "bao", "cdo"]
    assert list(teach.align(printed, seen))[::-1] == [
        ("Sở", "S@"),
        ("Nông", "Néng"),
        ("nghiệp", "nghiép"),
        ("và", "va"),
        ("Môi", "Mdi"),
        ("báo", "bao"),
        ("cáo", "cdo"),
    ]


@pytest.mark.parametrize("scan", wear.SCANS)
def test_wear_keeps_the_size_and_is_the_same_each_time(scan):
    assert worn(BLACK_DOT, scan, dice()) == worn(BLACK_DOT, scan, dice())
    assert len(worn(BLACK_DOT, scan, dice())) == len(BLACK_DOT)


def test_blur_spreads_a_dot_and_a_copier_knows_no_grey():
    blurred = worn(BLACK_DOT, Scan(100, blur=1), dice())
    assert sorted(blurred[-12:]) == [191] * 4 + [255] * 8
    assert sorted(worn(blurred, Scan(100, black_below=200), dice())[-12:]) == [0] * 4 + [255] * 8
    assert worn(WHITE_PAGE, Scan(100, blur=2), dice()) == WHITE_PAGE
