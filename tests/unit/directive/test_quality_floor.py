"""The floor under the figures of docs/quality.md, on annotated documents beside the project."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from functools import cache

import pytest

from services.directive.model import Source
from services.directive.understand import understand
from services.directive.wire import as_json
from tests.needs import shared
from tests.unit.directive.samples import lexicon, pages

NATIVE = (
    "cd-ttg-117-2024",
    "cd-ttg-119-2024",
    "kh-stttt-phutho-2011-draft",
    "tb-ubnd-qng-11-2025",
    "tb-ubnd-qng-565-2024",
)
SCANS = (
    "ct-ubnd-qng-07-2018",
    "cv-syt-kg-2107-2017",
    "cv-syt-kg-2242-2017",
    "kh-syt-kg-1942-2017",
    "kh-syt-kg-2004-2017",
    "kh-syt-kg-2155-2017",
)


@cache
def scorer():
    spec = importlib.util.spec_from_file_location("corpus_score", shared("tools/score.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scored(slugs, source):
    total = Counter()
    for slug in slugs:
        gold = json.loads(shared(f"corpus/gold/{slug}.json").read_text("utf-8"))
        text = shared(f"corpus/text/{slug}.txt").read_text("utf-8")
        found = as_json(understand(pages(text, source), None, lexicon()))
        total.update(scorer().score_document(scorer().from_gold(gold), found, [text]))
    return scorer().summary(total)


@pytest.mark.parametrize(
    ("slugs", "source", "floor"),
    [
        (
            NATIVE,
            Source.NATIVE,
            {
                "references": 0.95,
                "sections": 0.95,
                "instructions": 0.98,
                "lead": 0.95,
                "coordinating": 0.9,
                "report_duties": 0.9,
            },
        ),
        (
            SCANS,
            Source.OCR,
            {
                "references": 0.9,
                "sections": 0.9,
                "instructions": 0.93,
                "lead": 0.9,
                "coordinating": 0.95,
                "report_duties": 0.8,
            },
        ),
    ],
    ids=("native", "scans"),
)
def test_what_was_reached_is_kept(slugs, source, floor):
    summary = scored(slugs, source)
    below = {name: summary[name]["f1"] for name, least in floor.items() if summary[name]["f1"] < least}
    assert below == {}
    assert summary["deadline"]["invented"] == 0
    assert summary["deadline"]["exactness"] >= 0.96
    assert summary["header"]["all"]["wrong"] == 0
    assert summary["evidence"]["validity"] == 1


@pytest.mark.parametrize("slug", SCANS)
def test_a_handwritten_number_or_day_is_never_a_fact(slug):
    text = shared(f"corpus/text/{slug}.txt").read_text("utf-8")
    header = understand(pages(text, Source.OCR), None, lexicon()).header
    assert all(value is None or not value.trusted for value in (header.number, header.issued_on))
