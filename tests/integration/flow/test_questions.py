"""What a clerk is asked when the header is not clear, and documents that come as pictures of their pages."""

from __future__ import annotations

import json

import pytest

from services.ledger import holds
from services.sandbox.deliver import deliver
from tests.unit.reading import scans

HEAD = [("UBND TỈNH MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc")]


def question(office, row) -> str:
    with office.ctx.ledger.read() as conn:
        return holds.waiting(conn, row.id)[0].question


def test_what_is_not_clear_is_asked_for_without_examples_to_copy(office, document, header):
    text = document().read_text(encoding="utf-8").replace("Số: 45/KH-SGDĐT  ", "Số:   /KH-SGDĐT  ")
    file = document("trong.txt")
    file.write_text(text.replace("ngày 16 tháng 3 năm 2026", "ngày    tháng 3 năm 2026"), encoding="utf-8")
    handle = deliver(office.database, [file], header(number=None, notation=None, issued_on=None))
    office.poll()
    row = office.run(handle)
    asked = question(office, row)
    assert asked.startswith("Kế hoạch số …/KH-SGDĐT của Sở Giáo dục và Đào tạo")
    assert "chưa xác định được số, ngày ban hành" in asked
    assert f"trienkhai resume {row.id} --set number=SỐ --set issued_on=NĂM-THÁNG-NGÀY" in asked


@pytest.mark.ocr
def test_what_a_machine_read_is_shown_as_doubtful(office, header, tmp_path):
    lines = ["", "KẾ HOẠCH", "Tuyên truyền cải cách hành chính năm 2020", *scans.BODY]
    page = scans.page(lines, [*HEAD, ("Số: 162/KH-SNV", "Mẫu, ngày 22 tháng 01 năm 2020")])
    file = tmp_path / "quet.png"
    file.write_bytes(scans.saved(page, "PNG"))
    handle = deliver(office.database, [file], header(number=None, notation=None, issued_on=None))
    office.poll()
    row = office.run(handle)
    asked = question(office, row)
    assert row.symbol == "…/KH-SNV"
    assert asked.startswith("Kế hoạch số …/KH-SNV")
    assert "Máy đọc được số 162, ngày ban hành 22/01/2020 nhưng không chắc đúng." in asked


@pytest.mark.ocr
def test_pictures_of_pages_are_one_document(office, document, header, tmp_path):
    files = []
    for number, lines in enumerate((scans.BODY[:3], scans.BODY[3:]), 1):
        files.append(tmp_path / f"trang-{number}.png")
        files[-1].write_bytes(scans.saved(scans.page(lines), "PNG"))
    handle = deliver(office.database, [*files, document()], header())
    office.poll()
    row = office.run(handle, rounds=2)
    pages = json.loads(office.ctx.blobs.get(row.pages_sha))["pages"]
    assert [page["number"] for page in pages] == [1, 2]
    assert {line["page"] for line in pages[1]["lines"]} == {2}
