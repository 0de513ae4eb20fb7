from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.settings.spoiled import Copy

AXIS = 'token_env = "TRIENKHAI_SANDBOX_TOKEN"\n# Thời gian chờ tối đa của một lần gọi, tính'


@pytest.mark.parametrize(
    ("key", "why", "fix"),
    [
        ("", "chưa cho biết mã truy cập lấy ở đâu", "token_file"),
        ('token = "abc"', "không được ghi thẳng", "xóa dòng này"),
        ('token_env = "TOKEN_TRUC"', "biến môi trường TOKEN_TRUC chưa có", "đặt biến TOKEN_TRUC"),
        ('token_file = "khong-co.txt"', "“khong-co.txt”", "tạo tệp này"),
        ('token_env = ""', "để trống", "token_file"),
        ('token_env = "A"\ntoken_file = "b"', "cả token_file và token_env", "một trong hai"),
    ],
)
def test_a_missing_token_names_the_file_or_the_variable(config: Copy, key: str, why: str, fix: str) -> None:
    config.spoil("office.toml", AXIS, f"{key}\n# Thời gian chờ")
    problem = config.only()
    assert problem.where.startswith("khối [axis], khóa token")
    assert problem.line is not None
    assert why in problem.why
    assert fix in problem.fix


def test_the_well_known_token_opens_nothing_but_this_machine(config: Copy) -> None:
    problem = config.only({"TRIENKHAI_AXIS_URL": "https://truc.tayninh.gov.vn/EdocService"})
    assert problem.where == "khối [axis], khóa token_env"
    assert "TRIENKHAI_SANDBOX_TOKEN" in problem.why


def test_a_bad_address_in_the_environment_is_told_without_its_password(config: Copy) -> None:
    problem = config.only({"TRIENKHAI_LEDGER_URL": "mysql://ten:mat-khau@db/trienkhai"})
    assert problem.file == "biến môi trường TRIENKHAI_LEDGER_URL"
    assert "mat-khau" not in problem.sentence
