"""Building blocks of the Word templates: page, styles, borderless tables, rule lines, page number.

Measures in mm and pt; the numbers are those of NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I.
"""

# ruff: noqa: ANN401, INP001, SLF001 - a script beside its results; python-docx has no types and no public fields

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
LEFT, CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}
UNUSED_PARTS = ("thumbnail", "customXml", "stylesWithEffects", "numbering", "webSettings")


@dataclass(frozen=True)
class Style:
    """A named paragraph style: size, emphasis, alignment, spacing before and after (pt), indents (mm)."""

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: Any = LEFT
    before: float = 0
    after: float = 0
    first: float = 0
    sides: float = 0
    left: float = 0
    keep_next: bool = False
    exact: float | None = None
    rule: bool = False


def new_document(styles: tuple[Style, ...], *, landscape: bool = False) -> Any:
    """An empty A4 document with our styles only, page number in the header from page 2 on."""
    document = Document()
    for style in list(document.styles):
        if style.name not in KEPT_STYLES:
            style.element.getparent().remove(style.element)
    latent = document.styles.element.find(qn("w:latentStyles"))
    document.styles.element.remove(latent)
    _defaults(document)
    for style in styles:
        _add_style(document, style)
    _page(document.sections[0], landscape=landscape)
    _page_number(document.sections[0])
    return document


def _defaults(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    for properties in (normal.element.get_or_add_rPr(), document.styles.element.find(".//" + qn("w:rPrDefault"))[0]):
        fonts = properties.find(qn("w:rFonts"))
        fonts.attrib.clear()
        for slot in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{slot}"), FONT)
    language = document.styles.element.find(".//" + qn("w:lang"))
    language.set(qn("w:val"), "vi-VN")
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    normal.paragraph_format.widow_control = True


def _add_style(document: Any, wanted: Style) -> None:
    style = document.styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.font.size, style.font.bold, style.font.italic = Pt(wanted.size), wanted.bold, wanted.italic
    form = style.paragraph_format
    form.alignment = wanted.align
    form.space_before, form.space_after = Pt(wanted.before), Pt(wanted.after)
    form.first_line_indent = Mm(wanted.first)
    form.left_indent, form.right_indent = Mm(wanted.sides or wanted.left), Mm(wanted.sides)
    form.keep_with_next = wanted.keep_next
    if wanted.exact:
        form.line_spacing = Pt(wanted.exact)
    if wanted.rule:
        _bottom_border(style.element.get_or_add_pPr())


def _bottom_border(properties: Any) -> None:
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")


def _page(section: Any, *, landscape: bool) -> None:
    short, long = Mm(210), Mm(297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    section.header_distance = section.footer_distance = Mm(10)
    section.gutter = Mm(0)


def _page_number(section: Any) -> None:
    """NĐ 30/2020, I.7: Arabic, centred in the header, not on page 1."""
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.first_page_header.paragraphs[0].style = "VB_SoTrang"
    paragraph = section.header.paragraphs[0]
    paragraph.style = "VB_SoTrang"
    for kind, text in (("begin", None), (None, "PAGE"), ("separate", None), ("text", "2"), ("end", None)):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
        elif kind is None:
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def landscape_section(document: Any) -> None:
    """A new landscape section whose page numbers begin again at 1, the first not shown (III.1.đ)."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, landscape=True)
    section.different_first_page_header_footer = True
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(numbering, "w:cols", "w:titlePg", "w:docGrid")


def add(container: Any, style: str, text: str = "") -> Any:
    """A paragraph; `**…**` sets a stretch of it bold."""
    paragraph = container.add_paragraph(style=style)
    for number, piece in enumerate(text.split("**")):
        if piece:
            run = paragraph.add_run(piece)
            run.bold = True if number % 2 else None
    return paragraph


def fill(cell: Any, *lines: tuple[str, str]) -> None:
    """Fill a cell with (style, text) paragraphs; its first empty paragraph is used up."""
    first = cell.paragraphs[0]
    for style, text in lines:
        add(cell, style, text)
    first._p.getparent().remove(first._p)


def table(
    document: Any, widths: tuple[float, ...], rows: int, *, grid: bool = False, padding: float = 0, split: bool = False
) -> Any:
    """A table of fixed column widths (mm), borderless with zero padding unless asked otherwise."""
    made = document.add_table(rows=rows, cols=len(widths))
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    properties = made._tbl.tblPr
    style = properties.find(qn("w:tblStyle"))
    if style is not None:
        properties.remove(style)
    if grid:
        _grid(properties)
    _padding(properties, padding)
    for row in made.rows:
        if not split:
            _no_split(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    return made


def _grid(properties: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            edge.set(qn(f"w:{key}"), value)
        borders.append(edge)
    properties.insert(list(properties).index(properties.find(qn("w:tblLayout"))), borders)


def _padding(properties: Any, millimetres: float) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(round(Mm(millimetres).twips) if side in {"left", "right"} else 0))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    layout = properties.find(qn("w:tblLayout"))
    layout.addnext(margins)


def _no_split(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def repeat(row: Any) -> None:
    """Repeat the row at the top of every page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def save(document: Any, folder: Path) -> None:
    """Write letter.docx, lean and with the same bytes each time, unless a clerk's version is already there."""
    for name in [key for key, rel in document.part.rels.items() if any(u in rel.reltype for u in UNUSED_PARTS)]:
        del document.part.rels[name]
    package = document.part.package
    for name in [key for key, rel in package.rels.items() if "thumbnail" in rel.reltype]:
        del package.rels[name]
    document.core_properties.author = ""
    document.core_properties.comments = ""
    raw = io.BytesIO()
    document.save(raw)
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(folder / "letter.docx", "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename), old.read(entry), zipfile.ZIP_DEFLATED)
