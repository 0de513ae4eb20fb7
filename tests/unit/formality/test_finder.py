"""Zones: found by style on our own drafts, by shape and place on files of others, never by what a rule wants."""

from __future__ import annotations

import pytest

from services.formality.finder import find
from services.formality.reader import read
from services.formality.zones import Zone
from tests.unit.formality.drafts import official_letter, plan_document
from tests.unit.formality.ooxml import p, r, style, word_file

CENTRED = '<w:jc w:val="center"/>'


def zones(docx: bytes):
    return find(read(docx))


def lines(*texts: str, centred: bool = False) -> bytes:
    return word_file("".join(p(r(text), properties=CENTRED if centred else "") for text in texts))


def named(docx: bytes) -> list[tuple[str, str]]:
    return [(zone.name, paragraph.text[:20].strip()) for paragraph, zone in zones(docx).lines]


def test_a_letter_in_tables():
    found = zones(official_letter().bytes())
    assert {zone: [q.text for q in found.of(zone)] for zone in Zone if found.of(zone) and zone is not Zone.BODY} == {
        Zone.PARENT: ["UBND TỈNH TÂY NINH"],
        Zone.ISSUER: ["SỞ GIÁO DỤC VÀ ĐÀO TẠO"],
        Zone.SYMBOL: ["Số: /SGDĐT-VP"],
        Zone.SUBJECT: ["V/v triển khai công tác tuyên truyền"],
        Zone.NATION: ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        Zone.MOTTO: ["Độc lập - Tự do - Hạnh phúc"],
        Zone.DATELINE: ["Tây Ninh, ngày tháng 11 năm 2026"],
        Zone.ADDRESSEES: ["Kính gửi: Trường THPT Tây Ninh"],
        Zone.RECIPIENTS_TITLE: ["Nơi nhận:"],
        Zone.RECIPIENTS: ["- Như trên;", "- Giám đốc Sở (để báo cáo);", "- Lưu: VT, VP."],
        Zone.AUTHORITY: ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
        Zone.SIGNER: ["Trần Văn Mẫu"],
    }


def test_a_named_type_has_title_and_abstract():
    found = zones(plan_document().bytes())
    assert (found.text(Zone.TYPE), found.text(Zone.ABSTRACT)) == (
        "KẾ HOẠCH",
        "Triển khai công tác tuyên truyền năm 2026",
    )


FLAT = (
    "UBND TỈNH TÂY NINH\tCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 162/KH-SGDĐT\tTây Ninh, ngày 22 tháng 01 năm 2020",
    "KẾ HOẠCH",
    "Nội dung của kế hoạch.",
    "GIÁM ĐỐC",
    "Trần Văn Mẫu",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
)


def test_a_head_without_a_table_is_read_by_its_lines():
    assert named(lines(*FLAT)) == [
        ("PARENT", "UBND TỈNH TÂY NINH"),
        ("NATION", "CỘNG HOÀ XÃ HỘI CHỦ"),
        ("ISSUER", "SỞ GIÁO DỤC VÀ ĐÀO T"),
        ("MOTTO", "Độc lập - Tự do - Hạ"),
        ("SYMBOL", "Số: 162/KH-SGDĐT"),
        ("DATELINE", "Tây Ninh, ngày 22 th"),
        ("TYPE", "KẾ HOẠCH"),
        ("BODY", "Nội dung của kế hoạc"),
        ("AUTHORITY", "GIÁM ĐỐC"),
        ("SIGNER", "Trần Văn Mẫu"),
        ("RECIPIENTS_TITLE", "Nơi nhận:"),
        ("RECIPIENTS", "- Như trên;"),
        ("RECIPIENTS", "- Lưu: VT."),
    ]


def test_a_signature_without_a_table_may_stand_below_the_recipients():
    *above, title, name, heading, first, last = FLAT
    found = zones(lines(*above, heading, first, last, title, name))
    assert (found.text(Zone.AUTHORITY), found.text(Zone.SIGNER)) == ("GIÁM ĐỐC", "Trần Văn Mẫu")
    assert [q.text for q in found.of(Zone.RECIPIENTS)] == ["- Như trên;", "- Lưu: VT."]


def test_line_breaks_in_a_cell_are_lines():
    draft = official_letter()
    draft.drop("motto")
    draft.say("nation", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc")
    found = zones(draft.bytes())
    assert found.text(Zone.NATION) == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert found.text(Zone.MOTTO) == "Độc lập - Tự do - Hạnh phúc"


@pytest.mark.parametrize(
    ("above", "parent", "issuer"),
    [
        (["SỞ GIÁO DỤC VÀ ĐÀO TẠO"], [], ["SỞ GIÁO DỤC VÀ ĐÀO TẠO"]),
        (["ỦY BAN NHÂN DÂN", "XÃ TÂN ĐÔNG"], [], ["ỦY BAN NHÂN DÂN", "XÃ TÂN ĐÔNG"]),
        (["SỞ GDĐT TỈNH TÂY NINH", "TRƯỜNG THPT", "TÂY NINH"], ["SỞ GDĐT TỈNH TÂY NINH"], ["TRƯỜNG THPT", "TÂY NINH"]),
        (["UBND XÃ TÂN ĐÔNG", "TRƯỜNG TIỂU HỌC"], ["UBND XÃ TÂN ĐÔNG"], ["TRƯỜNG TIỂU HỌC"]),
    ],
)
def test_long_names_wrap_and_stay_one_name(above, parent, issuer):
    draft = official_letter()
    draft.drop("parent")
    for name in above[:-1]:
        draft.after("issuer", name, name)
        draft.at["issuer"]._p.addprevious(draft.at[name]._p)
    draft.say("issuer", above[-1])
    found = zones(draft.bytes())
    assert ([q.text for q in found.of(Zone.PARENT)], [q.text for q in found.of(Zone.ISSUER)]) == (parent, issuer)


def test_styles_of_our_templates_name_the_zone_whatever_the_text():
    body = "".join(
        p(r(text), properties=f'<w:pStyle w:val="{style_id}"/>')
        for style_id, text in (("VB_QuocHieu", "CHXHCN"), ("VB_TenCoQuan", "Sở"), ("VB_NoiNhan", "Lưu"), ("VB_O", "ô"))
    )
    styles = "".join(style(name, "") for name in ("VB_QuocHieu", "VB_TenCoQuan", "VB_NoiNhan", "VB_O"))
    assert [zone for zone, _ in named(word_file(body, styles=styles))] == ["NATION", "ISSUER", "RECIPIENTS", "TABLE"]


def test_what_follows_the_close_is_no_body():
    draft = plan_document()
    draft.line("annex", "Phụ lục")
    draft.text("row", "Danh sách đơn vị")
    found = zones(draft.bytes())
    draft_annex = {zone: found.text(zone) for zone in (Zone.ANNEX_TITLE, Zone.ANNEX)}
    assert draft_annex == {Zone.ANNEX_TITLE: "Phụ lục", Zone.ANNEX: "Danh sách đơn vị"}


@pytest.mark.parametrize(
    ("texts", "letter"),
    [
        (("Phụ lục I", "DANH SÁCH", "1. Trường THPT Tây Ninh"), False),
        (("Bài phát biểu", "Kính thưa quý vị"), False),
        (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nội dung") * 3, False),
        (("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nội dung"), True),
        (("Số: 12/KH-SGDĐT", "Nội dung"), True),
        ((), False),
    ],
)
def test_only_one_document_with_a_head_is_judged_as_one(texts, letter):
    assert zones(lines(*texts)).letter is letter
