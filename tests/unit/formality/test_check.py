"""The door of the room: refusals, what blocks, the one-line summary, the wire."""

from __future__ import annotations

import json

import pytest

from services.errors import UnreadableFileError
from services.formality.articles import written_out
from services.formality.check import blocking, check, questions, summary
from services.formality.facts import Facts
from services.formality.model import Result, Severity
from services.formality.policy import DEFAULT, Policy
from services.formality.wire import as_json
from services.steps.dossier import formality_question
from tests.unit.formality.drafts import facts, official_letter

FIELDS = ["rule", "severity", "result", "place", "expected", "found", "advice", "article"]


def checked(*changes, kind="letter", policy=DEFAULT):
    draft = official_letter()
    for name, text in changes:
        draft.say(name, text)
    return check(draft.bytes(), facts(kind, "CÔNG VĂN" if kind == "letter" else ""), policy)


def test_a_number_with_a_year_is_no_administrative_document():
    (only,) = checked(("symbol", "Số: 30/2020/NĐ-CP"), kind="foreign")
    assert (only.result, only.place, only.found) == (Result.NOT_APPLICABLE, "Toàn văn bản", "“Số: 30/2020/NĐ-CP”")
    assert "quy phạm pháp luật" in summary([only])


@pytest.mark.parametrize("line", ["Số: 12/KH-SGDĐT", "Số:      /SGDĐT-VP", "Số: 2020/SGDĐT-VP"])
def test_other_numbers_are_checked(line):
    assert len(checked(("symbol", line), kind="foreign")) > 1


def test_an_error_blocks_a_warning_and_a_question_do_not():
    found = checked(("motto", "Tự do"), ("body 3", "2. Báo cáo."), ("name", "[CHƯA XÁC ĐỊNH NGƯỜI KÝ]"))
    assert {f.rule for f in blocking(found)} == {"QH-02"}
    assert {f.rule for f in questions(found)} == {"PH-02"}
    assert {f.rule for f in found if f.severity is Severity.WARNING and f.result is Result.FAIL} == {"BO-06"}


def test_a_question_says_once_what_stands_there_what_is_wanted_and_where_to_mend_it():
    asked = formality_question("a1", [("Công văn", checked(("issuer", "UBND XÃ MẪU")))])
    assert asked.count("“UBND XÃ MẪU”") == 1
    assert "; cần tên đầy đủ. Ghi đầy đủ tên cơ quan ban hành" in asked
    assert "Sửa khóa name của [office] (nhiều cơ quan: [offices.office]) trong config/office.toml." in asked
    foreign = blocking(checked(("issuer", "UBND XÃ MẪU"), kind="foreign"))
    assert not any("office.toml" in one.advice for one in foreign)


def test_the_summary_names_what_is_wrong():
    found = checked(("symbol", "Số: 7/SGDĐT-VP"), ("body 3", "2. Báo cáo."), ("name", "[CHƯA XÁC ĐỊNH NGƯỜI KÝ]"))
    assert summary(found) == "2 lỗi phải sửa, 1 chỗ nên sửa, 1 điểm cần người xem lại."
    assert summary(checked()).startswith("Đúng thể thức: ")


def test_equal_faults_are_one_finding_that_counts_the_places():
    draft = official_letter()
    for i in (1, 2, 3):
        draft.run(f"body {i}", font="Arial")
    (only,) = blocking(check(draft.bytes(), facts()))
    assert "(và 2 chỗ khác)" in only.place


def test_configuration_may_set_another_severity():
    found = checked(("motto", "Tự do"), policy=Policy(severities={"QH-02": Severity.WARNING}))
    assert blocking(found) == ()


def test_findings_travel_as_the_cli_promises():
    wire = as_json("cv.docx", checked(("motto", "Tự do")))
    assert json.loads(json.dumps(wire)) == wire
    assert wire["file"] == "cv.docx"
    assert all(list(finding) == FIELDS for finding in wire["findings"])
    assert {(f["severity"], f["result"]) for f in wire["findings"] if f["rule"] == "QH-02"} == {("E", "fail")}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 no zip"])
def test_what_is_no_word_file_is_said_so(content):
    with pytest.raises(UnreadableFileError, match="Không mở được tệp Word"):
        check(content, facts())


def test_an_unknown_kind_of_file_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="unknown kind"):
        Facts("phong bì")


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("I.4", "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I, khoản 4"),
        ("II.5.a,b", "NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 5 điểm a, b"),
        ("Đ 15(2)", "NĐ 30/2020/NĐ-CP, Điều 15 khoản 2"),
        ("mẫu 1.5", "NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu 1.5"),
        ("derived", "suy ra từ Nghị định 30/2020/NĐ-CP"),
    ],
)
def test_articles_are_written_out(short, full):
    assert written_out(short) == full


def test_an_article_nobody_can_look_up_is_refused():
    with pytest.raises(ValueError, match="unknown article"):
        written_out("see above")
