"""`office.toml`: the office, its connections to eGov and the times of filing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from services.blocks import Frozen
from services.settings.addresses import address
from services.settings.connections import Block, read_axis, read_desk
from services.settings.model import Connections, FilingSettings, OfficeProfile, ProposerSettings
from services.settings.organ_ids import ADVICE, is_organ_id
from services.settings.places import MAIN_FILE
from services.settings.problem import did_you_mean
from services.settings.proposer_block import read_proposer
from services.settings.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from services.office.profile import AxisSettings, DeskSettings
    from services.settings.source import Document, Source

_REQUIRED = ("office", "axis", "desk")
_BLOCKS = (*_REQUIRED, "filing", "ledger", "broker", "proposer")
_EMBEDDED = ("ledger", "broker")


class UrlBlock(Frozen):
    """`[ledger]` and `[broker]`: an address; without one the embedded default under the data folder is used."""

    url: str = ""


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """What `office.toml` says; a block with problems is None."""

    document: Document
    office: OfficeProfile | None
    axis: AxisSettings | None
    desk: DeskSettings | None
    filing: FilingSettings | None
    connections: Connections
    proposer: ProposerSettings | None

    @property
    def id(self) -> str:
        """The office's id as written, even when its block has problems: units refer to it."""
        return next(self._texts("id"), "")

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the office as written, even when its block has problems: units are named after them."""
        return tuple(self._texts("name", "full_name", "short_name", "aliases"))

    @property
    def territory(self) -> str:
        """The land the office is there for, as written; empty when it is not said."""
        return next(self._texts("territory"), "")

    def _texts(self, *keys: str) -> Iterator[str]:
        block = self.document.data.get("office")
        for key in keys:
            value = block.get(key) if isinstance(block, dict) else None
            for text in value if isinstance(value, list) else [value]:
                if isinstance(text, str) and text.strip():
                    yield text


def read_office(source: Source, env: Mapping[str, str], data: Path) -> OfficeFile | None:
    """The file, with the addresses of the environment laid over it. Problems are reported to the source."""
    document = source.toml(MAIN_FILE)
    if document is None:
        return None
    blocks = _blocks(source, document)
    read = OfficeFile(
        document=document,
        office=validate(source, document, ("office",), OfficeProfile, blocks["office"]) if "office" in blocks else None,
        axis=read_axis(Block(source, document, "axis", blocks["axis"], env)) if "axis" in blocks else None,
        desk=read_desk(Block(source, document, "desk", blocks["desk"], env)) if "desk" in blocks else None,
        filing=validate(source, document, ("filing",), FilingSettings, blocks.get("filing", {})),
        connections=_connections(source, document, blocks, env, data),
        proposer=read_proposer(source, document, blocks),
    )
    # The value as written: another problem in the block must not hide this one.
    organ_id = blocks.get("office", {}).get("organ_id")
    if isinstance(organ_id, str) and not is_organ_id(organ_id.strip()):
        why = f"mã định danh “{organ_id.strip()}” không hợp lệ"
        source.report(document.file, document.line(("office", "organ_id")), "khối [office], khóa organ_id", why, ADVICE)
    return read


def _blocks(source: Source, document: Document) -> dict[str, dict[str, Any]]:
    """The blocks that are there; unknown, missing and misshapen ones are reported."""
    for name, value in document.data.items():
        line = document.line((name,))
        if name not in _BLOCKS:
            where = f"khối [{name}]" if isinstance(value, dict) else f"khóa {name}"
            source.report(
                document.file, line, where, "không có khối hoặc khóa nào tên này", did_you_mean(name, _BLOCKS)
            )
        elif not isinstance(value, dict):
            source.report(document.file, line, f"khóa {name}", "phải là một khối", f"viết [{name}] trên một dòng riêng")
    for name in _REQUIRED:
        if name not in document.data:
            source.report(document.file, None, "", f"thiếu khối [{name}]", f"thêm khối [{name}] như trong tệp mẫu")
    return {name: value for name, value in document.data.items() if name in _BLOCKS and isinstance(value, dict)}


def _connections(
    source: Source,
    document: Document,
    blocks: Mapping[str, dict[str, Any]],
    env: Mapping[str, str],
    data: Path,
) -> Connections:
    for block in _EMBEDDED:
        validate(source, document, (block,), UrlBlock, blocks.get(block, {}))
    ledger, broker = (address(source, document, block, blocks.get(block, {}), "url", env) for block in _EMBEDDED)
    return Connections(
        ledger_url=ledger or f"sqlite:///{data / 'ledger.sqlite'}",
        broker_url=broker or f"filesystem://{data / 'broker'}",
    )
