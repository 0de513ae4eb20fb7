"""From the axis to a directive that was understood: keeping packets, reading files, asking for what is missing."""

from __future__ import annotations

import dataclasses
import itertools
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from services.directive.model import Doubt, OfficeMetadata, Pages
from services.directive.secret import is_secret, sealed
from services.directive.understand import is_marked, understand
from services.errors import (
    CredentialsError,
    MissingPacketError,
    PermanentError,
    TrienkhaiError,
    UnavailableError,
)
from services.ledger import directives, holds
from services.ledger.codec import dumps, loads
from services.letters import citation
from services.office import edxml
from services.office.port import PacketKind, PendingRef
from services.reading import OcrOptions, is_picture, joined, read_file
from services.reading.ocr.cache import forget
from services.steps import packets, questions, status_exchange

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Row

    from services.context import Context
    from services.directive.model import Directive
    from services.settings.model import OfficeProfile

Item = TypeVar("Item")

#: How much of a flood one round takes in.
ROUND_DOCUMENTS, ROUND_SECONDS = 100, 30.0
#: After so many documents that cannot be fetched, and none that can, the axis is left alone until the next poll.
GIVE_UP_AFTER = 3

#: Pages recognised once are kept here, by content; safe to delete.
OCR_CACHE = "ocr-cache"


@dataclass(frozen=True, slots=True)
class Kept:
    """A waiting document that is stored durably; `directive_id` is None when it was known."""

    ref: PendingRef
    directive_id: str | None


@dataclass(frozen=True, slots=True)
class Round:
    """How a round on the axis went: documents kept, what went wrong, and whether our credentials were refused.

    `complete`: whatever was listed is kept, so that earlier days hold nothing new (also true where the axis itself
    keeps what we have not acknowledged).
    """

    documents: int = 0
    problems: tuple[str, ...] = ()
    complete: bool = False
    refused: bool = False


def take_in(ctx: Context) -> Round:
    """One round: statuses kept first, then documents, and only what is stored is acknowledged."""
    try:
        status_exchange.keep_statuses(ctx)
        waiting = ctx.axis.list_pending(PacketKind.DOCUMENT, status_exchange.since(ctx))
        kept, problems = keep_documents(ctx, waiting)
        acknowledge(ctx, kept)
    except TrienkhaiError as error:
        return Round(problems=(error.message,), refused=isinstance(error, CredentialsError))
    except OSError as error:
        # A full disk or a missing volume: what is not kept is not acknowledged, and is listed again.
        return Round(problems=(f"lỗi đọc, ghi đĩa ({error.strerror})",))
    whole = len(kept) == len(waiting) or ctx.axis.capabilities.keeps_until_acknowledged
    return Round(len(kept), tuple(problems), complete=whole and not problems)


def keep_documents(ctx: Context, waiting: Sequence[PendingRef]) -> tuple[list[Kept], list[str]]:
    """Store the waiting documents that can be fetched; what cannot is a problem and does not stop the others.

    A round takes at most `ROUND_DOCUMENTS` new ones and begins none after `ROUND_SECONDS`: what is left is listed again
    in the next one, and other offices get their turn in between.
    """
    again = [ref for ref in waiting if _listed_again(ctx, ref)]
    fresh = [ref for ref in waiting if ref not in again]
    kept, problems, failed = [], [], 0
    for ref in _in_time(fresh[:ROUND_DOCUMENTS]):
        try:
            kept.append(_keep_document(ctx, ref))
        except CredentialsError:
            raise
        except MissingPacketError as error:
            problems.append(f"văn bản {ref.handle} trên trục: {error.message}")
        except TrienkhaiError as error:
            problems.append(f"văn bản {ref.handle} trên trục: {error.message}")
            failed += 1
            if failed == GIVE_UP_AFTER and not kept:
                break
    return [*kept, *(Kept(ref, None) for ref in again)], problems


def acknowledge(ctx: Context, kept: Sequence[Kept]) -> None:
    """Tell the axis what is stored. Where that drops all waiting statuses, they are kept again right before each."""
    for one in _in_time(kept):
        if not ctx.axis.capabilities.acknowledges_statuses:
            status_exchange.keep_statuses(ctx)
        ctx.axis.ack(one.ref)


def _in_time(items: Sequence[Item]) -> Iterator[Item]:
    end = time.monotonic() + ROUND_SECONDS
    return itertools.takewhile(lambda _: time.monotonic() < end, items)


def _keep_document(ctx: Context, ref: PendingRef) -> Kept:
    packet = ctx.axis.fetch(ref)
    packet_sha = ctx.blobs.put(packet)
    if status_exchange.is_status(packet):
        # The axis numbers both kinds apart and may hand out the other one: the document is still to come.
        with ctx.ledger.write() as conn:
            status_exchange.kept(ctx, conn, ref, packet_sha)
        raise UnavailableError("trục trả về một trạng thái thay cho văn bản này; sẽ hỏi lại")
    with ctx.ledger.write() as conn:
        return Kept(ref, directives.receive(conn, ctx.settings.office.id, ref.handle, packet_sha))


def _listed_again(ctx: Context, ref: PendingRef) -> bool:
    """Whether an axis that lists by days lists a known document again. A queue lists what we still owe an answer."""
    if ctx.axis.capabilities.keeps_until_acknowledged:
        return False
    with ctx.ledger.read() as conn:
        return directives.is_known(conn, ctx.settings.office.id, ref.handle)


def read_first(ctx: Context, attachments: Sequence[Row[Any]]) -> tuple[Pages, list[str]]:
    """The pages of the first attachment that can be read, and why earlier ones could not.

    Pictures that follow a picture are its further pages: offices photograph a document page by page. When none can be
    read, the reason given for the first one is raised.
    """
    reasons: list[PermanentError] = []
    ocr, known = OcrOptions(cache=ctx.settings.paths.data / OCR_CACHE), ctx.settings.registry.names()
    found: list[Pages] = []
    for file in attachments:
        path = ctx.blobs.path(file.sha256)
        if found and not is_picture(path):
            break
        try:
            found.append(read_file(path, file.safe_name, ocr=ocr, known=known))
        except PermanentError as error:
            reasons.append(error)
            continue
        if not is_picture(path):
            break
    if found:
        return joined(found), [one.message for one in reasons]
    if not reasons:
        raise PermanentError("Văn bản không có tệp nào để đọc. Hãy đề nghị nơi gửi gửi lại.")
    raise reasons[0]


def summary(directive: Directive, office: OfficeProfile) -> dict[str, object]:
    """What the ledger keeps of a directive: all of it, and the fields that lists show, as a sentence has them."""
    header = directive.header
    return {
        "understanding": dumps(directive),
        "symbol": questions.certain_symbol(header),
        "abstract": citation.matter(header.abstract.text) if header.abstract else None,
        "issuer": citation.issuer_of(directive, office) or None,
    }


def read_columns(ctx: Context, row: Row[Any], pages: Pages, unread: Sequence[str]) -> dict[str, object]:
    """What the ledger keeps of files that were read."""
    return {
        "pages_sha": ctx.blobs.put(dumps(pages).encode()),
        "unread": json.dumps(unread, ensure_ascii=False),
        "office_metadata": dumps(_metadata(ctx, row)),
    }


def is_sealed_at_sight(ctx: Context, row: Row[Any], holder: str, pages: Pages) -> bool:
    """Whether a document whose files were just read is secret; it is then held before a word of it is kept."""
    if not is_marked(pages, ctx.settings.lexicon):
        return False
    directive = understand(pages, _metadata(ctx, row), ctx.settings.lexicon, json.loads(row.answers))
    return is_sealed(ctx, row, holder, directive)


def is_sealed(ctx: Context, row: Row[Any], holder: str, directive: Directive) -> bool:
    """Whether a directive is secret. Only what names it is then kept, and a person takes it from here.

    When the mark was misread, its files are read again.
    """
    if not is_secret(directive, json.loads(row.answers)):
        return False
    with ctx.ledger.read() as conn:
        attachments = directives.files_of(conn, row.id)
    for file in attachments:
        forget(ctx.settings.paths.data / OCR_CACHE, file.sha256)
    question = questions.secret_question(directive, row.id)
    found = summary(sealed(directive), ctx.settings.office) | {
        "abstract": None,
        "office_metadata": None,
        "pages_sha": None,
        "held_in": "fetched",
    }
    with ctx.ledger.write() as conn:
        holds.hold(conn, row, "secret", question, holder=holder, found=found)
        status_exchange.catch_up(conn, ctx.blobs, row)
    return True


def _metadata(ctx: Context, row: Row[Any]) -> OfficeMetadata:
    """The office's own metadata; from the packet again where nothing was kept of it."""
    if row.office_metadata:
        return loads(OfficeMetadata, row.office_metadata)
    packet = packets.opened(ctx.blobs.get(row.packet_sha))
    return edxml.to_metadata(packet) if isinstance(packet, edxml.Document) else OfficeMetadata()


def with_remarks(directive: Directive, row: Row[Any], packet: edxml.Document | edxml.Status) -> Directive:
    """The directive with further doubts for the clerk: what the packet's reader could not use, files not read."""
    remarks = edxml.remarks_of(packet) if isinstance(packet, edxml.Document) else ()
    unread = [
        f"Tệp đứng trước không đọc được nên văn bản này có thể chỉ là phụ lục. {one}" for one in json.loads(row.unread)
    ]
    doubts = [*(Doubt("packet", one) for one in remarks), *(Doubt("unread_file", one) for one in unread)]
    return dataclasses.replace(directive, doubts=(*directive.doubts, *doubts))
