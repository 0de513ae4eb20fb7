"""Templates made to harm: every way out of the sandbox is refused, every bomb ends within ten seconds."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from services.errors import TemplateError
from services.letters.proof import load_proven, try_out
from services.letters.template import TemplateFiles, load_template, read_files
from tests.unit.letters.word_files import NAMESPACE, TOML, folder, paragraph

SECONDS = 10
ESCAPES = (
    "{{ ten.__class__ }}",
    "{{ ten.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''.__class__.__base__ }}",
    "{{ ten|attr('__class__') }}",
    "{{ ten|map('upper')|list }}",
    "{{ ten|format(1) }}",
    "{{ '%s'|format(ten) }}",
    "{{ '{0.__class__}'.format(ten) }}",
    "{{ hang.append(1) }}",
    "{{ hang.__len__() }}",
    "{{ self }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ namespace.__init__ }}",
    "{{ request }}",
    "{{ config.items() }}",
    "{{ range(99999)|list }}",
    "{{ dict(a=1) }}",
    "{{ loop }}",
    "{% set x = ten %}",
    "{% import 'os' as os %}",
    "{% from 'os' import popen %}",
    "{% include '/etc/passwd' %}",
    "{% extends 'letter.docx' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}",
    "{% call m() %}{% endcall %}",
    "{% block b %}{% endblock %}",
    "{% filter upper %}{% endfilter %}",
    "{% with x = ten %}{% endwith %}",
    "{% autoescape false %}{{ ten }}{% endautoescape %}",
    "{% raw %}{{ ten }}{% endraw %}",
    "{% do hang.append(1) %}",
    "{% debug %}",
    "{{ ten|safe }}",
    "{{ ten ~ ten }}",
    "{{ ten[0] }}",
    "{{ ten[::-1] }}",
    "{{ 'a' * 2000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ ten|replace('a', 'aaaa') }}",
    "{{ ten|center(2000000000) }}",
    "{{ [1, 2] }}",
    "{{ {'a': 1} }}",
    "{{ ten is defined }}",
    "{{ ten|tojson }}",
    "{{ ten|xmlattr }}",
)


@pytest.mark.parametrize("tag", ESCAPES)
def test_a_way_out_of_the_sandbox_is_refused(tmp_path: Path, tag: str) -> None:
    with pytest.raises(TemplateError, match=r"phần word/document\.xml"):
        load_template(folder(tmp_path, paragraph("chữ"), paragraph(tag)))


def body(*paragraphs: str) -> bytes:
    return f"<w:document {NAMESPACE}><w:body>{''.join(paragraphs)}</w:body></w:document>".encode()


def packed(document: bytes, **more: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        parts = {"word/document.xml": document, "docProps/core.xml": b"<x/>", "docProps/app.xml": b"<x/>", **more}
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()


def entities() -> bytes:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY a0 "ha">{lines}]>'.encode() + body(paragraph("x")).replace(b"x<", b"&a9;<")


def fullest(number: int) -> bytes:
    """As many tags as a part may hold."""
    return body(*(paragraph("{{ ten }}" * 40) for _ in range(number)))


def nested(depth: int) -> bytes:
    opened = "".join(f"{{% for a{n} in hang %}}" for n in range(depth))
    return body(paragraph(opened + "{{ ten }}" + "{% endfor %}" * depth))


BOMBS = {
    "a gigabyte of zeros": lambda: packed(body(paragraph("a")), **{"word/media/image1.bin": bytes(2**30 // 4)}),
    "entities that multiply": lambda: packed(entities()),
    "a tag in brackets without end": lambda: packed(body(paragraph("{{ " + "(" * 200_000 + " }}"))),
    "openings without end": lambda: packed(body(paragraph("{{" * 900_000))),
    "mixed openings": lambda: packed(body(paragraph("{{ {% {# " * 200_000))),
    "loops in loops over all": lambda: packed(nested(8)),
    "elements in elements": lambda: packed(body("<w:p>" * 100_000 + "</w:p>" * 100_000)),
    "a part full of tags": lambda: packed(fullest(9_000)),
    "three thousand parts": lambda: packed(body(paragraph("a")), **{f"word/a{n}.xml": b"<a/>" for n in range(3_000)}),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_ends_in_time_with_a_reason(name: str) -> None:
    files = TemplateFiles("mau", BOMBS[name](), (TOML + 'content = "cong-van-trien-khai"\n').encode())
    began = time.monotonic()
    tried = try_out(files)
    assert time.monotonic() - began < SECONDS
    assert tried.papers == ()
    assert [one for one in tried.problems if one.blocking]
    assert all(len(str(one)) < 4_000 for one in tried.problems)


@pytest.mark.parametrize("toml", ["a = " + "[" * 100_000, "a" * 3_000_000, 'kind = "mau"\n' + "[a]\n" * 100_000])
def test_a_toml_bomb_ends_in_time_with_a_reason(toml: str) -> None:
    began = time.monotonic()
    tried = try_out(TemplateFiles("mau", packed(body(paragraph("a"))), toml.encode()))
    assert time.monotonic() - began < SECONDS
    assert [one for one in tried.problems if one.blocking]


def test_a_new_template_is_tried_and_an_old_one_is_not_tried_again(tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    toml = TOML.replace('fields = ["ten", "so", "hang", "dung"]', 'fields = ["ten_co_quan"]')
    home = folder(tmp_path / "mau-cac", paragraph("{{ ten_co_quan }}"), toml=toml + 'content = "thong-bao-phan-cong"\n')
    first = load_proven(home.parent, marks)
    assert [mark.name for mark in marks.iterdir()] == [f"mau-{read_files(home).version}-1"]
    assert load_proven(home.parent, marks).by_kind.keys() == first.by_kind.keys() == {"mau"}


def test_a_changed_template_that_asks_for_too_much_is_refused(tmp_path: Path) -> None:
    home = folder(tmp_path / "mau-cac", paragraph("{{ ten }}"), toml=TOML + 'content = "thong-bao-phan-cong"\n')
    with pytest.raises(TemplateError, match="chương trình không có trường “ten” cho loại “thong-bao-phan-cong”"):
        load_proven(home.parent, tmp_path / "marks")
    assert not (tmp_path / "marks").exists()


def test_a_field_misspelt_in_the_list_is_one_fault_and_not_proposed(tmp_path: Path) -> None:
    toml = TOML.replace('fields = ["ten", "so", "hang", "dung"]', 'fields = ["ten_co_quann"]')
    home = folder(tmp_path / "mau-cac", paragraph("{{ ten_co_quan }}"), toml=toml + 'content = "thong-bao-phan-cong"\n')
    with pytest.raises(TemplateError) as caught:
        load_proven(home.parent, tmp_path / "marks")
    (told,) = caught.value.message.splitlines()
    assert "không có trường “ten_co_quann”" in told
    assert "có phải là “ten_co_quan”?" in told
