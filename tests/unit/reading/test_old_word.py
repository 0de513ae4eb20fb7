"""Files that call themselves .doc: converted by LibreOffice, read by antiword, HTML in disguise, or held."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from services.errors import UnreadableFileError
from services.reading import office, read_bytes
from tests.needs import need_command

RTF = (
    rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}\f0 K\u7870? HO\u7840?CH\par "
    rb"1. V\u259?n ph\u242?ng ch\u7911? tr\u236?.\par}"
)
TEXT = ["KẾ HOẠCH", "1. Văn phòng chủ trì."]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.fixture(scope="module")
def old_word(tmp_path_factory) -> bytes:
    """A Word 97 file of the text above, with a table."""
    folder = tmp_path_factory.mktemp("doc")
    source = folder / "a.html"
    source.write_text(
        f"<html><meta charset=utf-8><p>{TEXT[0]}</p><p>{TEXT[1]}</p><table border=1>"
        "<tr><td>1</td><td>Tập huấn</td><td>Thanh tra</td></tr>"
        "<tr><td>2</td><td>Sơ kết</td><td>Văn phòng</td></tr>"
        "<tr><td>3</td><td>Tổng kết</td><td>Văn phòng</td></tr></table></html>",
        encoding="utf-8",
    )
    soffice = need_command("soffice")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "a.doc").read_bytes()


def without(monkeypatch, *programs: str) -> None:
    found = shutil.which
    monkeypatch.setattr(office.shutil, "which", lambda name: None if name in programs else found(name))


def lines(content: bytes) -> list[str]:
    return [line.text for line in read_bytes(content, "kh.doc").lines if line.text]


@pytest.mark.office
def test_a_word_97_file_keeps_its_text_and_tables(old_word):
    assert lines(old_word) == [*TEXT, "1 | Tập huấn | Thanh tra", "2 | Sơ kết | Văn phòng", "3 | Tổng kết | Văn phòng"]


@pytest.mark.office
def test_rich_text_is_converted():
    assert lines(RTF) == TEXT


@pytest.mark.office
def test_antiword_reads_where_there_is_no_office(old_word, monkeypatch):
    need_command("antiword")
    without(monkeypatch, "soffice")
    assert lines(old_word)[:2] == TEXT


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "libreoffice-writer-nogui antiword"),
        (RTF, "libreoffice-writer-nogui"),
    ],
)
def test_without_a_program_the_file_is_held_with_what_to_install(monkeypatch, content, words):
    without(monkeypatch, "soffice", "antiword")
    with pytest.raises(UnreadableFileError, match=f"apt-get install {words}”"):
        read_bytes(content, "kh.doc")


@pytest.mark.parametrize("tail", ["Workbook", "EncryptedPackage"])
def test_other_office_files_are_refused_without_asking_a_program(monkeypatch, tail):
    monkeypatch.setattr(office, "read", lambda *_: pytest.fail("asked a program"))
    with pytest.raises(UnreadableFileError, match=r"không phải văn bản Word|có mật khẩu"):
        read_bytes(OLE + tail.encode("utf-16-le"), "a.doc")


@pytest.mark.office
def test_a_damaged_file_is_refused_and_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(office.tempfile, "tempdir", str(tmp_path))
    with pytest.raises(UnreadableFileError, match="không mở được"):
        read_bytes(OLE + "WordDocument".encode("utf-16-le") + b"\0" * 600, "kh.doc")
    assert list(Path(tmp_path).iterdir()) == []


LONG = "<p>Các đơn vị triển khai thực hiện nội dung của kế hoạch này và báo cáo kết quả đúng thời hạn.</p>" * 8
PAGE = (
    "<html><head><title>Kế hoạch</title><style>p {color: red}</style></head><body>"
    "<table><tr><td>UBND TỈNH MẪU<br>SỞ NỘI VỤ</td><td>CỘNG HÒA XÃ HỘI<br>CHỦ NGHĨA VIỆT NAM</td></tr></table>"
    "<p>1. Giao <b>Văn  phòng</b>\nchủ trì<script>alert(1)</script>.</p>"
    "<table><tr><td>1</td><td>Tập <i>huấn</i></td><td>Thanh tra</td></tr></table>"
    f"{LONG}</body></html>"
)
READ = [
    "UBND TỈNH MẪU", "SỞ NỘI VỤ", "CỘNG HÒA XÃ HỘI", "CHỦ NGHĨA VIỆT NAM", "1. Giao Văn phòng chủ trì.",
    "1 | Tập huấn | Thanh tra",
]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PAGE.encode(), id="utf-8"),
        pytest.param(PAGE.encode("utf-8-sig"), id="with a mark"),
        pytest.param(PAGE.encode("utf-16"), id="utf-16"),
        pytest.param(PAGE.encode("ascii", "xmlcharrefreplace"), id="character references"),
        pytest.param(PAGE.replace("<head>", '<head><meta charset="utf-16">').encode(), id="declares what it is not"),
    ],
)
def test_html_is_read_as_a_person_sees_it(content):
    assert lines(content)[: len(READ)] == READ


def test_a_web_page_of_a_few_words_is_no_document():
    with pytest.raises(UnreadableFileError, match="trang web"):
        read_bytes(b"<html><body>Session expired. Please log in.</body></html>", "kh.doc")


def test_deeply_nested_html_does_no_harm():
    content = b"<html><body>" + b"<div>" * 5000 + b"x" * 500 + b"</div>" * 5000
    with pytest.raises(UnreadableFileError, match="trang web"):
        read_bytes(content, "kh.doc")
