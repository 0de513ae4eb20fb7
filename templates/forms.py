"""The pieces all templates share: named styles, letterhead, signature block, bordered table."""

# ruff: noqa: ANN401, INP001 - a script beside its results; python-docx has no types

from __future__ import annotations

from typing import Any

from word import CENTER, JUSTIFY, Style, add, fill, repeat, table

HEADER_COLUMNS = (62.0, 98.0)
MOTTO_WIDTH = 60.5  # "Độc lập - Tự do - Hạnh phúc", Times New Roman 14 bold

STYLES = (
    Style("VB_CoQuanChuQuan", 13, align=CENTER),
    Style("VB_TenCoQuan", 13, bold=True, align=CENTER),
    Style("VB_VachCoQuan", 2, align=CENTER, exact=3, rule=True, after=6),
    Style("VB_QuocHieu", 13, bold=True, align=CENTER),
    Style("VB_TieuNgu", 14, bold=True, align=CENTER),
    Style("VB_VachTieuNgu", 2, align=CENTER, exact=3, rule=True, sides=(98 - MOTTO_WIDTH) / 2, after=6),
    Style("VB_SoKyHieu", 13, align=CENTER),
    Style("VB_NgayThang", 14, italic=True, align=CENTER),
    Style("VB_TrichYeuCongVan", 12, align=CENTER, before=6),
    Style("VB_TenLoai", 14, bold=True, align=CENTER, before=12),
    Style("VB_TrichYeu", 14, bold=True, align=CENTER),
    Style("VB_KinhGui", 14, align=CENTER, before=14, after=6, sides=8),
    Style("VB_NoiDung", 14, align=JUSTIFY, before=6, first=10),
    Style("VB_Khoan", 14, bold=True, align=JUSTIFY, before=6, first=10, keep_next=True),
    Style("VB_KetThuc", 14, align=JUSTIFY, before=6, after=6, first=10, keep_next=True),
    Style("VB_NoiNhanTieuDe", 12, bold=True, italic=True, keep_next=True),
    Style("VB_NoiNhan", 11, keep_next=True),
    Style("VB_ThamQuyen", 14, bold=True, align=CENTER, keep_next=True),
    Style("VB_HoTenNguoiKy", 14, bold=True, align=CENTER, before=68),
    Style("VB_PhuLuc", 14, bold=True, align=CENTER),
    Style("VB_KemTheo", 14, italic=True, align=CENTER),
    Style("VB_VachPhuLuc", 2, align=CENTER, exact=3, rule=True, after=8),
    Style("VB_OTieuDe", 12, bold=True, align=CENTER, before=3, after=3),
    Style("VB_O", 12, before=2, after=2),
    Style("VB_OGiua", 12, align=CENTER, before=2, after=2),
    Style("VB_ONho", 11, before=1, after=1),
    Style("VB_ONhoGiua", 11, align=CENTER, before=1, after=1),
    Style("VB_GhiChu", 12, align=JUSTIFY, before=4),
    Style("VB_SoTrang", 14, align=CENTER),
    Style("VB_Cuoi", 1, exact=1),
)

BLANK_NUMBER = "Số:\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/{{ ky_hieu }}"
BLANK_DAY = "ngày\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0tháng {{ thang }} năm {{ nam }}"


def letterhead(document: Any, *, numbered: bool) -> Any:
    """Ô 1–4: office left; Quốc hiệu, Tiêu ngữ, place and date right; one row each, so that they stand level."""
    made = table(document, HEADER_COLUMNS, 2)
    fill(
        made.cell(0, 0),
        ("VB_CoQuanChuQuan", "{{ co_quan_chu_quan|upper }}"),
        ("VB_TenCoQuan", "{{ ten_co_quan|upper }}"),
        ("VB_VachCoQuan", ""),
    )
    fill(
        made.cell(0, 1),
        ("VB_QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("VB_TieuNgu", "Độc lập - Tự do - Hạnh phúc"),
        ("VB_VachTieuNgu", ""),
    )
    number = (("VB_SoKyHieu", BLANK_NUMBER), ("VB_TrichYeuCongVan", "V/v triển khai {{ trich_yeu }}"))
    fill(made.cell(1, 0), *(number if numbered else (("VB_SoKyHieu", ""),)))
    fill(made.cell(1, 1), ("VB_NgayThang", "{{ dia_danh }}, " + BLANK_DAY))
    return made


def signature(document: Any) -> None:
    """Ô 9b left, 7a and 7b right; one row that is never split and follows the last paragraph of the body."""
    made = table(document, (72.0, 88.0), 1)
    fill(
        made.cell(0, 0),
        ("VB_NoiNhanTieuDe", "Nơi nhận:"),
        ("VB_NoiNhan", "- Như trên;"),
        ("VB_NoiNhan", "{%p for noi in noi_nhan %}"),
        ("VB_NoiNhan", "- {{ noi }};"),
        ("VB_NoiNhan", "{%p endfor %}"),
        ("VB_NoiNhan", "- Lưu: VT, {{ don_vi_luu }}."),
    )
    fill(
        made.cell(0, 1),
        ("VB_ThamQuyen", "{%p for dong in nguoi_ky.dong %}"),
        ("VB_ThamQuyen", "{{ dong }}"),
        ("VB_ThamQuyen", "{%p endfor %}"),
        ("VB_HoTenNguoiKy", "{{ nguoi_ky.ten }}"),
    )
    add(document, "VB_Cuoi")


def all_or(name: str) -> str:
    """Units by name, or the short wording when nearly all units of the plan are meant."""
    return (
        f"{{% if {name}.tat_ca %}}Các đơn vị được giao nhiệm vụ{{% if {name}.tru %}}, trừ: {{{{ {name}.tru }}}}"
        f"{{% endif %}}{{% else %}}{{{{ {name}.ten }}}}{{% endif %}}"
    )


def grid(document: Any, columns: tuple[tuple[str, float, str, str], ...], loop: str, *, split: bool = False) -> None:
    """A bordered table: repeated head, one row for each item of the loop, kept on one page unless `split`.

    Columns: heading, mm, style, text.
    """
    made = table(document, tuple(width for _, width, _, _ in columns), 4, grid=True, padding=1.2, split=split)
    repeat(made.rows[0])
    fill(made.cell(1, 0), ("VB_O", f"{{%tr for {loop} %}}"))
    for number, (heading, _, style, text) in enumerate(columns):
        fill(made.cell(0, number), ("VB_OTieuDe", heading))
        fill(made.cell(2, number), *((style, line) for line in text.split("\n")))
    fill(made.cell(3, 0), ("VB_O", "{%tr endfor %}"))
