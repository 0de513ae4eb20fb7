"""A độ mật on the page: of such a document only what names it is kept."""

from __future__ import annotations

import pytest

from services.directive.secret import is_secret, sealed
from services.directive.understand import understand
from services.directive.wire import as_json
from tests.unit.directive.samples import lexicon, pages

TEXT = """UBND TỈNH TÂY NINH
SỞ GIÁO DỤC VÀ ĐÀO TẠO
{mark}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-SGDĐT
Tây Ninh, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
Bảo vệ đề thi năm 2026

Căn cứ Kế hoạch số 3/KH-UBND ngày 02 tháng 01 năm 2026 của UBND tỉnh.
I. TỔ CHỨC THỰC HIỆN
1. Văn phòng Sở niêm phong phòng in sao trước ngày 10/5/2026./.
Nơi nhận:
- Lưu: VT.
"""


def read(mark):
    return understand(pages(TEXT.format(mark=mark)), None, lexicon(), {})


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_stub_names_the_document_and_says_where_the_mark_stands(mark):
    directive = read(mark)
    assert is_secret(directive, {})
    value = as_json(sealed(directive))
    assert (value["symbol"], value["doc_type"], value["issued_on"]) == ("12/KH-SGDĐT", "KẾ HOẠCH", "2026-03-05")
    assert value["doubts"][0]["code"] == "secret"
    assert value["doubts"][0]["message"].startswith(f"Văn bản có dấu “{mark}” (trang 1, dòng 3)")


def test_no_word_of_the_text_is_in_the_stub():
    told = str(as_json(sealed(read("MẬT"))))
    assert not [word for word in ("đề thi", "niêm phong", "in sao", "3/KH-UBND", "10/5/2026") if word in told]


def test_a_person_may_say_that_the_mark_was_misread():
    assert not is_secret(read("MẬT"), {"not_secret": "yes"})


@pytest.mark.parametrize("mark", ["", "HỎA TỐC", "Bảo mật thông tin", "MẬT KHẨU"])
def test_other_words_are_no_mark(mark):
    assert not is_secret(read(mark), {})
