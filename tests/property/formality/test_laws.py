"""Laws of the check and of `--fix`, whatever mixture of faults a file has."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from services.formality.check import Facts, check
from services.formality.fix import fix
from services.formality.model import Result
from services.formality.reader import read
from tests.unit.formality.drafts import facts, official_letter, plan_document
from tests.unit.formality.forgetting import forgetful
from tests.unit.formality.test_fix import MENDED
from tests.unit.formality.test_rules_letter import FAULTS

FOREIGN = Facts("foreign")
NAMED = [row for row in MENDED if row[0] != "NU-03"]
MIXED = st.lists(st.sampled_from(MENDED), min_size=1, max_size=6, unique_by=id)
# Each component is spoilt once: a fault needs the component that another one may have dropped.
ANY = st.lists(st.sampled_from([row[1] for row in FAULTS]), max_size=3)


def spoilt(changes, make=official_letter) -> bytes:
    draft = make()
    for change in changes:
        try:
            change(draft)
        except (KeyError, IndexError):  # what an earlier change has taken away
            continue
    return draft.bytes()


def failures(content: bytes) -> int:
    return sum(1 for finding in check(content, FOREIGN) if finding.result is Result.FAIL)


def words(content: bytes) -> list[str]:
    return ["".join(run.text for run in paragraph.runs) for paragraph in read(content).everything]


@settings(max_examples=40, deadline=None)
@given(MIXED)
def test_mending_leaves_fewer_faults_and_mending_again_changes_nothing(rows):
    content = spoilt([change for _, change in rows])
    fixed = fix(content).content
    assert failures(fixed) < failures(content)
    assert fix(fixed).content is fixed


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([row[1] for row in NAMED]), max_size=6), st.booleans())
def test_mending_keeps_every_word(changes, named):
    content = spoilt(changes, plan_document if named else official_letter)
    assert words(fix(content).content) == words(content)


@settings(max_examples=40, deadline=None)
@given(ANY)
def test_mending_any_file_never_makes_it_worse(changes):
    content = spoilt(changes)
    fixed = fix(content).content
    assert failures(fixed) <= failures(content)
    assert [line.replace(" ", "") for line in words(fixed)] == [line.replace(" ", "") for line in words(content)]


@settings(max_examples=40, deadline=None)
@given(ANY, st.sampled_from(["letter", "foreign"]))
def test_what_is_remembered_of_other_files_changes_no_finding(changes, kind):
    """The fast path is the full path: paragraphs read before are taken from memory, and nothing else differs."""
    content, known = spoilt(changes), facts(kind, "CÔNG VĂN" if kind == "letter" else "")
    check(spoilt([]), known)
    remembered = check(content, known)
    assert check(content, known) == remembered
    assert forgetful(content, known) == remembered
