"""Both ends of the body: Kính gửi above it, nơi nhận and signature below it."""

from __future__ import annotations

import pytest

from services.directive import addressees, footer, zones
from services.directive.model import Signer
from tests.unit.directive.samples import LETTER, ORDER, PLAN, lexicon, pages, paragraphs


def ends(text: str):
    return footer.read(zones.divide(pages(text).lines, lexicon()).footer, lexicon())


@pytest.mark.parametrize(
    ("sample", "recipients", "signer"),
    [
        (
            PLAN,
            ("UBND tỉnh (báo cáo)", "Các phòng, đơn vị thuộc Sở", "Lưu: VT, GDTrH"),
            Signer("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Văn Mẫu"),
        ),
        (LETTER, ("Như trên", "Lưu: VT, CCHC"), Signer(None, "GIÁM ĐỐC", "Trần Thị Mẫu")),
        (ORDER, ("Các sở, ban, ngành", "Lưu: VT"), Signer(None, "CHỦ TỊCH", "Lê Văn Mẫu")),
    ],
)
def test_recipients_and_signers(sample, recipients, signer):
    assert ends(sample) == (recipients, signer)


def test_a_stack_of_three_titles_and_recipients_over_several_lines():
    text = """Nơi nhận:                                  TL. CHỦ TỊCH
- CT, PCT UBND tỉnh;                  KT. CHÁNH VĂN PHÒNG
- Các sở: Tài chính, Kế hoạch và     PHÓ CHÁNH VĂN PHÒNG
  Đầu tư, Xây dựng;
- Lưu: VT, KT.                           Phạm Văn Mẫu
"""
    recipients, signer = footer.read(pages(text).lines, lexicon())
    assert recipients == ("CT, PCT UBND tỉnh", "Các sở: Tài chính, Kế hoạch và Đầu tư, Xây dựng", "Lưu: VT, KT")
    assert signer == Signer("TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Phạm Văn Mẫu")


def test_cells_of_a_table_read_one_after_the_other():
    text = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nVõ Văn Mẫu"
    assert footer.read(pages(text).lines, lexicon()) == (
        ("Như trên", "Lưu: VT"),
        Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Võ Văn Mẫu"),
    )


def test_a_cut_off_document_has_no_name():
    _, signer = footer.read(pages("Nơi nhận: GIÁM ĐỐC\n- Giám đốc;").lines, lexicon())
    assert signer == Signer(None, "GIÁM ĐỐC", None)


@pytest.mark.parametrize(
    ("text", "names", "alias"),
    [
        ("Kính gửi: Sở Tài chính\n\nTheo đề nghị của Sở.", ["Sở Tài chính"], None),
        ("Kính gửi: Sở Tài chính; Sở Y tế.\n\nTheo đề nghị.", ["Sở Tài chính", "Sở Y tế"], None),
        ("Kính gửi:\n- Các phòng;\n- Các trường THPT.\n\nThực hiện.", ["Các phòng", "Các trường THPT"], None),
        (
            "Kính gửi:\n- Các phòng;\n- Các trường.\n(Sau đây gọi chung là các đơn vị)\n\nThực hiện.",
            ["Các phòng", "Các trường"],
            "các đơn vị",
        ),
        (
            "THỦ TƯỚNG CHÍNH PHỦ điện:\n | - Bộ trưởng các Bộ: | Công an;\n\nThời gian qua.",
            ["Bộ trưởng các Bộ: Công an"],
            None,
        ),
        ("Thực hiện Kế hoạch năm 2024.", [], None),
    ],
)
def test_addressees(text, names, alias):
    found = addressees.read(paragraphs(text), lexicon())
    assert (list(found.names), found.alias) == (names, alias)
    assert paragraphs(text)[found.taken].text.raw.startswith(("Theo", "Thực hiện", "Thời gian"))


@pytest.mark.parametrize(
    ("ending", "signer"),
    [
        ("TM. ỦY BAN NHÂN DÂN TỈNH\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNguyễn Văn Mẫu", "PHÓ CHỦ TỊCH"),
        ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n(Đã ký)\nNguyễn Văn Mẫu", "THỨ TRƯỞNG"),
    ],
)
def test_a_signature_without_recipients_and_without_an_end_mark(ending, signer):
    text = LETTER.partition("Nơi nhận")[0].replace("./.", ".") + ending
    found = ends(text)
    assert (found[0], found[1].title, found[1].name) == ((), signer, "Nguyễn Văn Mẫu")


def test_a_title_of_the_signature_need_not_be_in_capitals():
    text = LETTER.partition("Nơi nhận")[0] + "Phó Chủ tịch\n(Đã ký)\nNguyễn Văn Mẫu"
    assert ends(text)[1] == Signer(None, "Phó Chủ tịch", "Nguyễn Văn Mẫu")
