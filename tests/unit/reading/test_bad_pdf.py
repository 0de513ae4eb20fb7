"""Hostile and broken PDFs: each is read, or refused with a sentence a clerk can use."""

from __future__ import annotations

import zlib

import pytest

from services.errors import NeedsOcrError, TrienkhaiError, UnreadableFileError
from services.reading import OcrOptions, read_bytes

NO_OCR = OcrOptions(enabled=False)
REFUSED, SCAN, READ = UnreadableFileError, NeedsOcrError, None


def one_page(make, content_stream: bytes, resources: bytes = b"/Font<</F 5 0 R>>", **more: bytes):
    objects = make.page_objects(["x"])
    objects[3] = objects[3].replace(b"/Font<</F 5 0 R>>", resources)
    objects[4] = content_stream
    return make.assemble(objects | {int(n[1:]): body for n, body in more.items()})


def changed(make, number: int, old: bytes, new: bytes):
    objects = make.page_objects(["Noi dung"])
    assert old in objects[number]
    return make.assemble(objects | {number: objects[number].replace(old, new)})


def nested_flate(make):
    inner = zlib.compress(zlib.compress(b" " * 30_000_000, 9), 9)
    return one_page(make, make.stream(inner, b"/Filter[/FlateDecode/FlateDecode]"))


def cyclic_form(make):
    form = make.stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 7 0 R>>>>")
    return one_page(make, make.stream(b"/X Do"), b"/XObject<</X 7 0 R>>", o7=form)


def huge_unicode_range(make):
    objects = make.page_objects(["Noi dung"])
    objects[6] = make.stream(b"begincmap 1 beginbfrange <00000000> <ffffffff> <0000> endbfrange endcmap")
    return make.assemble(objects)


CASES = {
    "1 zero bytes": (lambda _: b"", REFUSED, "rỗng"),
    "2 HTML named .pdf": (lambda _: b"<html><body>Not found</body></html>", REFUSED, "trang web (HTML)"),
    "3 truncated": (lambda make: make.pdf("Noi dung")[:250], REFUSED, "bị hỏng"),
    "4 user password": (lambda make: make.encrypted("bi mat"), REFUSED, "có mật khẩu"),
    "5 owner password only": (lambda make: make.encrypted(""), READ, "Noi dung"),
    "6 foreign encryption": (
        lambda make: make.pdf("x", trailer=b"/Encrypt 9 0 R/ID[(a)(a)]", more={9: b"<</Filter/Other.Lock/V 4>>"}),
        REFUSED,
        "bị hỏng",
    ),
    "7 xref points to itself": (
        lambda make: make.assemble(make.page_objects(["Noi dung"]), prev=True),
        READ,
        "Noi dung",
    ),
    "8 page tree contains itself": (lambda make: changed(make, 2, b"[3 0 R]", b"[2 0 R]"), REFUSED, "bị hỏng"),
    "9 flate bomb": (lambda make: one_page(make, make.flate(b"\0" * 60_000_000)), REFUSED, "Hãy"),
    "10 flate inside flate": (nested_flate, (REFUSED, SCAN), "Hãy"),
    "11 text blocks": (lambda make: one_page(make, make.flate(b"BT (a) Tj ET\n" * 200_000)), REFUSED, "Hãy"),
    "12 too many pages": (
        lambda make: changed(make, 2, b"[3 0 R]/Count 1", b"[%s]/Count 501" % (b"3 0 R " * 501)),
        REFUSED,
        "hơn 500 trang",
    ),
    "12 far too many pages": (
        lambda make: changed(make, 2, b"[3 0 R]/Count 1", b"[%s]/Count 5000" % (b"3 0 R " * 5000)),
        REFUSED,
        "Hãy",
    ),
    "13 JavaScript": (
        lambda make: changed_root(make, b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
        READ,
        "Noi dung",
    ),
    "14 embedded file with a path": (
        lambda make: changed_root(make, b"/Names<</EmbeddedFiles<</Names[(../../x)<</F(../../x)>>]>>>>"),
        READ,
        "Noi dung",
    ),
    "15 form that invokes itself": (cyclic_form, SCAN, "trang 1"),
    "16 ToUnicode range bomb": (huge_unicode_range, (REFUSED, SCAN), "Hãy"),
    "19 absurd length": (lambda make: changed(make, 4, b"/Length ", b"/Length 99999999999 %"), (REFUSED, SCAN), "Hãy"),
    "20 image of 200 megapixels": (
        lambda make: make.pages_of(([""], (20_000, 10_000))),
        REFUSED,
        "quá nhiều bộ nhớ",
    ),
    "nested arrays": (lambda make: one_page(make, make.stream(b"[" * 200_000)), (REFUSED, SCAN), "Hãy"),
    "inline image without end": (lambda make: one_page(make, make.stream(b"BI /W 1 ID " + b"x" * 9999)), SCAN, "Hãy"),
}


def changed_root(make, extra: bytes):
    return changed(make, 1, b"/Pages", extra + b"/Pages")


@pytest.mark.parametrize("case", CASES)
def test_outcome(make, case):
    build, outcome, words = CASES[case]
    content = build(make)
    if outcome is READ:
        assert words in " ".join(line.text for line in read_bytes(content, "a.pdf").lines)
        return
    with pytest.raises(TrienkhaiError) as stopped:
        read_bytes(content, "a.pdf", ocr=NO_OCR)
    assert isinstance(stopped.value, outcome)
    assert words in stopped.value.message
    assert "“a.pdf”" in stopped.value.message
