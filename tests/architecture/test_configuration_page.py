"""docs/configuration.md against the settings themselves: no key too many, none missing, each default as it is."""

from __future__ import annotations

import re
import shutil
import tomllib
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from services.office.connectors.bkav_edoc import BkavSettings
from services.office.connectors.folder import FolderAxisSettings, FolderDeskSettings
from services.office.connectors.ioffice import IofficeSettings
from services.office.connectors.lgsp_v1 import LgspSettings
from services.office.connectors.sandbox import SandboxSettings
from services.office.connectors.vxp import VxpSettings
from services.office.profile import AxisSettings, DeskSettings, HttpSettings
from services.settings.drafting import DraftSettings
from services.settings.load import find_problems
from services.settings.model import FilingSettings, OfficeProfile, ProposerSettings, Schedule, TopicItem
from services.settings.secrets import keys_of
from tests.needs import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

PAGE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
#: The beginning of a heading → the settings that its table tells of.
TABLES = {
    "`[office]`": (OfficeProfile,),
    "`[axis]` – trục": (AxisSettings,),
    "`[desk]` – bàn": (DeskSettings,),
    "Khóa của mọi kết nối": (HttpSettings,),
    "`[axis]` kiểu `lgsp-v1`": (LgspSettings,),
    "`[axis]` kiểu `vxp`": (VxpSettings,),
    "`[axis]` và `[desk]` kiểu `folder`": (FolderAxisSettings, FolderDeskSettings),
    "`[desk]` kiểu `ioffice`": (IofficeSettings,),
    "`[desk]` kiểu `sandbox`": (SandboxSettings,),
    "`[filing]`": (FilingSettings,),
    "`[proposer]`": (ProposerSettings,),
    "`schedule.toml`": (Schedule,),
    "`drafts.toml`": (DraftSettings,),
    "`[[items]]`": (TopicItem,),
}
GENERAL = (AxisSettings, DeskSettings, HttpSettings)
ROW = re.compile(r"^\| ((?:`\w+`(?:, )?)+) \| (.*) \|$", re.MULTILINE)


def rows(heading: str) -> dict[str, str]:
    """The keys of the first table below a heading, with what is said of each."""
    (below,) = re.findall(rf"^##+ {re.escape(heading)}.*?$(.*?)(?=^##+ |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    table = below.split("\n\n```")[0]
    return {key: said for keys, said in ROW.findall(table) for key in re.findall(r"\w+", keys)}


def own_fields(model: type[BaseModel]) -> dict[str, object]:
    """The keys this model adds to the general ones, with their defaults."""
    known = {name for base in GENERAL if base is not model and issubclass(model, base) for name in base.model_fields}
    return {name: field for name, field in model.model_fields.items() if name not in known}


def keys(models: tuple[type[BaseModel], ...]) -> Iterator[str]:
    for model in models:
        for name, field in own_fields(model).items():
            yield keys_of(name)[0] if field.annotation is SecretStr else name


@pytest.mark.parametrize("heading", TABLES)
def test_a_table_has_the_keys_of_its_block_and_no_others(heading):
    wanted = set(keys(TABLES[heading]))
    if TABLES[heading] == (SandboxSettings,):
        wanted -= {"token_file"}  # told with the secrets of all connections
    assert set(rows(heading)) == wanted


def shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}".replace(".", ",") if isinstance(value, int | float) else str(value)


@pytest.mark.parametrize("heading", TABLES)
def test_every_default_is_told_as_it_is(heading):
    said = rows(heading)
    for model in TABLES[heading]:
        for name, field in own_fields(model).items():
            if isinstance(field.default, bool | int | float | str) and field.default != "":
                assert re.search(rf"mặc định `?{re.escape(shown(field.default))}(?![\w.])`?", said[name]), (
                    name,
                    said[name],
                )


def test_a_profile_without_keys_of_its_own_needs_no_table():
    assert set(keys((BkavSettings,))) == {"token_file"}


@pytest.mark.parametrize("model", [OfficeProfile, TopicItem])
def test_the_keys_that_are_required_are_called_so(model):
    heading = next(heading for heading, models in TABLES.items() if model in models)
    (below,) = re.findall(rf"^##+ {re.escape(heading)}.*?$(.*?)(?=^##+ |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    marked = {key for key, said in rows(heading).items() if "(bắt buộc)" in said}
    listed = re.findall(r"^Bắt buộc: (.*?);", below, re.MULTILINE | re.DOTALL)
    marked |= {key for keys in listed for key in re.findall(r"`(\w+)`", keys)}
    wanted = {name for name, field in model.model_fields.items() if field.is_required()} - {"signer"}
    assert marked - {"lines"} == wanted


def test_the_example_of_a_topic_is_one(tmp_path):
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "templates").mkdir()
    (example,) = [block for block in re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL) if "keywords" in block]
    name = tomllib.loads(example)["id"]
    (tmp_path / "config" / "topics" / f"{name}.toml").write_text(example, encoding="utf-8")
    assert [problem.sentence for problem in find_problems(tmp_path / "config", {})] == []
