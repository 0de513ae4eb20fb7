"""What LibreOffice makes of the drafts: pages, fonts, the place of the signature block."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document

from services.letters.contents.common import Audience, by_unit
from services.letters.contents.unit_letter import unit_letter
from services.letters.cover_note import cover_note, summary
from services.letters.draft import draft
from services.letters.template import load_template, load_templates
from tests.unit.letters.samples import SCHOOL, WORK, many

PROJECT = Path(__file__).resolve().parents[3]
COUNTS = (1, 2, 3, 4, 5, 6, 7, 12)

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(not (shutil.which("soffice") and shutil.which("pdftotext")), reason="no LibreOffice or poppler"),
]


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=240).stdout


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All drafts of the sample directive, and letters of growing length, as PDF."""
    home = tmp_path_factory.mktemp("pdf")
    templates = load_templates(PROJECT / "templates")
    drafts = list(draft(WORK, templates))
    drafts.append(cover_note(WORK, [summary(d) for d in drafts], {}, templates))
    for made in drafts:
        (home / made.files[0].name).write_bytes(made.files[0].content)
    for count in COUNTS:
        (home / f"dai-{count}.docx").write_bytes(next(draft(many(count), templates)).files[0].content)
    files = [str(file) for file in sorted(home.glob("*.docx"))]
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    run("soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(home), *files)
    return home


def pages(file: Path) -> list[str]:
    return run("pdftotext", "-layout", str(file), "-").split("\f")[:-1]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_all_drafts_are_drawn_in_one_typeface_and_no_tag_is_left(pdfs: Path) -> None:
    files = sorted(pdfs.glob("*.pdf"))
    assert len(files) == 6 + len(COUNTS)
    for file in files:
        fonts = {line.split("+")[-1].split()[0] for line in run("pdffonts", str(file)).splitlines()[2:]}
        assert {font.split("-")[0] for font in fonts} == {"LiberationSerif"}, file.name
        text = "".join(pages(file))
        assert "{{" not in text
        assert "{%" not in text
        assert "\ufffd" not in text


@pytest.mark.parametrize("count", COUNTS)
def test_the_signature_block_is_whole_and_never_alone(pdfs: Path, count: int) -> None:
    *_, last = pages(pdfs / f"dai-{count}.pdf")
    text = squeezed(last)
    for line in ("nghiêm túc triển khai thực hiện./.", "Nơi nhận:", "- Lưu: VT, VP.", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Mẫu"):
        assert line in text, count


def test_a_template_saved_by_another_program_still_makes_the_same_letter(tmp_path: Path, pdfs: Path) -> None:
    kind = "cong-van-trien-khai"
    saved = tmp_path / kind
    saved.mkdir()
    shutil.copy(PROJECT / "templates" / kind / "letter.toml", saved)
    profile = f"-env:UserInstallation={(pdfs / 'profile').as_uri()}"
    source = str(PROJECT / "templates" / kind / "letter.docx")
    run("soffice", "--headless", profile, "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(saved), source)
    values = sample_values()
    first, second = (Document(io.BytesIO(load_template(f).render(values))) for f in (Path(source).parent, saved))
    assert [p.text for p in first.paragraphs] == [p.text for p in second.paragraphs]
    rules = [document.tables[0].cell(0, 0).paragraphs[2].paragraph_format for document in (first, second)]
    assert rules[0].left_indent == rules[1].left_indent
    assert rules[0].left_indent.mm == pytest.approx((62 - 60.8 * 0.4) / 2, abs=0.2)


def sample_values() -> dict:
    about = load_template(PROJECT / "templates" / "cong-van-trien-khai").about
    own = by_unit(WORK.plan.assignments)[SCHOOL.id]
    return unit_letter(WORK, about, Audience(SCHOOL.id, (SCHOOL,), own)).values


def test_lengths_reach_over_a_page_border(pdfs: Path) -> None:
    assert {len(pages(pdfs / f"dai-{count}.pdf")) for count in COUNTS} >= {1, 2, 3}


def test_page_numbers_begin_on_page_two(pdfs: Path) -> None:
    first, second, third = pages(pdfs / "dai-12.pdf")
    assert [bool(re.match(r"\s*\d+\s*\n", page)) for page in (first, second, third)] == [False, True, True]
    assert (second.split()[0], third.split()[0]) == ("2", "3")


def test_the_header_stands_level_in_two_columns(pdfs: Path) -> None:
    (page,) = pages(pdfs / f"cong-van-{SCHOOL.id}.pdf")
    lines = [squeezed(line) for line in page.splitlines() if line.strip()]
    assert lines[:2] == [
        "UBND TỈNH TÂY NINH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO Độc lập - Tự do - Hạnh phúc",
    ]
    assert lines[2] == "Số: /SGDĐT-VP Tây Ninh, ngày tháng 3 năm 2026"


@pytest.mark.parametrize(("name", "size"), [("bang-phan-cong", "842 x 595"), ("phieu-trinh", "595 x 842")])
def test_paper_is_a4(pdfs: Path, name: str, size: str) -> None:
    found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", run("pdfinfo", str(pdfs / f"{name}.pdf")))
    assert found
    assert f"{float(found[1]):.0f} x {float(found[2]):.0f}" == size
