"""All papers of a dossier write a day in one style, whatever the directive does; what is quoted stays as it is."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

from docx import Document
from openpyxl import load_workbook

from services.letters.cover_note import cover_note, summary
from services.letters.draft import draft
from services.letters.template import TemplateSet
from tests.unit.letters.samples import PLAN, WORK

PADDED = "Báo cáo số liệu ngày 05/05/2026 trước ngày 30/06/2026"
DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def text_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_letters_tables_and_the_cover_note_agree(templates: TemplateSet) -> None:
    given = tuple(
        replace(
            one,
            text=PADDED,
            due_text="trước ngày 30/06/2026",
            due_on=dt.date(2026, 6, 29),
            evidence=replace(one.evidence, quote=f"Các đơn vị nộp. {PADDED}"),
        )
        for one in PLAN.assignments
    )
    work = replace(WORK, plan=replace(PLAN, assignments=given))
    kinds = ("cong-van-trien-khai", "ke-hoach-trien-khai", "thong-bao-phan-cong", "bang-phan-cong", "phieu-giai-quyet")
    drafts = list(draft(work, templates, kinds))
    for one in drafts:
        days = set(DAY.findall(text_of(one.files[0].content)))
        assert "30/6/2026" in days, one.title
        assert not days & {"30/06/2026", "05/05/2026"}, one.title
    table = next(one for one in drafts if one.kind == "table")
    sheet = load_workbook(io.BytesIO(table.files[1].content))["Phân công"]
    assert "30/06" not in str([cell.value for row in sheet.iter_rows() for cell in row])
    note = text_of(cover_note(work, [summary(one) for one in drafts], {}, templates).files[0].content)
    assert "Thời hạn của mọi nhiệm vụ: trước ngày 30/6/2026." in note
    assert [line for line in note.splitlines() if "/06/" in line and "Các đơn vị nộp" not in line] == []
