"""Every wrong thing in a template is found at once, at its tag, with what to do; forms of docxtpl are explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.letters.engine.problem import Problem
from services.letters.engine.shape import shape_of
from services.letters.template import compile_template, read_files
from tests.unit.letters.word_files import NAMESPACE, TOML, folder, paragraph, row, run, table

SHAPES = {
    name: shape_of(value)
    for name, value in {
        "ten": "Trường A",
        "so": "3",
        "dung": True,
        "hang": [{"x": "một", "viec": [{"noi_dung": "a"}]}, {"x": "hai", "viec": [], "them": {"y": "b"}}],
    }.items()
}


def problems(home: Path, *body: str, **more: object) -> tuple[Problem, ...]:
    return compile_template(read_files(folder(home, *body, **more)), SHAPES)[1]  # type: ignore[arg-type]


def blocking(home: Path, *body: str, **more: object) -> list[Problem]:
    return [one for one in problems(home, *body, **more) if one.blocking]


@pytest.mark.parametrize(
    ("tags", "tag", "why"),
    [
        # crossed, unclosed, torn
        (("{% for h in hang %}{% if dung %}{% endfor %}{% endif %}",), "{% endfor %}", "chéo với thẻ {% if dung %}"),
        (("{% if dung %}",), "{% if dung %}", "chưa có thẻ đóng {% endif %}"),
        (("{% else %}",), "{% else %}", "trước nó không có thẻ mở {% if … %}"),
        (("{%p if dung %}", "a", "{%p endfor %}"), "{%p endfor %}", "chéo với thẻ {%p if dung %}"),
        (("{%p if dung %}", "a", "{% endif %}"), "{% endif %}", "phải viết {%p endif %}"),
        (("{% if dung %}a", "b{% endif %}"), "{% endif %}", "viết {%p if … %} trên một đoạn riêng"),
        # names and shapes
        (("{{ tenn }}",), "{{ tenn }}", "không có trường “tenn”; có phải là ten?"),
        (("{{ so.x }}",), "{{ so.x }}", "“so” là chữ, không có phần “.x”"),
        (("{{ hang }}",), "{{ hang }}", "“hang” là danh sách; dùng vòng lặp for"),
        (("{% for h in so %}{% endfor %}",), "{% for h in so %}", "“so” không phải là danh sách"),
        (("{% for h in hang %}{{ h.xx }}{% endfor %}",), "{{ h.xx }}", "“h” không có trường “xx”; có phải là x?"),
        (("{% for h in hang %}{{ h.viec }}{% endfor %}",), "{{ h.viec }}", "“h.viec” là danh sách"),
        (("{% for h in hang %}{% endfor %}{{ h.x }}",), "{{ h.x }}", "không có trường “h”"),
        (("{% for h in hang %}{{ loop.lats }}{% endfor %}",), "{{ loop.lats }}", "có phải là last"),
        # the length of a letter stays bounded by its data
        (
            ("{% for a in hang %}{% for b in hang %}x{% endfor %}{% endfor %}",),
            "{% for b in hang %}",
            "phải lấy danh sách của hàng đang lặp, ví dụ a.ten_danh_sach",
        ),
        (("{% for a in hang %}{{ hang|join }}{% endfor %}",), "{{ hang|join }}", "|join chỉ dùng được"),
        # what docxtpl and Jinja2 know and we do not
        (("{%tc for h in hang %}",), "{%tc for h in hang %}", "không lặp hay ẩn cột"),
        (("{{r ten }}",), "{{r ten }}", "không cần chữ r"),
        (("{%r if dung %}a{%r endif %}",), "{%r if dung %}", "không cần chữ r"),
        (("{{p ten }}",), "{{p ten }}", "không chèn được văn bản con"),
        (("{%- if dung %}a{% endif %}",), "{%- if dung %}", "bỏ dấu trừ"),
        (("{% if dung -%}a{% endif %}",), "{% if dung -%}", "bỏ dấu trừ"),
        (("{% cellbg ten %}",), "{% cellbg ten %}", "“cellbg” không dùng được"),
        (("{% for k, v in hang %}{% endfor %}",), "{% for k, v in hang %}", "chỉ được dùng"),
        (("{{ ten|e }}",), "{{ ten|e }}", "không có “|e”, chỉ có |chu_thich, |join"),
        (("{{ }}",), "{{ }}", "thẻ rỗng"),
        ((f"{{{{ {'ten ' * 200}}}}}",), "", "thẻ dài quá 500 ký tự"),
    ],
)
def test_a_wrong_tag_is_told_with_its_reason(tmp_path: Path, tags: tuple[str, ...], tag: str, why: str) -> None:
    found = blocking(tmp_path, *map(paragraph, tags))
    assert any(one.tag.startswith(tag) and why in one.why for one in found), [str(one) for one in found]


def test_all_problems_are_told_at_once_each_at_its_place(tmp_path: Path) -> None:
    header = f"<w:hdr {NAMESPACE}>{paragraph('{{ la }}')}</w:hdr>"
    found = problems(
        tmp_path,
        paragraph("Số {{ sso }}"),
        table(
            row("A", "B"), row("{%tr for h in hang %}", ""), row("{{ h.x }}", "{{ h.z }}"), row("{%tr endfor %}", "")
        ),
        paragraph("{{ ten.upper() }}"),
        more={"word/header1.xml": header},
        toml=TOML.replace('"dung"]', '"dung", "la_la"]'),
    )
    assert {(one.tag, one.blocking) for one in found} == {
        ("{{ sso }}", True),
        ("{{ h.z }}", True),
        ("{{ ten.upper() }}", True),
        ("{{ la }}", True),
        ("", True),  # la_la is no field of the program,
        ("", False),  # and not used either
    }
    places = {one.tag: one.place for one in found}
    assert places["{{ h.z }}"] == "phần word/document.xml (thân văn bản), đoạn “{{ h.z }}” (đoạn thứ 7)"
    assert places["{{ la }}"].startswith("phần word/header1.xml (đầu trang)")
    assert all(str(one).endswith(".") and " – " in str(one) for one in found)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ((table(row("{%tr for h in hang %}"), row("{{ h.x }}"), row("{%tr endfor %}")),), "không còn hàng nào"),
        (
            (
                "<w:tbl><w:tr><w:tc>"
                + paragraph("{%p if dung %}")
                + paragraph("a")
                + paragraph("{%p endif %}")
                + "</w:tc></w:tr></w:tbl>",
            ),
            "không còn đoạn nào",
        ),
        (
            ("<w:p><w:pPr><w:sectPr/></w:pPr>" + run("{%p if dung %}") + "</w:p>", paragraph("{%p endif %}")),
            "ngắt phần",
        ),
        (("<w:p><w:r><w:instrText>SEQ {{ ten }}</w:instrText></w:r></w:p>",), "mã trường"),
    ],
)
def test_what_would_make_a_damaged_file_is_refused(tmp_path: Path, body: tuple[str, ...], why: str) -> None:
    assert any(why in one.why for one in blocking(tmp_path, *body))


def test_conditions_may_empty_a_cell_that_keeps_a_paragraph(tmp_path: Path) -> None:
    cell = paragraph("{%p if dung %}") + paragraph("a") + paragraph("{%p endif %}") + paragraph("")
    assert blocking(tmp_path, f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>") == []


def test_unused_and_missing_required_fields_are_told(tmp_path: Path) -> None:
    found = problems(tmp_path, paragraph("{{ ten }}"), toml=TOML + 'required = ["so"]\n')
    assert [(one.why, one.blocking) for one in found] == [
        ("trường bắt buộc “so” không có trong letter.docx", True),
        ("trường “dung” không dùng trong letter.docx", False),
        ("trường “hang” không dùng trong letter.docx", False),
    ]


RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"{}/></Relationships>'
)
EXTERNAL = ' TargetMode="External"'


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("word/vbaProject.bin", "x", "có macro"),
        ("word/embeddings/oleObject1.bin", "x", "có đối tượng nhúng"),
        ("word/activeX/activeX1.xml", "<x/>", "có đối tượng nhúng"),
        ("word/afchunk.html", "<html/>", "có tệp ghép (altChunk)"),
        ("customUI/customUI.xml", "<x/>", "có phần tùy biến giao diện Word"),
        (
            "word/_rels/settings.xml.rels",
            RELATION.format("attachedTemplate", "http://xa.example/a.dotm", EXTERNAL),
            "gắn với một mẫu khác (http://xa.example/a.dotm)",
        ),
        (
            "word/_rels/document.xml.rels",
            RELATION.format("image", "http://xa.example/a.png", EXTERNAL),
            "có liên kết ra ngoài “http://xa.example/a.png”",
        ),
        (
            "word/_rels/document.xml.rels",
            RELATION.format("hyperlink", "mailto:a@xa.example", EXTERNAL),
            "có liên kết ra ngoài “mailto:a@xa.example”",
        ),
        ("word/_rels/document.xml.rels", RELATION.format("aFChunk", "a.html", ""), "có tệp ghép (altChunk) (a.html)"),
        ("word/_rels/document.xml.rels", RELATION.format("package", "a.xlsx", ""), "có đối tượng nhúng (a.xlsx)"),
        ("word/_rels/header1.xml.rels", RELATION.format("subDocument", "a.docx", ""), "có văn bản con (a.docx)"),
    ],
)
def test_forbidden_parts_are_refused(tmp_path: Path, name: str, content: str, why: str) -> None:
    assert any(one.why.startswith(why) for one in blocking(tmp_path, paragraph("a"), more={name: content}))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (f"<w:altChunk {NAMESPACE}/>", "còn tệp ghép (altChunk)"),
        ("<w:p><w:r><w:object/></w:r></w:p>", "còn đối tượng nhúng"),
        ("<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd</w:instrText></w:r></w:p>", "có mã trường DDEAUTO"),
        (
            "<w:p><w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT a</w:instrText></w:r></w:p>",
            "có mã trường INCLUDETEXT",
        ),
        ('<w:p><w:fldSimple w:instr=" MERGEFIELD ten "/></w:p>', "có mã trường MERGEFIELD"),
        ("<w:p><w:r><w:commentReference/></w:r></w:p>", "còn chú thích (Comment)"),
    ],
)
def test_forbidden_elements_are_refused(tmp_path: Path, body: str, why: str) -> None:
    assert any(one.why == why for one in blocking(tmp_path, body))


def test_page_numbers_and_counts_are_no_forbidden_codes(tmp_path: Path) -> None:
    code = "<w:p><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:instrText>NUMPAGES</w:instrText></w:r></w:p>"
    assert blocking(tmp_path, code) == []
