"""Against real documents beside the project: the seed line by line, the born-digital ones by the numbers."""

from __future__ import annotations

import json
from difflib import SequenceMatcher

import pytest

from services.directive.text import collapse, skeleton
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


def plain(text: str) -> str:
    return skeleton(collapse(text))


def test_the_seed():
    text = shared("corpus/seed/kh-162-sgddt-clean.txt").read_text("utf-8")
    found = as_json(understand(pages(text), None, lexicon()))
    assert (found["symbol"], found["issued_on"], found["place"]) == ("162/KH-SGDĐT", "2020-01-22", "Tây Ninh")
    assert (found["parent_issuer"], found["issuer"]) == ("UBND TỈNH TÂY NINH", "SỞ GIÁO DỤC VÀ ĐÀO TẠO")
    assert found["abstract"] == "Tuyên truyền cải cách hành chính năm 2020"
    assert [one["symbol"] for one in found["references"]] == ["53/KH-UBND", "61/2018/NĐ-CP"]
    assert [one["key"] for one in found["sections"]] == [
        *("I", "I.1", "I.2", "I.3", "II", "II.1", "II.2", "II.3", "III", "III.1", "III.2"),
    ]
    told = {one["key"]: one for one in found["instructions"]}
    assert told["III.1"]["lead"] == ["Văn phòng Sở"]
    assert told["III.2"]["lead"] == ["Thủ trưởng các cơ quan, đơn vị"]
    assert [one["section"] for one in told.values() if one["implicit"]] == ["II.1"] * 3 + ["II.2"] * 4 + ["II.3"] * 2
    assert len(told) == 11
    assert not any(one["deadline"] for one in told.values())


@pytest.mark.parametrize("slug", NATIVE)
def test_born_digital_documents(slug):
    gold = json.loads(shared(f"corpus/gold/{slug}.json").read_text("utf-8"))
    text = shared(f"corpus/text/{slug}.txt").read_text("utf-8")
    found = as_json(understand(pages(text), None, lexicon()))
    assert (found["number"], found["symbol"], found["issued_on"]) == (gold["number"], gold["symbol"], gold["date"])
    assert plain(found["issuer"]) == plain(gold["issuer"])
    assert plain(found["abstract"]) == plain(gold["title"])
    assert {one["symbol"] for one in found["references"]} == {one["number"] for one in gold["references"]}
    told, wanted = found["instructions"], gold["assignments"]
    assert len(told) == len(wanted)
    for got, want in zip(told, wanted, strict=True):
        assert likeness(got["text"], want["text"]) > 0.8
        assert (got["deadline"] or {}).get("date") == want["deadline_iso"]
        assert len(got["lead"]) == len(want["lead"])
    whole = plain(text)
    assert all(plain(one["evidence"]["quote"]) in whole for one in told)


def likeness(got: str, want: str) -> float:
    """The share of the wanted text found in order."""
    a, b = plain(want), plain(got)
    return sum(block.size for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()) / len(a)
