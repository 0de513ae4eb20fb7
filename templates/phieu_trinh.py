"""The cover note (phiếu trình): what needs a decision, what was read and taken to be so, who got what and why."""

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
RULES = (
    "{% if n.quy_tac_chung %}Quy tắc {{ n.quy_tac_chung }}. {% endif %}{{ n.quy_tac }}\n"
    "**Mức tin cậy:** {{ n.tin_cay }}"
)
SOURCE = (
    "{% if n.nhu %}Như nhiệm vụ {{ n.nhu }}, khác ở: “{{ n.noi_dung }}”{% else %}{{ n.noi_dung }}{% endif %}\n"
    "**Nguồn:** {{ n.vi_tri }}{% if n.trich_dan %}: “{{ n.trich_dan }}”{% else %}{% if n.trich_o %} "
    "(trích dẫn ở nhiệm vụ {{ n.trich_o }}){% else %} (nguyên văn){% endif %}{% endif %}"
)
# One paragraph of the cell always stands: who leads or does, else who helps.
LEADS, DOES, HELPS = (f"n.{role}.tat_ca or n.{role}.ten" for role in ("chu_tri", "thuc_hien", "phoi_hop"))
HELPED = f"**Phối hợp:** {all_or('n.phoi_hop')}"
DONE = f"**Thực hiện:** {all_or('n.thuc_hien')}"
WHO = f"{{% if {LEADS} %}}**Chủ trì:** {all_or('n.chu_tri')}{{% elif {DOES} %}}{DONE}{{% else %}}{HELPED}{{% endif %}}"
DOERS = f"{{%p if {LEADS} %}}\n{{%p if {DOES} %}}\n{DONE}\n{{%p endif %}}\n{{%p endif %}}"
HELPERS = f"{{%p if {LEADS} or {DOES} %}}\n{{%p if {HELPS} %}}\n{HELPED}\n{{%p endif %}}\n{{%p endif %}}"
DUE = "{%p if n.thoi_han %}\n**Thời hạn:** {{ n.thoi_han }}\n{%p endif %}"
UNASSIGNED = (
    "- Chưa giao được: {{ c.noi_dung }} ({{ c.vi_tri }}{% if c.ten_goi %}; tên gọi trong văn bản: {{ c.ten_goi }}"
    "{% endif %}). Lý do: {{ c.ly_do }}."
)
ASSUMPTIONS = (
    "**Những điều đã hiểu không in trong văn bản:**",
    "{%p if gia_dinh.tu_egov %}",
    "- Lấy theo siêu dữ liệu eGov, không theo chữ trên trang: {{ gia_dinh.tu_egov }}.",
    "{%p endif %}",
    "{%p if gia_dinh.tu_van_thu %}",
    "- Do văn thư nhập: {{ gia_dinh.tu_van_thu }}.",
    "{%p endif %}",
    (
        "- Cách gọi chung nhiều đơn vị: hiểu theo danh mục đơn vị có hiệu lực ngày {{ gia_dinh.ngay_nhom }} "
        "({% if gia_dinh.theo_ngay_ban_hanh %}ngày ban hành{% else %}ngày lập phiếu, vì chưa biết ngày ban hành"
        "{% endif %})."
    ),
    "{%p if gia_dinh.chu_de %}",
    "- Nội dung không nêu đơn vị: giao theo chủ đề “{{ gia_dinh.chu_de }}”.",
    "{%p else %}",
    "- Không có chủ đề phù hợp: nội dung không nêu đơn vị được giao nguyên văn.",
    "{%p endif %}",
    "{%p for h in gia_dinh.suy_nam %}",
    (
        "- Thời hạn “{{ h.thoi_han }}” không ghi năm, hiểu là {{ h.ngay }} theo năm ban hành"
        "{% if h.nhiem_vu %} (nhiệm vụ {{ h.nhiem_vu }}){% endif %}."
    ),
    "{%p endfor %}",
    "{%p if gia_dinh.truoc_ngay %}",
    (
        "- Hạn cuối là ngày liền trước ngày ghi trong văn bản: {% for h in gia_dinh.truoc_ngay %}“{{ h.thoi_han }}”"
        "{% if h.nhiem_vu %} (nhiệm vụ {{ h.nhiem_vu }}){% endif %}{% if not loop.last %}; {% endif %}{% endfor %}."
    ),
    "{%p endif %}",
    "{%p for l in gia_dinh.lich %}",
    "- {{ l }}.",
    "{%p endfor %}",
)
NOTHING_TO_DECIDE = (
    "{%p if not chua_giao and not thieu_thoi_han and not thieu_nguoi_ky and not bao_cao_chua_ro and not loi_can_sua "
    "and not xac_minh and not nen_xem_lai %}"
)
EXCLUDED = (
    "{% for k in c.khong_giao %}; không giao {{ k.so_don_vi }} đơn vị "
    "({% if k.nhiem_vu %}theo quy tắc ở nhiệm vụ {{ k.nhiem_vu }}{% else %}{{ k.quy_tac }}{% endif %}){% endfor %}"
)
FINDING = (
    "- {% if f.loai == 'loi' %}Lỗi phải sửa{% endif %}{% if f.loai == 'hoi' %}Cần người xem{% endif %}"
    "{% if f.loai == 'nen_sua' %}Nên sửa{% endif %}{% if f.loai == 'de_biet' %}Để biết{% endif %}: {{ f.co }}"
    "{% if f.con %} và {{ f.con }} chỗ khác{% endif %}; cần {{ f.can }}. "
    "{% if f.cach_sua %}{{ f.cach_sua }} {% endif %}"
    "{% if f.du_thao %}Ở: {{ f.du_thao }}{% if f.noi %} ({{ f.noi }}){% endif %}{% else %}Ở {{ f.so_du_thao }} dự thảo"
    "{% endif %} [{{ f.ma }}, {{ f.dieu }}]."
)
SUMMARY = (
    "Từ {{ so_noi_dung }} nội dung của {{ can_cu }}, đã lập {{ so_nhiem_vu }} nhiệm vụ, giao {{ so_luot_giao }} lượt "
    "cho {{ so_don_vi }} đơn vị, và {{ cac_du_thao }}. Số và ngày của dự thảo để trống, văn thư ghi khi ban "
    "hành."
)


def phieu_trinh() -> Any:
    """The whole note; an internal paper without number."""
    document = new_document(STYLES)
    letterhead(document, numbered=False)
    add(document, "VB_TenLoai", "PHIẾU TRÌNH")
    add(document, "VB_TrichYeu", "Triển khai {{ van_ban }}")
    add(document, "VB_NoiDung", SUMMARY)
    _decide(document)
    _read(document)
    _assignments(document)
    _coverage(document)
    _drafts(document)
    _form(document)
    _made_with(document)
    return document


def _decide(document: Any) -> None:
    """First what keeps the papers from being signed."""
    add(document, "VB_Khoan", "1. Cần quyết định trước khi trình ký")
    for text in (
        NOTHING_TO_DECIDE,
        "Không có.",
        "{%p endif %}",
        "{%p for c in chua_giao %}",
        UNASSIGNED,
        "{%p endfor %}",
        "{%p for b in bao_cao_chua_ro %}",
        "- Chưa rõ đơn vị phải báo cáo: {{ b }}.",
        "{%p endfor %}",
        "{%p for d in xac_minh %}",
        "- {{ d.noi_dung }}{% if d.vi_tri %} ({{ d.vi_tri }}: “{{ d.trich_dan }}”){% endif %}.",
        "{%p endfor %}",
        "{%p for f in loi_can_sua %}",
        FINDING,
        "{%p endfor %}",
        "{%p if thieu_thoi_han %}",
        (
            "- Văn bản không nêu thời hạn của nhiệm vụ {{ thieu_thoi_han }}: dự thảo ghi [CHƯA CÓ THỜI HẠN], cần "
            "người có thẩm quyền ấn định."
        ),
        "{%p endif %}",
        "{%p if thieu_nguoi_ky %}",
        "- Cấu hình chưa có họ và tên người ký: dự thảo ghi [CHƯA XÁC ĐỊNH NGƯỜI KÝ].",
        "{%p endif %}",
        "{%p if nen_xem_lai %}",
        (
            "- Đề nghị đối chiếu nội dung, đơn vị với văn bản gốc: {% for n in nen_xem_lai %}nhiệm vụ {{ n.so }} "
            "({{ n.tin_cay }}){% if not loop.last %}; {% endif %}{% endfor %}."
        ),
        "{%p endif %}",
    ):
        add(document, "VB_GhiChu", text)


def _read(document: Any) -> None:
    add(document, "VB_Khoan", "2. Đã đọc và đã hiểu")
    made = table(document, (32.0, 50.0, 48.0, 30.0), len(FIELDS) + 1, grid=True, padding=1.2)
    for number, heading in enumerate(("Nội dung", "Giá trị", "Nguồn", "Vị trí")):
        fill(made.cell(0, number), ("VB_OTieuDe", heading))
    for row, (label, key) in enumerate(FIELDS, start=1):
        fill(made.cell(row, 0), ("VB_ONho", label))
        value = "{% if vb.KEY.gia_tri %}{{ vb.KEY.gia_tri }}{% else %}(không đọc được){% endif %}"
        method = "{{ vb.KEY.cach_doc }}{% if vb.KEY.tin_cay %} ({{ vb.KEY.tin_cay }}){% endif %}"
        fill(made.cell(row, 1), ("VB_ONho", value.replace("KEY", key)))
        fill(made.cell(row, 2), ("VB_ONho", method.replace("KEY", key)))
        fill(made.cell(row, 3), ("VB_ONho", "{{ vb.KEY.vi_tri }}".replace("KEY", key)))
    for text in (
        "Tệp: {{ tep }}; chữ lấy từ: {{ nguon_chu }}.",
        "{%p if vien_dan %}",
        (
            "Văn bản được viện dẫn: {% for v in vien_dan %}{{ v.so }}{% if v.ngay %} ngày {{ v.ngay }}{% endif %} "
            "({{ v.vi_tri }}){% if not loop.last %}; {% endif %}{% endfor %}."
        ),
        "{%p endif %}",
        *ASSUMPTIONS,
    ):
        add(document, "VB_GhiChu", text)


def _assignments(document: Any) -> None:
    add(document, "VB_Khoan", "3. Nhiệm vụ, nguồn và quy tắc giao của từng nhiệm vụ")
    for text in (
        "{%p for q in quy_tac_chung %}",
        "**Quy tắc {{ q.ma }}:** {{ q.noi_dung }}",
        "{%p endfor %}",
        "{%p if thoi_han_chung %}",
        "**Thời hạn của mọi nhiệm vụ:** {{ thoi_han_chung }}.",
        "{%p endif %}",
    ):
        add(document, "VB_GhiChu", text)
    grid(
        document,
        (
            ("Số", 9, "VB_ONhoGiua", "{{ n.so }}"),
            ("Nhiệm vụ, nguồn", 65, "VB_ONho", SOURCE),
            ("Đơn vị, thời hạn", 40, "VB_ONho", f"{WHO}\n{DOERS}\n{HELPERS}\n{DUE}"),
            ("Quy tắc, mức tin cậy", 46, "VB_ONho", RULES),
        ),
        "n in nhiem_vu",
        split=True,
    )
    for text in (
        "{%p if thieu_san_pham %}",
        "Văn bản không nêu sản phẩm (kết quả đầu ra) của nhiệm vụ {{ thieu_san_pham }}; bổ sung nếu lãnh đạo yêu cầu.",
        "{%p endif %}",
    ):
        add(document, "VB_GhiChu", text)


def _coverage(document: Any) -> None:
    """Only contents that did not go to everybody are told one by one."""
    add(document, "VB_Khoan", "4. Đối chiếu đầy đủ: {{ so_da_giao }}/{{ so_noi_dung }} nội dung đã giao")
    state = (
        "{% if c.so_don_vi %}giao {{ c.so_don_vi }} đơn vị{% else %}**CHƯA GIAO**{% endif %}"
        "{% if c.ly_do %}: {{ c.ly_do }}{% endif %}"
    )
    for text in (
        "{%p if giao_moi_don_vi %}",
        "Giao mọi đơn vị: {{ giao_moi_don_vi }}.",
        "{%p endif %}",
        "{%p for c in doi_chieu %}",
        "- {{ c.muc }} (“{{ c.noi_dung }}”): " + state + EXCLUDED + ".",
        "{%p endfor %}",
    ):
        add(document, "VB_GhiChu", text)


def _drafts(document: Any) -> None:
    add(document, "VB_Khoan", "5. Dự thảo đã lập")
    grid(
        document,
        (
            ("Số lượng", 22, "VB_ONhoGiua", "{{ d.so_luong }}"),
            ("Dự thảo", 94, "VB_ONho", "{{ d.ten }}{% if d.tep %} ({{ d.tep }}){% endif %}"),
            ("Nhiệm vụ", 44, "VB_ONhoGiua", "{{ d.nhiem_vu }}"),
        ),
        "d in du_thao",
    )


def _form(document: Any) -> None:
    add(document, "VB_Khoan", "6. Kiểm tra thể thức, kỹ thuật trình bày")
    for text in (
        "{%p if loi_can_sua %}",
        "Điểm phải sửa hoặc cần người xem: ở mục 1.",
        "{%p endif %}",
        "{%p if not the_thuc and not loi_can_sua %}",
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
