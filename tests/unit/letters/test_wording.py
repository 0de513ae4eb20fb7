"""How the papers of a dossier say things: nothing twice, by role, about themselves and not about the directive."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest
from docx import Document

from services.directive.model import Deadline, ReportDuty
from services.formality.model import Finding, Result, Severity
from services.letters import sample
from services.letters.accounting import missing
from services.letters.contents.common import Audience
from services.letters.contents.table import rows
from services.letters.contents.unit_letter import unit_letter
from services.letters.cover_note import cover_note, summary
from services.letters.draft import draft
from services.letters.due import due
from services.letters.note_sources import shared_rules
from services.letters.template import TemplateSet
from services.planning.model import Role
from services.steps.intake import summary as kept
from services.steps.questions import header_question
from tests.unit.letters.samples import COLLEGE, PLAN, SCHOOL, SECRETARIAT, WORK, given

DAY = dt.date(2026, 12, 4)


def text_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def work_of(*own: object, **directive: object):
    plan = replace(PLAN, assignments=own, units=tuple(dict.fromkeys(one.unit for one in own)), unassigned=())
    return replace(WORK, directive=replace(WORK.directive, **directive), plan=plan)


def values(templates: TemplateSet, work):
    about = templates["cong-van-trien-khai"].about
    return unit_letter(work, about, Audience(SCHOOL.id, (SCHOOL,), work.plan.assignments)).values


def note(templates: TemplateSet, work, kinds: tuple[str, ...] = (), findings: dict | None = None) -> str:
    made = [summary(one) for one in draft(work, templates, kinds)]
    return text_of(cover_note(work, made, findings or {}, templates).files[0].content)


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("hoàn thành trước ngày 15/12/2026", "trước ngày 15/12/2026"),
        ("Báo cáo chậm nhất ngày 15/12/2026", "chậm nhất ngày 15/12/2026"),
        ("xong trước ngày 15/12/2026", "trước ngày 15/12/2026"),
        ("thực hiện xong trong ngày 15/12/2026", "trong ngày 15/12/2026"),
        ("hoàn thành việc sáp nhập trước ngày 15/12/2026", "hoàn thành việc sáp nhập trước ngày 15/12/2026"),
        ("trong quý III", "trong quý III"),
    ],
)
def test_a_deadline_behind_its_label_has_no_verb(printed: str, told: str) -> None:
    assert due(given(SCHOOL, "việc", "II.1#1", 4, due_text=printed)) == told


def test_a_deadline_that_the_content_says_is_not_said_again(templates: TemplateSet) -> None:
    said = given(SCHOOL, "Nộp bài trước ngày 05/12/2026", "II.1#1", 4, due_text="trước ngày 05/12/2026", due_on=DAY)
    apart = replace(said, text="Nộp ảnh", instruction="II.1#2", due_text="trước ngày 06/12/2026")
    (group,) = values(templates, work_of(said, apart))["nhom"]
    assert [item["thoi_han"] for item in group["nhiem_vu"]] == ["", "trước ngày 06/12/2026"]
    assert values(templates, work_of(said))["thoi_han_chung"] == ""
    assert values(templates, work_of(replace(apart, instruction="II.1#1")))["thoi_han_chung"] == "trước ngày 06/12/2026"


def test_a_report_that_an_assignment_orders_in_its_words_is_not_said_again(templates: TemplateSet) -> None:
    (first, _) = WORK.directive.report_duties
    duty = replace(first, to="Sở", deadline=Deadline("trước ngày 05/12/2026", DAY, "before"))
    own = given(SCHOOL, "Tổ chức; báo cáo kết quả thực hiện về Sở trước ngày 05/12/2026", "IV.1", 2)
    later = replace(duty, deadline=Deadline("trước ngày 20/12/2026", DAY, "before"))
    work = work_of(own, report_duties=(duty, later))
    assert [one["thoi_han"] for one in values(templates, work)["bao_cao"]] == ["trước ngày 20/12/2026"]
    lost = replace(duty, who=("Đội nào đó",))
    assert missing(work_of(own, report_duties=(lost,)), (), signed=True)["bao_cao_chua_ro"] == []
    assert isinstance(lost, ReportDuty)


def test_a_letter_calls_the_directive_by_its_symbol(templates: TemplateSet) -> None:
    own = given(SCHOOL, "Căn cứ Kế hoạch này, tổ chức thực hiện", "II.1#1", 4)
    (group,) = values(templates, work_of(own))["nhom"]
    assert group["nhiem_vu"][0]["noi_dung"] == "Căn cứ Kế hoạch số 87/KH-SGDĐT, tổ chức thực hiện."
    unread = work_of(own, header=replace(WORK.directive.header, number=None))
    (group,) = values(templates, unread)["nhom"]
    assert group["nhiem_vu"][0]["noi_dung"] == "Căn cứ Kế hoạch này, tổ chức thực hiện."


def test_the_cover_note_tells_who_leads_and_who_does(templates: TemplateSet) -> None:
    lead = given(SECRETARIAT, "việc một", "II.1#1", 4, Role.LEAD)
    text = note(templates, work_of(lead, given(SCHOOL, "việc hai", "II.1#2", 5)))
    assert "Chủ trì: Văn phòng Sở" in text
    assert "Thực hiện: Trường THPT Rạch Tre" in text
    both = note(templates, work_of(lead, replace(lead, unit=COLLEGE.id, role=Role.IMPLEMENTING)))
    assert f"Chủ trì: Văn phòng Sở\nThực hiện: {COLLEGE.name}" in both
    assert "Thực hiện, chủ trì" not in text + both


def test_the_cover_note_names_only_templates_that_made_a_draft_and_counts_by_kind(templates: TemplateSet) -> None:
    text = note(templates, WORK)
    assert "Công văn triển khai (phiên bản" in text
    assert "Công văn đề nghị UBND xã, phường (phiên bản" not in text
    assert "4 dự thảo văn bản, 1 bảng phân công, 1 phiếu trình." in text


def test_shared_rules_have_the_letters_of_the_decree() -> None:
    rule = "Quy tắc số {} dùng chung cho nhiều nhiệm vụ khác nhau của kế hoạch."
    own = [given(SCHOOL, f"việc {n}", f"II.{n}", n, rule=rule.format(n)) for n in range(1, 8)]
    again = [replace(one, instruction=f"{one.instruction}#2", text=f"{one.text} nữa") for one in own]
    assert list(shared_rules(rows((*own, *again))).values()) == ["a", "b", "c", "d", "đ", "e", "g"]


def test_results_that_nobody_named_are_told_once(templates: TemplateSet) -> None:
    found = "văn bản chỉ đạo không nêu sản phẩm của 1/1 nhiệm vụ"
    told = Finding("CO-02", Severity.INFO, Result.FAIL, "chỗ", "sản phẩm", found, "Bổ sung.", "Điều 23")
    text = note(templates, work_of(given(SCHOOL, "việc", "II.1#1", 4)), (), {"Công văn": [told]})
    assert "Văn bản không nêu sản phẩm (kết quả đầu ra) của nhiệm vụ 1; bổ sung nếu lãnh đạo yêu cầu." in text
    assert found not in text


def test_the_table_belongs_to_the_cover_note_and_tells_leads_and_doers_in_one_column(templates: TemplateSet) -> None:
    (table,) = draft(WORK, templates, ["bang-phan-cong"])
    text = text_of(table.files[0].content)
    assert "(Kèm theo Phiếu trình triển khai Kế hoạch số 87/KH-SGDĐT của Sở Giáo dục và Đào tạo)" in text
    assert "Đơn vị chủ trì, thực hiện" in text


def test_each_part_of_a_notice_has_its_number(templates: TemplateSet) -> None:
    (one,) = draft(WORK, templates, ["thong-bao-phan-cong"])
    assert "\n2. Chế độ báo cáo\n" in text_of(one.files[0].content)


def test_a_question_and_the_lists_name_the_document_as_a_sentence_does() -> None:
    header = replace(WORK.directive.header, number=None, abstract=sample.value("V/v triển khai kỹ năng số", 7))
    directive = replace(WORK.directive, header=header)
    asked = header_question(directive, WORK.office, "a1", ["number"])
    assert asked.startswith("Kế hoạch số …/KH-SGDĐT của Sở Giáo dục và Đào tạo “triển khai kỹ năng số”: chưa xác định")
    lists = kept(directive, WORK.office)
    named = ("…/KH-SGDĐT", "triển khai kỹ năng số", "Sở Giáo dục và Đào tạo")
    assert (lists["symbol"], lists["abstract"], lists["issuer"]) == named
