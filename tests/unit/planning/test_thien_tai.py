"""The topic file on natural disasters, read as shipped, against wordings of our own."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from services.planning.topics import item_of
from services.settings.model import Topic

FILE = Path(__file__).parents[3] / "config" / "topics" / "phong-chong-thien-tai.toml"
TOPIC = Topic.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))
SCHOOLS = "group:hoc_sinh group:sinh_vien"

WORDINGS = [
    ("Rà soát phương án ứng phó theo phương châm bốn tại chỗ", "trien-khai-ke-hoach", "all"),
    ("Căn cứ kế hoạch này, xây dựng kế hoạch phòng, chống thiên tai của đơn vị", "trien-khai-ke-hoach", "all"),
    ("Kiện toàn Ban Chỉ huy phòng, chống thiên tai của trường", "ban-chi-huy", "all"),
    ("Phân công trực ban 24/24 giờ", "truc-ban", "all"),
    ("Theo dõi chặt chẽ diễn biến của bão", "truc-ban", "all"),
    ("Chủ động cho học sinh nghỉ học khi có mưa lớn", "an-toan-hoc-sinh", SCHOOLS),
    ("Bảo đảm an toàn cho trẻ tại điểm trường lẻ", "an-toan-hoc-sinh", SCHOOLS),
    ("Chuẩn bị địa điểm sơ tán người dân", "so-tan", "all"),
    ("Cắt tỉa cây xanh, gia cố mái tôn, kiểm tra hệ thống điện", "co-so-vat-chat", "all"),
    ("Kê cao thiết bị dạy học, hồ sơ, sổ sách", "tai-san-ho-so", "all"),
    ("Dự trữ vật tư, nhu yếu phẩm", "vat-tu", "all"),
    ("Diễn tập ứng phó động đất cho học sinh", "dien-tap", "all"),
    ("Giáo dục kỹ năng phòng, tránh thiên tai", "tuyen-truyen", "all"),
    ("Đăng thông tin trên các phương tiện thông tin đại chúng để tuyên truyền", "tuyen-truyen", "all"),
    ("Thống kê thiệt hại về cơ sở vật chất, báo cáo nhanh về Sở", "thong-ke-thiet-hai", "all"),
    ("Khắc phục hậu quả, vệ sinh trường lớp để sớm dạy học trở lại", "khac-phuc", "all"),
    ("Phối hợp với chính quyền địa phương và lực lượng cứu hộ", "phoi-hop", "all"),
    ("Gửi báo cáo về Văn phòng Sở", "bao-cao", "all"),
]


@pytest.mark.parametrize(("text", "item", "select"), WORDINGS)
def test_wordings_of_content_items(text, item, select):
    found = item_of(TOPIC, text)
    assert found
    assert (found.id, found.select) == (item, select)


@pytest.mark.parametrize(
    "text",
    [
        "Các đơn vị trực thuộc Sở thực hiện nghiêm túc",
        "Thực hiện đúng quy định của pháp luật",
        "Tham gia hội thi giáo viên dạy giỏi",
        "Nâng cao chất lượng sinh hoạt chuyên môn",
    ],
)
def test_what_is_no_matter_of_the_topic_is_no_item(text):
    assert item_of(TOPIC, text) is None


def test_every_item_is_seen_in_some_wording():
    assert {item.id for item in TOPIC.items} == {item for _, item, _ in WORDINGS}
