"""The language model: counts packed and found again, probabilities that add up, names that weigh."""

from __future__ import annotations

import lzma
import math

import pytest

from services.reading.repair.build import build
from services.reading.repair.language import Language, shipped
from services.reading.repair.packing import ROUNDED, code_of, pack, unpack

UNIGRAMS = """\
<s>\t9\t9\t-
sở\t8\t9\ts
y\t6\t9\ts
tế\t5\t9\ts
<unk>\t4\t9\t-
<num>\t3\t9\t-
bcd\t2\t1\tx
<code>\t1\t9\t-
"""
BIGRAMS = "<s> sở\t4\nsở y\t6\ny bcd\t3\ny tế\t5\n"
TRIGRAMS = "<s> sở y\t4\nsở y tế\t5\n"


@pytest.fixture
def counts(tmp_path):
    for name, rows in [("unigrams", UNIGRAMS), ("bigrams", BIGRAMS), ("trigrams", TRIGRAMS)]:
        (tmp_path / f"{name}.tsv.xz").write_bytes(lzma.compress(rows.encode()))
    return tmp_path


def test_the_same_counts_give_the_same_files(counts):
    build(counts, counts / "one")
    build(counts, counts / "two")
    names = sorted(path.name for path in (counts / "one").iterdir())
    assert names == ["counts.xz", "provenance.toml", "syllables.txt"]
    assert all((counts / "one" / n).read_bytes() == (counts / "two" / n).read_bytes() for n in names)
    assert (counts / "one" / "syllables.txt").read_text(encoding="utf-8") == "sở\t8\ntế\t5\ny\t6\n"


def test_counts_are_found_again_and_rare_words_are_gone(counts):
    build(counts, counts / "out")
    packed = unpack((counts / "out" / "counts.xz").read_bytes())
    ids = packed.ids
    assert "bcd" not in ids
    pair = packed.bigrams.find(ids["sở"], ids["y"])
    triple = packed.trigrams.find(pair, ids["tế"])
    assert ROUNDED[packed.trigrams.codes[triple]] == pytest.approx(5, rel=0.05)
    assert packed.bigrams.find(ids["tế"], ids["y"]) == -1
    assert unpack(pack(packed)) == packed


@pytest.mark.parametrize("count", [1, 2, 3, 7, 100, 4_283, 320_000])
def test_counts_are_rounded_by_less_than_five_per_cent(count):
    assert ROUNDED[code_of(count)] == pytest.approx(count, rel=0.045)


@pytest.mark.parametrize("before", [("<s>", "<s>"), ("sở", "giáo"), ("ủy", "ban"), ("báo", "cáo"), ("ếch", "nhái")])
def test_the_probabilities_after_a_context_add_up_to_one(before):
    language = Language.of(shipped())
    unk = language.ids["<unk>"]
    context = [language.ids.get(word, unk) for word in before]
    costs = language.costs(*context, range(len(language.packed.tokens)))
    assert sum(math.exp(-cost) for cost in costs) == pytest.approx(1, abs=0.02)


def test_names_of_an_installation_weigh():
    name = ["trường", "khuyến", "nông", "gò", "chổi"]
    plain, with_name = Language.of(shipped()), Language.of(shipped(), [name])

    def cost(language: Language, *words: str) -> float:
        before, last, word = (language.ids[w] for w in words)
        return language.costs(before, last, [word])[0]

    assert cost(with_name, "trường", "khuyến", "nông") < cost(plain, "trường", "khuyến", "nông")
    assert cost(with_name, "nông", "gò", "chổi") < 1
    assert cost(with_name, "quy", "định", "của") == pytest.approx(cost(plain, "quy", "định", "của"), abs=1e-3)
