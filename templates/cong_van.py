"""Công văn to units: to our own (yêu cầu), to UBND xã, phường (đề nghị), and reminders (đôn đốc)."""

# ruff: noqa: ANN401, INP001 - a script beside its results; python-docx has no types

from __future__ import annotations

from typing import Any

from forms import EARNESTLY, LABELLED, SOURCE, STYLES, Line, greeting, letterhead, lines, repeated, signature, when
from word import new_document

WHOM = "{% if mot_noi_gui %}{{ don_vi }}{% else %}các đơn vị có tên trên{% endif %}"
ROLE = (
    "{% if mot_nhom %}{% for n in nhom %}{% if n.vai_tro == 'chủ trì' %}chủ trì"
    "{% if n.doi_tac %}, phối hợp với {{ n.doi_tac }}{% endif %} {% elif n.vai_tro == 'phối hợp' %}phối hợp"
    "{% if n.doi_tac %} với {{ n.doi_tac }}{% endif %} {% elif n.doi_tac %}phối hợp với {{ n.doi_tac }} {% endif %}"
    "{% endfor %}{% endif %}"
)
WHAT = "triển khai thực hiện {% if mot_nhiem_vu %}nội dung{% else %}các nội dung{% endif %} sau:"
GROUP = (
    "{{ n.so }}. {% if n.tieu_de %}{{ n.tieu_de }}"
    "{% elif n.vai_tro == 'chủ trì' %}Nội dung chủ trì{% if n.doi_tac %}, phối hợp với {{ n.doi_tac }}{% endif %}"
    "{% elif n.vai_tro == 'phối hợp' %}Nội dung phối hợp{% if n.doi_tac %} với {{ n.doi_tac }}{% endif %}"
    "{% else %}Nội dung tổ chức thực hiện{% if n.doi_tac %}, phối hợp với {{ n.doi_tac }}{% endif %}{% endif %}"
)
DETAILS = (
    "- {% if v.thoi_han %}Thời hạn: {{ v.thoi_han }}. {% endif %}"
    "{% if v.hinh_thuc %}Hình thức: {{ v.hinh_thuc }}. {% endif %}"
    "{% if v.san_pham %}Sản phẩm: {{ v.san_pham }}. {% endif %}"
    "{% if v.thuoc_do %}Cách đánh giá: {{ v.thuoc_do }}.{% endif %}"
)
REPORT = (
    "Chế độ báo cáo: {{ b.noi_dung }}{% if b.noi_nhan %}; nơi nhận báo cáo: {{ b.noi_nhan }}{% endif %}"
    "{% if b.thoi_han %}; thời hạn: {{ b.thoi_han }}{% endif %}."
)
ANSWER = (
    "Kết quả thực hiện, khó khăn, vướng mắc (nếu có) báo cáo về {{ ten_co_quan }}. Thời hạn báo cáo: {{ han_moi }}."
)
HEAD = (
    "{% if not mot_noi_gui %}Thủ trưởng các đơn vị{% elif chuc_danh %}{{ chuc_danh }}{% else %}Thủ trưởng đơn vị"
    "{% endif %}"
)


#: The assignments by role, each with its details; the deadline once when it is the same for all; reports.
WORK = (
    ("VB_NoiDung", "{%p for n in nhom %}"),
    *when("not mot_nhom", ("VB_Khoan", GROUP)),
    ("VB_NoiDung", "{%p for v in n.nhiem_vu %}"),
    ("VB_NoiDung", LABELLED + SOURCE.format("v")),
    *when("v.co_chi_tiet", ("VB_NoiDung", DETAILS)),
    ("VB_NoiDung", "{%p endfor %}"),
    ("VB_NoiDung", "{%p endfor %}"),
    *when("thoi_han_chung", ("VB_NoiDung", "Thời hạn hoàn thành: {{ thoi_han_chung }}.")),
    *repeated("b in bao_cao", ("VB_NoiDung", REPORT)),
)
OWED = repeated(
    "v in nhiem_vu",
    ("VB_NoiDung", LABELLED + SOURCE.format("v")),
    ("VB_NoiDung", "- Thời hạn: {{ v.thoi_han }}{% if v.tinh_trang %}; {{ v.tinh_trang }}{% endif %}."),
)
LATE = (
    "{% if mot_nhiem_vu %}nhiệm vụ{% else %}các nhiệm vụ{% endif %} "
    "{% if qua_han %}đã quá hạn{% if sap_han %} hoặc sắp đến hạn{% endif %}{% else %}sắp đến hạn{% endif %}"
)


def official_letter(subject: str, *body: Line, closing: str) -> Any:
    """A công văn (mẫu 1.5) from head to signature."""
    document = new_document(STYLES)
    letterhead(document, subject=subject)
    greeting(document)
    lines(document, *body, ("VB_KetThuc", closing))
    signature(document)
    return document


def cong_van() -> Any:
    """Công văn triển khai to units of our own."""
    opening = f"Thực hiện {{{{ can_cu }}}}, {{{{ ten_co_quan }}}} {{{{ loi }}}} {WHOM} {ROLE}{WHAT}"
    closing = f"{{{{ ten_co_quan }}}} {{{{ loi }}}} {HEAD} {EARNESTLY} triển khai thực hiện./."
    return official_letter("triển khai {{ trich_yeu }}", ("VB_NoiDung", opening), *WORK, closing=closing)


def cong_van_xa_phuong() -> Any:
    """Công văn đề nghị to UBND xã, phường, who are not subordinate to us."""
    opening = (
        f"Thực hiện {{{{ can_cu }}}}, {{{{ ten_co_quan }}}} đề nghị {WHOM} {ROLE}chỉ đạo Phòng Văn hóa - Xã hội và các "
        f"trường học, cơ sở giáo dục thuộc thẩm quyền quản lý {WHAT}"
    )
    closing = f"{{{{ ten_co_quan }}}} đề nghị {WHOM} quan tâm chỉ đạo, phối hợp thực hiện./."
    return official_letter("triển khai {{ trich_yeu }}", ("VB_NoiDung", opening), *WORK, closing=closing)


def don_doc() -> Any:
    """Công văn đôn đốc: what is owed, and since when."""
    opening = (
        f"Để bảo đảm tiến độ thực hiện {{{{ can_cu }}}}, {{{{ ten_co_quan }}}} {{{{ loi }}}} {WHOM} khẩn trương hoàn "
        f"thành {LATE} sau đây:"
    )
    closing = f"{{{{ ten_co_quan }}}} {{{{ loi }}}} {WHOM} {EARNESTLY} thực hiện./."
    body = (("VB_NoiDung", opening), *OWED, ("VB_NoiDung", ANSWER))
    return official_letter("đôn đốc thực hiện {{ van_ban }}", *body, closing=closing)
