"""The topic file on administrative reform, read as shipped, against wordings of plans of several offices and years."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from services.planning.topics import item_of
from services.settings.model import Topic

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
    ("Niêm yết công khai thủ tục hành chính, cập nhật Trang thông tin điện tử", "thu-tuc-hanh-chinh", "all"),
    ("Nộp báo cáo công tác CCHC năm 2025, bản ký số gửi trên hệ thống eGov", "bao-cao", "all"),
    ("Giới thiệu mô hình, cách làm hay", "dien-hinh", "all"),
    ("Gửi báo cáo về Văn phòng Sở", "bao-cao", "all"),
    ("Tuyên truyền mục đích, ý nghĩa của CCHC", "tuyen-truyen-chung", "all"),
    # wordings of a second reader
    ("Phổ biến nội dung cải cách hành chính tại các buổi họp giao ban hằng tháng", "hop-giao-ban", "all"),
    ("Đưa nội dung CCHC vào cuộc họp cơ quan, sinh hoạt tổ chuyên môn", "hop-giao-ban", "all"),
    ("Gửi văn bản, tài liệu tuyên truyền qua hệ thống eGov", "hop-giao-ban", "all"),
    ("Kết hợp trong các đợt tuyên truyền, phổ biến giáo dục pháp luật", "hop-giao-ban", "all"),
    ("Tuyên truyền trong giờ chào cờ đầu tuần", "hop-giao-ban", "all"),
    ("Cử công chức tham dự lớp bồi dưỡng kiến thức cải cách hành chính", "tap-huan", "all"),
    ("Viết tin bài đăng trên cổng thông tin điện tử của trường", "chuyen-muc", "all"),
    ("Phát thanh trên hệ thống loa truyền thanh xã", "chuyen-muc", "all"),
    ("Đăng tải trên Fanpage, Facebook của nhà trường", "chuyen-muc", "all"),
    ("Hướng dẫn tra cứu kết quả giải quyết hồ sơ qua Zalo, tin nhắn SMS", "dich-vu-cong", "all"),
    ("Tuyên truyền trên nhóm Zalo của phụ huynh", "dich-vu-cong", "all"),
    (
        "Tuyên truyền các nội dung CCHC, nộp hồ sơ qua Cổng Hành chính công trên mạng xã hội Zalo",
        "noi-dung-cchc",
        "all",
    ),
    ("Tổ chức sân khấu hóa về cải cách hành chính", "hoi-thi", "all"),
    ("Tổ chức tọa đàm về cải cách hành chính", "doi-thoai", "all"),
    ("Gặp mặt, trao đổi trực tiếp với phụ huynh về thủ tục hành chính", "doi-thoai", "all"),
    ("Tuyên truyền nâng cao chỉ số hài lòng của người dân", "chi-so", "unit:van-phong"),
    ("Treo băng-rôn, khẩu hiệu tại trụ sở", "truc-quan", "all"),
]


@pytest.mark.parametrize(("text", "item", "select"), WORDINGS)
def test_wordings_of_content_items(topic, text, item, select):
    found = item_of(topic, text)
    assert (found.id, found.select) == (item, select)


def test_every_item_is_seen_in_some_wording(topic):
    assert {item.id for item in topic.items} == {item for _, item, _ in WORDINGS}


NAMED = [
    ("họp giao ban cơ quan", "Họp giao ban"),
    ("thông báo trên eGov", "eGov"),
    ("lồng ghép trong việc tuyên truyền, phổ biến pháp luật", "Lồng ghép phổ biến pháp luật"),
    ("mở lớp tập huấn", "Tập huấn"),
    ("duy trì chuyên mục", "Trang thông tin điện tử"),
    ("Cổng Dịch vụ công tỉnh", "Cổng Dịch vụ công"),
    ("tra cứu tại Kiosk", "Kiosk tra cứu"),
    ("nhắn tin qua Zalo", "Zalo"),
    ("thông báo bằng SMS", "SMS"),
    ("tham gia hội thi", "Hội thi"),
    ("tổ chức đối thoại", "Đối thoại trực tiếp"),
]


@pytest.mark.parametrize(("text", "channel"), NAMED)
def test_each_way_of_spreading_the_word_is_a_channel(topic, text, channel):
    assert channel in item_of(topic, text).channels


@pytest.mark.parametrize(
    "text",
    [
        "công bố Chỉ số PAR Index",
        "cải thiện chỉ số năng lực cạnh tranh cấp tỉnh (PCI)",
        "chỉ số PAPI",
        "khảo sát SIPAS",
        "chỉ số hài lòng về sự phục vụ",
    ],
)
def test_the_indexes_are_told_by_the_secretariat(topic, text):
    assert item_of(topic, text).id == "chi-so"


@pytest.mark.parametrize(
    "text",
    [
        "Giao Ban Quản lý dự án lập hồ sơ",
        "giao bàn ghế cho các trường",
        "Bố trí đủ giáo viên đứng lớp",
        "Khen thưởng học sinh giỏi",
        "Thực hiện nghiêm quy chế thi",
    ],
)
def test_what_is_no_matter_of_the_topic_is_no_item(topic, text):
    assert item_of(topic, text) is None
