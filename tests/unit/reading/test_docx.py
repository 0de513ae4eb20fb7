"""Word files: body order, tables, list numbers, page ends, tracked and hidden text."""

from __future__ import annotations

import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from services.reading import read_bytes


def texts(content: bytes) -> list[str]:
    return [line.text for line in read_bytes(content, "a.docx").lines if line.text]


def xml(body: str):
    return parse_xml(f"<w:p {nsdecls('w')}>{body}</w:p>")


def add(document, element):
    document.element.body.insert(len(document.element.body) - 1, element)


def test_header_and_recipients_are_read_from_tables_in_place(make):
    def fill(document):
        header = document.add_table(2, 2)
        header.cell(0, 0).text = "UBND TỈNH\nSỞ GIÁO DỤC VÀ ĐÀO TẠO"
        header.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
        header.cell(1, 0).text = "Số: 12/KH-SGDĐT"
        header.cell(1, 1).text = "Tây Ninh, ngày 02 tháng 01 năm 2026"
        document.add_paragraph("KẾ HOẠCH")
        foot = document.add_table(1, 2)
        foot.cell(0, 0).text = "Nơi nhận:\n- Lưu: VT."
        foot.cell(0, 1).text = "GIÁM ĐỐC"

    assert texts(make.word(fill)) == [
        "UBND TỈNH", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 12/KH-SGDĐT", "Tây Ninh, ngày 02 tháng 01 năm 2026",
        "KẾ HOẠCH", "Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC",
    ]  # fmt: skip


def test_a_ruled_table_of_work_gives_one_line_a_row(make):
    def fill(document):
        table = document.add_table(3, 3, style="Table Grid")
        rows = (("STT", "Nội dung", "Đơn vị"), ("1", "Rà soát\nthủ tục", "Văn phòng"), ("2", "Tập huấn", ""))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        table.cell(1, 2).merge(table.cell(2, 2))

    assert texts(make.word(fill)) == [
        "STT | Nội dung | Đơn vị", "1 | Rà soát thủ tục | Văn phòng", "2 | Tập huấn | Văn phòng",
    ]  # fmt: skip


def test_list_numbers_are_part_of_the_text(make):
    def fill(document):
        document.add_paragraph("Rà soát thủ tục", style="List Number")
        document.add_paragraph("Tổ chức tập huấn", style="List Number")
        document.add_paragraph("Qua eGov", style="List Bullet")

    assert texts(make.word(fill)) == ["1. Rà soát thủ tục", "2. Tổ chức tập huấn", "- Qua eGov"]


NUMBERING = """<w:abstractNum w:abstractNumId="90" {ns}>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2.%4"/></w:lvl>
</w:abstractNum>"""


def test_nested_list_numbers_restart_below_a_new_parent(make):
    def fill(document):
        numbering = document.part.numbering_part.element
        numbering.insert(0, parse_xml(NUMBERING.format(ns=nsdecls("w"))))
        list_ = f'<w:num w:numId="91" {nsdecls("w")}><w:abstractNumId w:val="90"/></w:num>'
        numbering.append(parse_xml(list_))
        for depth in (0, 1, 2, 2, 1, 3, 0, 1):
            marks = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="91"/></w:numPr></w:pPr>'
            add(document, xml(f"{marks}<w:r><w:t>x</w:t></w:r>"))

    assert texts(make.word(fill)) == ["I. x", "1. x", "a) x", "b) x", "2. x", "2.1 x", "II. x", "1. x"]


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("<w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:del><w:r><w:delText>bớt</w:delText></w:r></w:del>", ["thêm"]),
        ("<w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>mới</w:t></w:r></w:moveTo>", ["mới"]),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r>", ["hiện"]),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>hiện</w:t></w:r>', ["hiện"]),
        ("<w:sdt><w:sdtContent><w:r><w:t>ô nhập</w:t></w:r></w:sdtContent></w:sdt>", ["ô nhập"]),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>2</w:t></w:r>", ["2"]),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>", ["a", "b\tc"]),
        ("<w:r><w:t>Số: </w:t></w:r><w:hyperlink><w:r><w:t>12</w:t></w:r></w:hyperlink>", ["Số: 12"]),
        ("<w:r><w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent></w:r>", ["HỎA TỐC"]),
    ],
)  # fmt: skip
def test_what_a_reader_of_the_accepted_document_sees(make, body, seen):
    assert texts(make.word(lambda document: add(document, xml(body)))) == seen


def test_explicit_page_breaks_end_pages_when_word_left_no_marks(make):
    def fill(document):
        document.add_paragraph("một").add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("hai")
        document.add_paragraph("ba").paragraph_format.page_break_before = True

    pages = read_bytes(make.word(fill), "a.docx")
    assert [(line.page, line.text) for line in pages.lines if line.text] == [(1, "một"), (2, "hai"), (3, "ba")]


def test_rendered_marks_win_and_side_by_side_cells_turn_one_page(make):
    def fill(document):
        table = document.add_table(1, 2)
        for cell in table.rows[0].cells:
            run = cell.paragraphs[0].add_run("trên")
            run._r.append(OxmlElement("w:lastRenderedPageBreak"))
            cell.paragraphs[0].add_run("dưới")
        run = document.add_paragraph("cuối").add_run()
        run.add_break(WD_BREAK.PAGE)

    assert [page.number for page in read_bytes(make.word(fill), "a.docx").pages] == [1, 2]


def test_all_paragraphs_are_lines_of_page_one_otherwise(make):
    pages = read_bytes(make.word(lambda document: [document.add_paragraph(t) for t in "abc"]), "a.docx")
    assert [(line.page, line.number, line.text) for line in pages.lines] == [(1, 1, "a"), (1, 2, "b"), (1, 3, "c")]


def test_nested_tables_are_read_in_place(make):
    def fill(document):
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "ngoài"
        cell.add_table(1, 1).cell(0, 0).text = "trong"

    content = make.word(fill)
    assert texts(content) == ["ngoài", "trong"]
