"""Only words of the source, only units of the registry, never in place of a rule, never surer than .7."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.directive.model import Deadline, Evidence, Instruction, Line, Section, Source
from services.proposing.accept import MOST_CONFIDENT, Reason, accept, find
from services.proposing.port import Ask, Proposal
from services.units.model import Unit

LINES = tuple(
    Line(1, number, text)
    for number, text in enumerate(
        (
            "II. NỘI DUNG",
            "1. Văn phòng Sở tổng hợp kết quả thực hiện gửi",
            "về Sở trước ngày 15/12/2026.",
            "2. Việc rà soát thủ tục hành chính do bộ phận pháp chế đảm nhận, hoàn thành",
            "trong 30 ngày.",
            "III. KINH PHÍ",
            "Kinh phí lấy từ nguồn chi thường xuyên năm 2026.",
        ),
        start=1,
    )
)
RULE = Instruction(
    "II.1", "II.1", "giao", ("Văn phòng Sở",), (), "tổng hợp kết quả thực hiện gửi về Sở trước ngày 15/12/2026", None,
    Evidence(1, 2, "tổng hợp kết quả thực hiện gửi về Sở trước ngày 15/12/2026"), 0.95,
)  # fmt: skip
UNITS = (Unit("van-phong", "Văn phòng Sở", "van_phong"), Unit("phong-tccb", "Phòng Tổ chức cán bộ", "phong"))
ASK = Ask(LINES, UNITS, (RULE,))
SECTIONS = (Section("II", 1, "II.", "NỘI DUNG", 1, 1), Section("II.2", 2, "2.", None, 1, 4))
CLAUSE = "Việc rà soát thủ tục hành chính do bộ phận pháp chế đảm nhận, hoàn thành trong 30 ngày."
SLIP = CLAUSE.replace("đảm nhận", "đảm nhân")


def judged(*proposals: Proposal):
    return accept(proposals, ASK, SECTIONS, lambda clause: Deadline(clause[-14:-1]))


@pytest.mark.parametrize("quote", [CLAUSE, SLIP, CLAUSE.replace("hoàn thành trong", "hoàn thành\n trong")])
def test_a_clause_of_the_source_becomes_an_instruction_in_the_source_s_own_words(quote: str) -> None:
    (made,) = judged(Proposal(quote, ("phong-tccb",), ("van-phong",), "giao")).instructions
    assert made == Instruction(
        "II.2#p1", "II.2", "giao", ("Phòng Tổ chức cán bộ",), ("Văn phòng Sở",), CLAUSE, Deadline("trong 30 ngày"),
        Evidence(1, 4, CLAUSE, 5, 1), MOST_CONFIDENT, method=Source.LLM,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("proposal", "reason"),
    [
        (Proposal("Phòng Tổ chức cán bộ tổ chức tập huấn cho giáo viên", ("phong-tccb",)), Reason.NOT_IN_SOURCE),
        (Proposal(CLAUSE.replace("thủ tục hành chính", "hồ sơ viên chức"), ("phong-tccb",)), Reason.NOT_IN_SOURCE),
        (Proposal(CLAUSE, ("phong-bia-ra",)), Reason.UNKNOWN_UNIT),
        (Proposal(CLAUSE, ("phong-tccb",), ("phong-bia-ra",)), Reason.UNKNOWN_UNIT),
        (Proposal(CLAUSE, ("Phòng Tổ chức cán bộ",)), Reason.UNKNOWN_UNIT),
        (Proposal(CLAUSE, ()), Reason.NOBODY),
        (Proposal(RULE.text, ("phong-tccb",)), Reason.SAID_BEFORE),
        (Proposal("Văn phòng Sở tổng hợp kết quả thực hiện gửi", ("phong-tccb",)), Reason.SAID_BEFORE),
        (Proposal("", ("phong-tccb",)), Reason.SIZE),
        (Proposal("rà soát", ("phong-tccb",)), Reason.SIZE),
        (Proposal("rà soát " * 400, ("phong-tccb",)), Reason.SIZE),
    ],
)
def test_what_is_refused_and_why(proposal: Proposal, reason: Reason) -> None:
    outcome = judged(proposal)
    assert (outcome.instructions, dict(outcome.refused)) == ((), {reason: 1})


def test_a_number_changed_by_the_model_never_gets_in() -> None:
    """Alike enough to be found, and still the source's 30 days stand in the instruction."""
    (made,) = judged(Proposal(CLAUSE.replace("30 ngày", "90 ngày"), ("phong-tccb",))).instructions
    assert "30 ngày" in made.text
    assert "90" not in made.text + made.evidence.quote
    assert made.deadline == Deadline("trong 30 ngày")


def test_the_same_clause_twice_is_taken_once_and_an_unknown_mode_is_no_word_of_ours() -> None:
    outcome = judged(Proposal(CLAUSE, ("phong-tccb",), (), "ra lệnh"), Proposal(CLAUSE, ("van-phong",)))
    assert [each.mode for each in outcome.instructions] == ["giao"]
    assert outcome.refused == {Reason.SAID_BEFORE: 1}


def test_doubtful_text_makes_a_proposal_more_doubtful() -> None:
    outcome = accept([Proposal(CLAUSE, ("phong-tccb",))], ASK, (), lambda _: None, cap=0.4)
    assert [(each.confidence, each.section, each.key) for each in outcome.instructions] == [(0.4, "", "x#p1")]


SOURCE = " ".join(line.text for line in LINES)
proposals = st.builds(
    Proposal,
    st.one_of(
        st.text(max_size=80),
        st.tuples(st.integers(0, len(SOURCE)), st.integers(0, 120)).map(lambda cut: SOURCE[cut[0] : cut[0] + cut[1]]),
    ),
    st.lists(st.sampled_from(["van-phong", "phong-tccb", "lạ", ""]), max_size=3).map(tuple),
    st.lists(st.sampled_from(["van-phong", "lạ"]), max_size=2).map(tuple),
    st.text(max_size=8),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(proposals, max_size=5))
def test_laws(offered: list[Proposal]) -> None:
    outcome = judged(*offered)
    assert len(outcome.instructions) + sum(outcome.refused.values()) == len(offered)
    assert len({each.key for each in outcome.instructions}) == len(outcome.instructions)
    for each in outcome.instructions:
        assert each.text in SOURCE
        assert each.evidence.quote == each.text
        assert each.confidence <= MOST_CONFIDENT
        assert each.method is Source.LLM
        assert {*each.lead, *each.coordinating} <= {unit.name for unit in UNITS}
        assert each.lead


@pytest.mark.parametrize(("quote", "found"), [("", None), ("abc", None), (SOURCE[:30], (0, 30)), (SOURCE * 2, None)])
def test_quotes_are_found_in_the_source_or_not_at_all(quote: str, found: tuple[int, int] | None) -> None:
    assert find(quote, SOURCE) == found


def test_the_day_is_the_rules_business() -> None:
    made = accept([Proposal(CLAUSE, ("phong-tccb",))], ASK, (), lambda _: Deadline("x", dt.date(2026, 1, 1)))
    assert made.instructions[0].deadline == Deadline("x", dt.date(2026, 1, 1))
