"""The list of bad inputs: 1 to 38 are built in this folder, the others are proven where their room is tested."""

from __future__ import annotations

import ast

import pytest

from tests.bad_input.test_files import INPUTS
from tests.needs import ROOT

HERE = "bad_input/"
ELSEWHERE = {
    39: ("a tag that climbs out of the sandbox", "unit/letters/test_hostile_templates.py", "a_way_out_of_the_sandbox"),
    40: ("a field that does not exist", "unit/letters/test_template_errors.py", "a_field_without_value_is_located"),
    41: ("a memory bomb in a template", "unit/letters/test_hostile_templates.py", "a_bomb_ends_in_time_with_a_reason"),
    42: ("a loop bomb in a template", "unit/letters/test_hostile_templates.py", "a_bomb_ends_in_time_with_a_reason"),
    43: ("a syntax error", "unit/letters/test_template_errors.py", "a_wrong_template_is_refused_with_its_place"),
    44: ("a tag split over runs", "unit/letters/test_template.py", "tags_are_filled_however_word_cuts_them"),
    45: ("data that looks like tags or breaks XML", "unit/letters/test_template.py", "data_stays_data"),
    46: ("names of attachments that lead elsewhere", HERE + "test_names.py", "a_strange_name_is_kept_and_never_used"),
    47: ("addresses outside the configured server", "contract/test_http.py", "only_paths_below_the_base_are_called"),
    48: ("a redirect to a private address", "contract/test_http.py", "what_an_answer_means"),
    49: ("an endless or slow body", "contract/test_http.py", "one_deadline_for_the_whole_request"),
    50: ("a certificate nobody vouches for", "contract/test_http.py", "a_certificate_nobody_vouches_for"),
    51: ("entities, depth and length in edXML", HERE + "test_packets.py", "bad_packets_are_refused_in_time"),
    53: ("the same directive twice", "integration/flow/test_intake.py", "the_same_document_again_is_closed"),
    54: ("control characters in a symbol", HERE + "test_logs.py", "no_control_characters_reach_the_terminal"),
}
"""Number → what it is, the file of its test below `tests/`, and how the test's name begins."""
NOT_THERE = {52: "a webhook: eGov is asked, it never calls us, so nothing listens for it"}


@pytest.mark.parametrize("number", ELSEWHERE)
def test_the_test_of_each_number_is_there(number):
    _, file, name = ELSEWHERE[number]
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    assert any(isinstance(one, ast.FunctionDef) and one.name.startswith(f"test_{name}") for one in tree.body)


def test_no_number_is_left_out():
    built = {given.number for given in INPUTS} - {0}
    assert sorted([*built, *ELSEWHERE, *NOT_THERE]) == list(range(1, 55))
