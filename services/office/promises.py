"""What admins are told of a draft desk: how many drafts there can be under one reference, by its capabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.office.port import Capabilities

STRICT = "mỗi mã tham chiếu có nhiều nhất một dự thảo, kể cả khi tiến trình bị treo"
SEARCHED = (
    "mỗi mã tham chiếu có nhiều nhất một dự thảo, trừ khi máy chủ làm treo tiến trình đúng giữa lần kiểm tra cuối và "
    "lúc gửi lâu hơn lease_seconds; trường hợp đó được phát hiện khi đối chiếu"
)
NOTHING = "không tự động nộp, vì không có cách nào biết dự thảo đã có hay chưa; dự thảo chờ người nộp"


def promise(capabilities: Capabilities) -> str:
    """The guarantee in one Vietnamese clause (docs/delivery-guarantees.md tells why)."""
    if capabilities.idempotency_key or (capabilities.unique_reference and capabilities.search_by_reference):
        return STRICT
    return SEARCHED if capabilities.search_by_reference else NOTHING


def remarks(capabilities: Capabilities) -> tuple[str, ...]:
    """What else an admin should know of this desk, each a Vietnamese clause."""
    told = (
        (capabilities.reports_content, "không đối chiếu được nội dung dự thảo đã có, chỉ đối chiếu mã tham chiếu"),
        (capabilities.assignments, "không nhận phân công nhiệm vụ; nhiệm vụ nằm trong bảng phân công"),
        (capabilities.lists_and_withdraws, "không liệt kê được các mục đã nộp nên không đối chiếu tự động"),
    )
    return tuple(clause for able, clause in told if not able)
