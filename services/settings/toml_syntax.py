"""What `tomllib` says about a broken file, in Vietnamese."""

from __future__ import annotations

import re

_AT = re.compile(r"at line (\d+), column (\d+)")
# What tomllib's English message begins with or holds: why, and what to do.
_MEANINGS = (
    ("Cannot overwrite a value", "một khóa được ghi hai lần", "chỉ giữ lại một dòng"),
    ("twice", "một khối được khai báo hai lần", "gộp hai khối làm một"),
    ("Cannot declare", "một khối được khai báo hai lần", "gộp hai khối làm một"),
    ("Unterminated string", "chuỗi chữ chưa có dấu nháy kép đóng", "thêm dấu nháy kép ở cuối chuỗi"),
    ("Illegal character '\\n'", "chuỗi chữ chưa có dấu nháy kép đóng", "thêm dấu nháy kép ở cuối chuỗi"),
    ("Unclosed array", "danh sách chưa có dấu ] đóng", "thêm dấu ] và kiểm tra dấu phẩy giữa các phần tử"),
    ("Unclosed inline table", "khối viết trên một dòng chưa có dấu } đóng", "thêm dấu }"),
    ("Expected ']", "tên khối chưa có dấu ] đóng", "viết tên khối dạng [ten-khoi]"),
    ("Expected '='", "thiếu dấu = sau tên khóa", "viết dạng ten_khoa = giá trị"),
    ("Invalid value", "giá trị không hợp lệ", "đặt chuỗi chữ trong dấu nháy kép; số, true, false và ngày thì không"),
    ("Expected newline", "giá trị sai hoặc có chữ thừa sau giá trị", "mỗi dòng một khóa; ngày viết dạng 2026-01-02"),
    ("Unescaped '\\'", "dấu \\ trong chuỗi không hợp lệ", "viết \\\\ hoặc dùng dấu nháy đơn"),
    ("Invalid initial character", "tên khóa không hợp lệ", "tên khóa chỉ dùng chữ không dấu, chữ số, dấu _ và dấu -"),
)
_DEFAULT = ("sai cú pháp TOML", "kiểm tra dấu nháy kép, dấu = và các dấu ngoặc ở dòng này")


def explain_syntax(message: str, text: str) -> tuple[int, str, str, str]:
    """Line, place in it, why and what to do, for a message of `tomllib`; at the end of the file: its last line."""
    at = _AT.search(message)
    line = int(at[1]) if at else max(1, len(text.rstrip().splitlines()))
    where = f"cột {at[2]}" if at else "cuối tệp"
    why, fix = next(((why, fix) for start, why, fix in _MEANINGS if start in message), _DEFAULT)
    return line, where, why, fix
