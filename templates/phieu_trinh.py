"""The cover note (phiếu trình): what was read, who got what and why, what is doubtful, what is missing."""

# ruff: noqa: ANN401, INP001 - a script beside its results; python-docx has no types

from __future__ import annotations

from typing import Any

from forms import STYLES, all_or, grid, letterhead
from word import add, fill, new_document, table

FIELDS = (
    ("Loại văn bản", "loai"),
    ("Số", "so"),
    ("Ký hiệu", "ky_hieu"),
    ("Ngày ban hành", "ngay"),
    ("Cơ quan ban hành", "co_quan"),
    ("Trích yếu", "trich_yeu"),
)
RULES = "{%p for q in n.quy_tac %}\n{{ q }}\n{%p endfor %}\n"
UNASSIGNED = (
    "- Chưa giao được: {{ c.noi_dung }} ({{ c.vi_tri }}{% if c.ten_goi %}; tên gọi trong văn bản: {{ c.ten_goi }}"
    "{% endif %}). Lý do: {{ c.ly_do }}."
)
NOTHING_MISSING = (
    "{%p if not chua_giao and not thieu_thoi_han and not thieu_san_pham and not thieu_nguoi_ky "
    "and not bao_cao_chua_ro %}"
)
EXCLUDED = (
    "\n{%p for k in c.khong_giao %}\nKhông giao {{ k.so_don_vi }} đơn vị: "
    "{% if k.nhiem_vu %}theo quy tắc ở nhiệm vụ số {{ k.nhiem_vu }}{% else %}{{ k.quy_tac }}{% endif %}\n{%p endfor %}"
)
FINDING = (
    "- {% if f.sai %}Lỗi{% else %}Cần người xem{% endif %} {{ f.ma }} ({{ f.dieu }})"
    "{% if f.noi %}, {{ f.noi }}{% endif %}: cần {{ f.can }}, có {{ f.co }}. {{ f.cach_sua }} "
    "{% if f.du_thao %}Ở: {{ f.du_thao }}.{% else %}Ở {{ f.so_du_thao }} dự thảo.{% endif %}"
)


def phieu_trinh() -> Any:
    """The whole note; an internal paper without number."""
    document = new_document(STYLES)
    letterhead(document, numbered=False)
    add(document, "VB_TenLoai", "PHIẾU TRÌNH")
    add(document, "VB_TrichYeu", "Triển khai {{ van_ban }}")
    add(
        document,
        "VB_NoiDung",
        "Đã lập {{ so_nhiem_vu }} nhiệm vụ cho {{ so_don_vi }} đơn vị từ {{ so_noi_dung }} nội dung của {{ can_cu }}. "
        "Đề nghị văn thư xem mục 3 và mục 4 trước khi phát hành; số và ngày của công văn để trống, văn thư ghi khi ban "
        "hành.",
    )
    _read(document)
    _assignments(document)
    _doubts(document)
    _missing(document)
    _coverage(document)
    _drafts(document)
    _made_with(document)
    return document


def _read(document: Any) -> None:
    add(document, "VB_Khoan", "1. Văn bản đã đọc")
    made = table(document, (34.0, 62.0, 34.0, 30.0), len(FIELDS) + 1, grid=True, padding=1.2)
    for number, heading in enumerate(("Nội dung", "Giá trị", "Nguồn", "Vị trí")):
        fill(made.cell(0, number), ("VB_OTieuDe", heading))
    for row, (label, key) in enumerate(FIELDS, start=1):
        fill(made.cell(row, 0), ("VB_ONho", label))
        value = "{% if vb.KEY.gia_tri %}{{ vb.KEY.gia_tri }}{% else %}(không đọc được){% endif %}"
        method = "{{ vb.KEY.cach_doc }}{% if vb.KEY.tin_cay %} ({{ vb.KEY.tin_cay }}){% endif %}"
        fill(made.cell(row, 1), ("VB_ONho", value.replace("KEY", key)))
        fill(made.cell(row, 2), ("VB_ONho", method.replace("KEY", key)))
        fill(made.cell(row, 3), ("VB_ONho", "{{ vb.KEY.vi_tri }}".replace("KEY", key)))
    add(document, "VB_GhiChu", "Tệp: {{ tep }}; chữ lấy từ: {{ nguon_chu }}.")
    for text in (
        "{%p for v in vien_dan %}",
        "Văn bản được viện dẫn: {{ v.so }}{% if v.ngay %} ngày {{ v.ngay }}{% endif %} ({{ v.vi_tri }}).",
        "{%p endfor %}",
    ):
        add(document, "VB_GhiChu", text)


def _assignments(document: Any) -> None:
    add(document, "VB_Khoan", "2. Nhiệm vụ và nguồn của từng nhiệm vụ")
    source = "**Nguồn:** {{ n.vi_tri }}{% if n.trich_dan %}: “{{ n.trich_dan }}”{% else %} (nguyên văn){% endif %}"
    doers = "{%p if n.chu_tri.tat_ca or n.chu_tri.ten %}\n**Thực hiện, chủ trì:** " + all_or("n.chu_tri")
    helpers = "{%p if n.phoi_hop.tat_ca or n.phoi_hop.ten %}\n**Phối hợp:** " + all_or("n.phoi_hop")
    grid(
        document,
        (
            ("Số", 9, "VB_ONhoGiua", "{{ n.so }}"),
            ("Nhiệm vụ, nguồn", 69, "VB_ONho", "{{ n.noi_dung }}\n" + source),
            (
                "Đơn vị, thời hạn",
                38,
                "VB_ONho",
                f"{doers}\n{{%p endif %}}\n{helpers}\n{{%p endif %}}\n**Thời hạn:** {{{{ n.thoi_han }}}}",
            ),
            ("Quy tắc, mức tin cậy", 44, "VB_ONho", RULES + "**Mức tin cậy:** {{ n.tin_cay }}"),
        ),
        "n in nhiem_vu",
        split=True,
    )


def _doubts(document: Any) -> None:
    add(document, "VB_Khoan", "3. Điểm cần xác minh")
    for text in (
        "{%p if not xac_minh and not nen_xem_lai %}",
        "Không có.",
        "{%p endif %}",
        "{%p for d in xac_minh %}",
        "- {{ d.noi_dung }}{% if d.vi_tri %} ({{ d.vi_tri }}: “{{ d.trich_dan }}”){% endif %}.",
        "{%p endfor %}",
        "{%p for n in nen_xem_lai %}",
        "- Nhiệm vụ số {{ n.so }}: mức tin cậy “{{ n.tin_cay }}”, đề nghị đối chiếu với văn bản gốc.",
        "{%p endfor %}",
    ):
        add(document, "VB_GhiChu", text)


def _missing(document: Any) -> None:
    add(document, "VB_Khoan", "4. Nội dung còn thiếu")
    for text in (
        "{%p for c in chua_giao %}",
        UNASSIGNED,
        "{%p endfor %}",
        "{%p if thieu_thoi_han %}",
        "- Văn bản không nêu thời hạn của nhiệm vụ số: {{ thieu_thoi_han }}; dự thảo ghi [CHƯA CÓ THỜI HẠN].",
        "{%p endif %}",
        "{%p if thieu_san_pham %}",
        "- Chưa có sản phẩm (kết quả đầu ra) của nhiệm vụ số: {{ thieu_san_pham }}.",
        "{%p endif %}",
        "{%p if thieu_nguoi_ky %}",
        "- Cấu hình chưa có họ và tên người ký; dự thảo ghi [CHƯA XÁC ĐỊNH NGƯỜI KÝ].",
        "{%p endif %}",
        "{%p for b in bao_cao_chua_ro %}",
        "- Chưa rõ đơn vị phải báo cáo: {{ b }}.",
        "{%p endfor %}",
        NOTHING_MISSING,
        "Không có.",
        "{%p endif %}",
    ):
        add(document, "VB_GhiChu", text)


def _coverage(document: Any) -> None:
    add(document, "VB_Khoan", "5. Đối chiếu đầy đủ: {{ so_da_giao }}/{{ so_noi_dung }} nội dung đã giao")
    state = "{% if c.so_don_vi %}{{ c.so_don_vi }} đơn vị{% else %}**CHƯA GIAO**{% endif %}"
    grid(
        document,
        (
            ("Mục", 20, "VB_ONhoGiua", "{{ c.muc }}"),
            ("Nội dung của văn bản", 86, "VB_ONho", "{{ c.noi_dung }}"),
            ("Đã giao", 54, "VB_ONho", state + "{% if c.ly_do %}: {{ c.ly_do }}{% endif %}" + EXCLUDED),
        ),
        "c in doi_chieu",
    )


def _drafts(document: Any) -> None:
    add(document, "VB_Khoan", "6. Dự thảo đã lập và kết quả kiểm tra thể thức")
    grid(
        document,
        (
            ("Số", 9, "VB_ONhoGiua", "{{ d.so }}"),
            ("Dự thảo", 63, "VB_ONho", "{% if d.don_vi %}Công văn gửi {{ d.don_vi }}{% else %}{{ d.ten }}{% endif %}"),
            ("Tệp", 54, "VB_ONho", "{{ d.tep }}"),
            ("Nhiệm vụ số", 34, "VB_ONhoGiua", "{{ d.nhiem_vu }}"),
        ),
        "d in du_thao",
    )
    for text in (
        "{%p if not the_thuc %}",
        "Không có điểm nào về thể thức cần xem.",
        "{%p endif %}",
        "{%p for f in the_thuc %}",
        FINDING,
        "{%p endfor %}",
    ):
        add(document, "VB_GhiChu", text)


def _made_with(document: Any) -> None:
    add(document, "VB_Khoan", "7. Thông tin lập hồ sơ")
    add(
        document,
        "VB_GhiChu",
        "Mã tham chiếu: {{ ma_tham_chieu }}. Mã cấu hình: {{ ma_cau_hinh }}. Lập ngày {{ ngay_lap }}.",
    )
    add(
        document,
        "VB_GhiChu",
        "Mẫu đã dùng: {% for m in mau %}{{ m.ten }} (phiên bản {{ m.phien_ban }})"
        "{% if not loop.last %}; {% endif %}{% endfor %}.",
    )
