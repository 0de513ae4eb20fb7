"""Whether the running service took over the configuration and templates as they are now; told where people look."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from services.context import ZONE
from services.ledger import findings

if TYPE_CHECKING:
    from services.ledger.store import Ledger

CHECK = "configuration"
LAST = "Cấu hình, mẫu mới có lỗi nên chưa dùng (từ {since}), bản đúng trước đó vẫn chạy; chạy “trienkhai check”."
NONE = "Mẫu có lỗi ngay khi khởi động nên dịch vụ chưa làm việc (từ {since}); chạy “trienkhai check”."


def record(ledger: Ledger, *, well: bool, working: bool = True) -> None:
    """Keep whether it was taken over, when that has changed: what is told names the moment it first was not.

    `working`: an earlier configuration is at work meanwhile.
    """
    with ledger.read() as conn:
        before = next((bool(one.well) for one in findings.listed(conn) if one.name == CHECK), True)
    if before == well:
        return
    since = f"{dt.datetime.now(ZONE):%H:%M ngày %d/%m/%Y}"
    told = "Cấu hình, mẫu đã dùng (từ {since})." if well else LAST if working else NONE
    with ledger.write() as conn:
        findings.keep(conn, CHECK, well=well, told=told.format(since=since))
