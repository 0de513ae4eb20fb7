"""Business statuses of a document (QĐ 28/2018/QĐ-TTg) and the report that carries one."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from services.office.edxml.model import Document, Party, ResponseFor, Staff, Status

if TYPE_CHECKING:
    import datetime as dt

STATUS_NAMES = MappingProxyType(
    {
        "01": "Đã đến",
        "02": "Từ chối tiếp nhận",
        "03": "Đã tiếp nhận",
        "04": "Phân công",
        "05": "Đang xử lý",
        "06": "Hoàn thành",
        "13": "Lấy lại",
        "15": "Đồng ý cập nhật/lấy lại",
        "16": "Từ chối cập nhật/lấy lại",
        "999": "Thất bại",
    }
)


class StatusForm(StrEnum):
    """The header element a status travels in: the bkav axis knows only `Status`, the others only `MessageHeader`."""

    BKAV = "Status"
    NATIONAL = "MessageHeader"


def status_name(code: str) -> str:
    """The office word for a status code, or the code itself when nobody has named it."""
    return STATUS_NAMES.get(code, f"Mã trạng thái {code}")


def report(
    document: Document, code: str, reporter: Party, staff: Staff, at: dt.datetime, description: str = ""
) -> Status:
    """A receiver's status on a document; for 13 (lấy lại) the sender's packet is built by hand, the roles swap.

    `description` defaults to the office word of the code. Each code is sent once per document: the caller's care.
    """
    original = ResponseFor(
        organ_id=document.sender.organ_id,
        code=document.symbol,
        document_id=document.document_id,
        issued_on=document.issued_on,
    )
    return Status(
        sender=reporter,
        response_for=original,
        code=code.zfill(2),
        description=description or status_name(code.zfill(2)),
        staff=staff,
        at=at,
    )
