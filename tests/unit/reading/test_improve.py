"""The last step of reading, from files: garbled text is repaired and says so, good text is left alone."""

from __future__ import annotations

import io

import docx
import pytest

from services.directive.model import Pages, Source
from services.reading import read_bytes
from services.reading.improve import TRUST, improve
from tests.unit.reading.repair.test_pages import GARBLED, KNOWN, PRINTED, text, wrong
from tests.unit.reading.test_gate import NATIVE


def word_file(content: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for line in content.splitlines():
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def repaired(content: bytes) -> Pages:
    return read_bytes(content, "ke-hoach", known=KNOWN)


@pytest.mark.parametrize("content", [GARBLED.encode(), word_file(GARBLED)], ids=["plain text", "Word"])
def test_garbled_files_are_repaired(content):
    pages = repaired(content)
    assert {page.source for page in pages.pages} == {Source.REPAIRED}
    assert wrong(PRINTED, text(pages)) <= 0.05


def test_a_repaired_page_is_trusted_less_and_asks_to_be_compared():
    (page,) = repaired(GARBLED.encode()).pages
    assert page.score <= TRUST
    (remark,) = page.remarks
    assert remark == (
        "Trang 1: chữ trong tệp bị lỗi dấu, đã được phục hồi tự động (không sửa số, ngày, ký hiệu); "
        "hãy đối chiếu với bản gốc trước khi dùng."
    )


@pytest.mark.parametrize("content", [NATIVE.encode(), word_file(NATIVE)], ids=["plain text", "Word"])
def test_good_files_are_left_alone(content):
    (page,) = read_bytes(content, "ke-hoach").pages
    assert page.source is Source.NATIVE
    assert page.score == 1
    assert all(line.raw is None for line in page.lines)


def test_improving_twice_is_improving_once():
    once = repaired(GARBLED.encode())
    assert improve(once) == once
