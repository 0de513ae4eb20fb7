"""The topic packs as shipped: when each is chosen, when none is, and what every content item must say."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path

import pytest

from services.directive.model import Section
from services.planning.topics import choose_topic
from services.settings.model import Topic
from services.units.selector import parse

FILES = sorted((Path(__file__).parents[3] / "config" / "topics").glob("*.toml"))
PACKS = tuple(Topic.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))) for file in FILES)
CCHC, CDS, PCTT = "cchc", "chuyen-doi-so", "phong-chong-thien-tai"


def chosen(office, abstract, headings, texts):
    orders = [office.explicit(f"{n}", text, ["các cơ quan, đơn vị"]) for n, text in enumerate(texts, start=1)]
    sections = tuple(Section(f"{n}", 1, f"{n}.", heading, 1, n) for n, heading in enumerate(headings, start=1))
    said = dataclasses.replace(office.directive(*orders, abstract=abstract), sections=sections)
    topic = choose_topic(said, PACKS)
    return topic.id if topic else None


def test_the_packs_that_are_shipped():
    assert [pack.id for pack in PACKS] == [CCHC, CDS, PCTT]


@pytest.mark.parametrize(
    ("abstract", "headings", "texts", "topic"),
    [
        ("Tuyên truyền cải cách hành chính năm 2026", [], [], CCHC),
        ("V/v đẩy mạnh công tác CCHC 6 tháng cuối năm", [], [], CCHC),
        ("Cải cách hành chính và chuyển đổi số năm 2026", ["Cải cách thủ tục hành chính"], [], CCHC),
        ("Nâng cao Chỉ số PAR Index của tỉnh", [], [], CCHC),
        ("Chuyển đổi số trong giáo dục năm học 2026 - 2027", [], ["Rà soát thủ tục hành chính"], CDS),
        ("Triển khai học bạ số cấp trung học phổ thông", [], [], CDS),
        ("V/v thực hiện Đề án 06 trong các cơ sở giáo dục", [], [], CDS),
        ("Phát động phong trào “Bình dân học vụ số”", [], [], CDS),
        ("V/v chủ động ứng phó với bão và mưa lũ", [], [], PCTT),
        ("V/v chủ động ứng phó áp thấp nhiệt đới trên Biển Đông", [], [], PCTT),
        ("Phòng, chống thiên tai và tìm kiếm cứu nạn năm 2026", [], [], PCTT),
        ("PHONG CHONG THIEN TAI NAM 2026", [], [], PCTT),
        # a title that says nothing: the headings or most of the body must speak
        ("Nhiệm vụ trọng tâm quý II", ["Phòng, chống thiên tai", "Ứng phó với bão"], ["trực ban"], PCTT),
        ("Nhiệm vụ trọng tâm quý II", [], ["chuyển đổi số", "học bạ số", "nâng cao kỹ năng số"], CDS),
    ],
)
def test_a_pack_is_chosen_by_what_stands_out(office, abstract, headings, texts, topic):
    assert chosen(office, abstract, headings, texts) == topic


YEAR = ["Chuyên môn", "Cơ sở vật chất", "Đội ngũ nhà giáo", "Thi đua", "Tài chính", "Kiểm tra nội bộ"]


@pytest.mark.parametrize(
    ("abstract", "headings", "texts"),
    [
        ("Nhiệm vụ trọng tâm năm học 2026 - 2027", [*YEAR, "Cải cách hành chính"], ["thực hiện CCHC", *YEAR]),
        ("Nhiệm vụ trọng tâm năm học 2026 - 2027", [*YEAR, "Chuyển đổi số"], ["chuyển đổi số, học bạ số", *YEAR]),
        (
            "Tổ chức Kỳ thi tốt nghiệp trung học phổ thông",
            [],
            ["có phương án ứng phó khi có thiên tai, mưa lớn", *YEAR],
        ),
        ("Phòng, chống dịch bệnh trong trường học", [], ["vệ sinh môi trường, khử khuẩn lớp học"]),
        ("Phòng, chống tham nhũng, tiêu cực năm 2026", [], ["công khai thủ tục hành chính"]),
        ("Phòng, chống đuối nước cho học sinh", [], ["dạy bơi an toàn"]),
        ("Phòng cháy, chữa cháy và cứu nạn, cứu hộ", [], ["kiểm tra hệ thống điện"]),
        ("Ứng phó sự cố tràn dầu", [], ["thực hiện kế hoạch"]),
        ("Hội thi giáo viên dạy giỏi", [], ["đăng ký qua phần mềm trực tuyến"]),
        ("V/v góp ý dự thảo Thông tư", [], ["gửi ý kiến bằng văn bản điện tử"]),
        ("Tuyển sinh vào lớp 10", [], ["đăng ký xét tuyển trực tuyến trên cổng dịch vụ công"]),
        ("Thông báo số 05 về lịch nghỉ Tết", [], ["phân công trực"]),
        ("", [], []),
    ],
)
def test_no_pack_fires_where_it_does_not_fit(office, abstract, headings, texts):
    assert chosen(office, abstract, headings, texts) is None


def test_without_a_pack_every_addressed_unit_gets_every_word(office):
    text = "vệ sinh môi trường, tuyên truyền đến viên chức và học sinh, báo cáo kết quả"
    order = office.explicit("2", "thực hiện", ["Thủ trưởng các cơ quan, đơn vị"])
    made = office.planned(office.implicit("1", text), order, topics=PACKS, abstract="Phòng, chống dịch bệnh")
    got = [each for each in made.assignments if each.instruction == "1"]
    assert (made.topic, len(got), {each.text for each in got}) == (None, 7, {text})
    assert all("giao nguyên văn cho mọi đơn vị được giao" in each.rule for each in got)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_each_item_says_how_with_what_result_and_how_it_is_counted(pack):
    for item in pack.items:
        assert item.channels, item.id
        assert item.product, item.id
        assert item.measure, item.id
        assert not any(sign.isdigit() for sign in item.measure), f"{item.id}: a measure sets no target"


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_selectors_are_understandable_and_people_are_told_apart(pack):
    for select in [item.select for item in pack.items] + [audience.select for audience in pack.audiences]:
        assert parse(select)
    selects = {audience.word: audience.select for audience in pack.audiences}
    assert (selects["học sinh"], selects["sinh viên"]) == ("group:hoc_sinh", "group:sinh_vien")
