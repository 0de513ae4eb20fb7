"""What `read` and `plan` print for a clerk, narrow and wide."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import shlex
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from services.cli import check, demo, ledger, output, plan_report, report
from services.cli.offices import told_of
from services.directive.model import (
    Citation,
    Deadline,
    Directive,
    Evidence,
    Header,
    Instruction,
    Quality,
    Signer,
    Source,
    Value,
)
from services.errors import UnavailableError
from services.planning.calendar import WorkingCalendar
from services.planning.plan import plan
from services.settings.load import load_settings
from services.steps.standing import Standing
from services.units.model import Group, Unit
from services.units.registry import Registry
from tests.needs import ROOT

AT = Evidence(3, 14, "x")
LONG = "rà soát, thống kê, tổng hợp và báo cáo kết quả thực hiện các nội dung đã được giao tại Kế hoạch này về Sở"
DIRECTIVE = Directive(
    "a.pdf",
    Header(
        issued_on=Value("2026-03-16", Source.NATIVE, 1.0),
        number=Value("45", Source.OCR, 0.3),
        notation=Value("KH-SGDĐT", Source.OCR, 0.9),
        issuer=Value("SỞ Y TẾ", Source.NATIVE, 1.0),
    ),
    Signer(), (), (), (Citation("53/KH-UBND", dt.date(2026, 1, 2), None, AT),), (),
    (
        Instruction(
            "1", "1", "giao", ("Văn phòng Sở", "các trường"), (), LONG,
            Deadline("trước ngày 15/4/2026", dt.date(2026, 4, 15), "before"), AT, 0.9,
        ),
        Instruction("2", "2", "giao", ("Sở Y tế", "Công an tỉnh"), (), "thực hiện", None, AT, 0.7, method=Source.LLM),
    ),
    (), Quality(Source.NATIVE, 1.0),
)  # fmt: skip
REGISTRY = Registry(
    [
        Unit("van-phong", "Văn phòng Sở", "van_phong", organ_id="000.01.03.H53"),
        *(Unit(f"t{n}", f"Trường {n}", "thpt") for n in range(5)),
    ],
    [Group("các trường", "kind:thpt")],
    ["Sở"],
)


@pytest.fixture(params=[80, 120])
def printed(request, monkeypatch):
    paper = io.StringIO()
    monkeypatch.setattr(output, "out", Console(file=paper, width=request.param))

    def read() -> str:
        lines = paper.getvalue().splitlines()
        assert max(map(len, lines)) <= request.param
        return "\n".join(lines)

    return read


def test_a_directive_is_told_with_days_as_people_write_them(printed):
    report.directive(DIRECTIVE)
    told = printed()
    assert "16/03/2026" in told
    assert "02/01/2026" in told
    assert "2026-" not in told
    assert "chưa chắc, cần văn thư ghi" in told.replace("\n", " ")
    assert "[mô hình ngôn ngữ đề xuất]" in " ".join(told.split())
    assert "tr.\u00a03, dòng\u00a014" in told
    assert "\n    rà soát, thống kê" in told


def test_a_directive_says_what_is_missing_who_signed_and_whom_it_greets(printed):
    header = replace(DIRECTIVE.header, number=None, urgency=Value("HỎA TỐC", Source.NATIVE, 1.0))
    signer = Signer("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Vương Thị Ngân")
    report.directive(replace(DIRECTIVE, header=header, signer=signer, addressees=("Các trường THPT", "Văn phòng Sở")))
    told = " ".join(printed().replace("│", " ").split())
    assert "Số (chưa rõ)" in told
    assert "Chưa đọc được: Tên loại, Số, Trích yếu. Lấy từ eGov hoặc văn thư ghi" in told
    assert "Cơ quan chủ quản (không ghi)" in told
    assert "Mức độ khẩn HỎA TỐC" in told
    assert "Kính gửi Các trường THPT; Văn phòng Sở" in told
    assert "Người ký KT. GIÁM ĐỐC – PHÓ GIÁM ĐỐC – Vương Thị Ngân" in told


def test_long_lists_of_units_are_told_once(printed):
    many = tuple(f"Trung tâm Giáo dục thường xuyên số {n}" for n in range(3))
    first, second = DIRECTIVE.instructions
    told = (replace(first, lead=many), replace(first, key="1b", lead=many), second, replace(second, key="3"))
    report.directive(replace(DIRECTIVE, instructions=told))
    lines = printed()
    assert lines.count("số 2") == 1
    assert "\nMục 1b  như mục 1; thời hạn: trước ngày 15/4/2026" in lines
    assert lines.count("Sở Y tế; Công an tỉnh") == 2


def test_why_nobody_of_ours_is_told_is_said_once(printed):
    _, other = DIRECTIVE.instructions
    source = replace(DIRECTIVE, instructions=(other, replace(other, key="3")))
    made = plan(source, REGISTRY, (), WorkingCalendar(), dt.date(2026, 3, 16), ("Sở",))
    plan_report.plan(source, made, None)
    told = " ".join(printed().split())
    assert "0 đơn vị, 0 nhiệm vụ; 2 nội dung còn chưa giao cho ai hoặc chưa giao đủ. " in told
    assert "Giao bằng --set assign_to=MÃ, riêng từng nội dung bằng --set assign_to:2=MÃ." in told
    assert "CHƯA GIAO (Sở Y tế; Công an tỉnh): lý do như mục 2." in told


def test_a_plan_tells_who_by_when_and_why_once(printed):
    made = plan(DIRECTIVE, REGISTRY, (), WorkingCalendar(), dt.date(2026, 3, 16), ("Sở",))
    plan_report.plan(DIRECTIVE, made, None)
    told = " ".join(printed().replace("\u00a0", " ").split())
    assert "Văn bản: (chưa rõ số)/KH-SGDĐT – chủ đề: không có chủ đề phù hợp, giao nguyên văn" in told
    assert "chủ trì, hạn 14/04/2026: Văn phòng Sở vì: Mục 1, vai trò chủ trì" in told
    assert "thực hiện, hạn 14/04/2026: 5 đơn vị (Trường 0, Trường 1, Trường 2 …)" in told
    assert "CHƯA GIAO (Sở Y tế; Công an tỉnh): không có trong danh mục đơn vị" in told


def test_a_long_reason_is_told_for_the_first_instruction_only():
    reasons: dict[str, str] = {}
    why = "“các đơn vị” là các đơn vị ở phần Kính gửi: " + "gồm 32 đơn vị có hiệu lực " * 4
    told = [plan_report._told_before(f"Mục {n}, vai trò thực hiện: {why}", str(n), reasons) for n in (1, 2)]
    assert told == ["", "như mục 1."]
    assert plan_report._told_before("Mục 3: có trong danh mục đơn vị.", "3", reasons) == ""


@pytest.mark.parametrize(
    ("rule", "said", "new"),
    [
        ("A. B. C.", "", "A. B. C."),
        ("A. B. C.", "A. B. C.", "như trên"),
        ("A. B. Cần xem.", "A. B.", "như trên; cần xem."),
        ("A. B. D.", "A. B. C.", "như trên; d."),
        ("X. B.", "A. B.", "X. B."),
    ],
)
def test_a_reason_is_told_once(rule, said, new):
    assert plan_report._new(rule, said) == new


def test_show_says_once_what_all_letters_are_called(printed):
    letters = [
        {
            "title": f"Công văn triển khai Kế hoạch số 45/KH-SGDĐT gửi {name}",
            "unit": name,
            "kind": "letter",
            "state": "filed",
        }
        for name in ("Văn phòng Sở", "Trường THPT Tây Ninh")
    ]
    paper = {"title": "Phiếu trình", "unit": None, "kind": "cover_note", "state": "drafted"}
    empty = {"egov_id": "D1", "symbol": None, "reason": None, "error": None}
    ledger._print_letters([{**paper, **empty}, *({**one, **empty} for one in letters)])
    told = printed()
    assert told.count("Công văn triển khai Kế hoạch số 45/KH-SGDĐT gửi") == 1
    assert "Văn bản gửi đơn vị: Công văn triển khai Kế hoạch số 45/KH-SGDĐT gửi …" in told
    assert "│ Trường THPT Tây Ninh" in told
    assert "2 dự thảo văn bản, 1 phiếu trình: 1 " in told
    assert ", 2 đã nộp" in told


def test_show_says_a_question_once(printed):
    question = "Văn bản do Sở Nội vụ gửi chưa có số. Ghi số bằng “trienkhai resume”."
    value = {"symbol": None, "id": "4d72", "abstract": None, "state_name": "CHỜ VĂN THƯ", "reference": None}
    value |= {"reason": None, "last_error": question, "holds": [{"code": "header", "question": question}]}
    ledger._print_one({**value, "change": None, "letters": [], "statuses": []})
    told = " ".join(printed().split())
    assert told.count("chưa có số") == 1
    assert f"? {question}" in told


def test_the_first_column_of_a_table_is_never_broken(printed):
    output.table("Cơ quan", ("Mã", "Tên"), [("phong-chong-thien-tai-va-bao", "Sở Giáo dục và Đào tạo " * 9)])
    assert "phong-chong-thien-tai-va-bao" in printed()


def test_an_office_that_was_never_asked_is_not_called_well():
    told = told_of(Standing("so", "Sở", paused=False, last_at=None, last_ok_at=None, errors=(), oldest_due_seconds=0))
    assert told == "Sở: chưa hỏi trục lần nào; cơ quan mới thêm vào office.toml thì khởi động lại dịch vụ."
    assert told_of(
        Standing("so", "Sở", paused=False, last_at=1, last_ok_at=1, errors=(), oldest_due_seconds=0)
    ).startswith("Sở: bình thường; hỏi trục lần cuối")


def test_a_fault_that_passes_is_told_to_who_checks_as_something_to_check_again():
    def busy():
        raise UnavailableError("Trục đang bận (HTTP 503). Hệ thống sẽ thử lại.")

    assert check._problem(busy) == "Trục đang bận (HTTP 503). Chờ ít phút rồi chạy lại “trienkhai check”."


def test_the_hint_of_the_demo_is_one_line_that_can_be_run(tmp_path, monkeypatch):
    monkeypatch.setenv("TRIENKHAI_DESK_URL", "http://127.0.0.1:42597/desk")
    settings = load_settings(ROOT / "config", data_dir=tmp_path / "so của tôi")
    words = shlex.split(demo.look_again(settings))
    assert {f"TRIENKHAI_DATA={tmp_path / 'so của tôi'}", "TRIENKHAI_DESK_URL=http://127.0.0.1:42597/desk"} <= set(words)
    given = dict(word.split("=", 1) for word in words if word.startswith("TRIENKHAI_"))
    command = [word for word in words if not word.startswith("TRIENKHAI_")]
    assert Path(command[0]).is_file()
    done = subprocess.run(
        [*command, "--json"], capture_output=True, text=True, check=False, env={**os.environ, **given}
    )
    assert (done.returncode, json.loads(done.stdout)["directives"]) == (0, [])
