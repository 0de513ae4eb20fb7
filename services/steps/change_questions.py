"""What a clerk is asked and told about recalls, updates and replacements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.ledger.moves import UNTOUCHED
from services.ledger.names import DIRECTIVE_NAMES, LETTER_NAMES
from services.office.edxml import BusinessKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from services.office.edxml import Document, Status
    from services.planning.difference import Difference

SENDER_STATUS, RECEIVER_REFUSED = "sender_status", "receiver_refused"
TAKEN_BACK = "Nơi gửi lấy lại văn bản, văn thư đã đồng ý."
KINDS = {
    BusinessKind.NEW: "gửi",
    BusinessKind.REVOKE: "thu hồi",
    BusinessKind.UPDATE: "cập nhật",
    BusinessKind.REPLACE: "thay thế",
}
_FEW = 3


def unknown(row: Row[Any], document: Document) -> str:
    """The original of a change was not found."""
    named = ", ".join(dict.fromkeys(one.code for one in document.response_for if one.code)) or document.symbol
    return (
        f"{document.sender.name} {KINDS[document.business.kind]} văn bản {named or '(không nêu số, ký hiệu)'} nhưng sổ "
        "chưa có văn bản này. Nếu nó đến sau, dịch vụ tự hỏi lại. Nếu nó đã có dưới số khác, chạy “trienkhai resume "
        f"{row.id} --set original=MÃ_HOẶC_SỐ_KÝ_HIỆU”; nếu không liên quan, “trienkhai resume {row.id} --close”."
    )


def recall(row: Row[Any], document: Document, original: Row[Any], letters: Sequence[Row[Any]]) -> str:
    """Whether the sender's recall is agreed to, and what that would undo."""
    reason = f" Lý do nơi gửi nêu: {document.business.reason.rstrip('.')}." if document.business.reason else ""
    return (
        f"{document.sender.name} thu hồi văn bản {_name(original)}.{reason} {_work(letters)} "
        f"{_answers(row, 'rút các dự thảo chưa ai xử lý, đóng hồ sơ')}"
    )


def change(row: Row[Any], original: Row[Any], letters: Sequence[Row[Any]], found: Difference) -> str:
    """Whether the sender's new content is agreed to, and what differs."""
    what = "cập nhật" if row.change == "update" else "thay thế"
    outdated = [one for one in letters if one.unit_id in found.outdated or not one.unit_id]
    return (
        f"{row.issuer or 'Nơi gửi'} {what} văn bản {_name(original)}. {told(found)} {_work(outdated)} Xem đủ bằng "
        f"“trienkhai show {row.id}”. {_answers(row, 'rút dự thảo cũ của các đơn vị bị ảnh hưởng, lập dự thảo mới')}"
    )


def told(found: Difference) -> str:
    """A difference in one or two sentences."""
    added = sum(one.before is None for one in found.changes)
    gone = sum(one.after is None for one in found.changes)
    header = "; ".join(f"{one.field} từ “{one.before}” thành “{one.after}”" for one in found.header)
    return (
        (f"Đổi {header}. " if header else "")
        + f"Nội dung giao: {added} thêm mới, {len(found.changes) - added - gone} thay đổi, {gone} không còn. "
        + f"Đơn vị: {len(found.redrafted)} cần dự thảo mới, {len(found.dropped)} không còn việc, "
        + f"{len(found.same)} giữ nguyên dự thảo."
    )


def waiting(change: Row[Any]) -> str:
    """Why a directive rests."""
    return (
        f"Nơi gửi đã gửi yêu cầu thu hồi, cập nhật hoặc thay thế văn bản này (mã {change.id}). Trả lời ở đó; văn bản "
        f"này tự đi tiếp hoặc đóng lại theo câu trả lời: “trienkhai show {change.id}”."
    )


def taken_back(row: Row[Any], status: Status, letters: Sequence[Row[Any]]) -> str:
    """Whether a document the sender takes back by status may be taken back, and what that would undo."""
    return (
        f"{_reporter(status)} yêu cầu lấy lại ({status.code}) văn bản {_name(row)}.{_reason(status)} {_work(letters)} "
        f"{_answers(row, 'rút các dự thảo chưa ai xử lý, đóng hồ sơ')}"
    )


def refused_by_receiver(row: Row[Any], letter: Row[Any], status: Status) -> str:
    """A receiver does not take a document that we issued; what a clerk does about it is done in eGov."""
    return (
        f"{_reporter(status)} từ chối tiếp nhận ({status.code}) văn bản {letter.symbol} “{letter.title}” của cơ quan "
        f"ta, ban hành để triển khai văn bản {row.symbol or row.id}.{_reason(status)} Dịch vụ không rút, không sửa gì. "
        f"Văn thư liên hệ nơi nhận, gửi lại hoặc gửi đơn vị khác trên eGov, xong chạy “trienkhai resume {row.id}”."
    )


def _reporter(status: Status) -> str:
    return status.sender.name or status.sender.organ_id


def _reason(status: Status) -> str:
    said = status.description.strip().rstrip(".")
    return f" Nơi ấy ghi: {said}." if said else ""


def recalled(original: Row[Any]) -> str:
    """How a recall that was agreed to ends."""
    return f"Văn thư đồng ý: đã thu hồi văn bản {_name(original)}."


def declined(original: Row[Any]) -> str:
    """How a change that was not agreed to ends."""
    return f"Văn thư không đồng ý: văn bản {_name(original)} giữ nguyên."


def recalled_by(row: Row[Any], document: Document) -> str:
    """Why the original was closed."""
    return f"{document.sender.name} đã thu hồi văn bản này (mã {row.id}), văn thư đã đồng ý."


def superseded_by(row: Row[Any]) -> str:
    """Why the original was closed."""
    return f"Văn bản mới {row.symbol or ''} (mã {row.id}) đã thay nội dung này, văn thư đã đồng ý."


def not_withdrawn(row: Row[Any], title: str, why: str) -> str:
    """A draft that eGov does not let us take back."""
    return (
        f"Không rút được dự thảo “{title}” của văn bản {row.symbol} khỏi eGov: {why}. Văn thư xử lý trên eGov (văn bản "
        f"đã ban hành thì do văn thư ra văn bản thu hồi), rồi chạy “trienkhai retry {row.id}”."
    )


def _name(original: Row[Any]) -> str:
    return (
        f"{original.symbol or original.id} “{original.abstract or 'không có trích yếu'}” (mã {original.id}, "
        f"{DIRECTIVE_NAMES[original.state]})"
    )


def _work(letters: Sequence[Row[Any]]) -> str:
    """What was drafted, and what of it only the clerk can undo."""
    if not letters:
        return "Chưa nộp dự thảo nào."
    theirs = [one for one in letters if one.state not in UNTOUCHED]
    if not theirs:
        return f"{len(letters)} dự thảo chưa ai xử lý."
    shown = "; ".join(f"{one.title} ({LETTER_NAMES[one.state]})" for one in theirs[:_FEW])
    more = f" và {len(theirs) - _FEW} dự thảo khác" if len(theirs) > _FEW else ""
    return (
        f"{len(letters) - len(theirs)} dự thảo chưa ai xử lý; {len(theirs)} dự thảo văn thư đã xử lý, dịch vụ không "
        f"rút được: {shown}{more}."
    )


def _answers(row: Row[Any], effect: str) -> str:
    return (
        f"Đồng ý ({effect}, báo 15): “trienkhai resume {row.id} --set confirm=yes”; không đồng ý (giữ nguyên, báo 16): "
        f"“trienkhai resume {row.id} --set confirm=no”."
    )
