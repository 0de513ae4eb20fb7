"""The topic file on administrative reform, read as shipped, against wordings of plans of several offices and years."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from services.planning.topics import item_of
from services.settings.model import Topic
from services.units.selector import parse

FILE = Path(__file__).parents[3] / "config" / "topics" / "cchc.toml"


@pytest.fixture(scope="module")
def topic() -> Topic:
    return Topic.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))


WORDINGS = [
    ("tham mưu Ban Giám đốc tổ chức triển khai thực hiện có hiệu quả Kế hoạch này", "trien-khai-ke-hoach", "all"),
    ("căn cứ điều kiện thực tế tổ chức thực hiện Kế hoạch tuyên truyền CCHC", "trien-khai-ke-hoach", "all"),
    ("Đưa nội dung CCHC vào các cuộc họp giao ban hằng tuần", "hop-giao-ban", "all"),
    ("Thông tin qua hệ thống eGov; lồng ghép tuyên truyền với phổ biến pháp luật", "hop-giao-ban", "all"),
    ("Phổ biến nội dung về cải cách hành chính như cải cách thể chế, cải cách tài chính công", "noi-dung-cchc", "all"),
    ("Giới thiệu công tác hiện đại hoá nền hành chính đến viên chức, học sinh", "noi-dung-cchc", "all"),
    ("Mở lớp tập huấn nghiệp vụ CCHC cho công chức", "tap-huan", "all"),
    ("Hội nghị quán triệt kế hoạch CCHC", "tap-huan", "all"),
    ("Duy trì chuyên mục CCHC trên trang thông tin điện tử của đơn vị", "chuyen-muc", "all"),
    ("Đăng tin bài CCHC trên phương tiện thông tin đại chúng", "chuyen-muc", "all"),
    ("Cập nhật Trang thông tin điện tử của Sở", "trang-tin-cua-so", "unit:van-phong"),
    ("Phổ biến các văn bản chỉ đạo, điều hành của UBND tỉnh về CCHC", "van-ban-chi-dao", "all"),
    ("Tình hình tiếp nhận hồ sơ tại Bộ phận Tiếp nhận và Trả kết quả", "mot-cua", "unit:van-phong"),
    ("Kết quả thực hiện cơ chế một cửa, một cửa liên thông; nộp hồ sơ qua Zalo", "mot-cua", "unit:van-phong"),
    ("Kết quả CCHC, chỉ số PAR INDEX năm trước", "chi-so", "unit:van-phong"),
    ("Nâng cao chỉ số hiệu quả quản trị hành chính công (PAPI), SIPAS", "chi-so", "unit:van-phong"),
    ("Tham gia cuộc thi tìm hiểu CCHC trực tuyến", "hoi-thi", "all"),
    ("Tổ chức đối thoại giữa lãnh đạo với phụ huynh", "doi-thoai", "all"),
    ("Hướng dẫn nộp hồ sơ qua Cổng Dịch vụ công, tra cứu tại Kiosk, SMS", "dich-vu-cong", "all"),
    ("Treo băng rôn, phát tờ rơi tại trụ sở", "truc-quan", "all"),
    ("Niêm yết thủ tục hành chính tại trường", "thu-tuc-hanh-chinh", "all"),
    ("Giới thiệu mô hình, cách làm hay", "dien-hinh", "all"),
    ("Gửi báo cáo về Văn phòng Sở", "bao-cao", "all"),
    ("Tuyên truyền mục đích, ý nghĩa của CCHC", "tuyen-truyen-chung", "all"),
]


@pytest.mark.parametrize(("text", "item", "select"), WORDINGS)
def test_wordings_of_content_items(topic, text, item, select):
    found = item_of(topic, text)
    assert (found.id, found.select) == (item, select)


def test_every_item_is_seen_in_some_wording(topic):
    assert {item.id for item in topic.items} == {item for _, item, _ in WORDINGS}


def test_each_item_says_how_with_what_result_and_how_it_is_counted(topic):
    for item in topic.items:
        assert item.channels, item.id
        assert item.product, item.id
        assert item.measure, item.id
        assert not any(sign.isdigit() for sign in item.measure), f"{item.id}: a measure sets no target"


def test_selectors_are_understandable(topic):
    for select in [item.select for item in topic.items] + [audience.select for audience in topic.audiences]:
        assert parse(select)


def test_pupils_and_students_are_told_apart(topic):
    selects = {audience.word: audience.select for audience in topic.audiences}
    assert (selects["học sinh"], selects["sinh viên"]) == ("group:hoc_sinh", "group:sinh_vien")
