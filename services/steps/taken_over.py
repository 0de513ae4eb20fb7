"""Whether the running service took over the configuration and templates as they are now; told where people look."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from services.context import ZONE
from services.ledger import findings

if TYPE_CHECKING:
    from services.ledger.store import Ledger

CHECK = "configuration"


def record(ledger: Ledger, *, well: bool) -> None:
    """Keep whether it was taken over, when that has changed: what is told names the moment it first was not."""
    with ledger.read() as conn:
        before = next((bool(one.well) for one in findings.listed(conn) if one.name == CHECK), True)
    if before == well:
        return
    since = f"{dt.datetime.now(ZONE):%H:%M ngày %d/%m/%Y}"
    failed = f"Cấu hình, mẫu mới có lỗi nên chưa dùng (từ {since}), bản đúng trước đó vẫn chạy; chạy “trienkhai check”."
    with ledger.write() as conn:
        findings.keep(conn, CHECK, well=well, told=f"Cấu hình, mẫu đã dùng (từ {since})." if well else failed)
