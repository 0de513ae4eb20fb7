"""What a clerk is asked when the header is not clear, and documents that come as pictures of their pages."""

from __future__ import annotations

import io
import json

import pytest
from docx import Document
from typer.testing import CliRunner

from services.cli.commands import app
from services.ledger import drafts, holds
from services.sandbox.deliver import deliver
from services.steps import dossier
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


TOLD_US = """ỦY BAN NHÂN DÂN               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH TÂY NINH                 Độc lập - Tự do - Hạnh phúc
Số: 45/KH-UBND                Tây Ninh, ngày 16 tháng 3 năm 2026

KẾ HOẠCH
An toàn trường học

I. MỤC ĐÍCH
Bảo đảm an toàn cho học sinh trong năm học.
II. TỔ CHỨC THỰC HIỆN
1. Giao Sở Giáo dục và Đào tạo chủ trì, kiểm tra việc bảo đảm an toàn tại các trường trước ngày 20/5/2026.
2. Giao Sở Giáo dục và Đào tạo chủ trì, lập dự toán kinh phí sửa chữa trường học trước ngày 30/6/2026.
Trên đây là Kế hoạch an toàn trường học./.
"""


def test_each_order_to_our_office_is_answered_for_itself(office, header, tmp_path, monkeypatch):
    file = tmp_path / "ubnd.txt"
    file.write_text(TOLD_US, encoding="utf-8")
    told = {"notation": "KH-UBND", "issuer": "Ủy ban nhân dân tỉnh Tây Ninh"}
    handle = deliver(office.database, [file], header(**told))
    office.poll()
    row = office.run(handle)
    asked = question(office, row)
    assert "chính cơ quan mình (Sở Giáo dục và Đào tạo)" in asked
    assert "“--set assign_to:II.1=… --set assign_to:II.2=…”, đang chờ II.1, II.2" in asked
    monkeypatch.setenv("TRIENKHAI_DATA", str(tmp_path))
    refused = resume(row, "assign_to:II.3=van-phong")
    assert (refused.exit_code, office.get(row.id).state) == (2, "held")
    assert "tại “ii.3”. Đang chờ: II.1, II.2." in " ".join(refused.stderr.replace("│", "").split())
    assert resume(row, "assign_to:II.1=van-phong", "assign_to:Mục II.2=phong-khtc,phong-tccb").exit_code == 0
    row = office.run(handle)
    with office.ctx.ledger.read() as conn:
        letters = {one.unit_id: one for one in drafts.letters_of(conn, row.id) if one.unit_id}
    assert row.state == "filed"
    assert set(letters) == {"van-phong", "phong-khtc", "phong-tccb"}
    texts = {unit: text_of(office, one) for unit, one in letters.items()}
    assert {unit for unit, text in texts.items() if "bảo đảm an toàn tại các trường" in text} == {"van-phong"}
    assert {unit for unit, text in texts.items() if "dự toán kinh phí sửa chữa" in text} == {"phong-khtc", "phong-tccb"}


def resume(row, *answers):
    options = [word for answer in answers for word in ("--set", answer)]
    return CliRunner().invoke(app, ["resume", row.id, *options])


def text_of(office, letter) -> str:
    docx = next(one for one in dossier.kept_files(office.ctx.blobs, letter) if one.name.endswith(".docx"))
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(docx.content)).paragraphs)
