"""The doors of the room: content before extension, names fit for sentences, plain text, missing files."""

from __future__ import annotations

import pytest

from services.errors import UnreadableFileError
from services.reading import LARGEST_FILE, read_bytes, read_file
from services.reading.lines import clean, display_name, numbered_ranges
from services.reading.sniff import Kind, sniff
from services.reading.stamps import without_stamps


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", Kind.EMPTY),
        (b"\n \r\n", Kind.EMPTY),
        (b"\xef\xbb\xbf%PDF-1.4", Kind.PDF),
        (b"rubbish %PDF-1.7", Kind.PDF),
        (b"PK\x03\x04 [Content_Types].xml word/document.xml", Kind.DOCX),
        (b"PK\x03\x04 xl/workbook.xml [Content_Types].xml", Kind.ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
        (b"{\\rtf1", Kind.RTF),
        (b"\x89PNG\r\n\x1a\n", Kind.IMAGE),
        (b"\xff\xd8\xff\xe0", Kind.IMAGE),
        (b"II*\x00", Kind.IMAGE),
        (b"<!DOCTYPE HTML><html>", Kind.HTML),
        (b"<?xml version='1.0'?><html xmlns='x'>", Kind.HTML),
        (b"<?xml version='1.0'?><edXML/>", Kind.UNKNOWN),
        ("KẾ HOẠCH".encode(), Kind.TEXT),
        ("KẾ HOẠCH".encode("utf-16"), Kind.TEXT),
        ("KẾ HOẠCH".encode("utf-8-sig"), Kind.TEXT),
        (b"K\xd5 HO\xb9CH", Kind.UNKNOWN),
        (b"\x00\x01\x02\x03", Kind.UNKNOWN),
    ],
)
def test_content_says_what_a_file_is(content, kind):
    assert sniff(content) is kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_has_pages_at_form_feeds(encoding):
    pages = read_bytes("một\r\nhai  \n\n\fba\n\f".encode(encoding), "a.pdf")
    assert [(line.page, line.number, line.text) for line in pages.lines] == [
        (1, 1, "một"), (1, 2, "hai"), (1, 3, ""), (2, 1, "ba"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("seen", "shown"),
    [
        ("/dir/x/kh.pdf", "kh.pdf"),
        ("..\\..\\kh.pdf", "kh.pdf"),
        ("k\u202eh\x00.p\ndf", "kh.p df"),
        ("", "(không tên)"),
        ("a" * 300, "a" * 119 + "…"),
    ],
)
def test_names_are_made_fit_for_a_sentence(seen, shown):
    assert display_name(seen) == shown


def test_lines_are_composed_and_free_of_invisible_characters():
    assert clean("Tha\u0300nh\u00a0pho\u0302\u0301\u00ad\u200b  ") == "Thành phố"


@pytest.mark.parametrize(("numbers", "shown"), [((1,), "1"), ((1, 2, 3, 7), "1–3, 7"), ((2, 4, 5), "2, 4–5")])
def test_page_numbers_read_as_ranges(numbers, shown):
    assert numbered_ranges(numbers) == shown


STAMPED = [
    "TRUNG TÂM CÔNG", "BÁO VÀ TIN HỌC", "cong-bao@example.vn", "21.01.2025 09:30:22", "+07:00", "",
    "Ký bởi: Ủy ban nhân dân", "tỉnh", "Cơ quan: Tỉnh", "Thời gian ký: 21/01/2025 09:08:01",
    "ỦY BAN NHÂN DÂN",
]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (STAMPED, {10: "ỦY BAN NHÂN DÂN"}),
        (["Cơ quan: Sở Nội vụ", "Thời gian: 8 giờ"], {0: "Cơ quan: Sở Nội vụ", 1: "Thời gian: 8 giờ"}),
        (["Điều 1.", "Thời gian ký: 21/01/2025"], {0: "Điều 1."}),
    ],
)
def test_stamps_are_blanked_and_other_lines_keep_their_place(lines, left):
    assert {n: text for n, text in enumerate(without_stamps(lines)) if text} == left


def test_a_file_is_shown_by_its_own_name_or_the_given_one(tmp_path):
    path = tmp_path / "kh.txt"
    path.write_text("KẾ HOẠCH", encoding="utf-8")
    assert (read_file(path).file, read_file(path, "Kế hoạch.pdf").file) == ("kh.txt", "Kế hoạch.pdf")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"Không mở được tệp “không có\.pdf”"):
        read_file(tmp_path / "không có.pdf")


def test_a_file_beyond_the_cap_is_not_opened(tmp_path):
    path = tmp_path / "to.pdf"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(UnreadableFileError, match="lớn hơn 64 MB"):
        read_file(path)


def test_a_damaged_picture_says_so():
    with pytest.raises(UnreadableFileError, match="bị hỏng"):
        read_bytes(b"\x89PNG\r\n\x1a\n....", "a.png")
