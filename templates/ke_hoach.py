"""Papers for all units at once: kế hoạch triển khai, thông báo phân công, bảng phân công (mẫu 1.4 and 2.1)."""

# ruff: noqa: ANN401, INP001 - a script beside its results; python-docx has no types

from __future__ import annotations

from typing import Any

from docx.shared import Pt
from forms import LABELLED, NUMBERED, SOURCE, STYLES, Line, all_or, annex, assignment_grid, named_paper, repeated, when
from word import add, landscape_section, new_document

AIM = "Tổ chức triển khai kịp thời, đầy đủ, hiệu quả các nội dung của {{ van_ban }} tại các đơn vị được giao nhiệm vụ."
CLEAR = "- Bám sát nội dung của {{ van_ban }}; phân công rõ đơn vị, thời hạn và kết quả của từng nhiệm vụ."
PROMPT = (
    "- Các đơn vị được giao nhiệm vụ chủ động tổ chức thực hiện, bảo đảm tiến độ, chất lượng; kịp thời báo cáo khó "
    "khăn, vướng mắc về {{ ten_co_quan }}."
)
CLOSING = (
    "Trên đây là Kế hoạch triển khai {{ trich_yeu }} của {{ ten_co_quan }}; các đơn vị được giao nhiệm vụ tổ chức thực "
    "hiện./."
)
SHARE = (
    "{% if d.chu_tri %}Chủ trì nhiệm vụ số {{ d.chu_tri }} tại Phụ lục. {% endif %}"
    "{% if d.thuc_hien %}Tổ chức thực hiện nhiệm vụ số {{ d.thuc_hien }} tại Phụ lục. {% endif %}"
    "{% if d.phoi_hop %}Phối hợp thực hiện nhiệm vụ số {{ d.phoi_hop }} tại Phụ lục.{% endif %}"
)
REPORT = (
    "- {% if b.ai %}{{ b.ai }}: {% endif %}{{ b.noi_dung }}{% if b.noi_nhan %}; nơi nhận báo cáo: {{ b.noi_nhan }}"
    "{% endif %}{% if b.thoi_han %}; thời hạn: {{ b.thoi_han }}{% endif %}."
)


def tasks(everybody: str) -> tuple[Line, ...]:
    """Tasks under their headings, each with who carries it out; `everybody` names all units at once."""
    who = (
        "- "
        + "".join(
            f"{{% if v.{key}.tat_ca or v.{key}.ten %}}{label}: {all_or(f'v.{key}', everybody)}. {{% endif %}}"
            for label, key in (("Chủ trì", "chu_tri"), ("Thực hiện", "thuc_hien"), ("Phối hợp", "phoi_hop"))
        )
        + "{% if v.thoi_han %}Thời hạn: {{ v.thoi_han }}.{% endif %}"
    )
    return (
        ("VB_NoiDung", "{%p for m in muc %}"),
        ("VB_Khoan", "{{ m.so }}. {% if m.tieu_de %}{{ m.tieu_de }}{% else %}Nhiệm vụ chung{% endif %}"),
        ("VB_NoiDung", "{%p for v in m.viec %}"),
        ("VB_NoiDung", LABELLED + SOURCE.format("v")),
        ("VB_NoiDung", who),
        ("VB_NoiDung", "{%p endfor %}"),
        ("VB_NoiDung", "{%p endfor %}"),
        *when("thoi_han_chung", ("VB_NoiDung", "Thời hạn hoàn thành các nhiệm vụ: {{ thoi_han_chung }}.")),
    )


PLAN = (
    *repeated("p in phap_ly", ("VB_CanCu", "Căn cứ {{ p }};")),
    ("VB_NoiDung", "Thực hiện {{ can_cu }}, {{ ten_co_quan }} ban hành Kế hoạch triển khai như sau:"),
    ("VB_Muc", "I. MỤC ĐÍCH, YÊU CẦU"),
    ("VB_Khoan", "1. Mục đích"),
    ("VB_NoiDung", AIM),
    ("VB_Khoan", "2. Yêu cầu"),
    ("VB_NoiDung", CLEAR),
    ("VB_NoiDung", PROMPT),
    ("VB_Muc", "II. NỘI DUNG THỰC HIỆN"),
    *tasks("các đơn vị được giao nhiệm vụ tại Phụ lục"),
    ("VB_Muc", "III. TỔ CHỨC THỰC HIỆN"),
    ("VB_NoiDung", "Nhiệm vụ cụ thể của từng đơn vị tại Phụ lục kèm theo Kế hoạch này."),
    *repeated("d in to_chuc", ("VB_Khoan", "{{ d.so }}. {{ d.ten }}"), ("VB_NoiDung", SHARE)),
    *when("bao_cao", ("VB_Khoan", "{{ so_tiep }}. Chế độ báo cáo")),
    *repeated("b in bao_cao", ("VB_NoiDung", REPORT)),
    ("VB_KetThuc", CLOSING),
)
NOTICE = (
    ("VB_NoiDung", "Thực hiện {{ can_cu }}, {{ ten_co_quan }} thông báo phân công nhiệm vụ cho các đơn vị như sau:"),
    *tasks("các đơn vị được giao nhiệm vụ"),
    ("VB_NoiDung", "Các đơn vị được giao nhiệm vụ gồm: {{ don_vi }}."),
    *when("bao_cao", ("VB_Khoan", "{{ so_tiep }}. Chế độ báo cáo")),
    *repeated("b in bao_cao", ("VB_NoiDung", REPORT)),
    ("VB_KetThuc", "{{ ten_co_quan }} thông báo để các đơn vị được phân công biết, tổ chức thực hiện./."),
)


def ke_hoach() -> Any:
    """Kế hoạch triển khai: the office's own plan, with the assignment table as its annex."""
    document = named_paper("KẾ HOẠCH", "Triển khai {{ trich_yeu }}", *PLAN)
    landscape_section(document)
    annex(document, f"Kế hoạch {NUMBERED}")
    assignment_grid(document)
    return document


def thong_bao() -> Any:
    """Thông báo phân công: units with the same work are told together."""
    return named_paper("THÔNG BÁO", "Phân công nhiệm vụ triển khai {{ trich_yeu }}", *NOTICE)


def bang_phan_cong() -> Any:
    """Bảng phân công nhiệm vụ: an annex (mẫu 2.2) of the cover note, on landscape paper."""
    document = new_document(STYLES, landscape=True)
    annex(document, "Phiếu trình triển khai {{ van_ban }}")
    add(document, "VB_GhiChu", "Thực hiện {{ can_cu }}.").paragraph_format.space_after = Pt(8)
    assignment_grid(document)
    return document
