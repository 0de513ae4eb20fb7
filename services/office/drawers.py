"""How drafts and assignments lie in the folder of a dossier: names, records of what was filed, the clerk's decision."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from services.office import folders, verdicts
from services.office.port import ClerkDecision, FiledItem

if TYPE_CHECKING:
    from pathlib import Path

RECORD, VERDICT, NOTED, UNCLEAR = ".trienkhai.json", "ket-qua.txt", ".da-ghi-nhan.json", "CHƯA GHI NHẬN.txt"
#: Between words for people and the reference, in every name.
BETWEEN = " – "


def within(folder: Path, reference: str) -> Path | None:
    """What lies in the folder under this reference."""
    wanted = folders.key_of(reference)
    return next((path for path in folders.visible(folder) if BETWEEN in path.name and key(path) == wanted), None)


def key(path: Path) -> str:
    """The part of a name that stands for the reference."""
    name = path.name if path.is_dir() else path.stem
    return name.rpartition(BETWEEN)[2]


def made_at(path: Path) -> int:
    """When it was made or last changed (ns), to tell which came first."""
    return path.stat().st_mtime_ns


def id_of(path: Path) -> str:
    """A short id; a renamed folder is another one."""
    return hashlib.sha256(f"{path.parent.name}/{path.name}".encode()).hexdigest()[:16]


def item(path: Path) -> FiledItem:
    """What lies there, with the digests of what was filed: a clerk may have edited the files since."""
    sha256s = tuple(record(path)["sha256s"]) if path.is_dir() else ()
    return FiledItem(folders.reference_of(key(path)), id_of(path), sha256s)


def record(path: Path) -> dict[str, Any]:
    """What was filed; nothing for a folder that somebody else made."""
    try:
        told = json.loads((path / RECORD).read_bytes())
    except (OSError, ValueError):
        told = {}
    return {"sha256s": [], **told} if isinstance(told, dict) else {"sha256s": []}


def untouched(path: Path) -> bool:
    """Whether the draft is as it was filed and the form still empty."""
    ours = (one for one in folders.visible(path) if one.name != VERDICT)
    lying = sorted(hashlib.sha256(one.read_bytes()).hexdigest() for one in ours)
    return lying == sorted(record(path)["sha256s"]) and (path / VERDICT).read_bytes() == verdicts.form()


def written(path: Path) -> ClerkDecision | None:
    """What the clerk wrote, noted before or not; None while it is unclear or not there."""
    try:
        return verdicts.read(folders.reference_of(key(path)), (path / VERDICT).read_bytes())
    except (OSError, verdicts.UnclearVerdictError):
        return None


def decision(path: Path) -> ClerkDecision | None:
    """What the clerk wrote, unless it was noted before."""
    try:
        said = verdicts.read(folders.reference_of(key(path)), (path / VERDICT).read_bytes())
    except FileNotFoundError:
        return None
    except verdicts.UnclearVerdictError as error:
        folders.publish_file(path / UNCLEAR, str(error).encode("utf-8-sig"))
        return None
    (path / UNCLEAR).unlink(missing_ok=True)
    noted = path / NOTED
    if said is None or (noted.exists() and noted.read_bytes() == as_json(asdict(said))):
        return None
    return said


def as_json(value: object) -> bytes:
    """The same value always as the same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
