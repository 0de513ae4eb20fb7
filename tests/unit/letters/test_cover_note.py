"""The cover note: decisions first, then what was read and taken to be so, sources, drafts, findings; nothing twice."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest
from docx import Document

from services.directive.model import Deadline, Doubt, Evidence
from services.formality.model import Finding, Result, Severity
from services.letters import citation, words
from services.letters.contents.table import rows
from services.letters.cover_note import cover_note, summary
from services.letters.draft import draft
from services.letters.model import Work
from services.letters.note_assumptions import assumptions
from services.letters.note_findings import remarks
from services.letters.note_questions import questions
from services.letters.note_sources import difference, shared_rules, source_rows
from services.letters.template import TemplateSet
from services.units.model import Unit
from tests.unit.letters.samples import ALL, LOST, PLAN, QUOTE, WORK, everywhere

FORM = ("SG-08", Severity.ERROR, Result.FAIL, "đoạn 8", "họ và tên", "TS. A", "Bỏ học vị", "Điều 8")


def finding(**changes: object) -> Finding:
    return replace(Finding(*FORM), **changes)  # type: ignore[arg-type]


def note_of(templates: TemplateSet, work: Work = WORK, findings: dict | None = None) -> str:
    drafts = list(draft(work, templates))
    content = cover_note(work, [summary(d) for d in drafts], findings or {}, templates).files[0].content
    document = Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_it_shows_decisions_sources_assumptions_gaps_and_drafts(templates: TemplateSet) -> None:
    text = note_of(templates)
    for shown in (
        f"Chưa giao được: {LOST} (trang 2, dòng 24",
        "Chưa rõ đơn vị phải báo cáo: gửi danh sách thành viên.",
        "Ngày trên trang và ngày trong eGov khác nhau (trang 1, dòng 4: “ngày 06/3/2026”).",
        "không nêu thời hạn của nhiệm vụ 1: dự thảo ghi [CHƯA CÓ THỜI HẠN]",
        "đối chiếu nội dung, đơn vị với văn bản gốc: nhiệm vụ 3 (nên xem lại).",
        "siêu dữ liệu eGov (rất chắc chắn)",
        "15/KH-UBND ngày 20/01/2026 (trang 1, dòng 9)",
        "Lấy theo siêu dữ liệu eGov, không theo chữ trên trang: số, ký hiệu, ngày ban hành.",
        "danh mục đơn vị có hiệu lực ngày 05/3/2026 (ngày ban hành).",
        "Nguồn: Mục II.2, trang 2, dòng 9 (nguyên văn)",
        f"Nguồn: Mục III.1, trang 2, dòng 20: “{QUOTE}”",
        "Quy tắc a: Nhóm “các cơ quan, đơn vị” gồm mọi đơn vị trong danh mục.",
        "Mức tin cậy: nên xem lại",
        "4. Đối chiếu đầy đủ: 3/4 nội dung đã giao",
        "không giao 3 đơn vị (Chủ đề chỉ dành cho đơn vị có học sinh)",
        "CHƯA GIAO: không có trong danh mục đơn vị",
        "cong-van-thpt-rach-tre.docx",
        "Mã tham chiếu: TK-2026-0087. Mã cấu hình: c0ffee123456.",
        f"Công văn triển khai (phiên bản {templates['cong-van-trien-khai'].version})",
        "Không có điểm nào về thể thức cần xem.",
    ):
        assert shown in text, shown
    assert text.index("1. Cần quyết định trước khi trình ký") < text.index("Chưa giao được") < text.index("2. Đã đọc")


def test_no_line_of_it_stands_there_twice(templates: TemplateSet) -> None:
    lines = [line for line in note_of(templates).split("\n") if len(line) > 60]
    assert len(lines) == len(set(lines))


def test_nothing_to_decide_is_said(templates: TemplateSet) -> None:
    sure = tuple(
        replace(one, confidence=0.99, due_on=dt.date(2026, 12, 1), product="Báo cáo") for one in PLAN.assignments
    )
    directive = replace(WORK.directive, doubts=(), report_duties=())
    work = replace(WORK, directive=directive, plan=replace(PLAN, assignments=sure, unassigned=(), doubts=()))
    text = note_of(templates, work)
    assert "1. Cần quyết định trước khi trình ký\nKhông có.\n2." in text


# --- findings


def test_equal_findings_are_told_once_and_passes_not_at_all() -> None:
    asked = finding(result=Result.NEEDS_REVIEW)
    found = {f"Công văn {n}": [replace(asked, place=f"đoạn {n}")] for n in range(5)}
    found["Công văn 0"] += [finding(result=Result.PASS, place="đoạn 9"), finding()]
    decide, later = remarks(found)
    told = [(one["loai"], one["noi"], one["du_thao"], one["so_du_thao"]) for one in decide]
    assert told == [("loi", "đoạn 8", "Công văn 0", 1), ("hoi", "", "", 5)]
    assert later == []


def test_one_rule_with_other_words_in_each_draft_is_one_line() -> None:
    found = {f"Công văn {name}": [finding(found=f"“Phòng {name}” đã giải thể")] for name in "ABC"}
    ((line,), _) = remarks(found)
    assert (line["co"], line["so_du_thao"], line["con"]) == ("“Phòng A”, “Phòng B”, “Phòng C” đã giải thể", 3, "")


def test_a_long_list_of_what_was_found_is_counted() -> None:
    ((line,), _) = remarks({f"Công văn {n}": [finding(found=f"chữ {n}")] for n in range(20)})
    assert line["con"] == "8"


@pytest.mark.parametrize(
    ("result", "severity", "kind", "decide"),
    [
        (Result.FAIL, Severity.ERROR, "loi", True),
        (Result.NEEDS_REVIEW, Severity.INFO, "hoi", True),
        (Result.FAIL, Severity.WARNING, "nen_sua", False),
        (Result.FAIL, Severity.INFO, "de_biet", False),
    ],
)
def test_errors_and_questions_want_a_decision_the_rest_may_stay(result, severity, kind, decide) -> None:
    first, later = remarks({"Công văn": [finding(result=result, severity=severity)]})
    assert [one["loai"] for one in (first if decide else later)] == [kind]
    assert not (later if decide else first)


def test_blanks_the_note_asks_to_fill_are_not_told_twice(templates: TemplateSet) -> None:
    blank = finding(rule="PH-02", result=Result.NEEDS_REVIEW, found=words.NO_DEADLINE)
    other = replace(blank, found=words.CHECK_SOURCE)
    text = note_of(templates, findings={"Công văn": [blank, other]})
    assert text.count("PH-02") == 1
    assert f"{words.CHECK_SOURCE}; cần" in text
    as_error = replace(blank, result=Result.FAIL)
    assert "PH-02" in note_of(templates, findings={"Công văn": [as_error]})


# --- questions


def test_a_question_asked_of_several_places_is_one() -> None:
    def doubt(message: str, line: int | None = None) -> Doubt:
        return Doubt("page", message, Evidence(1, line, f"dòng chữ {line}") if line else None)

    doubts = (
        doubt("Trang 1: chữ bị lỗi dấu."),
        doubt("Trang 2: chữ bị lỗi dấu."),
        doubt("Mục II.1#2: “Cơ quan” là ai?", 4),
        doubt("Mục III: “cơ quan” là ai?", 9),
        doubt("Mục III: “Ban” là ai?", 9),
        replace(doubt("Mục IV: chưa có đơn vị."), code="unassigned"),
    )
    found = questions(replace(WORK, directive=replace(WORK.directive, doubts=doubts), plan=replace(PLAN, doubts=())))
    assert [(one["noi_dung"], one["vi_tri"], one["trich_dan"]) for one in found] == [
        ("Trang 1; 2: chữ bị lỗi dấu", "", ""),
        ("Mục II.1, ý 2; III: “Cơ quan” là ai?", "trang 1, dòng 4; trang 1, dòng 9", "dòng chữ 4"),
        ("Mục III: “Ban” là ai?", "trang 1, dòng 9", "dòng chữ 9"),
    ]


# --- assumptions


def with_deadline(**more: object) -> Work:
    first, *rest = WORK.directive.instructions
    deadline = Deadline("trước ngày 15/10", dt.date(2026, 10, 15), "before", None, **more)  # type: ignore[arg-type]
    return replace(WORK, directive=replace(WORK.directive, instructions=(replace(first, deadline=deadline), *rest)))


def said(work: Work) -> dict:
    return assumptions(work, rows(work.plan.assignments), citation.issue_day(work.directive))


def test_an_inferred_year_and_the_day_before_are_assumptions() -> None:
    shown = {"thoi_han": "trước ngày 15/10", "ngay": "15/10/2026", "nhiem_vu": "1"}
    assert said(with_deadline(flags=("assumed_year",)))["suy_nam"] == [shown]
    assert said(with_deadline())["suy_nam"] == []
    assert said(with_deadline())["truoc_ngay"] == [shown]


def test_days_off_nobody_ordered_yet_are_assumptions_and_no_questions(templates: TemplateSet) -> None:
    doubt = Doubt("calendar_unsure", "Hạn 05/01/2027 có tính ngày nghỉ chưa có quyết định", Evidence(2, 4, ALL))
    work = replace(WORK, plan=replace(PLAN, doubts=(doubt,)))
    assert said(work)["lich"] == [doubt.message]
    assert note_of(templates, work).count(doubt.message) == 1


def test_without_a_day_of_issue_groups_are_those_of_today() -> None:
    header = replace(WORK.directive.header, issued_on=None)
    found = said(replace(WORK, directive=replace(WORK.directive, header=header)))
    assert (found["ngay_nhom"], found["theo_ngay_ban_hanh"]) == (words.date(WORK.today), False)


# --- sources

LONG_TEXT = (
    "Tuyên truyền nội dung cải cách hành chính đến đội ngũ cán bộ, công chức và {}; "
    "tra cứu thủ tục; nộp hồ sơ qua cổng."
)


@pytest.mark.parametrize(
    ("first", "other", "shown"),
    [
        (LONG_TEXT.format("học sinh"), LONG_TEXT.format("sinh viên"), "… công chức và sinh viên; tra cứu thủ …"),
        ("Họp giao ban.", "Tập huấn.", ""),
        ("Giao Văn phòng làm việc này", "Giao Văn phòng làm", ""),
    ],
)
def test_a_text_that_is_nearly_the_same_shows_what_differs(first, other, shown) -> None:
    assert difference(first, other) == shown


def test_wordings_of_one_instruction_point_to_the_first(templates: TemplateSet) -> None:
    quote = LONG_TEXT.format("học sinh, sinh viên") * 3
    given = [
        replace(everywhere(unit), text=LONG_TEXT.format(who), evidence=Evidence(1, 60, quote))
        for unit, who in zip(WORK.units.values(), ("viên chức", "học sinh", "viên chức", "sinh viên"), strict=True)
    ]
    work = replace(WORK, plan=replace(PLAN, assignments=tuple(given)))
    table = rows(work.plan.assignments)
    shown = source_rows(work, table, shared_rules(table))
    assert [(one["so"], one["nhu"], one["trich_o"]) for one in shown] == [
        ("1", "", ""),
        ("2", "1", "1"),
        ("3", "1", "1"),
    ]
    assert "Như nhiệm vụ 1, khác ở: “… công chức và học sinh; tra cứu thủ …”" in note_of(templates, work)


def test_every_sentence_of_every_rule_can_be_found() -> None:
    """Shared sentences stand once under a letter, the others in their row: none is lost."""
    common, own = "Nội dung chung tại mục II.1, không nêu đơn vị nào cả.", "Chủ đề “Kỹ năng số”, mục “{}”."
    given = [replace(everywhere(u), text=u.name, rule=f"{common} {own.format(u.id)}") for u in WORK.units.values()]
    table = rows(given)
    shared = shared_rules(table)
    assert shared == {common: "a"}
    work = replace(WORK, plan=replace(PLAN, assignments=tuple(given)))
    assert [(r["quy_tac_chung"], r["quy_tac"]) for r in source_rows(work, table, shared)] == [
        ("a", own.format(unit)) for unit in WORK.units
    ]


# --- drafts


def test_letters_of_the_same_work_share_a_line(templates: TemplateSet) -> None:
    units = {f"u{n}": Unit(f"u{n}", f"Trường {n}", "thpt") for n in range(3)}
    given = tuple(everywhere(unit) for unit in units.values())
    work = replace(WORK, units=units, plan=replace(PLAN, units=tuple(units), assignments=given))
    text = note_of(templates, work)
    assert "gửi Trường 0; Trường 1; Trường 2\n1\n" in text
    assert "cong-van-u1.docx" not in text


def test_a_deadline_that_all_share_is_said_once(templates: TemplateSet) -> None:
    given = tuple(replace(one, due_on=None, due_text=None) for one in PLAN.assignments)
    note = note_of(templates, replace(WORK, plan=replace(PLAN, assignments=given)))
    assert "Thời hạn của mọi nhiệm vụ: [CHƯA CÓ THỜI HẠN]." in note
    assert "Thời hạn: " not in note
    assert "Thời hạn: trước ngày 15/10/2026" in note_of(templates)


def test_advice_that_only_says_again_what_is_wanted_is_left_out() -> None:
    found = {"A": [finding(severity=Severity.INFO, expected="“Nhân dân”", advice="Viết “Nhân dân”.")]}
    _, ((line),) = remarks(found)
    assert line["cach_sua"] == ""
    _, ((line),) = remarks({"A": [finding(severity=Severity.INFO, advice="Bỏ học vị")]})
    assert line["cach_sua"] == "Bỏ học vị."
