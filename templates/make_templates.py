"""Makes the first version of the Word templates. Afterwards each letter.docx is the source: clerks edit it in Word.

    python templates/make_templates.py [KIND …]

A letter.docx that exists is left alone unless its kind is named.
"""

# ruff: noqa: ANN401, INP001 - a script beside its results; python-docx has no types

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx.shared import Mm, Pt
from forms import BLANK_DAY, BLANK_NUMBER, STYLES, all_or, grid, letterhead, signature
from phieu_trinh import phieu_trinh
from word import add, new_document, save

HOME = Path(__file__).parent
OPENING = (
    "Thực hiện {{ can_cu }}, {{ ten_co_quan }} {{ loi }} {{ don_vi }} "
    "{% if mot_nhom %}{% for n in nhom %}{% if n.vai_tro == 'chủ trì' %}chủ trì"
    "{% if n.doi_tac %}, phối hợp với {{ n.doi_tac }}{% endif %} {% elif n.vai_tro == 'phối hợp' %}phối hợp"
    "{% if n.doi_tac %} với {{ n.doi_tac }}{% endif %} {% endif %}{% endfor %}{% endif %}"
    "triển khai thực hiện {% if mot_nhiem_vu %}nội dung{% else %}các nội dung{% endif %} sau:"
)
GROUP = (
    "{{ n.so }}. {% if n.vai_tro == 'chủ trì' %}Nội dung chủ trì{% if n.doi_tac %}, phối hợp với "
    "{{ n.doi_tac }}{% endif %}{% elif n.vai_tro == 'phối hợp' %}Nội dung phối hợp{% if n.doi_tac %} với "
    "{{ n.doi_tac }}{% endif %}{% else %}Nội dung đơn vị tổ chức thực hiện{% endif %}"
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
CLOSING = (
    "{{ ten_co_quan }} {{ loi }} {% if chuc_danh %}{{ chuc_danh }}{% else %}Thủ trưởng đơn vị{% endif %} "
    "nghiêm túc triển khai thực hiện./."
)


def cong_van() -> Any:
    """Công văn triển khai (mẫu 1.5) to one unit."""
    document = new_document(STYLES)
    letterhead(document, numbered=True)
    for style, text in (
        ("VB_KinhGui", "Kính gửi: {{ kinh_gui }}"),
        ("VB_NoiDung", OPENING),
        ("VB_NoiDung", "{%p for n in nhom %}"),
        ("VB_NoiDung", "{%p if not mot_nhom %}"),
        ("VB_Khoan", GROUP),
        ("VB_NoiDung", "{%p endif %}"),
        ("VB_NoiDung", "{%p for v in n.nhiem_vu %}"),
        ("VB_NoiDung", "{% if not mot_nhiem_vu %}{{ v.so }} {% endif %}{{ v.noi_dung }}"),
        ("VB_NoiDung", "{%p if v.co_chi_tiet %}"),
        ("VB_NoiDung", DETAILS),
        ("VB_NoiDung", "{%p endif %}"),
        ("VB_NoiDung", "{%p endfor %}"),
        ("VB_NoiDung", "{%p endfor %}"),
        ("VB_NoiDung", "{%p if thoi_han_chung %}"),
        ("VB_NoiDung", "Thời hạn hoàn thành: {{ thoi_han_chung }}."),
        ("VB_NoiDung", "{%p endif %}"),
        ("VB_NoiDung", "{%p for b in bao_cao %}"),
        ("VB_NoiDung", REPORT),
        ("VB_NoiDung", "{%p endfor %}"),
        ("VB_KetThuc", CLOSING),
    ):
        add(document, style, text)
    signature(document)
    return document


def bang_phan_cong() -> Any:
    """Bảng phân công nhiệm vụ: an annex (mẫu 2.2) on landscape paper."""
    document = new_document(STYLES, landscape=True)
    add(document, "VB_PhuLuc", "Phụ lục")
    add(document, "VB_PhuLuc", "BẢNG PHÂN CÔNG NHIỆM VỤ")
    add(document, "VB_KemTheo", "(Kèm theo Công văn " + BLANK_NUMBER.replace("Số:", "số") + " " + BLANK_DAY)
    document.paragraphs[-1].add_run(" của {{ ten_co_quan }})")
    rule = add(document, "VB_VachPhuLuc")
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = Mm(85)  # 40 % of the line above
    add(document, "VB_GhiChu", "Thực hiện {{ can_cu }}.").paragraph_format.space_after = Pt(8)
    grid(
        document,
        (
            ("STT", 11, "VB_OGiua", "{{ h.so }}"),
            ("Nội dung nhiệm vụ", 78, "VB_O", "{{ h.noi_dung }}"),
            ("Đơn vị chủ trì", 38, "VB_O", all_or("h.chu_tri")),
            ("Đơn vị phối hợp", 34, "VB_O", all_or("h.phoi_hop")),
            ("Thời gian hoàn thành", 29, "VB_O", "{{ h.thoi_han }}"),
            ("Sản phẩm (kết quả đầu ra)", 32, "VB_O", "{{ h.san_pham }}"),
            ("Ghi chú", 25, "VB_O", "{{ h.ghi_chu }}"),
        ),
        "h in hang",
    )
    add(
        document,
        "VB_GhiChu",
        "Các đơn vị được giao nhiệm vụ ({{ so_don_vi }} đơn vị): "
        "{% for d in don_vi %}{{ d }}{% if not loop.last %}; {% endif %}{% endfor %}./.",
    )
    return document


def main(named: list[str]) -> None:
    """Make the templates named, or those that do not exist yet."""
    makers: dict[str, Callable[[], Any]] = {
        "cong-van-trien-khai": cong_van,
        "bang-phan-cong": bang_phan_cong,
        "phieu-trinh": phieu_trinh,
    }
    for kind in named or [kind for kind in makers if not (HOME / kind / "letter.docx").exists()]:
        save(makers[kind](), HOME / kind)


if __name__ == "__main__":
    main(sys.argv[1:])
