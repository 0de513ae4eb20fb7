"""`office.toml`: the offices, their connections to eGov and the times of filing.

One office stands in the blocks `[office]`, `[axis]`, `[desk]` and `[filing]`; each further one in a `[[offices]]` with
the same four blocks inside (`[offices.office]` …). Nothing is inherited: what one office says holds for no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from services.blocks import Frozen
from services.settings.addresses import URLS, address
from services.settings.connections import Block, read_axis, read_desk
from services.settings.model import Connections, FilingSettings, OfficeProfile, ProposerSettings
from services.settings.organ_ids import ADVICE, is_organ_id
from services.settings.places import MAIN_FILE
from services.settings.problem import did_you_mean
from services.settings.proposer_block import read_proposer
from services.settings.source import Document
from services.settings.validation import validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from services.office.profile import AxisSettings, DeskSettings
    from services.settings.source import Source

_REQUIRED = ("office", "axis", "desk")
_OF_OFFICE = (*_REQUIRED, "filing", "proposer")
_EMBEDDED = ("ledger", "broker")
Blocks = dict[str, dict[str, Any]]
MORE = "offices"
ADDRESSES = (URLS["axis"], URLS["desk"])
OFFICE = "TRIENKHAI_OFFICE"


class UrlBlock(Frozen):
    """`[ledger]` and `[broker]`: an address; without one the embedded default under the data folder is used."""

    url: str = ""


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """What `office.toml` says of one office; a block with problems is None."""

    document: Document
    office: OfficeProfile | None
    axis: AxisSettings | None
    desk: DeskSettings | None
    filing: FilingSettings | None
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


@dataclass(frozen=True, slots=True)
class MainFile:
    """All of `office.toml`: its offices in the order of the file, and what they share."""

    offices: tuple[OfficeFile, ...]
    connections: Connections


_NAMELESS = OfficeFile(Document("", {}, {}), None, None, None, None, None)
NOBODY = MainFile((_NAMELESS,), Connections(ledger_url="", broker_url=""))


def read_main(source: Source, env: Mapping[str, str], data: Path) -> MainFile | None:
    """The file, with the environment laid over it. Problems are reported to the source."""
    document = source.toml(MAIN_FILE)
    if document is None:
        return None
    more = _more(source, document)
    first = not more or any(name in document.data for name in _OF_OFFICE)
    shared = _blocks(source, document, (*_OF_OFFICE, *_EMBEDDED, MORE), _REQUIRED if first else ())
    parts = [(document, shared)] if first else []
    for number in range(len(more)):
        part = document.part(MORE, number)
        parts.append((part, _blocks(source, part, _OF_OFFICE, _REQUIRED)))
    working = at_work([_id(part) for part, _ in parts], env)
    if len(working) != 1:
        _check_addresses(source, env)
        env = {name: value for name, value in env.items() if name not in ADDRESSES}
    offices = [_read_office(source, *part, env) for part in parts]
    _check_ids(source, offices, env)
    return MainFile(tuple(offices), _connections(source, document, shared, env, data))


def at_work(ids: Sequence[str], env: Mapping[str, str]) -> list[str]:
    """The offices this process works for: all, or the one that the environment names."""
    only = env.get(OFFICE, "").strip()
    return [one for one in ids if only in ("", one)]


def _read_office(source: Source, document: Document, blocks: Blocks, env: Mapping[str, str]) -> OfficeFile:
    read = OfficeFile(
        document=document,
        office=validate(source, document, ("office",), OfficeProfile, blocks["office"]) if "office" in blocks else None,
        axis=read_axis(Block(source, document, "axis", blocks["axis"], env)) if "axis" in blocks else None,
        desk=read_desk(Block(source, document, "desk", blocks["desk"], env)) if "desk" in blocks else None,
        filing=validate(source, document, ("filing",), FilingSettings, blocks.get("filing", {})),
        proposer=read_proposer(source, document, blocks),
    )
    # The value as written: another problem in the block must not hide this one.
    organ_id = blocks.get("office", {}).get("organ_id")
    if isinstance(organ_id, str) and not is_organ_id(organ_id.strip()):
        why = f"mã định danh “{organ_id.strip()}” không hợp lệ"
        source.report(document.file, document.line(("office", "organ_id")), "khối [office], khóa organ_id", why, ADVICE)
    return read


def _more(source: Source, document: Document) -> list[dict[str, Any]]:
    """The elements of `[[offices]]`."""
    more = document.data.get(MORE, [])
    if isinstance(more, list) and all(isinstance(one, dict) for one in more):
        return more
    fix = "mở đầu mỗi cơ quan bằng một dòng [[offices]], rồi [offices.office], [offices.axis], [offices.desk]"
    source.report(document.file, document.line((MORE, "office")), f"khóa {MORE}", "phải là danh sách các khối", fix)
    return []


def _blocks(source: Source, document: Document, known: Sequence[str], required: Sequence[str]) -> Blocks:
    """The blocks that are there; unknown, missing and misshapen ones are reported."""
    for name, value in document.data.items():
        line = document.line((name,))
        if name not in known:
            where = f"khối [{name}]" if isinstance(value, dict) else f"khóa {name}"
            source.report(document.file, line, where, "không có khối hoặc khóa nào tên này", did_you_mean(name, known))
        elif not isinstance(value, dict) and name != MORE:
            source.report(document.file, line, f"khóa {name}", "phải là một khối", f"viết [{name}] trên một dòng riêng")
    for name in required:
        if name not in document.data:
            fix = f"thêm khối [{name}] như trong tệp mẫu"
            source.report(document.file, document.line(()), "", f"thiếu khối [{name}]", fix)
    return {name: value for name, value in document.data.items() if name in known and isinstance(value, dict)}


def _id(document: Document) -> str:
    block = document.data.get("office")
    return str(block.get("id", "")) if isinstance(block, dict) else ""


def _check_addresses(source: Source, env: Mapping[str, str]) -> None:
    """Behind one address several offices would show each other's server their secrets."""
    for name in ADDRESSES:
        if env.get(name, "").strip():
            why = "chỉ đặt được khi dịch vụ làm việc cho một cơ quan"
            fix = f"bỏ biến này và ghi base_url cho từng cơ quan, hoặc chọn một cơ quan bằng biến {OFFICE}"
            source.report(f"biến môi trường {name}", None, "", why, fix)


def _check_ids(source: Source, offices: Sequence[OfficeFile], env: Mapping[str, str]) -> None:
    """Every office has an id of its own, and the environment names one that is there."""
    ids = [one.id for one in offices]
    if not at_work(ids, env):
        why = f"không có cơ quan nào mã “{env.get(OFFICE, '')}”"
        source.report(f"biến môi trường {OFFICE}", None, "", why, did_you_mean(env.get(OFFICE, ""), ids))
    for number, one in enumerate(offices):
        if one.id and one.id in {earlier.id for earlier in offices[:number]}:
            line = one.document.line(("office", "id"))
            why = f"mã “{one.id}” đã dùng cho một cơ quan ở trên"
            source.report(one.document.file, line, "khối [office], khóa id", why, "đặt một mã khác cho cơ quan này")


def _connections(source: Source, document: Document, blocks: Blocks, env: Mapping[str, str], data: Path) -> Connections:
    for block in _EMBEDDED:
        validate(source, document, (block,), UrlBlock, blocks.get(block, {}))
    ledger, broker = (address(source, document, block, blocks.get(block, {}), "url", env) for block in _EMBEDDED)
    return Connections(
        ledger_url=ledger or f"sqlite:///{data / 'ledger.sqlite'}",
        broker_url=broker or f"filesystem://{data / 'broker'}",
    )
