"""Repair and gate on the real documents beside the project: how many words are wrong, and that numbers survive."""

from __future__ import annotations

import re
import time
from functools import cache

import pytest
from rapidfuzz.distance import Levenshtein

from services.reading.gate import judge
from services.reading.repair.pages import Repairer
from services.reading.spelling import composed
from tests.needs import SHARED, need

CORPUS = SHARED / "corpus"
NATIVE = (
    "cd-ttg-117-2024", "cd-ttg-119-2024", "tb-ubnd-qng-11-2025", "tb-ubnd-qng-565-2024", "tb-ubnd-hanoi-453-2026",
    "tb-pctt-hue-254-2022", "kh-stttt-phutho-2011-draft", "qd-ubnd-hanoi-15-2010", "qd-ttg-93-2007",
)  # fmt: skip
FIXED = re.compile(r"[\W\d]*\d{2,}[\W\d]*|\S*\d\S*/\S*\w\S*|\S*\d/\d\S*")
"""Chunks that are numbers, dates or codes."""


def read(path: str) -> str:
    need((CORPUS / path).exists(), f"shared/corpus/{path}")
    return composed((CORPUS / path).read_text(encoding="utf-8"))


def wrong_words(true: str, seen: str) -> float:
    return Levenshtein.distance(true.split(), seen.split()) / len(true.split())


def wrong_letters(true: str, seen: str) -> float:
    return Levenshtein.distance(" ".join(true.split()), " ".join(seen.split())) / len(" ".join(true.split()))


@cache
def repairer() -> Repairer:
    return Repairer.of()


@cache
def repaired(text: str, trust: float = 0.0) -> str:
    return "\n".join(repairer().texts(text.split("\n"), trust))


def test_the_garbled_plan_without_any_name_of_its_units():
    clean, garbled = read("seed/kh-162-sgddt-clean.txt"), read("seed/kh-162-sgddt-ocr.txt")
    start = time.process_time()
    mended = repaired(garbled)
    spent = time.process_time() - start
    assert wrong_words(clean, garbled) > 0.8
    assert wrong_words(clean, mended) <= 0.05
    assert wrong_letters(clean, mended) <= 0.021
    assert spent < 5


@pytest.mark.parametrize("name", ["tb-ubnd-qng-11-2025", "tb-ubnd-qng-565-2024"])
def test_scans_read_with_the_english_model_against_their_native_text(name):
    clean, garbled = read(f"text/{name}.txt"), read(f"ocr-eng/{name}.txt")
    assert wrong_words(clean, garbled) > 0.7
    assert wrong_words(clean, repaired(garbled)) <= 0.06


def test_all_scans_read_with_the_english_model_against_their_vietnamese_recognition():
    names = [path.name for path in sorted((CORPUS / "ocr-eng").glob("*.txt"))]
    need(names, "shared/corpus/ocr-eng")
    pairs = [(read(f"text/{name}"), repaired(read(f"ocr-eng/{name}"))) for name in names]
    words = sum(len(true.split()) for true, _ in pairs)
    assert sum(wrong_words(true, mended) * len(true.split()) for true, mended in pairs) / words <= 0.12
    assert all(judge(mended).verdict == "good" for _, mended in pairs)


def test_numbers_dates_and_codes_survive():
    names = ["seed/kh-162-sgddt-ocr.txt", *(f"ocr-eng/{p.name}" for p in sorted((CORPUS / "ocr-eng").glob("*.txt")))]
    for text in map(read, names):
        mended = repaired(text)
        changed = [(a, b) for a, b in zip(text.split(), mended.split(), strict=True) if FIXED.fullmatch(a) and a != b]
        assert changed == []


def test_good_text_forced_through_loses_nothing():
    total = changed = 0
    for text in (read(f"text/{name}.txt") for name in NATIVE):
        before, after = text.split(), repaired(text, trust=1.0).split()
        total += len(before)
        changed += sum(a != b for a, b in zip(before, after, strict=True))
    assert changed / total <= 0.001


@pytest.mark.parametrize(
    ("folder", "verdicts"), [("text", {"good", "suspect"}), ("ocr-eng", {"bad"})], ids=["text", "ocr-eng"]
)
def test_the_gate_is_right_on_every_document(folder, verdicts):
    paths = sorted((CORPUS / folder).glob("*.txt"))
    need(paths, f"shared/corpus/{folder}")
    assert [p.stem for p in paths if judge(p.read_text(encoding="utf-8")).verdict not in verdicts] == []
