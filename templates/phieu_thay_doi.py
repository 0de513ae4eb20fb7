"""The note on changes (phiếu trình thay đổi): what a new content changes, and what becomes of the drafts there were."""

# ruff: noqa: ANN401, INP001 - a script beside its results; python-docx has no types

from __future__ import annotations

from typing import Any

from forms import STYLES, grid, letterhead, lines, repeated, when
from word import new_document

OLD = "{% if n.truoc %}{{ n.truoc }}{% else %}(chưa có){% endif %}"
NEW = "{% if n.nay %}{{ n.nay }}{% else %}(không còn){% endif %}"
OLD_DUE = "{%p if n.han_truoc %}\n**Thời hạn:** {{ n.han_truoc }}\n{%p endif %}"
NEW_DUE = "{%p if n.han_nay %}\n**Thời hạn:** {{ n.han_nay }}\n{%p endif %}"
OPENING = (
    "{{ can_cu }} {{ loai_thay_doi }} {{ van_ban_truoc }}. Văn thư đã đồng ý. Hồ sơ trước: {{ ma_ho_so_truoc }}; hồ sơ "
    "này: {{ ma_tham_chieu }}, lập ngày {{ ngay_lap }}."
)
THEIRS = "**Văn thư đã xử lý, dịch vụ không rút được** (đã ban hành thì cần văn bản thu hồi, thay thế):"
SOURCE = "{%p if n.nguon %}\n**Nguồn:** {{ n.nguon }}\n{%p endif %}"


COLUMNS = (
    ("Số", 9, "VB_ONhoGiua", "{{ n.so }}"),
    ("Thay đổi", 21, "VB_ONho", "{{ n.thay_doi }}"),
    ("Trước", 46, "VB_ONho", f"{OLD}\n{OLD_DUE}"),
    ("Nay", 50, "VB_ONho", f"{NEW}\n{NEW_DUE}\n{SOURCE}"),
    ("Đơn vị", 34, "VB_ONho", "{{ n.don_vi }}"),
)
ABOVE = (
    ("VB_TenLoai", "PHIẾU TRÌNH THAY ĐỔI"),
    ("VB_TrichYeu", "{{ van_ban }} {{ loai_thay_doi }} {{ van_ban_truoc }}"),
    ("VB_NoiDung", OPENING),
    ("VB_Khoan", "1. Thông tin của văn bản"),
    *when("not thong_tin", ("VB_GhiChu", "Không thay đổi.")),
    *repeated("t in thong_tin", ("VB_GhiChu", "- {{ t.ten }}: trước là “{{ t.truoc }}”, nay là “{{ t.nay }}”.")),
    ("VB_Khoan", "2. Nội dung giao"),
    *when("not noi_dung", ("VB_GhiChu", "Không thay đổi.")),
)
BELOW = (
    ("VB_Khoan", "3. Dự thảo"),
    *when("lap_moi", ("VB_GhiChu", "- Lập mới, dự thảo cũ chưa ai xử lý thì rút: {{ lap_moi }}.")),
    *when("thoi_giao", ("VB_GhiChu", "- Không còn việc, dự thảo cũ chưa ai xử lý thì rút: {{ thoi_giao }}.")),
    *when("giu_nguyen", ("VB_GhiChu", "- Giữ nguyên dự thảo ở hồ sơ {{ ma_ho_so_truoc }}: {{ giu_nguyen }}.")),
    *when("da_xu_ly", ("VB_GhiChu", THEIRS)),
    *repeated("d in da_xu_ly", ("VB_GhiChu", "- {{ d.ten }} ({{ d.trang_thai }}).")),
)


def phieu_thay_doi() -> Any:
    """The whole note; an internal paper without number."""
    document = new_document(STYLES)
    letterhead(document, numbered=False)
    lines(document, *ABOVE, ("VB_GhiChu", "{%p if noi_dung %}"))
    grid(document, COLUMNS, "n in noi_dung", split=True)
    lines(document, ("VB_GhiChu", "{%p endif %}"), *BELOW)
    return document
