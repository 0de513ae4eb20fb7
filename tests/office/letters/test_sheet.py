"""What LibreOffice makes of the sheet of the assignment table: its pages, and that every cell is seen whole."""

from __future__ import annotations

import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from services.letters.draft import draft
from services.letters.template import load_templates
from tests.needs import ROOT, need, need_command
from tests.unit.letters.samples import many

pytestmark = pytest.mark.office

COUNT = 24
HEAD = (
    "STT Nội dung nhiệm vụ Đơn vị chủ trì, thực hiện Đơn vị phối hợp Thời gian hoàn thành Sản phẩm (kết quả đầu ra) "
    "Ghi chú"
)
MILLIMETRE = 72 / 25.4
BOX = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>')


class Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str


def run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=240).stdout


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheet of a directive with many long contents, printed."""
    office = need_command("soffice")
    need_command("pdftotext")
    home = tmp_path_factory.mktemp("sheet")
    *_, table = draft(many(COUNT), load_templates(ROOT / "templates"))
    (home / "bang.xlsx").write_bytes(table.files[1].content)
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    run(office, "--headless", profile, "--convert-to", "pdf", "--outdir", str(home), str(home / "bang.xlsx"))
    need((home / "bang.pdf").exists(), "LibreOffice Calc; see .ci/debian-packages")
    return home / "bang.pdf"


@pytest.fixture(scope="module")
def words(sheet: Path) -> list[list[Word]]:
    """The words of each page with their boxes, in points."""
    pages = run("pdftotext", "-bbox", str(sheet), "-").split("<page ")[1:]
    return [[Word(*map(float, box[:4]), box[4]) for box in BOX.findall(page)] for page in pages]


def test_each_page_lies_across_in_our_typeface_with_the_head_and_its_number(sheet: Path) -> None:
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", run("pdfinfo", str(sheet)))
    assert size
    assert (round(float(size[1])), round(float(size[2]))) == (842, 595)
    fonts = {line.split("+")[-1].split()[0].split("-")[0] for line in run("pdffonts", str(sheet)).splitlines()[2:]}
    assert fonts == {"LiberationSerif"}
    pages = [" ".join(page.split()) for page in run("pdftotext", "-layout", str(sheet), "-").split("\f")[:-1]]
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert page.startswith(f"{number}/{len(pages)} "), number
        assert HEAD in page, number


def test_nothing_runs_out_of_the_page_or_over_another_cell(words: list[list[Word]]) -> None:
    for page in words:
        assert min(word.left for word in page) >= 29 * MILLIMETRE
        assert max(word.right for word in page) <= (297 - 14) * MILLIMETRE
        assert max(word.bottom for word in page) <= (210 - 19) * MILLIMETRE
        for one in page:
            assert not any(_over(one, other) for other in page if other is not one), one


def _over(one: Word, other: Word) -> bool:
    """Whether two words share a place; neighbouring lines may touch."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 1 and down > (one.bottom - one.top) / 3


def test_rows_follow_each_other_and_are_readable(words: list[list[Word]]) -> None:
    numbers = [word for page in words for word in page if word.text.isdigit() and word.left < 40 * MILLIMETRE]
    assert [int(word.text) for word in numbers] == list(range(1, COUNT + 1))
    assert all(one.top < other.top for page in words for one, other in pairwise([w for w in numbers if w in page]))
    assert min(word.bottom - word.top for page in words for word in page) >= 9  # points: about 9 pt of type
