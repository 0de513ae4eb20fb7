"""Lists of people cut to those a unit has; everything else in the sentence stays."""

from __future__ import annotations

import pytest

from services.planning.audiences import tailor

WORDS = ("cán bộ", "công chức", "viên chức", "học sinh", "sinh viên", "cha mẹ học sinh", "giáo viên")


@pytest.mark.parametrize(
    ("text", "absent", "left"),
    [
        (
            "đến cán bộ, viên chức, sinh viên và học sinh; rà soát",
            ["sinh viên"],
            "đến cán bộ, viên chức và học sinh; rà soát",
        ),
        ("đến cán bộ, sinh viên và học sinh", ["sinh viên", "học sinh"], "đến cán bộ"),
        ("đến cán bộ, viên chức, học sinh.", ["học sinh"], "đến cán bộ, viên chức."),
        ("Học sinh, sinh viên và viên chức tham gia", ["học sinh"], "sinh viên và viên chức tham gia"),
        ("cho học sinh và giáo viên các trường", ["học sinh"], "cho giáo viên các trường"),
        ("cho cán bộ, viên chức, và học sinh", ["học sinh"], "cho cán bộ và viên chức"),
        # nobody of the list is left, or the word stands alone, or in another word's company: the text stays
        ("cho học sinh và sinh viên", ["học sinh", "sinh viên"], "cho học sinh và sinh viên"),
        ("cho học sinh, tuyên truyền trên trang tin", ["học sinh"], "cho học sinh, tuyên truyền trên trang tin"),
        ("cho cha mẹ học sinh và giáo viên", ["học sinh"], "cho cha mẹ học sinh và giáo viên"),
        ("kinh phí, vật tư và học sinh", ["học sinh"], "kinh phí, vật tư và học sinh"),
        ("đến cán bộ, viên chức", [], "đến cán bộ, viên chức"),
    ],
)
def test_cut(text, absent, left):
    assert tailor(text, WORDS, absent)[0] == left


def test_what_was_dropped_is_told_as_written():
    assert tailor("Học sinh và cán bộ; học sinh, viên chức", WORDS, ["học sinh"])[1] == ("Học sinh", "học sinh")
