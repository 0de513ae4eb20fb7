"""Fonts and encodings from before Unicode: decoded when the font's name or the result says so, never otherwise."""

from __future__ import annotations

import unicodedata

import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from services.errors import UnreadableFileError
from services.reading import legacy, read_bytes

PLAIN = (
    "Thực hiện Kế hoạch cải cách hành chính của tỉnh, Sở Giáo dục và Đào tạo yêu cầu các đơn vị trực thuộc\n"
    "triển khai tuyên truyền đến toàn thể cán bộ, công chức, viên chức và người lao động trong ngành."
)
TO_TCVN3 = {letter: code for code, letter in legacy.TCVN3.items()}
TCVN3 = "".join(TO_TCVN3.get(letter, letter) for letter in PLAIN)


@pytest.mark.parametrize(
    ("font", "typed", "read"),
    [
        (".VnTime", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        (".VnTime", "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("ABCDEF+.VnTime", "Sè: 12/KH-SGD§T", "Số: 12/KH-SGDĐT"),
        (".VnTimeH", "kÕ ho¹ch", "KẾ HOẠCH"),
        (".VnArial Narrow", "®ång ý, ­u tiªn", "đồng ý, ưu tiên"),
        ("VNI-Times", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("VNI-Times", "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("VNI-Times", "thöïc hieän, ñöôïc, kyõ thuaät, lyù do, tænh, kî", "thực hiện, được, kỹ thuật, lý do, tỉnh, kỵ"),
        ("VNI-Times", "UÛY BAN NHAÂN DAÂN TÆNH, QUYEÁT ÑÒNH", "ỦY BAN NHÂN DÂN TỈNH, QUYẾT ĐỊNH"),
        ("Times New Roman", "Céng hoµ", "Céng hoµ"),
        ("Vntime Unicode", "Cộng hoà", "Cộng hoà"),
    ],
)
def test_the_font_tells_how_letters_were_meant(font, typed, read):
    assert legacy.decoded(typed, font) == read


def test_the_font_of_a_pdf_is_asked(make):
    objects = make.page_objects(TCVN3.split("\n"))
    objects[5] = objects[5].replace(b"/BaseFont/Helvetica", b"/BaseFont/ABCDEF+.VnTime")
    assert "\n".join(line.text for line in read_bytes(make.assemble(objects), "a.pdf").lines) == PLAIN


def test_runs_of_a_word_file_are_decoded_by_their_font(make):
    def fill(document):
        document.styles["Normal"].font.name = ".VnTime"
        paragraph = document.add_paragraph("kÕ ho¹ch ")
        paragraph.add_run("tuyên truyền").font.name = "Times New Roman"
        paragraph.add_run(" n¨m 2020").font.name = ".VnTimeH"

    assert read_bytes(make.word(fill), "a.docx").lines[0].text == "kế hoạch tuyên truyền NĂM 2020"


def test_fonts_of_styles_and_of_the_whole_file_are_known(make):
    def fill(document):
        normal = document.styles["Normal"].element
        for fonts in list(normal.iter(qn("w:rFonts"))):
            fonts.getparent().remove(fonts)
        default = next(document.styles.element.iter(qn("w:rPrDefault")))
        fonts = next(default.iter(qn("w:rFonts")), None)
        if fonts is None:
            fonts = OxmlElement("w:rFonts")
            default[0].append(fonts)
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        fonts.set(qn("w:ascii"), "VNI-Times")
        document.add_paragraph("Keá hoaïch")

    assert read_bytes(make.word(fill), "a.docx").lines[0].text == "Kế hoạch"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PLAIN.encode("utf-16"), id="UTF-16"),
        pytest.param(PLAIN.encode("utf-16-le"), id="UTF-16 without its mark"),
        pytest.param(PLAIN.encode("utf-16-be"), id="UTF-16, the other order"),
        pytest.param(TCVN3.encode("latin-1"), id="TCVN3"),
    ],
)
def test_text_files_of_old_encodings_are_read(content):
    assert "\n".join(line.text for line in read_bytes(content, "a.txt").lines) == PLAIN


def test_vietnamese_of_windows_is_read():
    content = "".join(map(with_tone_apart, PLAIN)).encode("cp1258")
    assert "\n".join(line.text for line in read_bytes(content, "a.txt").lines) == PLAIN


def with_tone_apart(letter: str) -> str:
    """Windows-1258 has ơ and ê but not ờ and ế: their tone is a sign of its own."""
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones)) + tones


def test_bytes_that_no_table_makes_vietnamese_of_are_refused():
    with pytest.raises(UnreadableFileError, match="không nhận ra"):
        read_bytes(bytes(range(160, 256)) * 20, "a.txt")


def test_good_text_is_never_decoded():
    assert legacy.restored(PLAIN) == PLAIN
    assert legacy.restored(TCVN3) == PLAIN
