"""How the states are called in front of people."""

from __future__ import annotations

from types import MappingProxyType

DIRECTIVE_NAMES = MappingProxyType(
    {
        "received": "đã nhận gói tin",
        "fetched": "đã lấy tệp",
        "read": "đã đọc",
        "understood": "đã hiểu nội dung",
        "planned": "đã phân công",
        "drafted": "đã dự thảo",
        "checked": "đã kiểm tra thể thức",
        "filing": "đang nộp vào eGov",
        "filed": "đã nộp đủ, chờ văn thư ban hành",
        "done": "hoàn thành",
        "held": "CHỜ VĂN THƯ",
        "quarantined": "CÁCH LY, chờ văn thư",
        "closed": "đã đóng",
    }
)
LETTER_NAMES = MappingProxyType(
    {
        "drafted": "chưa nộp",
        "filed": "đã nộp",
        "accepted": "đã tiếp nhận",
        "returned": "bị trả lại",
        "issued": "đã ban hành",
        "withdrawn": "đã rút",
    }
)
STATUS_STATES = MappingProxyType({"pending": "chờ gửi", "sent": "đã gửi", "held": "trục từ chối"})
