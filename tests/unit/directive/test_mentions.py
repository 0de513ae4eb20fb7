from __future__ import annotations

import pytest

from services.directive import mentions
from services.directive.clause import read
from services.directive.lexicon import Lexicon
from services.directive.text import Text
from tests.needs import ROOT
from tests.unit.directive.samples import lexicon


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Văn phòng Sở", ["Văn phòng Sở"]),
        ("Văn phòng Sở, Thanh tra Sở", ["Văn phòng Sở", "Thanh tra Sở"]),
        ("Sở Kế hoạch và Đầu tư và các cơ quan liên quan", ["Sở Kế hoạch và Đầu tư", "các cơ quan liên quan"]),
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"]),
        (
            "Sở Lao động - Thương binh và Xã hội, Ban Dân tộc tỉnh",
            ["Sở Lao động - Thương binh và Xã hội", "Ban Dân tộc tỉnh"],
        ),
        ("các Sở: Tài chính, Kế hoạch và Đầu tư, Nội vụ", ["Sở Tài chính", "Sở Kế hoạch và Đầu tư", "Sở Nội vụ"]),
        ("các Sở Tài chính và Nội vụ", ["Sở Tài chính", "Sở Nội vụ"]),
        ("Sở Tài chính, Nội vụ và Y tế", ["Sở Tài chính", "Sở Nội vụ", "Sở Y tế"]),
        ("Các phòng TCCB, KHTC", ["phòng TCCB", "phòng KHTC"]),
        ("Các trường THPT, THCS", ["Các trường THPT, THCS"]),
        ("UBND thành phố Một, thị xã Hai", ["UBND thành phố Một", "UBND thị xã Hai"]),
        ("Công an tỉnh, huyện Ba", ["Công an tỉnh", "huyện Ba"]),
        ("Bộ trưởng các Bộ: Công Thương, Công an", ["Bộ trưởng Bộ Công Thương", "Bộ trưởng Bộ Công an"]),
        ("UBND các phường: Một, Hai", ["UBND phường Một", "UBND phường Hai"]),
        ("Phòng GDĐT các huyện, thị xã, thành phố", ["Phòng GDĐT các huyện, thị xã, thành phố"]),
        ("Sở Y tế, phòng Nội vụ và các xã, phường", ["Sở Y tế", "phòng Nội vụ", "các xã, phường"]),
        ("các sở, ban, ngành tỉnh", ["các sở, ban, ngành tỉnh"]),
        ("các Sở, Ban ngành tỉnh; UBND các huyện, thị xã", ["các Sở, Ban ngành tỉnh", "UBND các huyện, thị xã"]),
        ("Thủ trưởng các cơ quan, đơn vị, địa phương", ["Thủ trưởng các cơ quan, đơn vị, địa phương"]),
        ("Bộ trưởng, Thủ trưởng các cơ quan ngang bộ", ["Bộ trưởng, Thủ trưởng các cơ quan ngang bộ"]),
        (
            "các phòng chuyên môn thuộc Sở, Hiệu trưởng các trường THPT",
            ["các phòng chuyên môn thuộc Sở", "Hiệu trưởng các trường THPT"],
        ),
        ("đồng chí Nguyễn Văn A, Phó Trưởng ban, đồng chí Trần Văn B", ["Nguyễn Văn A", "Trần Văn B"]),
        ("Các đồng chí Trưởng, Phó các phòng", ["Các đồng chí Trưởng, Phó các phòng"]),
        ("Công ty TNHH Đầu tư, Xây dựng và Kinh doanh Mẫu", ["Công ty TNHH Đầu tư, Xây dựng và Kinh doanh Mẫu"]),
    ],
)
def test_lists_of_units_as_written(text, expected):
    assert list(mentions.split(text, lexicon())) == expected


def test_a_name_of_the_registry_is_never_split():
    name = "Phòng Giáo dục mầm non, Phòng Tiểu học"
    texts = {path.stem: path.read_text("utf-8") for path in ROOT.glob("config/lexicon/*.txt")}
    known = Lexicon.from_texts(texts, unit_names=[name])
    assert mentions.split(f"Văn phòng Sở, {name} và Thanh tra Sở", known) == ("Văn phòng Sở", name, "Thanh tra Sở")


@pytest.mark.parametrize(
    ("text", "mode", "lead", "coordinating", "work"),
    [
        ("Giao Văn phòng Sở chủ trì, tham mưu Ban Giám đốc", "giao", ["Văn phòng Sở"], [], "tham mưu"),
        ("Giao cho Phòng Tổ chức cán bộ theo dõi", "giao", ["Phòng Tổ chức cán bộ"], [], "theo dõi"),
        ("Đề nghị Công an tỉnh phối hợp thực hiện", "đề nghị", ["Công an tỉnh"], [], "phối hợp"),
        ("Sở Y tế chủ trì, phối hợp với Sở Tài chính lập dự toán", None, ["Sở Y tế"], ["Sở Tài chính"], "lập"),
        ("Sở Y tế chủ trì phối hợp Sở Tài chính lập dự toán", None, ["Sở Y tế"], ["Sở Tài chính"], "lập"),
        ("Sở Y tế phối hợp chặt chẽ với Công an tỉnh để kiểm tra", None, ["Sở Y tế"], ["Công an tỉnh"], "phối hợp"),
        ("Sở Y tế: Chỉ đạo các bệnh viện", None, ["Sở Y tế"], [], "Chỉ đạo"),
        ("Sở Y tế (cơ quan thường trực): Chỉ đạo các bệnh viện", None, ["Sở Y tế"], [], "Chỉ đạo"),
        ("Các trường phổ thông báo cáo kết quả", None, ["Các trường phổ thông"], [], "báo cáo"),
        ("Ban Chỉ huy Tìm kiếm cứu nạn tỉnh trực ban", None, ["Ban Chỉ huy Tìm kiếm cứu nạn tỉnh"], [], "trực ban"),
        ("P.TCCB tham mưu quyết định", None, ["P.TCCB"], [], "tham mưu"),
        ("Phó Hiệu trưởng phụ trách chuyên môn", None, ["Phó Hiệu trưởng"], [], "phụ trách"),
        ("Giám đốc Sở có ý kiến như sau: Giao Văn phòng Sở lập hồ sơ", "giao", ["Văn phòng Sở"], [], "lập hồ sơ"),
        ("Trên cơ sở báo cáo của Sở Y tế, giao Sở Tài chính rà soát", "giao", ["Sở Tài chính"], [], "rà soát"),
        ("Để kịp thời tổng hợp, Giám đốc Sở yêu cầu các đơn vị báo cáo", "yêu cầu", ["các đơn vị"], [], "báo cáo"),
        ("Trong quá trình thực hiện Thủ trưởng các đơn vị chủ động", None, ["Thủ trưởng các đơn vị"], [], "chủ động"),
        ("Các cơ quan chủ trì Dự án rà soát tiến độ", None, ["Các cơ quan chủ trì Dự án"], [], "rà soát"),
        ("Tổ chức các lớp tập huấn cho giáo viên", None, [], [], "Tổ chức"),
        ("Thanh tra, kiểm tra các khâu của kỳ thi", None, [], [], "Thanh tra"),
        ("Sở Y tế nhận được Công văn số 12/BYT-VP và báo cáo", None, [], [], "Sở Y tế"),
        ("Các đơn vị đã tích cực tổ chức thực hiện", None, [], [], "Các đơn vị"),
        ("Đề nghị các đơn vị chưa nộp khẩn trương gửi", "đề nghị", ["các đơn vị chưa nộp"], [], "khẩn trương"),
        ("Các đơn vị tự kiểm tra và báo cáo", None, ["Các đơn vị"], [], "tự kiểm tra"),
        ("Trường hợp phát sinh thì báo cáo", None, [], [], "Trường hợp"),
        ("Phòng, chống dịch bệnh trong trường học", None, [], [], "Phòng"),
        ("Thực hiện theo yêu cầu của Bộ Giáo dục và Đào tạo", None, [], [], "Thực hiện"),
    ],
)
def test_who_is_told_to_do_what(text, mode, lead, coordinating, work):
    clause = read(Text.of(text), 0, lexicon())
    assert (clause.mode, list(clause.lead), list(clause.coordinating)) == (mode, lead, coordinating)
    assert text[clause.body :].startswith(work)


@pytest.mark.parametrize(
    ("text", "lead", "work"),
    [
        ("Công an tỉnh thắt chặt kỷ cương", ["Công an tỉnh"], "thắt"),
        ("Giao Sở Y tế bồi hoàn chi phí", ["Sở Y tế"], "bồi hoàn"),
        ("Hội Nông dân tỉnh ươm giống cây trồng", ["Hội Nông dân tỉnh"], "ươm giống"),
        ("Sở Y tế tỉnh bạn và Sở Nội vụ vun trồng", ["Sở Y tế tỉnh bạn", "Sở Nội vụ"], "vun trồng"),
    ],
)
def test_what_follows_a_whole_name_is_the_work_also_when_no_list_has_the_verb(text, lead, work):
    clause = read(Text.of(text), 0, lexicon())
    assert list(clause.lead) == lead
    assert text[clause.body :].startswith(work)
