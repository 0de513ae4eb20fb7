"""Quirks of the imitated systems: what differs between installations. Faults of the network are knobs (`knobs.py`)."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Mapping

Count = Annotated[int, Field(ge=0, le=1_000_000)]


class Quirks(BaseModel):
    """The quirks in force; the defaults are how these systems were met most. The descriptions are what admins read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    bkav_doc_ids: bool = Field(default=False, description="danh sách chờ mang tên docIDs thay cho data")
    bkav_joined_receivers: bool = Field(default=False, description="organId của mục chờ là mọi nơi nhận nối bằng #")
    bkav_rebuilt: bool = Field(default=False, description="lấy gói tin lần sau thì nhận bản dựng lại từ cơ sở dữ liệu")
    bkav_dangling: Count = Field(0, description="danh sách chờ có thêm số này, nhưng không lấy được gói tin")
    bkav_pending_fails: bool = Field(default=False, description="hỏi danh sách chờ thì báo lỗi GetPending")
    lgsp_late_days: Annotated[int, Field(ge=0, le=30)] = Field(0, description="văn bản hiện ra trong ngày cũ hơn")
    lgsp_token_calls: Count = Field(0, description="mã đăng nhập chết sau bao nhiêu lời gọi (0: sống đủ hạn)")
    lgsp_token_on_top: bool = Field(default=False, description="mã đăng nhập nằm ngoài data")
    lgsp_base64: bool = Field(default=False, description="gói tin trả về dạng base64")
    lgsp_flat_agencies: bool = Field(default=False, description="danh mục đơn vị là danh sách trần")
    lgsp_error: Count = Field(0, description="gửi văn bản thì nhận mã lỗi này (10–23)")
    lgsp_lists_all: bool = Field(default=False, description="danh sách vẫn nêu gói tin đã nhận")
    lgsp_status_words: Literal["both", "done", "codes"] = Field(
        "both", description="updateStatus nhận done, nhận 01..06, hay cả hai"
    )
    vxp_error: Count = Field(0, description="mọi lời gọi nhận FAIL với mã lỗi này, trong HTTP 200")
    vxp_agencies: Count = Field(0, description="danh mục đơn vị dài thêm bao nhiêu dòng")
    ioffice_search: bool = Field(default=False, description="có tìm theo dossierId")
    ioffice_dedupes: bool = Field(default=False, description="gửi lại cùng dossierId thì không lập dự thảo thứ hai")
    ioffice_token_seconds: Annotated[float, Field(ge=0, le=86_400)] = Field(
        0, description="mã đăng nhập chết sau bao nhiêu giây (0: không chết)"
    )


class QuirkBoard:
    """The quirks in force, changed while the sandbox runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.now = Quirks()

    def turn(self, changes: Mapping[str, Any]) -> None:
        """Change the named quirks; raises pydantic's ValidationError."""
        with self._lock:
            self.now = Quirks.model_validate({**self.now.model_dump(), **changes})
