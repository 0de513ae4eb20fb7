"""What clerks write into the form beside a draft."""

from __future__ import annotations

import pytest

from services.office import verdicts
from services.office.port import ClerkDecision
from services.office.verdicts import UnclearVerdictError

ISSUED = ClerkDecision("TK-1", "issued", symbol="215/SGDĐT-VP", issued_on="2020-02-03")


def filled(**said):
    text = verdicts.FORM
    for key, value in said.items():
        label = {"result": "Kết quả:", "symbol": "Số, ký hiệu:", "day": "Ngày ban hành:", "reason": "Lý do:"}[key]
        assert text.count(f"\n{label}\n") == 1
        text = text.replace(f"\n{label}\n", f"\n{label} {value}\n")
    return text


def test_the_empty_form_says_nothing():
    assert verdicts.read("TK-1", verdicts.form()) is None
    assert verdicts.read("TK-1", b"") is None
    assert verdicts.read("TK-1", "chỉ có chữ".encode()) is None


@pytest.mark.parametrize(
    ("said", "decision"),
    [
        ({"result": "tiếp nhận"}, ClerkDecision("TK-1", "accepted")),
        ({"result": "Tiếp nhận."}, ClerkDecision("TK-1", "accepted")),
        ({"result": "TRẢ  LẠI", "reason": "sai thời hạn"}, ClerkDecision("TK-1", "returned", reason="sai thời hạn")),
        ({"result": "trả lại", "reason": "lỗi: dòng 3"}, ClerkDecision("TK-1", "returned", reason="lỗi: dòng 3")),
        ({"result": "ban hành", "symbol": "215/SGDĐT-VP", "day": "03/02/2020"}, ISSUED),
        ({"result": "Ban hành", "symbol": "215/SGDĐT-VP", "day": "3-2-2020"}, ISSUED),
        ({"result": "Ban hành", "symbol": "215/SGDĐT-VP", "day": "2020-02-03"}, ISSUED),
        ({"result": "tiếp nhận", "reason": "không dùng đến"}, ClerkDecision("TK-1", "accepted")),
    ],
)
def test_decisions(said, decision):
    assert verdicts.read("TK-1", filled(**said).encode()) == decision


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_whatever_the_editor_saves(encoding, newline):
    text = filled(result="ban hành", symbol="215/SGDĐT-VP", day="03/02/2020").replace("\n", newline)
    raw = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-bom" else text.encode(encoding)
    assert verdicts.read("TK-1", raw) == ISSUED


def test_decomposed_letters_of_a_mac_are_read():
    import unicodedata

    assert verdicts.read("TK-1", unicodedata.normalize("NFD", filled(result="tiếp nhận")).encode()) == ClerkDecision(
        "TK-1", "accepted"
    )


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"result": "đồng ý"}, "tiếp nhận, trả lại hoặc ban hành"),
        ({"result": "trả lại"}, "lý do"),
        ({"result": "ban hành"}, "số, ký hiệu"),
        ({"result": "ban hành", "symbol": "SGDĐT-VP", "day": "03/02/2020"}, "số, ký hiệu"),
        ({"result": "ban hành", "symbol": "215/SGDĐT-VP"}, "ngày ban hành"),
        ({"result": "ban hành", "symbol": "215/SGDĐT-VP", "day": "31/02/2020"}, "ngày ban hành"),
        ({"result": "ban hành", "symbol": "215/SGDĐT-VP", "day": "3/2/20"}, "ngày ban hành"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_guessed(said, words):
    with pytest.raises(UnclearVerdictError, match=words):
        verdicts.read("TK-1", filled(**said).encode())
