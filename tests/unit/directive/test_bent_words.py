"""Recognition bends marks before letters: words of two syllables are known with one mark wrong, in such text only."""

from __future__ import annotations

import pytest

from services.directive import clause
from services.directive.text import Text
from tests.unit.directive.samples import lexicon


@pytest.mark.parametrize(
    ("bent", "lead", "work"),
    [
        ("Sở Y tế tô chức tập huấn cho cán bộ cơ sở", ["Sở Y tế"], "tô chức"),
        ("Văn phòng Sở tông hợp số liệu của các đơn vị", ["Văn phòng Sở"], "tông hợp"),
        ("Công an tỉnh xử ly nghiêm các vi phạm", ["Công an tỉnh"], "xử ly"),
        ("Hội Nông dân tỉnh và các tô chức đoàn thể vận đông hội viên", None, "vận đông"),
        ("Sở Tài chính thâm định dự toán trước khi trình", ["Sở Tài chính"], "thâm định"),
    ],
)
def test_a_bent_verb_ends_the_list_of_units_in_recognised_text(bent, lead, work):
    read = clause.read(Text.of(bent), 0, lexicon().for_recognised())
    assert bent[read.body :].startswith(work)
    assert lead is None or list(read.lead) == lead


@pytest.mark.parametrize(
    "sound", ["Phòng Công bộ của cơ quan", "Ban Hồ trợ tư pháp", "Sở Xây dựng và các đơn vị có liên quan"]
)
def test_sound_text_is_matched_by_its_marks(sound):
    assert not clause.read(Text.of(sound), 0, lexicon()).verb
