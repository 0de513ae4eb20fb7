"""A clerk who breaks a template is told where and what, in Vietnamese."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.errors import TemplateError
from services.letters.template import load_template, load_templates
from tests.unit.letters.word_files import NAMESPACE, TOML, folder, paragraph, row, run, table

VALUES = {"ten": "Trường A", "so": 3, "hang": [{"x": "một"}], "dung": True}


def message(home: Path, *body: str, **more: object) -> str:
    with pytest.raises(TemplateError) as caught:
        load_template(folder(home, *body, **more))  # type: ignore[arg-type]
    return caught.value.message


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            (
                paragraph("đầu"),
                paragraph("Số {{ten_khac}} của"),
            ),
            ("Số {{ten_khac}} của", "thẻ {{ten_khac}}", "“ten_khac”"),
        ),
        ((paragraph("A {{ten"),), ("A {{ten", "chưa đóng")),
        ((paragraph("A ten}}"),), ("A ten}}", "chưa mở")),
        ((paragraph("A {{ten}} {{ so + }}"),), ("A {{ten}} {{ so + }}", "sai cú pháp")),
        ((paragraph("A {% if dung %} B"),), ("A {% if dung %} B", "thẻ {% if dung %}: chưa có thẻ đóng {% endif %}")),
        (
            (paragraph("{%p for h in hang %}"), paragraph("x")),
            ("đoạn “{%p for h in hang %}”", "chưa có thẻ đóng {%p endfor %}"),
        ),
        ((paragraph("{%p endfor %}"),), ("{%p endfor %}", "trước nó không có thẻ mở {%p for … %}")),
        ((paragraph("chữ {%p if dung %}"),), ("chữ {%p if dung %}", "đứng riêng")),
        ((paragraph("{%tr if dung %}"),), ("{%tr if dung %}", "trong một hàng")),
        ((table(row("{%tr if dung %}", "thừa")),), ("{%tr if dung %}", "không được có nội dung khác")),
        ((paragraph("{{ 7 * 7 }}"),), ("{{ 7 * 7 }}", "không phép tính")),
        ((paragraph("{{ ten.upper() }}"),), ("{{ ten.upper() }}", "không gọi hàm")),
        ((paragraph("{{ ten|center(999999999) }}"),), ("{{ ten|center(999999999) }}", "chỉ được dùng")),
        ((paragraph("{% set x = 1 %}"),), ("{% set x = 1 %}", "không gọi hàm")),
        ((paragraph("{% include 'a' %}"),), ("{% include 'a' %}", "không gọi hàm")),
        (("<w:p><w:ins>" + run("{{ten}}") + "</w:ins></w:p>",), ("Track Changes",)),
    ],
)
def test_a_wrong_template_is_refused_with_its_place(
    tmp_path: Path, body: tuple[str, ...], said: tuple[str, ...]
) -> None:
    text = message(tmp_path, *body)
    assert text.startswith("Mẫu “mau”, phần word/document.xml")
    for words in said:
        assert words in text


def test_the_part_is_named(tmp_path: Path) -> None:
    header = f"<w:hdr {NAMESPACE}>{paragraph('{{la}}')}</w:hdr>"
    assert "phần word/header2.xml" in message(tmp_path, paragraph("a"), more={"word/header2.xml": header})


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"hang": [{"x": "một"}, {}]}, ("đoạn “{{ so }}: {{ h.x }}”", "thẻ {{ h.x }}")),
        ({"hang": [{"x": None}]}, ("đoạn “{{ so }}: {{ h.x }}”", "chưa có giá trị")),
        ({"hang": 7}, ("đoạn “{%p for h in hang %}”",)),
    ],
)
def test_a_field_without_value_is_located(tmp_path: Path, values: dict[str, object], said: tuple[str, ...]) -> None:
    body = (
        paragraph("{{ ten }}"),
        paragraph("{%p for h in hang %}"),
        paragraph("{{ so }}: ", run("{{ h"), ".x }}"),
        paragraph("{%p endfor %}"),
    )
    template = load_template(folder(tmp_path, *body))
    with pytest.raises(TemplateError) as caught:
        template.render(VALUES | values)
    for words in said:
        assert words in caught.value.message


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        (TOML.replace('kind = "mau"', 'kind = "khac"'), ("mau/letter.toml", "trùng tên thư mục")),
        (TOML.replace('title = "t"\n', ""), ("mau/letter.toml", "khóa title: thiếu khóa title")),
        (TOML + 'la = "x"\n', ("mau/letter.toml", "không có khóa nào tên la")),
        (TOML + "granularity2 = \n", ("mau/letter.toml, dòng ", "giá trị không hợp lệ")),
        (TOML.replace('"one"', '"two"'), ("khóa granularity: giá trị “two”", '"per_unit"')),
        (TOML.replace("granularity", "granularityy"), ("mau/letter.toml, dòng ", "có phải ý là “granularity”")),
    ],
)
def test_a_wrong_toml_is_refused_with_its_key(tmp_path: Path, toml: str, said: tuple[str, ...]) -> None:
    text = message(tmp_path, paragraph("a"), toml=toml)
    for words in said:
        assert words in text


def test_files_that_are_not_there_or_not_word(tmp_path: Path) -> None:
    home = folder(tmp_path, paragraph("a"))
    (home / "letter.docx").write_bytes(b"not a zip")
    with pytest.raises(TemplateError, match="hỏng hoặc không phải"):
        load_template(home)
    (home / "letter.docx").unlink()
    with pytest.raises(TemplateError, match=r"không mở được tệp letter\.docx"):
        load_template(home)


def test_all_wrong_templates_are_told_at_once(tmp_path: Path) -> None:
    folder(tmp_path, paragraph("{{la}}"))
    (tmp_path / "hai").mkdir()
    (tmp_path / "hai" / "letter.toml").write_text('kind = "hai"', encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load_templates(tmp_path)
    assert len(caught.value.message.splitlines()) == 2


def test_a_missing_kind_is_told(tmp_path: Path) -> None:
    folder(tmp_path, paragraph("a"))
    with pytest.raises(TemplateError, match="Chưa có mẫu “phieu-trinh”"):
        load_templates(tmp_path)["phieu-trinh"]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="không có mẫu nào"):
        load_templates(tmp_path / "khong-co")
