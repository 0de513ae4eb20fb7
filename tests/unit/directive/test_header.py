from __future__ import annotations

import pytest

from services.directive import header, zones
from services.directive.model import Source
from tests.unit.directive.samples import LETTER, ORDER, PLAN, lexicon, pages

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
BODY = "KẾ HOẠCH\nTập huấn năm 2024\n\nCăn cứ Quyết định số 99/QĐ-UBND ngày 09/9/2019."


def read(text: str, source: Source = Source.NATIVE):
    return header.read(zones.divide(pages(text).lines, lexicon()), lexicon(), source).header


def texts(text: str, *names: str) -> list[str | None]:
    found = read(text)
    return [value.text if (value := getattr(found, name)) else None for name in names]


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        (
            PLAN,
            ["KẾ HOẠCH", "245", "KH-SGDĐT", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "UBND TỈNH TÂY NINH", "Tây Ninh", "2024-03-05"],
        ),
        (LETTER, ["CÔNG VĂN", "512", "SNV-CCHC", "SỞ NỘI VỤ", "UBND TỈNH TÂY NINH", "Tây Ninh", "2024-06-10"]),
        (ORDER, ["CHỈ THỊ", "09", "CT-UBND", "ỦY BAN NHÂN DÂN TỈNH TÂY NINH", None, "Tây Ninh", "2024-05-02"]),
    ],
)
def test_three_layouts(sample, expected):
    names = ("doc_type", "number", "notation", "issuer", "parent_issuer", "place", "issued_on")
    assert texts(sample, *names) == expected


@pytest.mark.parametrize(
    ("sample", "abstract"),
    [
        (PLAN, "Phát triển văn hóa đọc trong nhà trường năm 2024"),
        (LETTER, "V/v rà soát thủ tục hành chính nội bộ"),
        (ORDER, "Về tăng cường phòng, chống đuối nước trẻ em"),
    ],
)
def test_abstracts(sample, abstract):
    assert texts(sample, "abstract") == [abstract]


@pytest.mark.parametrize(
    ("line", "number", "notation"),
    [
        ("Số: 12/KH-SGDĐT", "12", "KH-SGDĐT"),
        ("Số: 162 /KH-SGDĐT Tây Ninh, ngày 22 tháng 01 năm 2020", "162", "KH-SGDĐT"),
        ("Số: 05 / QĐ-TTg", "05", "QĐ-TTg"),
        ("Số: 15/2010/QĐ-UBND", "15", "2010/QĐ-UBND"),
        ("Số: 7a/SNV-CCHC&PC", "7a", "SNV-CCHC&PC"),
        ("Số:          /KH-SGDĐT", None, "KH-SGDĐT"),
        ("Số: ....../KH-SGDĐT", None, "KH-SGDĐT"),
        ("Số lượng: 12 người", None, None),
    ],
)
def test_number_lines(line, number, notation):
    assert texts(f"{MOTTO}\nSỞ NỘI VỤ\n{line}\n{BODY}", "number", "notation") == [number, notation]


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [
        ("Tây Ninh, ngày 22 tháng 01 năm 2020", "Tây Ninh", "2020-01-22"),
        ("Thành phố Hồ Chí Minh, ngày 3 tháng 12 năm 2024", "Thành phố Hồ Chí Minh", "2024-12-03"),
        ("Số: 9/TB-UBND      Phường 1, ngày 05 tháng 3 năm 2024", "Phường 1", "2024-03-05"),
        ("Hà Nội, ngày24 tháng 4 năm 2018", "Hà Nội", "2018-04-24"),
        ("Tây Ninh, ngày     tháng 12 năm 2024", "Tây Ninh", None),
        ("Tây Ninh, ngày … tháng … năm 2024", "Tây Ninh", None),
        ("Tây Ninh, ngày 31 tháng 02 năm 2024", "Tây Ninh", None),
    ],
)
def test_place_and_date(line, place, date):
    assert texts(f"{MOTTO}\nSỞ NỘI VỤ\n{line}\n{BODY}", "place", "issued_on") == [place, date]


@pytest.mark.parametrize(
    ("lines", "issuer", "parent"),
    [
        ("ỦY BAN NHÂN DÂN\nTỈNH TÂY NINH", "ỦY BAN NHÂN DÂN TỈNH TÂY NINH", None),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO\nTRƯỜNG THPT MẪU", "TRƯỜNG THPT MẪU", "SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
        (
            "UBND TỈNH TÂY NINH\nSỞ NÔNG NGHIỆP VÀ\nPHÁT TRIỂN NÔNG THÔN",
            "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN",
            "UBND TỈNH TÂY NINH",
        ),
        ("BAN CHỈ HUY PCTT\nTỈNH MẪU\nVĂN PHÒNG THƯỜNG TRỰC", "VĂN PHÒNG THƯỜNG TRỰC", "BAN CHỈ HUY PCTT TỈNH MẪU"),
        ("THỦ TƯỚNG CHÍNH PHỦ\n_______", "THỦ TƯỚNG CHÍNH PHỦ", None),
    ],
)
def test_issuers(lines, issuer, parent):
    below, above = f"{MOTTO}\n{lines}\nSố: 1/KH-A\n{BODY}", f"{lines}\nSố: 1/KH-A\n{MOTTO}\n{BODY}"
    assert texts(above, "issuer", "parent_issuer") == [issuer, parent]
    assert texts(below, "issuer", "parent_issuer") == [issuer, parent]


def test_a_stamp_before_the_header_is_no_issuer():
    stamp = "TRUNG TÂM CÔNG BÁO\nVÀ TIN HỌC\ncongbao@mau.gov.vn\n09.01.2025 10:21:11 +07:00\n\n"
    assert texts(stamp + ORDER, "issuer") == ["ỦY BAN NHÂN DÂN TỈNH TÂY NINH"]


def test_numbers_and_dates_of_cited_documents_are_never_taken():
    bare = f"SỞ NỘI VỤ\n{MOTTO}\n{BODY}"
    assert texts(bare, "number", "notation", "issued_on") == [None, None, None]


@pytest.mark.parametrize(
    ("stamp", "urgency", "secrecy"),
    [
        ("HỎA TỐC", "HỎA TỐC", None),
        ("KHẨN", "KHẨN", None),
        ("MẬT", None, "MẬT"),
        ("TỐI MẬT", None, "TỐI MẬT"),
        ("", None, None),
    ],
)
def test_stamps(stamp, urgency, secrecy):
    text = f"{MOTTO}\nSỞ NỘI VỤ\nSố: 1/KH-A\n{stamp}\n{BODY}"
    assert texts(text, "urgency", "secrecy") == [urgency, secrecy]


def test_a_letter_without_a_type_line_does_not_take_the_number_it_cites():
    text = f"SỞ NỘI VỤ\n{MOTTO}\nCăn cứ Công văn\nSố: 12/UBND-NC ngày 03 tháng 4 năm 2024 của UBND tỉnh."
    assert texts(text, "number", "issued_on") == [None, None]


def test_a_second_document_in_the_file_is_left_out():
    found = zones.divide(pages(PLAN + "\n\n" + ORDER).lines, lexicon())
    assert "CHỈ THỊ" not in "\n".join(line.text for line in (*found.body, *found.footer))


def test_number_and_day_of_a_recognised_page_are_not_trusted():
    found = read(PLAN, Source.OCR)
    assert found.number is not None
    assert found.issued_on is not None
    assert found.notation is not None
    assert max(found.number.confidence, found.issued_on.confidence) < 0.5 <= found.notation.confidence


def test_every_value_shows_where_it_stands():
    found = read(PLAN)
    assert found.number is not None
    assert found.number.evidence is not None
    assert (found.number.evidence.page, found.number.evidence.line) == (1, 4)
    assert found.number.evidence.quote == "Số: 245 /KH-SGDĐT"


def test_a_blank_day_in_the_next_cell_is_no_part_of_the_abstract():
    text = (
        "UBND TỈNH TÂY NINH\nSỞ NỘI VỤ\n" + MOTTO + "\nSố:      /SNV-VP\nV/v rà soát cơ sở vật chất\n"
        "Tây Ninh, ngày    tháng 11 năm 2026\nKính gửi: Các phòng thuộc Sở\n1. Văn phòng lập danh sách."
    )
    assert texts(text, "abstract", "place", "issued_on") == ["V/v rà soát cơ sở vật chất", "Tây Ninh", None]


NARROW = "UBND TỈNH TÂY NINH\nSỞ NỘI VỤ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA\nVIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


@pytest.mark.parametrize(
    "below",
    [
        "Số: 21/SNV-VP\nV/v an toàn lao động\nTây Ninh, ngày 20 tháng 11 năm\n2026\n",
        "Số: 21/SNV-VP\nTây Ninh, ngày 20 tháng 11 năm\nV/v an toàn lao động 2026\n",
        "Số: 21/SNV-VP\nTây Ninh, ngày 20 tháng 11 năm\nV/v an toàn lao động    2026\n",
    ],
)
def test_a_narrow_column_breaks_the_motto_and_the_date(below):
    text = NARROW + below + "Kính gửi: Các phòng thuộc Sở\n1. Văn phòng lập danh sách."
    assert texts(text, "issuer", "abstract", "issued_on") == ["SỞ NỘI VỤ", "V/v an toàn lao động", "2026-11-20"]


def test_a_year_that_belongs_to_the_abstract_stays():
    text = NARROW + "Số: 21/SNV-VP\nTây Ninh, ngày 20 tháng 11 năm\nV/v tổng kết năm 2026\nKính gửi: Các phòng"
    assert texts(text, "abstract") == ["V/v tổng kết năm 2026"]


GREETED = "Kính gửi: Các phòng thuộc Sở\n1. Văn phòng lập danh sách."


def test_the_whole_left_cell_may_stand_above_the_motto():
    left = "UBND TỈNH TÂY NINH\nSỞ NỘI VỤ\nSố: 21/SNV-VP\nV/v rà soát cơ sở vật chất\ntại các phòng"
    text = f"{left}\n{MOTTO}\nTây Ninh, ngày 20 tháng 11 năm 2026\n{GREETED}"
    names = ("parent_issuer", "issuer", "number", "notation", "abstract", "issued_on")
    subject = "V/v rà soát cơ sở vật chất tại các phòng"
    assert texts(text, *names) == ["UBND TỈNH TÂY NINH", "SỞ NỘI VỤ", "21", "SNV-VP", subject, "2026-11-20"]


@pytest.mark.parametrize(
    ("line", "notation"),
    [
        ("Số : 414 /GDĐT – VP", "GDĐT-VP"),
        ("Số: 24 / PGD&ĐT- GDMN      Mẫu Sơn, ngày 06 tháng 03 năm 2012", "PGD&ĐT-GDMN"),
        ("Số: 286/GDĐT –KT&KĐCL", "GDĐT-KT&KĐCL"),
        ("Số: 28/SNV - Long An, ngày 06 tháng 03 năm 2012", "SNV"),
    ],
)
def test_blanks_around_the_dashes_of_a_symbol(line, notation):
    assert texts(f"SỞ NỘI VỤ\n{MOTTO}\n{line}\n{GREETED}", "notation") == [notation]


@pytest.mark.parametrize(
    ("lines", "issuer", "subject"),
    [
        ("SỞ NỘI VỤ\nSố: 21/SNV-VP\nVề: góp ý dự thảo quy chế", "SỞ NỘI VỤ", "Về: góp ý dự thảo quy chế"),
        ("SỞ NỘI VỤ\nSố: 21/SNV-VP\nVề cho nghỉ học\nNgày 26/11/2018", "SỞ NỘI VỤ", "Về cho nghỉ học Ngày 26/11/2018"),
        ("CỤC GIÁM SÁT\nVỀ HẢI QUAN\nSố: 21/GSQL\nV/v thông quan", "CỤC GIÁM SÁT VỀ HẢI QUAN", "V/v thông quan"),
    ],
)
def test_a_short_opening_of_the_subject(lines, issuer, subject):
    assert texts(f"{MOTTO}\n{lines}\n{GREETED}", "issuer", "abstract") == [issuer, subject]


@pytest.mark.parametrize("named", ["QUYẾT ĐỊNH CỦA UBND TỈNH MẪU", "CHỈ THỊ CỦA CHỦ TỊCH UBND TỈNH MẪU"])
def test_a_type_line_may_say_whose_document_it_is(named):
    text = f"UBND TỈNH MẪU\n{MOTTO}\nSố: 31/QĐ-UB\n{named}\nV/v điều chỉnh giá muối\n_____\nCăn cứ Luật Giá;"
    printed = named.partition(" CỦA")[0]
    assert texts(text, "doc_type", "issuer", "abstract") == [printed, "UBND TỈNH MẪU", "V/v điều chỉnh giá muối"]


DECIDED = "ỦY BAN NHÂN DÂN\nTỈNH MẪU\n" + MOTTO + "\nSố: 31/QĐ-UBND\nMẫu, ngày 20 tháng 11 năm 2026\n"
TITLE = "CÔNG BỐ DANH MỤC THỦ TỤC HÀNH CHÍNH"


@pytest.mark.parametrize(
    ("below", "abstract"),
    [
        ("QUYẾT ĐỊNH\n{}\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH MẪU\nCăn cứ Luật Tổ chức chính quyền địa phương;", TITLE),
        (
            "QUYẾT ĐỊNH\n{} THUỘC THẨM QUYỀN CỦA\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH MẪU\nCăn cứ Luật Giá;",
            f"{TITLE} THUỘC THẨM QUYỀN CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH MẪU",
        ),
        (
            "CHỈ THỊ\n{}\nTỉnh Mẫu đã hoàn thành việc sắp xếp đơn vị hành chính và vận hành mô hình mới từ tháng 7.",
            TITLE,
        ),
    ],
)
def test_an_abstract_in_capitals_ends_where_who_decides_or_the_text_begins(below, abstract):
    assert texts(DECIDED + below.format(TITLE), "abstract") == [abstract]
