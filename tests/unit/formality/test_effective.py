"""Which layer of a Word file decides: run, character style, paragraph style chain, table style, defaults, theme."""

from __future__ import annotations

import pytest

from services.errors import UnreadableFileError
from services.formality.reader import read
from tests.unit.formality.ooxml import PAGE, p, r, style, word_file, zipped

DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif"/>'
    '<w:sz w:val="24"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
)
NORMAL = style("Normal", '<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:sz w:val="22"/></w:rPr>')
THEME = (
    '<a:majorFont><a:latin typeface="Cambria"/><a:ea typeface=""/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Aptos"/><a:ea typeface=""/><a:cs typeface="Arial"/></a:minorFont>'
)
BOLD = "<w:rPr><w:b/></w:rPr>"


def first(body: str, **parts: str):
    return read(word_file(body, **parts)).paragraphs[0]


def styled(style_id: str, *runs: str, more: str = "") -> str:
    return p(*runs, properties=f'<w:pStyle w:val="{style_id}"/>{more}')


@pytest.mark.parametrize(
    ("body", "styles", "size"),
    [
        (p(r("a")), "", 10.0),
        (p(r("a")), DEFAULTS, 12.0),
        (p(r("a")), DEFAULTS + NORMAL, 11.0),
        (styled("B", r("a")), NORMAL + style("B", "", based_on="Normal"), 11.0),
        (styled("B", r("a")), NORMAL + style("B", '<w:rPr><w:sz w:val="26"/></w:rPr>', based_on="Normal"), 13.0),
        (styled("B", r("a", '<w:sz w:val="28"/>')), style("B", '<w:rPr><w:sz w:val="26"/></w:rPr>'), 14.0),
        (
            styled("B", r("a", '<w:rStyle w:val="C"/>')),
            style("B", '<w:rPr><w:sz w:val="26"/></w:rPr>')
            + style("C", '<w:rPr><w:sz w:val="30"/></w:rPr>', kind="character"),
            15.0,
        ),
        (styled("A", r("a")), style("A", "", based_on="B") + style("B", "", based_on="A"), 10.0),
        (styled("Missing", r("a")), DEFAULTS, 12.0),
    ],
    ids=["Word", "defaults", "unflagged Normal", "chain", "style", "run", "character style", "circle", "no such style"],
)
def test_size(body, styles, size):
    assert first(body, styles=styles).sizes == {size}


@pytest.mark.parametrize(
    ("run", "fonts"),
    [
        (r("a"), ("Calibri", "Calibri", "", "")),
        (r("a", '<w:rFonts w:asciiTheme="majorHAnsi"/>'), ("Cambria", "Calibri", "", "")),
        (r("a", '<w:rFonts w:asciiTheme="majorAscii" w:ascii="Arial"/>'), ("Cambria", "Calibri", "", "")),
        (r("a", '<w:rFonts w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/>'), ("Calibri", "Aptos", "Arial", "")),
        (r("a", '<w:rFonts w:eastAsiaTheme="minorEastAsia"/>'), ("Calibri", "Calibri", "", "")),
    ],
)
def test_theme_fonts(run, fonts):

    assert first(p(run), styles=NORMAL, theme=THEME).runs[0].fonts == fonts


@pytest.mark.parametrize(
    ("paragraph_style", "character_style", "direct", "bold"),
    [
        ("", "", "", False),
        (BOLD, "", "", True),
        ("", BOLD, "", True),
        (BOLD, BOLD, "", False),
        (BOLD, BOLD, "<w:b/>", True),
        (BOLD, "", '<w:b w:val="0"/>', False),
    ],
)
def test_bold_of_two_styles_cancels_and_the_run_has_the_last_word(paragraph_style, character_style, direct, bold):
    styles = style("B", paragraph_style) + style("C", character_style, kind="character")
    body = styled("B", r("a", f'<w:rStyle w:val="C"/>{direct}'))
    assert first(body, styles=styles).bold is bold


@pytest.mark.parametrize(
    ("properties", "left", "line"),
    [
        ('<w:ind w:start="567" w:firstLine="720"/>', 10.0, 12.7),
        ('<w:ind w:left="567" w:hanging="284"/>', 10.0, -5.0),
        ("", 0.0, 0.0),
    ],
)
def test_indents_in_mm(properties, left, line):
    paragraph = first(p(r("a"), properties=properties))
    assert (round(paragraph.left_mm, 1), round(paragraph.first_line_mm, 1)) == (left, line)


LIST = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:pPr><w:ind w:left="1134"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
)
IN_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'


@pytest.mark.parametrize(
    ("body", "styles", "left"),
    [
        (p(r("a"), properties=IN_LIST), "", 20.0),
        (p(r("a"), properties=IN_LIST + '<w:ind w:left="567"/>'), "", 10.0),
        (styled("L", r("a")), style("L", f"<w:pPr>{IN_LIST}</w:pPr>"), 20.0),
        (styled("L", r("a")), style("L", f'<w:pPr>{IN_LIST}<w:ind w:left="567"/></w:pPr>'), 10.0),
    ],
    ids=["list", "run over list", "list of the style", "style over its list"],
)
def test_indents_of_lists(body, styles, left):
    paragraph = first(body, styles=styles, numbering=LIST)
    assert (round(paragraph.left_mm, 1), paragraph.listed) == (left, True)


@pytest.mark.parametrize(
    ("spacing", "lines"),
    [
        ('w:line="360"', 1.5),
        ('w:line="276" w:lineRule="auto"', 1.15),
        ('w:line="322" w:lineRule="exact"', 1.0),
        ('w:line="161" w:lineRule="exact"', 0.5),
        ('w:line="161" w:lineRule="atLeast"', 1.0),
        ('w:line="644" w:lineRule="atLeast"', 2.0),
    ],
)
def test_line_spacing_in_single_lines(spacing, lines):
    body = p(r("a", '<w:sz w:val="28"/>'), properties=f"<w:spacing {spacing}/>")
    assert first(body).lines == pytest.approx(lines, abs=0.01)


@pytest.mark.parametrize(
    ("spacing", "before"),
    [('w:before="120"', 6.0), ('w:before="0" w:beforeAutospacing="1"', 14.0), ('w:beforeAutospacing="0"', 0.0)],
)
def test_spacing_in_pt(spacing, before):
    assert first(p(r("a"), properties=f"<w:spacing {spacing}/>")).before_pt == before


def test_spacing_of_the_defaults_yields_to_the_paragraph():
    body = p(r("a")) + p(r("b"), properties='<w:spacing w:after="0"/>')
    assert [q.after_pt for q in read(word_file(body, styles=DEFAULTS)).paragraphs] == [8.0, 0.0]


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (r("Hà Nội, ngày") + r(" 05 t") + r("háng 3"), "Hà Nội, ngày 05 tháng 3"),
        (r("CƠ QUAN") + r("1", '<w:vertAlign w:val="superscript"/>'), "CƠ QUAN"),
        (r("thấy") + r("ẩn", "<w:vanish/>") + r("trắng", '<w:color w:val="FFFFFF"/>'), "thấy"),
        (r("sở giáo dục", "<w:caps/>"), "SỞ GIÁO DỤC"),
        ("<w:del>" + r("xóa") + "</w:del><w:ins>" + r("thêm") + "</w:ins>", "thêm"),
        (f'<w:hyperlink r:id="x">{r("liên kết")}</w:hyperlink>', "liên kết"),
        (f"<w:sdt><w:sdtContent>{r('ô nhập')}</w:sdtContent></w:sdt>", "ô nhập"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a b c"),
    ],
)
def test_what_is_read(runs, text):
    assert first(p(runs)).text == text


def test_of_alternate_contents_one_branch_is_read():
    box = f"<w:txbxContent>{p(r('HỎA TỐC'))}</w:txbxContent>"
    twice = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = read(word_file(p(r("chữ"), twice))).paragraphs
    assert [(q.text, q.place.boxed) for q in found] == [("chữ", False), ("HỎA TỐC", True)]


def test_cells_are_read_row_by_row_with_the_style_of_their_table():
    cell = "<w:tc>{}</w:tc>"
    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr><w:tr>'
        + cell.format(p(r("trái")))
        + cell.format(p(r("phải")))
        + "</w:tr></w:tbl>"
    )
    found = read(word_file(table, styles=style("T", '<w:rPr><w:sz w:val="26"/></w:rPr>', kind="table"))).paragraphs
    places = [(q.text, q.place.table, q.place.row, q.place.column, q.sizes) for q in found]
    assert places == [("trái", 1, 1, 1, {13.0}), ("phải", 1, 1, 2, {13.0})]


def test_sections_inherit_headers_and_know_their_page():
    header = '<w:headerReference w:type="default" r:id="header1"/>'
    body = p(r("1"), properties=f"<w:sectPr>{header}{PAGE}<w:titlePg/></w:sectPr>") + f"<w:sectPr>{PAGE}</w:sectPr>"
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    document = read(word_file(body, header1=p(number)))
    assert [s.first_page_differs for s in document.sections] == [True, False]
    assert [s.headers["default"][0].runs[0].field for s in document.sections] == ["PAGE", "PAGE"]
    sides = [(round(s.width_mm), round(s.height_mm), round(s.top_mm), round(s.left_mm)) for s in document.sections]
    assert sides == [(210, 297, 20, 30)] * 2


@pytest.mark.parametrize(
    "files",
    [
        {"hello.txt": "no word file"},
        {"_rels/.rels": "<broken"},
    ],
)
def test_a_package_without_a_document_is_unreadable(files):
    with pytest.raises(UnreadableFileError):
        read(zipped(files))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr("services.formality.package.MAX_XML_BYTES", 1000)
    with pytest.raises(UnreadableFileError, match="quá lớn"):
        read(word_file(p(r("a" * 2000))))
