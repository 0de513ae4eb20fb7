"""Several offices in one configuration: blocks, units, files of their own, and mistakes told with their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from services.settings.load import load_offices, load_settings

if TYPE_CHECKING:
    from tests.unit.settings.spoiled import Copy

FIRST, SECOND = "sgddt-tay-ninh", "ubnd-xa-mau"
BLOCK = """
[[offices]]
[offices.office]
id = "ubnd-xa-mau"
name = "Ủy ban nhân dân xã Mẫu"
full_name = "Ủy ban nhân dân xã Mẫu"
short_name = "UBND xã"
parent_name = "UBND tỉnh"
place = "Mẫu"
organ_id = "000.07.03.H53"
code = "UBND"
secretariat = "Văn phòng"
[offices.office.signer]
lines = ["CHỦ TỊCH"]
[offices.axis]
profile = "bkav-edoc"
base_url = "http://truc.example/EdocService"
organ_id = "000.07.03.H53"
token_env = "MA_CUA_XA"
[offices.desk]
profile = "sandbox"
base_url = "http://egov.example/desk"
token_env = "MA_CUA_XA"
"""
ENV = {"MA_CUA_XA": "ma-cua-xa"}
ADDRESSES = {"TRIENKHAI_AXIS_URL": "http://localhost:1/EdocService", "TRIENKHAI_DESK_URL": "http://localhost:1/desk"}


@pytest.fixture
def two(config: Copy) -> Copy:
    main = config.folder / "office.toml"
    main.write_text(main.read_text(encoding="utf-8") + BLOCK, encoding="utf-8")
    units = config.folder / "units.csv"
    row = f"van-phong-xa,Văn phòng UBND,van_phong,Văn phòng Sở,noi_bo,{SECOND},,VP,Chánh Văn phòng,,yêu cầu,,,,,\n"
    below = "to-mot-cua,Tổ Một cửa,to,,noi_bo,van-phong-xa,,MC,Tổ trưởng,,yêu cầu,,,,,\n"
    units.write_text(units.read_text(encoding="utf-8") + row + below, encoding="utf-8")
    return config


def test_each_office_has_its_own_blocks_and_units(two: Copy) -> None:
    first, second = load_offices(two.folder, ENV)
    assert (first.office.id, second.office.id) == (FIRST, SECOND)
    assert first.axis.base_url.startswith("http://127.0.0.1")
    assert second.axis.token.get_secret_value() == "ma-cua-xa"
    assert second.filing.batch == 25
    assert [unit.id for unit in second.registry.units] == ["van-phong-xa", "to-mot-cua"]
    assert not {"van-phong-xa", "to-mot-cua"} & {unit.id for unit in first.registry.units}
    assert first.config_hash == second.config_hash
    assert load_settings(two.folder, ENV).office.id == FIRST


def test_one_office_keeps_all_units_whatever_is_above_them(config: Copy) -> None:
    (only,) = load_offices(config.folder, {})
    rows = (config.folder / "units.csv").read_text(encoding="utf-8").splitlines()
    assert len(only.registry.units) == len(rows) - 1


def test_files_of_an_offices_own_folder_stand_in_for_the_shared_ones(two: Copy) -> None:
    own = two.folder / "offices" / SECOND
    (own / "topics").mkdir(parents=True)
    (own / "templates").mkdir()
    (own / "schedule.toml").write_text("poll_seconds = 7\n", encoding="utf-8")
    (own / "topics" / "cchc.toml").write_text(
        'id = "cchc"\nname = "Cải cách của xã"\nkeywords = ["một cửa"]\n', encoding="utf-8"
    )
    first, second = load_offices(two.folder, ENV)
    assert (first.schedule.poll_seconds, second.schedule.poll_seconds) == (60, 7)
    assert {t.id for t in first.topics} == {t.id for t in second.topics}
    assert next(t.name for t in second.topics if t.id == "cchc") == "Cải cách của xã"
    assert (first.paths.templates.parent, second.paths.templates) == (two.folder.parent, own / "templates")


def test_the_environment_chooses_one_office(two: Copy) -> None:
    (only,) = load_offices(two.folder, {**ENV, **ADDRESSES, "TRIENKHAI_OFFICE": SECOND})
    assert (only.office.id, only.axis.base_url) == (SECOND, ADDRESSES["TRIENKHAI_AXIS_URL"])


@pytest.mark.parametrize(
    ("env", "place", "why"),
    [
        (ADDRESSES, "biến môi trường TRIENKHAI_AXIS_URL", "chỉ đặt được khi dịch vụ làm việc cho một cơ quan"),
        ({"TRIENKHAI_OFFICE": "so-la"}, "biến môi trường TRIENKHAI_OFFICE", "không có cơ quan nào mã “so-la”"),
        ({"MA_CUA_XA": ""}, "config/office.toml", "biến môi trường MA_CUA_XA chưa có mã truy cập"),
    ],
)
def test_what_the_environment_may_not_say(two: Copy, env: dict[str, str], place: str, why: str) -> None:
    problems = two.problems({**ENV, **env})
    assert any(problem.file == place and why in problem.why for problem in problems), problems


@pytest.mark.parametrize(
    ("old", "new", "where", "why"),
    [
        ('id = "ubnd-xa-mau"', f'id = "{FIRST}"', "khối [office], khóa id", "đã dùng cho một cơ quan ở trên"),
        ('place = "Mẫu"\n', "", "khóa place", "thiếu khóa place"),
        ("[offices.desk]\nprofile", "[offices.dessk]\nprofile", "khối [dessk]", "không có khối"),
        ("[offices.desk]\nprofile", "[offices.dessk]\nprofile", "", "thiếu khối [desk]"),
        ('organ_id = "000.07.03.H53"\ncode', 'organ_id = "H53-7"\ncode', "khóa organ_id", "“H53-7” không hợp lệ"),
        ("[[offices]]\n", "", "khóa offices", "phải là danh sách các khối"),
    ],
)
def test_mistakes_of_a_further_office_come_with_their_line(two: Copy, old: str, new: str, where: str, why: str) -> None:
    two.spoil("office.toml", old, new)
    start = (two.folder / "office.toml").read_text(encoding="utf-8").splitlines().index("[offices.office]")
    found = [p for p in two.problems(ENV) if where in p.where and why in p.why]
    assert found, [problem.sentence for problem in two.problems(ENV)]
    assert all(problem.line is not None and problem.line >= start for problem in found)


def test_a_folder_for_an_office_that_is_not_there(config: Copy) -> None:
    (config.folder / "offices" / "so-cu").mkdir(parents=True)
    assert "không có cơ quan nào mã “so-cu”" in config.only().sentence
