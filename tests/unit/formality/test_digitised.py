"""RG-13: planted faults in how a document was digitised, and right variants."""

from __future__ import annotations

import pytest

from services.formality.digitised import ScannedPage, check_digitised
from services.formality.model import Result, Severity


def page(number: int = 1, dpi: int = 200, colour: bool = True) -> ScannedPage:
    return ScannedPage(number, dpi, colour)


@pytest.mark.parametrize(
    ("version", "pages", "found"),
    [
        (13, [page()], [("Toàn tệp", "phiên bản 1.3")]),
        (14, [page(1), page(2, dpi=150), page(3, dpi=100)], [("Trang 2, 3", "từ 100 dpi")]),
        (14, [page(1, colour=False), page(2, colour=False)], [("Mọi trang quét", "ảnh đen trắng hoặc xám")]),
        (
            13,
            [page(dpi=150, colour=False)],
            [
                ("Toàn tệp", "phiên bản 1.3"),
                ("Mọi trang quét", "từ 150 dpi"),
                ("Mọi trang quét", "ảnh đen trắng hoặc xám"),
            ],
        ),
    ],
)
def test_a_planted_fault_is_caught(version: int, pages: list[ScannedPage], found: list[tuple[str, str]]) -> None:
    told = check_digitised(version, pages)
    assert [(one.place, one.found) for one in told] == found
    assert {(one.rule, one.severity, one.result) for one in told} == {("RG-13", Severity.WARNING, Result.FAIL)}


@pytest.mark.parametrize("pages", [[page()], [page(dpi=600)], [page(dpi=199)]])
@pytest.mark.parametrize("version", [14, 17])
def test_a_right_variant_passes(version: int, pages: list[ScannedPage]) -> None:
    assert [one.result for one in check_digitised(version, pages)] == [Result.PASS]


def test_a_file_without_scanned_pages_is_not_judged() -> None:
    assert [one.result for one in check_digitised(13, [])] == [Result.NOT_APPLICABLE]
