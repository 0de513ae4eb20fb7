"""Shapes that several servers answer with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.errors import CredentialsError
from services.office.port import Organ

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_IDS = ("code", "organId", "organid", "id")
_NAMES = ("name", "organName")


def organs(entries: Iterable[Mapping[str, Any]]) -> list[Organ]:
    """The organisations of a directory, by whatever keys it names them; entries without an id are left out."""
    found = (Organ(_first(entry, _IDS), _first(entry, _NAMES)) for entry in entries)
    return [organ for organ in found if organ.organ_id]


def _first(entry: Mapping[str, Any], keys: Iterable[str]) -> str:
    return next((str(entry[key]) for key in keys if entry.get(key)), "")


def login_refused(name: str, username: str) -> CredentialsError:
    """The error for a login that was answered without a token; `name` is the server's, as sentences begin."""
    return CredentialsError(
        f"{name} không cho đăng nhập bằng tài khoản {username}. Quản trị kiểm tra tài khoản và tệp mật khẩu."
    )
