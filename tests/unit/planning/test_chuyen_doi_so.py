"""The topic file on digital transformation, read as shipped, against wordings of our own."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from services.planning.topics import item_of
from services.settings.model import Topic

FILE = Path(__file__).parents[3] / "config" / "topics" / "chuyen-doi-so.toml"
TOPIC = Topic.model_validate(tomllib.loads(FILE.read_text(encoding="utf-8")))

WORDINGS = [
    ("Xây dựng Kế hoạch chuyển đổi số của đơn vị giai đoạn mới", "trien-khai-ke-hoach"),
    ("Kiện toàn Tổ công nghệ số tại trường", "trien-khai-ke-hoach"),
    ("Tự đánh giá theo Bộ chỉ số mức độ chuyển đổi số của cơ sở giáo dục", "danh-gia-muc-do"),
    ("Triển khai học bạ số cho học sinh lớp 10", "hoc-ba-so"),
    ("Cấp, quản lý văn bằng số", "hoc-ba-so"),
    ("Làm sạch dữ liệu, xác thực định danh cá nhân trên cơ sở dữ liệu ngành", "co-so-du-lieu"),
    ("Rà soát các nhiệm vụ của Đề án 06", "de-an-06"),
    ("Hướng dẫn phụ huynh cài đặt VNeID", "de-an-06"),
    ("100% văn bản đi được ký số trên eGov", "van-ban-dien-tu"),
    ("Tổ chức họp trực tuyến thay họp tập trung", "van-ban-dien-tu"),
    ("Tiếp nhận hồ sơ qua Cổng Dịch vụ công quốc gia", "dich-vu-cong"),
    ("Tuyển sinh trực tuyến đầu cấp", "dich-vu-cong"),
    ("Thu học phí không dùng tiền mặt", "thanh-toan"),
    ("Tập huấn khung năng lực số cho giáo viên", "tap-huan"),
    ("Hưởng ứng phong trào Bình dân học vụ số", "tap-huan"),
    ("Xây dựng kho học liệu số dùng chung", "day-hoc-so"),
    ("Khai thác trí tuệ nhân tạo trong dạy học", "day-hoc-so"),
    ("Hưởng ứng Ngày Chuyển đổi số quốc gia", "tuyen-truyen"),
    ("Nâng cấp đường truyền, phòng máy", "ha-tang"),
    ("Lập hồ sơ cấp độ an toàn thông tin", "an-toan"),
    ("Phòng ngừa lừa đảo trực tuyến, bảo vệ dữ liệu cá nhân", "an-toan"),
    ("Gửi báo cáo về Văn phòng Sở", "bao-cao"),
]


@pytest.mark.parametrize(("text", "item"), WORDINGS)
def test_wordings_of_content_items(text, item):
    found = item_of(TOPIC, text)
    assert found
    assert found.id == item


@pytest.mark.parametrize(
    "text",
    [
        "Bố trí đủ giáo viên đứng lớp",
        "Kiểm tra việc thực hiện quy chế chuyên môn",
        "Giao Ban Giám hiệu phân công nhiệm vụ",
        "Tham gia giải bóng đá cấp tỉnh",
    ],
)
def test_what_is_no_matter_of_the_topic_is_no_item(text):
    assert item_of(TOPIC, text) is None


def test_every_item_is_seen_in_some_wording():
    assert {item.id for item in TOPIC.items} == {item for _, item in WORDINGS}
