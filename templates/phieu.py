"""Papers upward and inside: phiếu giải quyết văn bản đến (Phụ lục IV, mẫu VII), báo cáo kết quả, tờ trình (mẫu 1.4)."""

# ruff: noqa: ANN401, INP001 - a script beside its results; python-docx has no types

from __future__ import annotations

from typing import Any

from docx.shared import Pt
from forms import STYLES, all_or, grid, heading, letterhead, lines, named_paper, repeated, when
from word import new_document

DOTS = "…" * 28
DATE = "……/……/………"
REPORTED = (
    "{{ ten_co_quan }} đã giao nhiệm vụ cho {{ so_don_vi }} đơn vị; {{ so_bao_cao }} đơn vị đã có báo cáo kết quả"
    "{% if chua_bao_cao %}; chưa có báo cáo: {% for d in chua_bao_cao %}{{ d }}{% if not loop.last %}; {% endif %}"
    "{% endfor %}{% endif %}."
)
OPENING = "{{ ten_co_quan }} kính trình {{ kinh_gui }} xem xét, ban hành các văn bản triển khai {{ can_cu }} như sau:"
NEED = (
    "{{ van_ban }} có {{ so_noi_dung }} nội dung giao; đã xác định đơn vị thực hiện của {{ so_da_giao }} nội dung, "
    "gồm {{ so_nhiem_vu }} nhiệm vụ giao cho {{ so_don_vi }} đơn vị"
    "{% if han_som_nhat %}; thời hạn sớm nhất là ngày {{ han_som_nhat }}{% endif %}."
)
SHARE = (
    "{% if d.chu_tri %}chủ trì nhiệm vụ số {{ d.chu_tri }}{% if d.thuc_hien or d.phoi_hop %}; {% endif %}{% endif %}"
    "{% if d.thuc_hien %}tổ chức thực hiện nhiệm vụ số {{ d.thuc_hien }}{% if d.phoi_hop %}; {% endif %}{% endif %}"
    "{% if d.phoi_hop %}phối hợp thực hiện nhiệm vụ số {{ d.phoi_hop }}{% endif %}"
)
RESULTS = (
    ("VB_NoiDung", "Thực hiện {{ can_cu }}, {{ ten_co_quan }} báo cáo kết quả như sau:"),
    ("VB_Muc", "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI"),
    ("VB_NoiDung", REPORTED),
    ("VB_NoiDung", "Văn bản đã ban hành để triển khai: {{ can_bo_sung }}."),
    ("VB_Muc", "II. KẾT QUẢ THỰC HIỆN TỪNG NHIỆM VỤ"),
    *repeated(
        "k in ket_qua",
        ("VB_NoiDung", "{{ k.so }}. {{ k.noi_dung }}"),
        ("VB_NoiDung", "- Đơn vị: " + all_or("k.don_vi") + ". Thời hạn: {{ k.thoi_han }}."),
        *repeated("b in k.bao_cao", ("VB_NoiDung", "- {{ b }}")),
        *when("not k.bao_cao", ("VB_NoiDung", "- Kết quả: {{ can_bo_sung }}.")),
    ),
    ("VB_Muc", "III. ĐÁNH GIÁ CHUNG"),
    ("VB_NoiDung", "1. Ưu điểm: {{ can_bo_sung }}."),
    ("VB_NoiDung", "2. Tồn tại, hạn chế và nguyên nhân: {{ can_bo_sung }}."),
    ("VB_Muc", "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI"),
    ("VB_NoiDung", "{{ can_bo_sung }}."),
    ("VB_Muc", "V. KIẾN NGHỊ, ĐỀ XUẤT"),
    ("VB_NoiDung", "{{ can_bo_sung }}."),
    ("VB_KetThuc", "{{ ten_co_quan }} kính báo cáo {{ kinh_gui }}./."),
)
SUBMISSION = (
    ("VB_NoiDung", OPENING),
    ("VB_Muc", "I. SỰ CẦN THIẾT"),
    ("VB_NoiDung", NEED),
    ("VB_Muc", "II. NỘI DUNG TRÌNH"),
    ("VB_Khoan", "1. Phân công thực hiện (theo số thứ tự của bảng phân công nhiệm vụ)"),
    *repeated("d in to_chuc", ("VB_NoiDung", "- {{ d.ten }}: " + SHARE + ".")),
    ("VB_Khoan", "2. Nội dung xin ý kiến"),
    *when("not chua_giao and not thieu_thoi_han and not thieu_nguoi_ky", ("VB_NoiDung", "Không có.")),
    *repeated("c in chua_giao", ("VB_NoiDung", "- Đơn vị thực hiện nội dung: {{ c }}.")),
    *when("thieu_thoi_han", ("VB_NoiDung", "- Thời hạn của nhiệm vụ số {{ thieu_thoi_han }}: văn bản không nêu.")),
    *when("thieu_nguoi_ky", ("VB_NoiDung", "- Người ký văn bản.")),
    ("VB_Muc", "III. KIẾN NGHỊ"),
    ("VB_NoiDung", "Gửi kèm: phiếu trình, bảng phân công nhiệm vụ và các dự thảo văn bản."),
    ("VB_KetThuc", "{{ ten_co_quan }} kính trình {{ kinh_gui }} xem xét, quyết định./."),
)


def phieu_giai_quyet() -> Any:
    """Phiếu giải quyết văn bản đến: what the service proposes; opinions, days and signatures are people's."""
    document = new_document(STYLES)
    letterhead(document, numbered=False)
    heading(
        document,
        "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN",
        "{{ loai }} số {{ so_ky_hieu }} ngày {{ ngay }} của {{ co_quan }}{% if ve %} về {{ ve }}{% endif %}",
    )
    lines(
        document,
        ("VB_Khoan", "1. Ý kiến của lãnh đạo cơ quan"),
        ("VB_NoiDung", "- Đề xuất đơn vị chủ trì, thực hiện; đơn vị phối hợp; thời hạn giải quyết:"),
    )
    document.paragraphs[-1].paragraph_format.space_after = Pt(4)
    grid(
        document,
        (
            ("Số", 9, "VB_ONhoGiua", "{{ g.so }}"),
            ("Nội dung", 65, "VB_ONho", "{{ g.noi_dung }}"),
            ("Chủ trì, thực hiện", 32, "VB_ONho", all_or("g.chu_tri", "Các đơn vị được giao")),
            ("Phối hợp", 26, "VB_ONho", all_or("g.phoi_hop", "Các đơn vị được giao")),
            ("Thời hạn", 28, "VB_ONho", "{{ g.thoi_han }}"),
        ),
        "g in giao",
    )
    lines(
        document,
        ("VB_DienTay", "- Ý kiến khác:"),
        ("VB_DienTay", DOTS),
        ("VB_DienTay", f"- Ngày cho ý kiến: {DATE}"),
        ("VB_Khoan", "2. Ý kiến của lãnh đạo đơn vị"),
        ("VB_DienTay", f"- Giao cho: ………………………; thời hạn giải quyết: {DATE}"),
        ("VB_DienTay", f"- Ngày cho ý kiến: {DATE}"),
        ("VB_Khoan", "3. Ý kiến đề xuất của người giải quyết"),
        ("VB_DienTay", DOTS),
        ("VB_DienTay", f"- Ngày đề xuất: {DATE}"),
    )
    return document


def bao_cao() -> Any:
    """Báo cáo kết quả to who ordered the work; judgement and proposals are marked blanks for a person."""
    return named_paper("BÁO CÁO", "Kết quả triển khai {{ trich_yeu }}", *RESULTS, to="{{ kinh_gui }}")


def to_trinh() -> Any:
    """Tờ trình of the drafting unit to the head who signs the letters."""
    about = "Về việc ban hành các văn bản triển khai {{ trich_yeu }}"
    return named_paper("TỜ TRÌNH", about, *SUBMISSION, to="{{ kinh_gui }}")
