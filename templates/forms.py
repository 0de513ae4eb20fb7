"""The pieces all templates share: named styles, letterhead, signature block, bordered table."""

# ruff: noqa: ANN401, INP001 - a script beside its results; python-docx has no types

from __future__ import annotations

from typing import Any

from docx.shared import Mm
from word import CENTER, JUSTIFY, LEFT, Style, add, fill, new_document, repeat, table

#: A paragraph: its style and its text.
Line = tuple[str, str]

HEADER_COLUMNS = (62.0, 98.0)
MOTTO_WIDTH = 60.5  # "Độc lập - Tự do - Hạnh phúc", Times New Roman 14 bold
# Where "Kính gửi:" to several begins; its colon, 17.6 mm further, has their dashes below it (II.9.d).
GREETING = 36.0
COLON = GREETING + 17.6
DASH = 2.9  # "- "

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
    Style("VB_VachTrichYeu", 2, align=CENTER, exact=3, rule=True, after=8),
    Style("VB_KinhGui", 14, align=CENTER, before=14, after=6, sides=8),
    Style("VB_KinhGuiTen", 14, left=COLON + DASH, first=-DASH),
    Style("VB_CanCu", 14, italic=True, align=JUSTIFY, before=6, first=10),
    Style("VB_Muc", 14, bold=True, align=JUSTIFY, before=8, first=10, keep_next=True),
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
    Style("VB_DienTay", 14, before=6, left=10),
    Style("VB_GhiChu", 12, align=JUSTIFY, before=4),
    Style("VB_SoTrang", 14, align=CENTER),
    Style("VB_Cuoi", 1, exact=1),
)

BLANK_NUMBER = "Số:\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/{{ ky_hieu }}"
BLANK_DAY = "ngày\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0tháng {{ thang }} năm {{ nam }}"


# A piece of work with its label, if it has one.
LABELLED = "{% if v.so %}{{ v.so }} {% endif %}{{ v.noi_dung }}"
SOURCE = "{{{{ {}.nguon|chu_thich }}}}"
# To those whom we may only ask, softer words than to our own.
EARNESTLY = "{% if loi == 'đề nghị' %}quan tâm{% else %}nghiêm túc{% endif %}"
SPACES = "\u00a0" * 7


def letterhead(document: Any, *, numbered: bool = True, subject: str = "") -> Any:
    """Ô 1–4 and 5b: office left (UBND cấp xã has no chủ quản); Quốc hiệu, Tiêu ngữ, place and date right.

    One row each, so that they stand level.
    """
    made = table(document, HEADER_COLUMNS, 2)
    fill(
        made.cell(0, 0),
        *when("co_quan_chu_quan", ("VB_CoQuanChuQuan", "{{ co_quan_chu_quan|upper }}")),
        ("VB_TenCoQuan", "{{ ten_co_quan|upper }}"),
        ("VB_VachCoQuan", ""),
    )
    fill(
        made.cell(0, 1),
        ("VB_QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("VB_TieuNgu", "Độc lập - Tự do - Hạnh phúc"),
        ("VB_VachTieuNgu", ""),
    )
    number = (("VB_SoKyHieu", BLANK_NUMBER if numbered else ""),)
    fill(made.cell(1, 0), *number, *((("VB_TrichYeuCongVan", f"V/v {subject}"),) if subject else ()))
    fill(made.cell(1, 1), ("VB_NgayThang", "{{ dia_danh }}, " + BLANK_DAY))
    return made


def heading(document: Any, doc_type: str, abstract: str) -> None:
    """Ô 5a: tên loại, trích yếu and the rule under it."""
    lines(document, ("VB_TenLoai", doc_type), ("VB_TrichYeu", abstract), ("VB_VachTrichYeu", ""))


def named_paper(doc_type: str, abstract: str, *body: Line, to: str = "") -> Any:
    """A paper with a tên loại (mẫu 1.4) from head to signature; `to` is whom it is sent up to (Kính gửi)."""
    document = new_document(STYLES)
    letterhead(document)
    heading(document, doc_type, abstract)
    lines(document, *((("VB_KinhGui", f"Kính gửi: {to}"),) if to else ()), *body)
    signature(document, as_above=bool(to))
    return document


def lines(document: Any, *given: Line) -> None:
    """Paragraphs of (style, text)."""
    for style, text in given:
        add(document, style, text)


def repeated(loop: str, *given: Line) -> tuple[Line, ...]:
    """Paragraphs that repeat with the loop."""
    style = given[0][0]
    return ((style, f"{{%p for {loop} %}}"), *given, (style, "{%p endfor %}"))


def when(condition: str, *given: Line) -> tuple[Line, ...]:
    """Paragraphs that stand only under a condition."""
    style = given[0][0]
    return ((style, f"{{%p if {condition} %}}"), *given, (style, "{%p endif %}"))


def greeting(document: Any) -> None:
    """Ô 9a: one addressee on the line of “Kính gửi”, several below it with dashes (II.9.d)."""
    lines(
        document,
        ("VB_KinhGui", "{%p if mot_noi_gui %}"),
        ("VB_KinhGui", "Kính gửi: {{ kinh_gui }}"),
        ("VB_KinhGui", "{%p else %}"),
    )
    several = add(document, "VB_KinhGui", "Kính gửi:")
    several.alignment, several.paragraph_format.left_indent = LEFT, Mm(GREETING)
    lines(
        document,
        ("VB_KinhGuiTen", "{%p for k in cac_noi_gui %}"),
        ("VB_KinhGuiTen", "- {{ k }}{% if loop.last %}.{% else %};{% endif %}"),
        ("VB_KinhGuiTen", "{%p endfor %}"),
        ("VB_KinhGui", "{%p endif %}"),
    )


def signature(document: Any, *, as_above: bool = True) -> None:
    """Ô 9b left, 7a and 7b right; one row that is never split and follows the last paragraph of the body."""
    made = table(document, (72.0, 88.0), 1)
    fill(
        made.cell(0, 0),
        ("VB_NoiNhanTieuDe", "Nơi nhận:"),
        *((("VB_NoiNhan", "- Như trên;"),) if as_above else ()),
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


#: What a paper with a number and a day of its own is called by its annex; both stay blank.
NUMBERED = f"số{SPACES}/{{{{ ky_hieu }}}} {BLANK_DAY}"


def annex(document: Any, of_what: str) -> None:
    """Heading of the assignment table as an annex (mẫu 2.1, 2.2) of that paper."""
    lines(
        document,
        ("VB_PhuLuc", "Phụ lục"),
        ("VB_PhuLuc", "BẢNG PHÂN CÔNG NHIỆM VỤ"),
        ("VB_KemTheo", f"(Kèm theo {of_what} của {{{{ ten_co_quan }}}})"),
        ("VB_VachPhuLuc", ""),
    )
    rule = document.paragraphs[-1].paragraph_format
    rule.left_indent = rule.right_indent = Mm(85)  # 40 % of the line above


def assignment_grid(document: Any) -> None:
    """The assignment table itself; its columns are those of the decree's practice, and the units it stands for."""
    grid(
        document,
        (
            ("STT", 11, "VB_OGiua", "{{ h.so }}"),
            ("Nội dung nhiệm vụ", 78, "VB_O", "{{ h.noi_dung }}"),
            ("Đơn vị chủ trì, thực hiện", 38, "VB_O", all_or("h.chu_tri")),
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


def all_or(name: str, everybody: str = "Các đơn vị được giao nhiệm vụ") -> str:
    """Units by name, or the short wording when nearly all units of the plan are meant."""
    return (
        f"{{% if {name}.tat_ca %}}{everybody}{{% if {name}.tru %}}, trừ: {{{{ {name}.tru }}}}"
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
