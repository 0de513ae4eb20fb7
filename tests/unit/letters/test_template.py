from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from services.letters.engine.language import word_text
from services.letters.template import Properties, Template, load_template
from tests.unit.letters.word_files import NAMESPACE, TOML, folder, paragraph, row, run, table

VALUES = {"ten": "Trường A", "so": 3, "hang": [{"x": "một"}, {"x": "hai"}], "dung": True}
BOLD = "<w:b/>"


def open_again(content: bytes) -> Document:
    return Document(io.BytesIO(content))


def lines(content: bytes) -> list[str]:
    return [p.text for p in open_again(content).paragraphs]


def made(home: Path, *body: str) -> Template:
    return load_template(folder(home, *body))


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        (("Kính gửi: {{ten}}",), "Kính gửi: Trường A"),
        (("Kính gửi: {{", "ten", "}}."), "Kính gửi: Trường A."),
        (("Kính gửi: {", "{ te", "n }", "}, số ", "{{so}}"), "Kính gửi: Trường A, số 3"),
        (("{% if ten == “Trường A” %}đúng{% endif %}",), "đúng"),
        (("{%", " if dung %}có{% else", " %}không{% endif %}"), "có"),
        (("{% for h in hang %}{{ h.x }}{% if not loop.last %}; {% endif %}{% endfor %}",), "một; hai"),
        (("{{ ten|upper }}",), "TRƯỜNG A"),
        (("giữ{# ghi chú cho người soạn #} chữ",), "giữ chữ"),
    ],
)
def test_tags_are_filled_however_word_cuts_them(tmp_path: Path, runs: tuple[str, ...], expected: str) -> None:
    assert lines(made(tmp_path, paragraph(*runs)).render(VALUES)) == [expected]


def test_text_around_a_cut_tag_keeps_its_run(tmp_path: Path) -> None:
    template = made(tmp_path, paragraph(run("đậm {{te", BOLD), run("n}} thường"), run(" đậm", BOLD)))
    (result,) = open_again(template.render(VALUES)).paragraphs
    assert [(r.text, r.bold) for r in result.runs] == [("đậm Trường A", True), (" thường", None), (" đậm", True)]


def test_paragraphs_and_rows_repeat_and_their_statements_vanish(tmp_path: Path) -> None:
    template = made(
        tmp_path,
        paragraph("{%p for h in hang %}"),
        paragraph("- {{ h.x }};"),
        paragraph("{%", "p endfor %}"),
        table(
            row("STT", "Tên"),
            row("{%tr for h in hang %}", ""),
            row("{{ loop.index }}", "{{ h.x }}"),
            row("{%tr endfor %}", ""),
        ),
    )
    document = open_again(template.render(VALUES))
    assert [p.text for p in document.paragraphs] == ["- một;", "- hai;"]
    assert [[c.text for c in r.cells] for r in document.tables[0].rows] == [["STT", "Tên"], ["1", "một"], ["2", "hai"]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{{7*7}} {% if x %}", "{{7*7}} {% if x %}"),
        ("A & B <phân hiệu> \"C\" 'D'", "A & B <phân hiệu> \"C\" 'D'"),
        ("dòng một\ndòng hai\tcột", "dòng một\ndòng hai\tcột"),
        ("dòng một\r\ndòng hai", "dòng một\ndòng hai"),
        ("ký tự\x00 cấm\x0b \ud800hết\ufffe", "ký tự cấm hết"),
        ("Lê Quý Đôn", "Lê Quý Đôn"),
    ],
)
def test_data_stays_data(tmp_path: Path, value: str, expected: str) -> None:
    assert lines(made(tmp_path, paragraph("{{ten}}")).render(VALUES | {"ten": value})) == [expected]


@given(st.text())
def test_any_text_gives_readable_xml(value: str) -> None:
    source = f"<w:r {NAMESPACE}><w:t>{word_text(value)}</w:t></w:r>"
    assert etree.fromstring(source.encode()) is not None


def test_headers_and_footers_are_filled_too(tmp_path: Path) -> None:
    header = f"<w:hdr {NAMESPACE}>{paragraph('Trang của {{', 'ten}}')}</w:hdr>"
    home = folder(tmp_path, paragraph("không có thẻ"), more={"word/header1.xml": header})
    content = load_template(home).render(VALUES)
    assert "Trang của Trường A" in zipfile.ZipFile(io.BytesIO(content)).read("word/header1.xml").decode()


def test_the_same_input_gives_the_same_bytes_of_a_sound_zip(tmp_path: Path) -> None:
    home = folder(tmp_path, paragraph("{{ten}}"))
    first, second = (load_template(home).render(VALUES, Properties("t", "TK-1", "c")) for _ in range(2))
    package = zipfile.ZipFile(io.BytesIO(first))
    assert first == second
    assert package.testzip() is None
    assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in package.infolist()} == {zipfile.ZIP_DEFLATED}
    assert len(package.namelist()) == len(set(package.namelist()))


def test_properties_name_the_work_and_nobody(tmp_path: Path) -> None:
    template = made(tmp_path, paragraph("{{ten}}"))
    content = template.render(VALUES, Properties("Công văn & phụ lục", "TK-2026-1", "cau-hinh-7"))
    core = open_again(content).core_properties
    assert (core.title, core.identifier, core.keywords) == ("Công văn & phụ lục", "TK-2026-1", "cau-hinh-7")
    assert core.version == f"mau {template.version}"
    assert core.author == ""
    assert core.last_modified_by == ""
    assert b"Company" not in zipfile.ZipFile(io.BytesIO(content)).read("docProps/app.xml")


def test_version_follows_both_files(tmp_path: Path) -> None:
    home = folder(tmp_path, paragraph("{{ten}}"))
    first = load_template(home).version
    toml = (home / "letter.toml").read_text(encoding="utf-8")
    (home / "letter.toml").write_text(toml.replace("Mẫu thử", "Mẫu khác"), encoding="utf-8")
    second = load_template(home).version
    folder(tmp_path, paragraph("{{ten}}."))
    assert len({first, second, load_template(home).version}) == 3
    assert len(first) == 12


def test_a_rule_line_follows_the_width_of_its_text(tmp_path: Path) -> None:
    rule = '\n[rule_lines.VB_Vach]\ntext = "ten"\nsize = 13\nshare = 0.4\n'
    line = '<w:p><w:pPr><w:pStyle w:val="VB_Vach"/><w:ind w:left="1" w:right="2"/></w:pPr></w:p>'
    cell = f'<w:tc><w:tcPr><w:tcW w:w="3515" w:type="dxa"/></w:tcPr>{paragraph("{{ten}}")}{line}</w:tc>'
    home = folder(tmp_path, table(f"<w:tr>{cell}</w:tr>"), toml=TOML + rule)
    for name, millimetres in (("Sở Giáo dục và Đào tạo", 60.8 * 0.4), ("Sở Nội vụ", 23.7 * 0.4)):
        content = load_template(home).render(VALUES | {"ten": name})
        form = open_again(content).tables[0].cell(0, 0).paragraphs[1].paragraph_format
        assert form.left_indent == form.right_indent
        assert 62.0 - 2 * form.left_indent.mm == pytest.approx(millimetres, abs=0.3)
