"""`[axis]` and `[desk]`: which keys they have is declared by the connector that their `profile` names."""

from __future__ import annotations

import typing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, SecretStr

from services.office.registry import axis_profiles, desk_profiles
from services.settings.addresses import address
from services.settings.organ_ids import AXIS_ADVICE, is_long_form
from services.settings.secrets import keys_of, secret
from services.settings.validation import validate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.office.profile import AxisSettings, DeskSettings, Profile
    from services.settings.source import Document, Source

Model = TypeVar("Model", bound=BaseModel)
Known = TypeVar("Known", bound="Profile")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a file being read: where it stands, what it says, and the environment that may overrule it."""

    source: Source
    document: Document
    name: str
    data: Mapping[str, Any]
    env: Mapping[str, str]

    def report(self, key: str, why: str, fix: str) -> None:
        """Add a problem of one key."""
        line = self.document.line((self.name, key))
        self.source.report(self.document.file, line, f"khối [{self.name}], khóa {key}", why, fix)


def read_axis(block: Block) -> AxisSettings | None:
    """`[axis]`, or None after its problems were reported."""
    profile = _profile(block, axis_profiles())
    organ_id = block.data.get("organ_id")
    # The value as written: another problem in the block must not hide this one.
    if profile and profile.long_organ_ids and isinstance(organ_id, str) and not is_long_form(organ_id.strip()):
        block.report("organ_id", f"mã định danh “{organ_id}” không hợp lệ", AXIS_ADVICE)
    return _validated(block, profile.settings) if profile else None


def read_desk(block: Block) -> DeskSettings | None:
    """`[desk]`, or None after its problems were reported."""
    profile = _profile(block, desk_profiles())
    return _validated(block, profile.settings) if profile else None


def _profile(block: Block, known: Mapping[str, Known]) -> Known | None:
    name = block.data.get("profile")
    if isinstance(name, str) and name in known:
        return known[name]
    why = "thiếu khóa profile" if name is None else f"giá trị “{name}” không được hỗ trợ"
    block.report("profile", why, f"dùng {' hoặc '.join(sorted(known))}")
    return None


def _validated(block: Block, model: type[Model]) -> Model | None:
    """The block as its model, after address, secrets and paths were put in."""
    data = dict(block.data)
    if "base_url" in model.model_fields and (
        url := address(block.source, block.document, block.name, data, "base_url", block.env)
    ):
        data["base_url"] = url
    block = Block(block.source, block.document, block.name, data, block.env)
    secrets = frozenset(_keys_of_type(model, SecretStr))
    for key in secrets:
        data[key] = secret(block, key)
    for key in _keys_of_type(model, Path):
        if isinstance(given := data.get(key), str) and given:
            data[key] = block.source.folder / given
    led_to = {name for key in secrets for name in keys_of(key)}
    data = {key: value for key, value in data.items() if key not in led_to}
    return validate(block.source, block.document, (block.name,), model, data, hidden=secrets)


def _keys_of_type(model: type[BaseModel], wanted: type) -> list[str]:
    """The keys whose type is, or may be, the wanted one."""
    kinds = {name: field.annotation for name, field in model.model_fields.items()}
    return [name for name, kind in kinds.items() if kind is wanted or wanted in typing.get_args(kind)]
