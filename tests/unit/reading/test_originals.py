"""Real directives, when the shared corpus lies beside the project: what has a text layer is read, scans say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.errors import NeedsOcrError
from services.reading import OcrOptions, read_file

ORIGINALS = Path(__file__).parents[4] / "shared" / "corpus" / "originals"
READABLE = {
    "cd-ttg-117-2024.docx": ("Số: 117/CĐ-TTg", 2),
    "cd-ttg-119-2024.docx": ("Số: 119/CĐ-TTg", 2),
    "tb-pctt-hue-254-2022.pdf": ("Số: 254 /TB-PCTT", 2),
    "tb-ubnd-hanoi-453-2026.pdf": ("Về việc treo cờ Tổ quốc", 1),
    "tb-ubnd-qng-11-2025.pdf": ("THÔNG BÁO", 2),
    "tb-ubnd-qng-565-2024.pdf": ("II. Nhiệm vụ cụ thể trong thời gian đến", 4),
}
OLD_WORD = {
    "kh-stttt-phutho-2011-draft.doc": "1. Phòng Công nghệ thông tin",
    "qd-ttg-93-2007.doc": "Số: 93/2007/QĐ-TTg",
}

if not ORIGINALS.is_dir():
    pytest.skip(f"SKIPPED LOUDLY: no corpus at {ORIGINALS}", allow_module_level=True)


@pytest.mark.parametrize("name", READABLE)
def test_files_with_text_are_read(name):
    words, count = READABLE[name]
    pages = read_file(ORIGINALS / name)
    assert len(pages.pages) == count
    assert words in [line.text for line in pages.lines]


@pytest.mark.parametrize(
    "path", sorted(p for p in ORIGINALS.glob("*.pdf") if p.name not in READABLE), ids=lambda p: p.stem
)
def test_without_recognition_scans_end_in_a_question(path):
    with pytest.raises(NeedsOcrError, match="là bản quét: trang 1"):
        read_file(path, ocr=OcrOptions(enabled=False))


@pytest.mark.office
@pytest.mark.parametrize(("name", "words"), OLD_WORD.items())
def test_old_word_files_are_converted(name, words):
    assert words in [line.text for line in read_file(ORIGINALS / name).lines]
