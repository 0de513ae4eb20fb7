"""Drafts built for the tests: right in every rule, with a handle on each component so that a test can spoil one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from services.formality.check import Facts, check
from services.formality.model import Finding, Result

FONT = "Times New Roman"
# Half of the text area, less the padding that Word gives a cell that says nothing.
COLUMN_MM = 160 / 2 - 3.8
MOTTO_MM, ISSUER_MM, ABSTRACT_MM = 60.5, 60.8, 90.0
BODY = (
    "Thực hiện Kế hoạch số 12/KH-SGDĐT ngày 22/01/2026 của Sở Giáo dục và Đào tạo, Sở đề nghị Trường triển khai:",
    "1. Tổ chức tuyên truyền về cải cách hành chính đến toàn thể cán bộ, giáo viên, nhân viên và học sinh của đơn vị.",
    "2. Báo cáo kết quả thực hiện về Sở Giáo dục và Đào tạo (qua Văn phòng Sở) trước ngày 15 tháng 12 năm 2026./.",
)
HEAD = {
    "parent": ("UBND TỈNH TÂY NINH", 13, ""),
    "issuer": ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", 13, "b"),
    "symbol": ("Số:        /SGDĐT-VP", 13, ""),
    "subject": ("V/v triển khai công tác tuyên truyền", 12, ""),
}
RIGHT = {
    "nation": ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, "b"),
    "motto": ("Độc lập - Tự do - Hạnh phúc", 14, "b"),
    "date": ("Tây Ninh, ngày      tháng 11 năm 2026", 14, "i"),
}
CLOSE = {
    "nơi nhận": ("Nơi nhận:", 12, "bi"),
    "first": ("- Như trên;", 11, ""),
    "second": ("- Giám đốc Sở (để báo cáo);", 11, ""),
    "lưu": ("- Lưu: VT, VP.", 11, ""),
}
SIGN = {
    "authority": ("KT. GIÁM ĐỐC", 14, "b"),
    "deputy": ("PHÓ GIÁM ĐỐC", 14, "b"),
    "name": ("Trần Văn Mẫu", 14, "b"),
}
BASIS = {
    "basis 1": "Căn cứ Luật Viên chức ngày 15 tháng 11 năm 2010;",
    "basis 2": "Căn cứ Quyết định số 10/QĐ-UBND ngày 05 tháng 3 năm 2025 của Ủy ban nhân dân tỉnh quy định chức năng, "
    "nhiệm vụ của Sở Giáo dục và Đào tạo;",
    "basis 3": "Theo đề nghị của Chánh Văn phòng Sở.",
    "order": "QUYẾT ĐỊNH:",
}
ARTICLES = {
    "body 1": "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch tuyên truyền cải cách hành chính năm 2026 của Sở.",
    "body 2": "Điều 2. Chánh Văn phòng Sở, Thủ trưởng các đơn vị chịu trách nhiệm thi hành Quyết định này./.",
}
Change = Callable[["Draft"], object]


class Draft:
    """A Word file under construction; `at[name]` is the paragraph of a component ("nation", "body 1", "lưu")."""

    def __init__(self) -> None:
        self.doc = Document()
        self.at = {}
        section = self.doc.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
        section.left_margin = Mm(30)
        section.different_first_page_header_footer = True
        self.section = section
        self.number = section.header.paragraphs[0]
        self._dress(self.number, "", 14, "", WD_ALIGN_PARAGRAPH.CENTER)
        self.field("PAGE")

    def cells(self, *columns: dict) -> None:
        table = self.doc.add_table(1, len(columns))
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, parts in zip(table.rows[0].cells, columns, strict=True):
            for i, (name, (text, size, style)) in enumerate(parts.items()):
                paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
                side = WD_ALIGN_PARAGRAPH.LEFT if name in CLOSE else WD_ALIGN_PARAGRAPH.CENTER
                self._dress(paragraph, text, size, style, side)
                self.at[name] = paragraph

    def rule(self, name, mm):
        """A rule line of that length below a component: the bottom border of an empty paragraph, made by indents."""
        above = self.at[name]
        above._p.addnext(deepcopy(above._p))
        line = Paragraph(above._p.getnext(), above._parent)
        for run in line.runs:
            run._r.getparent().remove(run._r)
        borders = OxmlElement("w:pBdr")
        bottom = OxmlElement("w:bottom")
        bottom.set(qn("w:val"), "single")
        borders.append(bottom)
        line._p.get_or_add_pPr().append(borders)
        room = 160 if name == "abstract" else COLUMN_MM
        line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm((room - mm) / 2)
        self.at[f"{name} rule"] = line

    def line(self, name, text, size=14, style="", alignment=WD_ALIGN_PARAGRAPH.CENTER):
        self.at[name] = self._dress(self.doc.add_paragraph(), text, size, style, alignment)
        return self.at[name]

    def text(self, name, text, style=""):
        paragraph = self.line(name, text, 14, style, WD_ALIGN_PARAGRAPH.JUSTIFY)
        paragraph.paragraph_format.first_line_indent = Mm(10)
        paragraph.paragraph_format.space_before = Pt(6)

    def body(self, *texts):
        for i, text in enumerate(texts, 1):
            self.text(f"body {i}", text)
        self.at[f"body {len(texts)}"].paragraph_format.keep_with_next = True

    def say(self, name, text):
        paragraph = self.at[name]
        paragraph.runs[0].text = text
        for run in paragraph.runs[1:]:
            run.text = ""

    def drop(self, *names):
        for name in names:
            element = self.at.pop(name)._p
            element.getparent().remove(element)

    def after(self, name, new, text):
        """A paragraph below another one, looking like it."""
        above = self.at[name]
        above._p.addnext(deepcopy(above._p))
        self.at[new] = Paragraph(above._p.getnext(), above._parent)
        self.say(new, text)

    def run(self, name, **marks):
        """Change every run of a component: size=, bold=, italic=, font=, colour=, hidden=."""
        for run in self.at[name].runs:
            font = run.font
            if "font" in marks:
                self._font(run, marks["font"])
            if "colour" in marks:
                font.color.rgb = RGBColor.from_string(marks["colour"])
            font.size = Pt(marks["size"]) if "size" in marks else font.size
            font.bold = marks.get("bold", font.bold)
            font.italic = marks.get("italic", font.italic)
            font.hidden = marks.get("hidden", font.hidden)

    def shape(self, name, **marks):
        """Change the paragraph of a component: any attribute of python-docx's paragraph format."""
        for key, value in marks.items():
            setattr(self.at[name].paragraph_format, key, value)

    def field(self, code):
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run = self.number.runs[0]._r
        field.append(run)
        self.number._p.append(field)

    def landscape(self):
        self.section.orientation = WD_ORIENT.LANDSCAPE
        self.section.page_width, self.section.page_height = Mm(297), Mm(210)

    def bytes(self) -> bytes:
        out = BytesIO()
        self.doc.save(out)
        return out.getvalue()

    def _dress(self, paragraph, text, size, style, alignment):
        run = paragraph.add_run(text)
        run.font.size, run.font.bold, run.font.italic = Pt(size), "b" in style, "i" in style
        self._font(run, FONT)
        paragraph.alignment = alignment
        form = paragraph.paragraph_format
        form.space_before = form.space_after = Pt(6 if text.startswith("V/v") else 0)
        form.line_spacing = 1.0
        return paragraph

    @staticmethod
    def _font(run, name):
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        for slot in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{slot}"), name)


def head(draft: Draft, left: dict) -> None:
    draft.cells(left, RIGHT)
    draft.rule("motto", MOTTO_MM)
    draft.rule("issuer", ISSUER_MM * 0.4)


def official_letter() -> Draft:
    """A công văn to one unit, right in every rule."""
    draft = Draft()
    head(draft, HEAD)
    kinh_gui = draft.line("kính gửi", "Kính gửi: Trường THPT Tây Ninh", alignment=WD_ALIGN_PARAGRAPH.CENTER)
    kinh_gui.paragraph_format.space_before = Pt(12)
    draft.body(*BODY)
    draft.cells(CLOSE, SIGN)
    return draft


def plan_document() -> Draft:
    """A kế hoạch (a document with a tên loại), right in every rule."""
    draft = Draft()
    left = {name: part for name, part in HEAD.items() if name != "subject"}
    head(draft, left | {"symbol": ("Số:        /KH-SGDĐT", 13, "")})
    draft.line("type", "KẾ HOẠCH", style="b")
    draft.line("abstract", "Triển khai công tác tuyên truyền năm 2026", style="b")
    draft.rule("abstract", ABSTRACT_MM * 0.4)
    draft.body(*BODY)
    close = {"first": ("- Các phòng thuộc Sở;", 11, ""), "lưu": CLOSE["lưu"]}
    draft.cells({"nơi nhận": CLOSE["nơi nhận"]} | close, SIGN)
    return draft


def decision() -> Draft:
    """A quyết định with its căn cứ, right in every rule."""
    draft = plan_document()
    draft.say("type", "QUYẾT ĐỊNH")
    draft.say("symbol", "Số:        /QĐ-SGDĐT")
    draft.say("abstract", "Về việc ban hành Kế hoạch tuyên truyền năm 2026")
    draft.say("first", "- Như Điều 2;")
    above = "abstract rule"
    for name, text in BASIS.items():
        draft.text(name, text, "i" if name.startswith("basis") else "")
        draft.at[above]._p.addnext(draft.at[name]._p)
        above = name
    draft.shape("order", alignment=WD_ALIGN_PARAGRAPH.CENTER, first_line_indent=Mm(0))
    draft.run("order", bold=True)
    draft.drop("body 3")
    for name, text in ARTICLES.items():
        draft.say(name, text)
        draft.run(name, bold=True)
    draft.shape("body 2", keep_with_next=True)
    return draft


def facts(kind="letter", doc_type="CÔNG VĂN", **more) -> Facts:
    """What the drafts above may say."""
    known = {
        "symbols": frozenset({"12/KH-SGDĐT"}),
        "dates": frozenset({dt.date(2026, 1, 22), dt.date(2026, 12, 15)}),
        "unit_names": frozenset({"Trường THPT Tây Ninh", "Trường THPT Mẫu"}),
    }
    return Facts(kind, doc_type, **(known | more))


def faults(draft: Draft, known: Facts | None = None) -> list[Finding]:
    """Everything that is not right with the draft."""
    found = check(draft.bytes(), known or facts())
    return [f for f in found if f.result in {Result.FAIL, Result.NEEDS_REVIEW}]
