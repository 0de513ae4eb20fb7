from __future__ import annotations

import pytest

from services.directive.lexicon import SHAPES, Lexicon, LexiconError
from services.directive.text import Text
from tests.needs import ROOT
from tests.unit.directive.samples import lexicon

TEXTS = {path.stem: path.read_text("utf-8") for path in ROOT.glob("config/lexicon/*.txt")}


@pytest.mark.parametrize(
    ("stem", "content", "line", "hint"),
    [
        ("verbs", "verb = rà soát\nrà soát", 2, "loại = cụm từ"),
        ("verbs", "động từ = rà soát", 1, 'Không có loại "động từ"'),
        ("verbs", "verb =", 1, "loại = cụm từ"),
        ("intros", "# chú thích\n\na = b", 3, 'không dùng dấu "="'),
        ("intros", "hằng năm\nHằng  năm", 2, "đã có ở dòng 1"),
        ("intros", "# trống", 0, "không có mục nào"),
    ],
)
def test_a_bad_line_is_named_with_file_and_line(stem, content, line, hint):
    with pytest.raises(LexiconError) as caught:
        Lexicon.from_texts({**TEXTS, stem: content})
    assert (caught.value.file, caught.value.line) == (stem, line)
    assert hint in caught.value.message


def test_a_missing_file_is_named():
    with pytest.raises(LexiconError, match=r"verbs\.txt, dòng 0: Thiếu tệp"):
        Lexicon.from_texts({stem: text for stem, text in TEXTS.items() if stem != "verbs"})


def test_the_shipped_lists_are_all_there_and_other_files_are_left_alone():
    assert SHAPES.keys() <= TEXTS.keys()
    Lexicon.from_texts({**TEXTS, "groups": "không phải = tệp = này"})


def test_a_kind_is_found_without_marks_and_case():
    assert lexicon().kind_of("document-types", "KẾ HOẠCH") == "KH"
    assert lexicon().kind_of("document-types", "thư ngỏ") is None


def test_the_longest_phrase_wins():
    found = lexicon().words("unit-heads").match(Text.of("Ban Chỉ đạo tỉnh"))
    assert found is not None
    assert found.group() == "ban chi dao"


def test_a_phrase_with_other_marks_does_not_hide_a_shorter_one():
    """ "Hội Đông y" is no "hội đồng", but it begins with "hội"."""
    heads = lexicon().words("unit-heads")
    found = heads.match(Text.of("Hội Đông y tỉnh"))
    assert found is not None
    assert found.group() == "hoi"
    assert [m.group() for m in heads.finditer(Text.of("Sở Y tế và Hội Đông y"))] == ["so", "hoi"]
