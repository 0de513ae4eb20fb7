"""Mistakes that an admin makes, planted in a copy of the configuration: each comes out with file, line and advice."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from services.settings.problem import Problem
from tests.needs import ROOT

if TYPE_CHECKING:
    from tests.unit.settings.spoiled import Copy

TCCB = "phong-tccb,Phòng Tổ chức cán bộ,phong,"
CHAU_THANH = "THPT Châu Thành|Trường Trung học phổ thông Châu Thành"
HEIR = "xã Long Thuận,đề nghị,2025-07-01,,"

# file, what stood there, the mistake, words of the place, of the reason, of the advice
MISTAKES = [
    ("office.toml", 'place = "Tây Ninh"', "place = 5", "khóa place", "phải là chuỗi chữ", "dấu nháy kép"),
    ("office.toml", 'short_name = "Sở GDĐT"\n', "", "khóa short_name", "thiếu khóa short_name", "thêm dòng"),
    ("office.toml", 'place = "Tây', 'plase = "x"\nplace = "Tây', "khóa plase", "không có khóa", "“place”"),
    ("office.toml", "[filing]", "[fillings]", "khối [fillings]", "không có khối", "“filing”"),
    ("office.toml", 'profile = "bkav-edoc"', 'profile = "trục"', "khóa profile", "không được hỗ trợ", "bkav-edoc"),
    ("office.toml", "batch = 25", 'batch = "nhiều"', "khóa batch", "“nhiều” phải là số", "không đặt trong dấu nháy"),
    ("office.toml", "batch = 25", "batch = 500", "khóa batch", "“500” quá lớn", "không quá 50"),
    ("office.toml", "attempts = 8", "attempts = 0", "khóa attempts", "“0” quá nhỏ", "từ 1 trở lên"),
    ("office.toml", 'id = "sgddt-tay-ninh"', 'id = "Sở GDĐT"', "khóa id", "không đúng dạng", "chữ thường không dấu"),
    ("office.toml", 'lines = ["GIÁM ĐỐC"]', "lines = []", "khóa lines", "đang để trống", "ít nhất một"),
    ("office.toml", 'lines = ["GIÁM ĐỐC"]', 'lines = "GIÁM ĐỐC"', "khóa lines", "phải là danh sách", "ngoặc vuông"),
    ("office.toml", "127.0.0.1:8070/desk", "", "khóa base_url", "địa chỉ “http://” không hợp lệ", "http://, https://"),
    ("office.toml", 'code = "SGDĐT"', 'code = "SGDĐT', "cột", "dấu nháy kép đóng", "thêm dấu nháy kép"),
    ("office.toml", 'code = "SGDĐT"', 'code "SGDĐT"', "cột", "thiếu dấu =", "ten_khoa = giá trị"),
    ("office.toml", 'code = "SGDĐT"', "code = SGDĐT", "cột", "giá trị không hợp lệ", "trong dấu nháy kép"),
    ("office.toml", 'code = "SGDĐT"', 'code = "A"\ncode = "B"', "cột", "ghi hai lần", "một dòng"),
    ("office.toml", "lease_seconds = 30", "lease_seconds = 8", "lease_seconds", "không dài hơn timeout", "trên 8 giây"),
    ("office.toml", "commit_seconds = 5", "commit_seconds = 9", "timeout_seconds", "không dài hơn vendor", "9 giây"),
    (
        "office.toml",
        "quiesce_seconds = 15",
        "quiesce_seconds = 13.5",
        "quiesce",
        "13,5 giây ngắn hơn timeout",
        "14 giây",
    ),
    ("office.toml", "step_lease_seconds = 60", "step_lease_seconds = 20", "step_lease", "ngắn hơn lease", "30 giây"),
    ("units.csv", TCCB, "phong-tccb,,phong,", "cột name", "đang để trống", "ghi giá trị"),
    ("units.csv", TCCB, "Phòng TCCB,Phòng Tổ chức cán bộ,phong,", "cột id", "không hợp lệ", "gạch nối"),
    ("units.csv", TCCB, "van-phong,Phòng Tổ chức cán bộ,phong,", "cột id", "đã dùng ở dòng 2", "mã khác"),
    ("units.csv", TCCB, "phong-tccb,Phòng Tổ chức cán bộ,Phòng,", "cột kind", "không hợp lệ", "gạch dưới"),
    (
        "units.csv",
        "Trường THPT Lê Quý Đôn,thpt",
        "Trường THPT Lê Quý \u00d0ôn,thpt",
        "cột name",
        "U+00D0",
        "Lê Quý Đôn",
    ),
    ("units.csv", ",000.06.03.H53", ",000.06.3.H53", "cột organ_id", "“000.06.3.H53” không hợp lệ", "000.00.03.H53"),
    ("units.csv", ",000.06.03.H53", ",000.07.03.H53", "cột organ_id", "đã thuộc Trường THPT Châu Thành", "bỏ ở một"),
    ("units.csv", CHAU_THANH, "THPT Tây Ninh", "cột aliases", "đã thuộc Trường THPT Châu Thành", "bỏ ở một"),
    ("units.csv", CHAU_THANH, "a, b", "", "17 ô, trong khi tiêu đề có 16", "nháy kép"),
    ("units.csv", "valid_from,valid_to,", "valid_from,valid_too,", "cột valid_too", "không có cột", "“valid_to”"),
    ("units.csv", f"{HEIR}pgd-ben-cau,", f"{HEIR}pgd-ben-caau,", "cột predecessors", "“pgd-ben-caau”", "“pgd-ben-cau”"),
    (
        "units.csv",
        f"{HEIR}pgd-ben-cau,",
        f"{HEIR}van-phong,",
        "cột predecessors",
        "Văn phòng Sở vẫn còn hiệu lực",
        "valid_to",
    ),
    (
        "units.csv",
        f"{HEIR}pgd-ben-cau,",
        f"{HEIR}pgd-ben-cau,H53-03",
        "cột other_organ_ids",
        "“H53-03” không hợp lệ",
        "H53.03",
    ),
    (
        "units.csv",
        f"{HEIR}pgd-ben-cau,",
        f"{HEIR}pgd-ben-cau,000.06.03.H53",
        "cột other_organ_ids",
        "đã thuộc",
        "bỏ ở một",
    ),
    ("units.csv", "id,name,kind,aliases", "id;name;kind;aliases", "", "chấm phẩy", "CSV UTF-8"),
    (
        "lexicon/groups.txt",
        "các trung tâm GDTX = kind:gdtx",
        "các trung tâm GDTX = kind:gdt",
        "các trung tâm GDTX",
        "“gdt”",
        "“gdtx”",
    ),
    (
        "lexicon/groups.txt",
        "các trung tâm GDTX = kind:gdtx",
        "các trung tâm GDTX = gdtx",
        "trung tâm GDTX",
        "không phải",
        "kind:…",
    ),
    (
        "lexicon/groups.txt",
        "các trung tâm GDTX = kind:gdtx",
        "các trung tâm GDTX",
        "",
        "không đúng dạng",
        "cách gọi = điều kiện",
    ),
    ("lexicon/groups.txt", "các trung tâm GDTX =", "các trường chuyên biệt =", "", "đã có ở dòng", "một dòng"),
    ("lexicon/groups.txt", "các trung tâm GDTX =", "VP Sở =", "", "cũng là tên của Văn phòng Sở", "bỏ dòng này"),
    (
        "calendar.toml",
        "day = 2026-01-02",
        'day = "02/01/2026"',
        "khối [[days_off]] thứ 1, khóa day",
        "ngày",
        "2026-01-02",
    ),
    ("calendar.toml", "day = 2026-01-02", "day = 2026-13-02", "cột", "giá trị sai", "2026-01-02"),
    ("calendar.toml", "[[days_worked]]", "[[day_worked]]", "day_worked", "không có khóa", "“days_worked”"),
    ("schedule.toml", "sweep_seconds = 4", "sweep_seconds = 30", "khóa sweep_seconds", "quá lớn", "không quá 5"),
    ("topics/cchc.toml", 'id = "cchc"', 'id = "khac"', "khóa id", "khác tên tệp", '"cchc"'),
]

SIGNER = 'title = "Chánh Văn phòng"\n'
# what a rule of signing says more, words of the place, of the reason, of the advice
SIGNING_MISTAKES = [
    ('capacity = "KT"', "khóa authority", "ký KT. phải ghi ký cho ai", 'authority = "Giám đốc"'),
    ('capacity = "TUQ"\nauthority = "Giám đốc"', "khóa authorization_ref", "Điều 13 khoản 3", "số, ngày của văn bản"),
    ('capacity = "TL"\nauthority = "Giám đốc"', "khóa delegation_ref", "Điều 13 khoản 4", "quy chế làm việc"),
    ('capacity = "TM"\nauthority = "UBND"', "khóa capacity", "không ký TM. (Điều 13 khoản 1)", "collective = true"),
    ('acting_for = "Chánh Văn phòng"', "khóa acting_for", "chỉ dùng khi ký TL. hoặc TM.", "bỏ khóa này"),
    ('topics = ["khong-co"]', "khóa topics", "không có chủ đề “khong-co”", "config/topics"),
    ('capacity = "ký thay"', "khóa capacity", "“ký thay”", "KT"),
    ("valid_from = 2026-12-31\nvalid_to = 2026-01-01", "khóa valid_to", "không bao giờ được dùng", "hai ngày"),
]
# what stands at the end of drafts.toml, words of the place, of the reason, of the advice
DRAFT_MISTAKES = [
    ('[[unit_groups]]\nname = "các trường"\nselect = "thpt"', "khóa select", "thpt", "kind:thpt"),
    (
        '[[by_topic]]\ntopics = ["khong-co"]\nkinds = ["a"]',
        "thứ 1, khóa topics",
        "khong-co",
        "topics",
    ),
    ('[[signers]]\nkinds = ["to-trinh"]', "title", "thiếu khóa title", "thêm dòng"),
]


@pytest.mark.parametrize(("more", "where", "why", "fix"), SIGNING_MISTAKES)
def test_a_rule_of_signing_the_decree_does_not_allow(config: Copy, more: str, where: str, why: str, fix: str) -> None:
    line = config.spoil("drafts.toml", f'kinds = ["to-trinh"]\n{SIGNER}', f'kinds = ["to-trinh"]\n{more}\n{SIGNER}')
    problem = config.only()
    assert problem.file == "config/drafts.toml"
    assert where in problem.where
    assert why in problem.why
    assert fix in problem.fix
    assert problem.line is not None
    assert line - 1 <= problem.line <= line + 3


@pytest.mark.parametrize(("block", "where", "why", "fix"), DRAFT_MISTAKES)
def test_a_wrong_block_of_drafts(config: Copy, block: str, where: str, why: str, fix: str) -> None:
    path = config.folder / "drafts.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{block}\n", encoding="utf-8")
    problem = config.only()
    assert problem.file == "config/drafts.toml"
    assert where in problem.where
    assert why in problem.why
    assert fix in problem.fix


def test_a_wrong_block_of_drafts_hides_no_mistake_of_another(config: Copy) -> None:
    path = config.folder / "drafts.toml"
    more = '[[signers]]\ntitel = "x"\n\n[[signers]]\ntitle = "Phó Giám đốc"\ncapacity = "KT"\n'
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{more}", encoding="utf-8")
    config.spoil("drafts.toml", "remind_days = 3", "remind_days = 300")
    told = {problem.where for problem in config.problems()}
    assert told >= {"khóa remind_days", "khối [[signers]] thứ 2, khóa title", "khối [[signers]] thứ 3, khóa authority"}


def test_a_template_that_is_not_there_is_told_with_its_line(config: Copy) -> None:
    shutil.copytree(ROOT / "templates", config.folder.parent / "templates", dirs_exist_ok=True)
    line = config.spoil("drafts.toml", '"cong-van-trien-khai", "bang-phan-cong"]\n#', '"cong-van-trienkhai"]\n#')
    problem = config.only()
    assert (problem.file, problem.line, problem.where) == ("config/drafts.toml", line, "khóa kinds")
    assert problem.why == "không có mẫu “cong-van-trienkhai”"
    assert "“cong-van-trien-khai”" in problem.fix


def test_a_day_is_not_both_off_and_worked(config: Copy) -> None:
    line = config.spoil("calendar.toml", "day = 2026-01-10", "day = 2026-01-02")
    problem = config.only()
    assert (problem.file, problem.line) == ("config/calendar.toml", line)
    assert "02/01/2026 đã ghi là ngày nghỉ ở khối [[days_off]] thứ 1" in problem.why


def test_a_collective_may_sign_tm(config: Copy) -> None:
    config.spoil("drafts.toml", "collective = false", "collective = true")
    rule = f'kinds = ["to-trinh"]\n{SIGNER}'
    config.spoil("drafts.toml", rule, f'capacity = "TM"\nauthority = "Ủy ban nhân dân"\n{rule}')
    assert config.problems() == ()


@pytest.mark.parametrize(("file", "right", "wrong", "where", "why", "fix"), MISTAKES)
def test_a_mistake_comes_out_with_file_line_and_advice(
    config: Copy, file: str, right: str, wrong: str, where: str, why: str, fix: str
) -> None:
    line = config.spoil(file, right, wrong)
    found = [problem for problem in config.problems() if problem.file == f"config/{file}"]
    matching = [p for p in found if where in p.where and why in p.why and fix in p.fix]
    assert matching, [problem.sentence for problem in found]
    assert matching[0].line is not None
    assert where == "khóa short_name" or "timeout_seconds" in where or line <= matching[0].line <= line + 30
    assert matching[0].sentence.startswith(f"config/{file}, dòng {matching[0].line}")


def test_ten_mistakes_in_six_files_come_out_at_once(config: Copy) -> None:
    lines = {
        ("office.toml", config.spoil("office.toml", 'place = "Tây Ninh"', "place = 5")),
        ("office.toml", config.spoil("office.toml", "batch = 25", "bach = 25")),
        ("office.toml", config.spoil("office.toml", "lease_seconds = 30\n", "lease_seconds = 5\n")),
        ("units.csv", config.spoil("units.csv", TCCB, "phong-tccb,,phong,")),
        ("units.csv", config.spoil("units.csv", ",000.06.03.H53", ",000.6")),
        ("units.csv", config.spoil("units.csv", "pgd-ben-cau,Phòng", "PGD Bến Cầu,Phòng")),
        (
            "lexicon/groups.txt",
            config.spoil("lexicon/groups.txt", "các trung tâm GDTX = kind:gdtx", "các trung tâm GDTX = x:y"),
        ),
        ("lexicon/verbs.txt", _append(config, "lexicon/verbs.txt", "sai")),
        ("calendar.toml", config.spoil("calendar.toml", "day = 2026-01-02", 'day = "2/1"')),
        ("schedule.toml", config.spoil("schedule.toml", "poll_seconds = 60", 'poll_seconds = "60 giây"')),
    }
    found = {(problem.file.removeprefix("config/"), problem.line) for problem in config.problems()}
    assert found >= lines
    assert all(problem.fix and problem.why for problem in config.problems())


def _append(config: Copy, name: str, line: str) -> int:
    path = config.folder / name
    text = path.read_text(encoding="utf-8").rstrip("\n")
    path.write_text(f"{text}\n{line}\n", encoding="utf-8")
    return text.count("\n") + 2


def test_every_bad_line_of_the_lexicon_is_told(config: Copy) -> None:
    lines = [_append(config, "lexicon/verbs.txt", "sai"), _append(config, "lexicon/verbs.txt", "cũng sai")]
    assert [problem.line for problem in config.problems()] == lines


def test_a_bad_date_reads_as_promised() -> None:
    problem = Problem(
        "config/units.csv",
        14,
        "cột valid_to",
        "ngày “31/13/2020” không hợp lệ",
        "viết theo dạng năm-tháng-ngày, ví dụ 2020-12-31",
    )
    assert problem.sentence == (
        "config/units.csv, dòng 14, cột valid_to: ngày “31/13/2020” không hợp lệ – "
        "viết theo dạng năm-tháng-ngày, ví dụ 2020-12-31."
    )


@pytest.mark.parametrize(
    ("dates", "why"),
    [
        (",31/13/2020", "ngày “31/13/2020” không hợp lệ"),
        ("2021-01-01,2020-12-31", "ngày kết thúc trước ngày bắt đầu"),
    ],
)
def test_days_of_validity(config: Copy, dates: str, why: str) -> None:
    path = config.folder / "units.csv"
    rows = path.read_text(encoding="utf-8").splitlines()
    rows[3] = rows[3].removesuffix(",,,,,") + "," + dates + ",,,"
    path.write_text("\n".join(rows), encoding="utf-8")
    problem = config.only()
    assert (problem.line, problem.where) == (4, "cột valid_to")
    assert why in problem.why


def test_an_unknown_parent(config: Copy) -> None:
    line = config.spoil("units.csv", "P. TCCB,noi_bo,sgddt-tay-ninh", "P. TCCB,noi_bo,sgddt-tay-nin")
    problem = config.only()
    assert (problem.line, problem.where) == (line, "cột parent")
    assert "“sgddt-tay-ninh”" in problem.fix


def test_one_name_for_two_units_that_never_lived_together_is_right(config: Copy) -> None:
    with (config.folder / "units.csv").open("a", encoding="utf-8") as file:
        file.write("thanh-tra-moi,Thanh tra Sở,thanh_tra,,noi_bo,sgddt-tay-ninh,,,,,yêu cầu,2030-01-01,,,,\n")
    assert config.problems() == ()


@pytest.mark.parametrize("name", ["office.toml", "units.csv", "lexicon/groups.txt", "lexicon/verbs.txt"])
def test_a_missing_file_is_named(config: Copy, name: str) -> None:
    (config.folder / name).unlink()
    assert f"config/{name}" in {problem.file for problem in config.problems()}


def test_a_file_in_another_encoding(config: Copy) -> None:
    path = config.folder / "units.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert "UTF-8" in config.problems()[0].why


def test_a_missing_block_is_one_problem(config: Copy) -> None:
    text = (config.folder / "office.toml").read_text(encoding="utf-8")
    start, end = text.index("[desk]"), text.index("[filing]")
    (config.folder / "office.toml").write_text(text[:start] + text[end:], encoding="utf-8")
    assert config.only().why == "thiếu khối [desk]"


def test_a_mistake_in_the_office_is_not_blamed_on_the_units(config: Copy) -> None:
    config.spoil("office.toml", 'place = "Tây Ninh"', "place = 5")
    assert config.only().where == "khối [office], khóa place"


def test_a_broken_office_file_hides_nothing_of_the_others(config: Copy) -> None:
    config.spoil("office.toml", 'code = "SGDĐT"', 'code "SGDĐT"')
    config.spoil("units.csv", ",000.06.03.H53", ",000.6")
    assert [problem.file for problem in config.problems()] == ["config/office.toml", "config/units.csv"]


def test_no_templates(config: Copy) -> None:
    (config.folder.parent / "templates").rmdir()
    assert "thư mục mẫu văn bản" in config.only().why
