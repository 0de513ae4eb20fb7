"""The channel: what it learns, what it prefers, and the table it is shipped as."""

from __future__ import annotations

import math

import pytest

from services.reading.repair.candidates import confusions
from services.reading.repair.channel import Channel, dump, learn, load

PAIRS = [
    ("mới", "m6i"),
    ("mới", "moi"),
    ("tới", "toi"),
    ("chữ", "chit"),
    ("chữ", "chit"),
    ("giữ", "giit"),
    ("an", "an"),
]


def test_untaught_it_prefers_the_same_letter_then_the_same_base_then_any():
    channel = Channel({}, {})
    costs = [channel.cost("mà", seen) for seen in ("mà", "ma", "mu", "m", "maxyz")]
    assert costs == sorted(costs)
    assert all(cost < math.inf for cost in costs)


def test_it_learns_letters_read_as_two():
    channel = learn(PAIRS)
    assert ("ữ", "it") in channel.path("chữ", "chit")
    assert channel.cost("chữ", "chit") < Channel({}, {}).cost("chữ", "chit")


def test_letters_that_differ_in_tone_learn_from_each_other():
    assert learn(PAIRS).cost("chứ", "chit") < Channel({}, {}).cost("chứ", "chit")


def test_words_of_a_common_beginning_cost_what_they_cost_alone():
    channel, words = learn(PAIRS), ["", "ch", "chơ", "chờ", "chữ", "giữ", "giữa", "m", "mới"]
    together = dict(channel.costs(words, "chit"))
    assert together == {word: pytest.approx(channel.cost(word, "chit")) for word in words}


def test_the_table_comes_back():
    taught = learn(PAIRS * 2)
    again = load(dump(taught))
    assert {pair: n for pair, n in taught.counts.items() if n > 1} == again.counts
    assert dump(again) == dump(taught)


@pytest.mark.parametrize(
    ("printed", "read", "other"),
    [
        ("đề", "dé", "dễ dãi"), ("hiện", "hién", "hiền lành"), ("nước", "nudc", "nức"), ("chức", "chirc", "chắc"),
        ("độ", "d6", "dó"), ("những", "nhitng", "nhưng"), ("hội", "hdi", "hai"), ("HỘI", "HQI", "HAI"),
        ("Đào", "Pao", "Cao"), ("nghiệp", "nghiép", "nghiền"),
    ],
)  # fmt: skip
def test_the_shipped_table_knows_the_usual_confusions(printed, read, other):
    channel = confusions()
    assert channel.cost(printed, read) < channel.cost(other, read)
