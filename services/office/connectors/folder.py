"""Offices without any interface (profile `folder`): directives are put into one folder, drafts appear in another.

In: a packet (.edxml), a file, a file with a card of the same name (.toml), or a folder of files. Each is taken when it
has lain unchanged for `settle_seconds`, and moved to `da-nhan` when it is kept.
Out: a folder for each dossier, in it a folder for each draft, named after the unit and the reference, with a form
`ket-qua.txt` for the clerk's decision; assignments are text files. A draft's folder appears with all its files at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from services.errors import MissingPacketError, RefusedError, UnavailableError
from services.office import drawers, folders, verdicts
from services.office.dropped import Dropped, dropped
from services.office.edxml import Status, write_status
from services.office.port import (
    AssignmentToFile,
    AxisCapabilities,
    Capabilities,
    ClerkDecision,
    DraftToFile,
    FiledItem,
    FileToFile,
    Organ,
    PacketKind,
    PendingRef,
    Trial,
    TrialStep,
)
from services.office.profile import AxisProfile, AxisSettings, DeskProfile, DeskSettings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

TAKEN, SENT = "da-nhan", "gui-di"
#: What stands first in a dossier's folder, by the kind of draft.
FIRST = {"cover_note": "00 Phiếu trình", "table": "01 Bảng phân công", "slip": "02 Phiếu giải quyết văn bản đến"}
DUTY = "Nhiệm vụ"


class FolderAxisSettings(AxisSettings):
    """`inbox` is watched, statuses and documents to be sent go to `outbox`."""

    inbox: Path
    outbox: Path
    settle_seconds: Annotated[float, Field(ge=0.1, le=3600)] = 10


class FolderDeskSettings(DeskSettings):
    """`outbox`: where dossiers appear."""

    outbox: Path


class FolderAxis:
    """`Axis` over two folders. Nobody answers, so statuses only lie there for whoever carries them on."""

    capabilities = AxisCapabilities(refuses_repeated_documents=True, directory=False)

    def __init__(self, settings: FolderAxisSettings) -> None:
        self._settings = settings

    def list_pending(self, kind: PacketKind, since: dt.date | None = None) -> Sequence[PendingRef]:  # noqa: ARG002
        """What lies complete in the inbox, oldest first."""
        wanted = kind is PacketKind.STATUS
        return [PendingRef(one.handle, kind) for one in self._lying() if one.is_status() == wanted]

    def fetch(self, ref: PendingRef) -> bytes:
        """The packet; raises MissingPacketError when the file was changed or taken away meanwhile."""
        return self._found(ref).packet()

    def ack(self, ref: PendingRef) -> None:
        """Move what was kept out of the inbox."""
        try:
            found = self._found(ref)
        except MissingPacketError:
            return
        taken = self._settings.inbox / TAKEN
        taken.mkdir(exist_ok=True)
        for path in found.paths:
            path.rename(_free(taken / path.name))

    def send(self, packet: bytes, kind: PacketKind) -> str:
        """The packet as a file in the outbox; the same packet again is the same file."""
        return self._leave(f"{kind.value.lower()}-{hashlib.sha256(packet).hexdigest()[:16]}", packet)

    def report(self, handle: str, status: Status) -> str:
        """The status as a file, one for each document and code."""
        name = f"{status.code}-{folders.label_of(status.response_for.code, 'van-ban')}"
        return self._leave(f"{name}-{hashlib.sha256(handle.encode()).hexdigest()[:8]}", write_status(status))

    def organizations(self) -> Sequence[Organ]:
        """A folder knows nobody."""
        return []

    def trials(self) -> Sequence[Trial]:
        """Both folders are there and may be written."""
        inbox, outbox = self._settings.inbox, self._settings.outbox
        return [
            Trial(TrialStep.RIGHTS, "thư mục nhận", lambda: folders.require(inbox, "thư mục nhận")),
            Trial(TrialStep.RIGHTS, "thư mục gửi", lambda: folders.require(outbox, "thư mục gửi")),
        ]

    def _lying(self) -> list[Dropped]:
        folders.require(self._settings.inbox, "thư mục nhận")
        return dropped(self._settings.inbox, frozenset({TAKEN}), self._settings.settle_seconds)

    def _found(self, ref: PendingRef) -> Dropped:
        for one in self._lying():
            if one.bears(ref.handle) and one.handle == ref.handle:
                return one
        raise MissingPacketError(f"Tệp {ref.handle.rpartition('@')[0]} trong thư mục nhận đã bị đổi hoặc lấy đi.")

    def _leave(self, name: str, packet: bytes) -> str:
        folders.require(self._settings.outbox, "thư mục gửi")
        target = self._settings.outbox / SENT
        target.mkdir(exist_ok=True)
        folders.publish_file(target / f"{name}.edxml", packet)
        return name[-80:]


class FolderDesk:
    """`DraftDesk` over a folder. Creating is done alone, under a lock, so a reference is there once."""

    capabilities = Capabilities(
        search_by_reference=True,
        unique_reference=True,
        idempotency_key=False,
        reports_content=True,
        lists_and_withdraws=True,
    )

    def __init__(self, settings: FolderDeskSettings) -> None:
        self._outbox = settings.outbox
        self._seconds = settings.timeout_seconds

    def find(self, references: Sequence[str]) -> dict[str, FiledItem]:
        """Folders and files whose names end in one of the references."""
        wanted = {folders.key_of(reference) for reference in references}
        found = (drawers.item(path) for path in self._items() if drawers.key(path) in wanted)
        return {item.reference: item for item in found}

    def under(self, prefix: str) -> Iterator[FiledItem]:
        """Every item under a prefix, oldest first, with what a clerk wrote."""
        for path in sorted(self._items(), key=drawers.made_at):
            item = drawers.item(path)
            if item.reference.startswith(prefix):
                yield replace(item, decision=drawers.written(path))

    def withdraw(self, egov_id: str) -> None:
        """Take an item away that is as it was filed, without a decision."""
        path = next((path for path in self._items() if drawers.id_of(path) == egov_id), None)
        if path is None:
            return
        if path.is_dir() and not drawers.untouched(path):
            raise RefusedError(f"Văn thư đã xử lý {path.name} nên không rút lại được.")
        gone = path.with_name(f"{folders.HIDDEN}rut-lai-{egov_id}")
        path.rename(gone)
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink()

    def create_draft(self, draft: DraftToFile) -> FiledItem:
        """A folder with the files, a record of what was filed, and the form for the clerk."""
        label = FIRST.get(draft.kind) or folders.label_of(draft.unit_name, draft.kind)
        sha256s = [file.sha256 for file in draft.files]
        record = {"reference": draft.reference, "title": draft.title, "sha256s": sha256s}
        files = dict(zip(folders.distinct([file.name for file in draft.files]), draft.files, strict=True))
        content = {name: file.content for name, file in files.items()}
        content |= {drawers.VERDICT: verdicts.form(), drawers.RECORD: drawers.as_json(record)}
        with self._alone(draft.dossier, draft.dossier_title) as dossier:
            there = drawers.within(dossier, draft.reference)
            if there is None:
                there = dossier / f"{label}{drawers.BETWEEN}{folders.key_of(draft.reference)}"
                folders.publish_folder(there, content)
            elif drawers.item(there).sha256s != tuple(sha256s):
                raise RefusedError(f"Thư mục {there.name} đã có nội dung khác. Văn thư cần xem và chọn bản đúng.")
        return drawers.item(there)

    def attach(self, egov_id: str, file: FileToFile) -> None:
        """Put a file into a draft's folder; the same content twice leaves one."""
        path = next((path for path in self._items() if path.is_dir() and drawers.id_of(path) == egov_id), None)
        if path is None:
            raise RefusedError(f"Không thấy thư mục dự thảo để thêm tệp {file.name}. Văn thư có thể đã lấy đi.")
        record = drawers.record(path)
        if file.sha256 not in record["sha256s"]:
            name = folders.distinct([*(one.name for one in path.iterdir()), file.name])[-1]
            folders.publish_file(path / name, file.content)
            record["sha256s"].append(file.sha256)
            folders.publish_file(path / drawers.RECORD, drawers.as_json(record))

    def create_assignment(self, assignment: AssignmentToFile) -> FiledItem:
        """A text file a person can read."""
        unit = folders.label_of(assignment.unit_name, "don-vi")
        lines = {
            "Đơn vị": assignment.unit_name,
            "Vai trò": assignment.role,
            "Thời hạn": assignment.due_on or "không nêu",
            "Nội dung": assignment.text,
            "Nguồn": assignment.source,
            "Mã tham chiếu": assignment.reference,
        }
        text = "".join(f"{name}: {said}\r\n" for name, said in lines.items())
        with self._alone(assignment.dossier, assignment.dossier_title) as dossier:
            there = drawers.within(dossier, assignment.reference)
            if there is None:
                there = dossier / f"{DUTY} {unit}{drawers.BETWEEN}{folders.key_of(assignment.reference)}.txt"
                folders.publish_file(there, text.encode("utf-8-sig"))
        return drawers.item(there)

    def results(self) -> Sequence[ClerkDecision]:
        """What clerks wrote and we have not noted yet; what cannot be taken is answered beside the form."""
        return [decision for path in self._items() if path.is_dir() and (decision := drawers.decision(path))]

    def ack(self, references: Sequence[str]) -> None:
        """Note the decisions on these references as recorded."""
        wanted = {folders.key_of(reference) for reference in references}
        for path in self._items():
            if drawers.key(path) in wanted and path.is_dir() and (decision := drawers.decision(path)):
                folders.publish_file(path / drawers.NOTED, drawers.as_json(asdict(decision)))

    def trials(self) -> Sequence[Trial]:
        """The folder is there and may be written."""
        return [Trial(TrialStep.RIGHTS, "thư mục dự thảo", lambda: folders.require(self._outbox, "thư mục dự thảo"))]

    def _items(self) -> list[Path]:
        folders.require(self._outbox, "thư mục dự thảo")
        dossiers = [path for path in folders.visible(self._outbox) if path.is_dir() and drawers.BETWEEN in path.name]
        return [path for dossier in dossiers for path in folders.visible(dossier) if drawers.BETWEEN in path.name]

    @contextlib.contextmanager
    def _alone(self, reference: str, title: str) -> Iterator[Path]:
        """The dossier's folder, nobody else of this machine making anything. Until a name appears nothing is done."""
        folders.require(self._outbox, "thư mục dự thảo")
        try:
            with folders.locked(self._outbox, self._seconds):
                name = f"{folders.label_of(title, 'ho-so')}{drawers.BETWEEN}{folders.key_of(reference)}"
                dossier = drawers.within(self._outbox, reference) or self._outbox / name
                dossier.mkdir(exist_ok=True)
                folders.sweep(dossier)
                yield dossier
        except OSError as error:
            why = f"Không ghi được vào {self._outbox}: {error.strerror}."
            raise UnavailableError(f"{why} Hệ thống sẽ thử lại.") from error


def _free(path: Path) -> Path:
    """The name, or the first with a number that nobody has."""
    numbered = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in itertools.count(2))
    return path if not path.exists() else next(one for one in numbered if not one.exists())


PROFILES = (
    AxisProfile(
        "folder",
        FolderAxisSettings,
        FolderAxis,
        sandbox={"inbox": "{folder}/den", "outbox": "{folder}/di", "organ_id": "{organ_id}", "settle_seconds": "0.1"},
    ),
    DeskProfile("folder", FolderDeskSettings, FolderDesk, sandbox={"outbox": "{folder}/di"}),
)
