"""What `trienkhai check` tries on a connection over HTTP; nothing of it changes anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.office.port import PacketKind, Trial, TrialStep

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from services.office.http import OfficeSession
    from services.office.port import Axis, DraftDesk

UNKNOWN_REFERENCE = "TK-KIEM-TRA-KET-NOI"


def axis_trials(session: OfficeSession, identify: Callable[[], object], axis: Axis) -> Sequence[Trial]:
    """Reach the server, prove who we are with `identify`, then list what waits for us."""
    return [
        Trial(TrialStep.CONNECTION, "kết nối máy chủ", session.reach),
        Trial(TrialStep.CREDENTIALS, "đăng nhập", identify),
        Trial(TrialStep.RIGHTS, "xem văn bản chờ nhận", lambda: axis.list_pending(PacketKind.DOCUMENT)),
        Trial(TrialStep.RIGHTS, "xem trạng thái chờ nhận", lambda: axis.list_pending(PacketKind.STATUS)),
    ]


def desk_trials(session: OfficeSession, identify: Callable[[], object], desk: DraftDesk) -> Sequence[Trial]:
    """Reach the server, prove who we are with `identify`, then search (where it can) and list decisions."""
    search = Trial(TrialStep.RIGHTS, "tìm theo mã tham chiếu", lambda: desk.find([UNKNOWN_REFERENCE]))
    return [
        Trial(TrialStep.CONNECTION, "kết nối máy chủ", session.reach),
        Trial(TrialStep.CREDENTIALS, "đăng nhập", identify),
        *([search] if desk.capabilities.search_by_reference else []),
        Trial(TrialStep.RIGHTS, "xem kết quả xử lý của văn thư", desk.results),
    ]
