"""Real directives, when the shared corpus lies beside the project: what has a text layer is read, scans say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.errors import NeedsOcrError, UnreadableFileError
from services.reading import read_file

ORIGINALS = Path(__file__).parents[4] / "shared" / "corpus" / "originals"
READABLE = {
    "cd-ttg-117-2024.docx": ("Số: 117/CĐ-TTg", 2),
    "cd-ttg-119-2024.docx": ("Số: 119/CĐ-TTg", 2),
    "tb-pctt-hue-254-2022.pdf": ("Số: 254 /TB-PCTT", 2),
    "tb-ubnd-hanoi-453-2026.pdf": ("Về việc treo cờ Tổ quốc", 1),
    "tb-ubnd-qng-11-2025.pdf": ("THÔNG BÁO", 2),
    "tb-ubnd-qng-565-2024.pdf": ("II. Nhiệm vụ cụ thể trong thời gian đến", 4),
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
def test_scans_end_in_a_question(path):
    with pytest.raises(NeedsOcrError, match="là bản quét: trang 1"):
        read_file(path)


@pytest.mark.parametrize("path", sorted(ORIGINALS.glob("*.doc")), ids=lambda p: p.stem)
def test_old_word_files_are_named_as_such(path):
    with pytest.raises(UnreadableFileError, match=r"\.doc của Word"):
        read_file(path)
