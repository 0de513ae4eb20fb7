"""Every template for every kind of unit in every signing capacity, as LibreOffice draws it, keeps its form."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.letters.model import Work
from services.letters.sample import OFFICE, sample_work
from services.letters.template import load_template, read_files, template_folders
from services.letters.trial import examine
from services.settings.drafting import DraftSettings, SignerRule
from tests.needs import ROOT, need_command

pytestmark = [pytest.mark.office, pytest.mark.timeout(600)]

CAPACITIES = {
    "": {"title": "Giám đốc"},
    "KT": {"authority": "Giám đốc", "title": "Phó Giám đốc"},
    "TL": {"authority": "Giám đốc", "acting_for": "Chánh Văn phòng", "title": "Phó Chánh Văn phòng"},
    "TUQ": {"authority": "Giám đốc", "title": "Trưởng phòng Tổ chức cán bộ"},
    "TM": {"authority": "Ủy ban nhân dân", "acting_for": "Chủ tịch", "title": "Phó Chủ tịch"},
    "Q": {"title": "Giám đốc"},
}
#: Who may sign TM.: an office led by a collective, here one that has no chủ quản.
COMMITTEE = OFFICE.model_copy(
    update={
        "name": "Ủy ban nhân dân xã Mẫu",
        "full_name": "Ủy ban nhân dân xã Mẫu",
        "short_name": "UBND xã",
        "parent_name": "",
        "code": "UBND",
    }
)
NAME = "Nguyễn Thị Người Ký Mẫu"
MILLIMETRE = 72 / 25.4
# Left, top, right and bottom margin (mm) of our pages; the page number stands above the top margin.
MARGINS = (30, 20, 20, 20)
TOLERANCE = 1.0


@dataclass(frozen=True)
class Word:
    page: int
    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    text: str


def allowed() -> list[tuple[Path, str]]:
    """Every template with every capacity it may be signed in; papers without a signature once."""
    found = []
    for folder in template_folders(ROOT / "templates"):
        about = load_template(folder).about
        found += [(folder, capacity) for capacity in CAPACITIES if capacity in (about.capacities or {""})]
    return found


def signed(capacity: str) -> Work:
    """The made-up work of an office where this capacity is allowed, signed in it."""
    rule = SignerRule(capacity=capacity, name=NAME, **CAPACITIES[capacity])
    collective = capacity == "TM"
    return sample_work(COMMITTEE if collective else OFFICE, DraftSettings(signers=(rule,), collective=collective))


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=500).stdout


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    office = need_command("soffice")
    need_command("pdftotext")
    home = tmp_path_factory.mktemp("every")
    names: list[str] = []
    for folder, capacity in allowed():
        papers = examine(read_files(folder), signed(capacity)).papers
        plain = [one for one in papers if b"comments.xml" not in one.files[0].content]
        for paper in {one.files[0].name: one for one in plain}.values():
            name = f"{folder.name}--{capacity or 'THU TRUONG'}--{paper.files[0].name}"
            (home / name).write_bytes(paper.files[0].content)
            names.append(name.removesuffix(".docx"))
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    files = [str(home / f"{name}.docx") for name in names]
    run(office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(home), *files)
    return {name: home / f"{name}.pdf" for name in names}


def words(pdf: Path) -> list[Word]:
    found: list[Word] = []
    page, width, height = 0, 0.0, 0.0
    for line in run("pdftotext", "-bbox", str(pdf), "-").splitlines():
        if size := re.search(r'<page width="([\d.]+)" height="([\d.]+)"', line):
            page, width, height = page + 1, float(size[1]), float(size[2])
        elif box := re.search(r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)</word>', line):
            found.append(Word(page, width, height, *map(float, box.groups()[:4]), box[5]))
    return found


def test_every_template_is_there_in_every_capacity(pdfs: dict[str, Path]) -> None:
    wanted = {(folder.name, capacity or "THU TRUONG") for folder, capacity in allowed()}
    assert {tuple(name.split("--")[:2]) for name in pdfs} == wanted
    assert {capacity for _, capacity in wanted} == {"THU TRUONG", "KT", "TL", "TUQ", "TM", "Q"}
    letters = {name.split("--")[2] for name in pdfs if name.startswith("cong-van-trien-khai--")}
    assert letters == {
        "cong-van-van-phong-mau",
        "cong-van-thpt-mau-1",
        "cong-van-thpt-mau-2",
        "cong-van-ubnd-xa-mau",
        "cong-van-nhom-thpt",
    }


def test_every_page_keeps_its_margins_and_typeface_and_no_tag_is_left(pdfs: dict[str, Path]) -> None:
    for name, pdf in pdfs.items():
        fonts = {line.split("+")[-1].split()[0].split("-")[0] for line in run("pdffonts", str(pdf)).splitlines()[2:]}
        assert fonts == {"LiberationSerif"}, name
        left, top, right, bottom = (margin * MILLIMETRE - TOLERANCE * MILLIMETRE for margin in MARGINS)
        for word in words(pdf):
            assert not re.search(r"\{\{|\{%|%\}|\}\}", word.text), (name, word)
            number = word.top < top and word.text.isdigit()
            assert word.left >= left, (name, word)
            assert word.right <= word.width - right, (name, word)
            assert number or word.top >= top, (name, word)
            assert word.bottom <= word.height - bottom, (name, word)


def test_page_counts_are_those_of_short_papers(pdfs: dict[str, Path]) -> None:
    most = {"ke-hoach-trien-khai": 4, "phieu-trinh": 4, "bao-cao-ket-qua": 2, "to-trinh": 2, "thong-bao-phan-cong": 2}
    for name, pdf in pdfs.items():
        pages = words(pdf)[-1].page
        assert 1 <= pages <= most.get(name.split("--")[0], 1), name


def test_the_signature_block_is_whole_and_never_alone(pdfs: dict[str, Path]) -> None:
    """The name, all lines of the capacity, Nơi nhận and the end of the text stand on one page, in this order."""
    unsigned = ("bang-phan-cong--", "phieu-giai-quyet--", "phieu-thay-doi--", "phieu-trinh--")
    for name, pdf in pdfs.items():
        if name.startswith(unsigned):
            continue
        found = words(pdf)
        signer = next((word for word in reversed(found) if word.text == "Ký"), None)
        assert signer, name
        page = [word for word in found if word.page == signer.page]
        text = " ".join(word.text for word in page)
        assert "Nơi nhận:" in text, name
        assert "Lưu: VT, VP." in text, name
        assert "./." in text.split("Nơi nhận:")[0], name
        receivers = next(word for word in page if word.text == "nhận:")
        lines = {
            round(word.top)
            for word in page
            if word.left > word.width / 2 and receivers.top - 3 <= word.top < signer.top
        }
        assert lines, name
        assert signer.top - max(lines) > 4 * 14, name  # room for the signature


def test_annex_pages_lie_across_and_begin_to_count_again(pdfs: dict[str, Path]) -> None:
    found = words(pdfs["ke-hoach-trien-khai--KT--ke-hoach-trien-khai"])
    across = [word for word in found if word.width > word.height]
    assert across
    assert "Phụ lục" in " ".join(word.text for word in across)
    assert {word.page for word in across} == {found[-1].page}
