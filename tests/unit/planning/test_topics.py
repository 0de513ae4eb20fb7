"""Which topic a directive is about."""

from __future__ import annotations

import dataclasses

import pytest

from services.directive.model import Quality, Section, Source
from services.planning.phrases import Wording
from services.planning.topics import choose_topic, item_of
from services.settings.model import Topic, TopicItem

FIRE = Topic(id="pccc", name="Phòng cháy", keywords=("phòng cháy", "chữa cháy", "cứu nạn"))


@pytest.mark.parametrize(
    ("abstract", "heading", "text", "topic"),
    [
        ("Tuyên truyền cải cách hành chính năm 2020", "", "", "cchc"),
        ("TUYEN TRUYEN CAI CACH HANH CHINH", "", "", "cchc"),
        ("Phòng cháy, chữa cháy", "Nội dung", "lồng ghép cải cách hành chính", "pccc"),
        ("Khai giảng năm học", "Công tác CCHC", "thực hiện cải cách hành chính", "cchc"),
        ("Khai giảng năm học", "", "thực hiện cải cách hành chính", None),
        ("", "", "", None),
    ],
)
def test_the_topic_that_stands_out(office, abstract, heading, text, topic):
    said = office.directive(office.explicit("1", text, ["x"]), abstract=abstract)
    said = type(said)(
        **{f: getattr(said, f) for f in said.__slots__} | {"sections": (Section("I", 1, "I.", heading, 1, 1),)}
    )
    chosen = choose_topic(said, [office.TOPIC, FIRE])
    assert (chosen.id if chosen else None) == topic


@pytest.mark.parametrize(
    ("item", "text", "recognised"),
    [
        ({"any": ("một cửa",)}, "cơ chế MỘT CỬA", True),
        ({"any": ("một cửa",)}, "co che mot cua", True),
        ({"any": ("cửa",)}, "cửa, sổ", True),
        ({"any": ("chi",)}, "chia sẻ", False),
        ({"any": ("a", "b"), "all": ("c",)}, "b c", True),
        ({"any": ("a", "b"), "all": ("c",)}, "b", False),
        ({"any": ("a",), "none": ("c",)}, "a c", False),
        ({"all": ("hội thi", "trực tuyến")}, "hội thi trực tuyến", True),
        ({"any": ("rà soát, đơn giản hoá",)}, "rà soát và đơn giản hóa", True),
    ],
)
def test_items_recognise_words_in_any_spelling(item, text, recognised):
    topic = Topic(id="x", name="x", keywords=("x",), items=(TopicItem(id="i", name="i", select="all", **item),))
    assert (item_of(topic, text) is not None) is recognised


def test_the_first_item_wins(office):
    assert item_of(office.TOPIC, "tuyên truyền cơ chế một cửa").id == "mot-cua"
    assert item_of(None, "tuyên truyền") is None


@pytest.mark.parametrize(
    ("abstract", "source", "topic"),
    [
        ("Tuyén truyén cii cich hanh chinh nim 2020", Source.NATIVE, "cchc"),
        ("Tuyên truyền cũ cách hành chính năm 2020", Source.REPAIRED, "cchc"),
        ("Tuyên truyền cũ cách hành chính năm 2020", Source.NATIVE, None),
        ("Tuyên truyền cải cách tài chính năm 2020", Source.REPAIRED, None),
        ("Tuyên truyền thủ tục hành chính năm 2020", Source.OCR, None),
    ],
)
def test_slips_of_recognition_do_not_hide_the_title(office, abstract, source, topic):
    said = dataclasses.replace(office.directive(abstract=abstract), quality=Quality(source, 1.0))
    chosen = choose_topic(said, [office.TOPIC])
    assert (chosen.id if chosen else None) == topic


@pytest.mark.parametrize(
    ("phrase", "text", "there"),
    [
        ("bão", "ứng phó với BÃO", True),
        ("bão", "ung pho voi bao", True),
        ("bão", "ứng phó với bao", True),  # the mark is lost, which is no other word
        ("bão", "thông báo số 05", False),
        ("thuốc", "các đơn vị trực thuộc", False),
        ("thuốc", "đơn vị trực thuộc dự trữ thuốc", True),
        ("hoà giải", "hòa giải ở cơ sở", True),
        ("đánh giá", "danh gia kết quả ở từng đơn vị", True),
        ("đánh giá", "đánh giả", False),
    ],
)
def test_marks_may_be_lost_but_say_no_other_word(phrase, text, there):
    assert Wording.of(text).has(phrase) is there
