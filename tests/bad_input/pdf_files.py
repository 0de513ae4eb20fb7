"""Bad PDFs, no. 1 to 21, and two more that no reader may trip over."""

from __future__ import annotations

import zlib

from tests import files
from tests.bad_input.model import Input, Outcome
from tests.unit.reading import scans

REFUSED, READ, FLAGGED, NO_TEXT = Outcome.REFUSED, Outcome.READ, Outcome.FLAGGED, Outcome.NO_TEXT
GARBAGE = ["Thuc hién Ké hoach so nam cua Uy ban nhan dan tinh vé viéc tuyén truyén cai cach"] * 8


def one_page(content_stream: bytes, resources: bytes = b"/Font<</F 5 0 R>>", **more: bytes) -> bytes:
    objects = files.page_objects(["x"])
    objects[3] = objects[3].replace(b"/Font<</F 5 0 R>>", resources)
    objects[4] = content_stream
    return files.assemble(objects | {int(n[1:]): body for n, body in more.items()})


def changed(number: int, old: bytes, new: bytes) -> bytes:
    objects = files.page_objects(["Noi dung"])
    assert old in objects[number]
    return files.assemble(objects | {number: objects[number].replace(old, new)})


def changed_root(extra: bytes) -> bytes:
    return changed(1, b"/Pages", extra + b"/Pages")


def foreign_lock() -> bytes:
    return files.pdf("x", trailer=b"/Encrypt 9 0 R/ID[(a)(a)]", more={9: b"<</Filter/Other.Lock/V 4>>"})


def nested_flate() -> bytes:
    inner = zlib.compress(zlib.compress(b" " * 70_000_000, 9), 9)
    return one_page(files.stream(inner, b"/Filter[/FlateDecode/FlateDecode]"))


def listed_pages(count: int) -> bytes:
    return changed(2, b"[3 0 R]/Count 1", b"[%s]/Count %d" % (b"3 0 R " * count, count))


def cyclic_form() -> bytes:
    form = files.stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 7 0 R>>>>")
    return one_page(files.stream(b"/X Do"), b"/XObject<</X 7 0 R>>", o7=form)


def unicode_range() -> bytes:
    objects = files.page_objects(["Noi dung"])
    objects[6] = files.stream(b"begincmap 1 beginbfrange <00000000> <ffffffff> <0000> endbfrange endcmap")
    return files.assemble(objects)


def scan() -> bytes:
    return scans.saved(scans.page(), "PDF")


def forged_after_signing() -> bytes:
    """The page's text replaced by an update behind the end of what was signed."""
    signed = signature_over_all()
    objects = files.page_objects(["Gia mao"])
    update = b"\n4 0 obj\n%s\nendobj\n6 0 obj\n%s\nendobj\n" % (objects[4], objects[6])
    places = [len(signed) + update.index(b"4 0 obj"), len(signed) + update.index(b"6 0 obj")]
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (n, place) for n, place in zip((4, 6), places, strict=True))
    start, before = len(signed + update), signed.rindex(b"startxref")
    back = int(signed[before:].split()[1])
    trailer = b"trailer<</Root 1 0 R/Size 10/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (back, start)
    return signed + update + b"xref\n" + table + trailer


def stamped_after_signing() -> bytes:
    """An object that no page shows, added behind the end of what was signed, as time stamps are."""
    signed = signature_over_all()
    back = int(signed[signed.rindex(b"startxref") :].split()[1])
    update = b"\n8 0 obj\n<</Type/DSS>>\nendobj\n"
    table = b"xref\n8 1\n%010d 00000 n \n" % (len(signed) + 1)
    trailer = b"trailer<</Root 1 0 R/Size 10/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (back, len(signed + update))
    return signed + update + table + trailer


def signature_over_all() -> bytes:
    """A signature field whose range reaches to the end of the file; the signature itself is of zeros."""
    field = b"<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 00000001 00000002 0000003]/Contents<%s>>>" % (b"0" * 64)
    content = files.pdf("Noi dung", more={9: field})
    at = content.index(b"<" + b"0" * 64)
    past = at + 66
    ranges = b"/ByteRange[0 %08d %08d %07d]" % (at, past, len(content) - past)
    return content.replace(b"/ByteRange[0 00000001 00000002 0000003]", ranges)


def of(number: int, what: str, build, outcome: Outcome, words: str) -> Input:
    return Input(number, what, "a.pdf", build, outcome, words)


INPUTS = [
    of(1, "zero bytes", lambda: b"", REFUSED, "rỗng"),
    of(2, "HTML named .pdf", lambda: b"<html><body>Not found</body></html>", REFUSED, "trang web (HTML)"),
    of(3, "truncated", lambda: files.pdf("Noi dung")[:250], REFUSED, "bị hỏng"),
    of(4, "user password", lambda: files.encrypted("bi mat"), REFUSED, "có mật khẩu"),
    of(5, "owner password only", lambda: files.encrypted(""), READ, "Noi dung"),
    of(6, "foreign encryption", foreign_lock, REFUSED, "bị hỏng"),
    of(
        7,
        "xref points to itself",
        lambda: files.assemble(files.page_objects(["Noi dung"]), prev=True),
        READ,
        "Noi dung",
    ),
    of(8, "page tree contains itself", lambda: changed(2, b"[3 0 R]", b"[2 0 R]"), REFUSED, "bị hỏng"),
    of(9, "flate bomb of 300 MB", lambda: one_page(files.flate(b"\0" * 300_000_000)), REFUSED, "Hãy"),
    of(10, "flate inside flate", nested_flate, REFUSED, "Hãy"),
    of(11, "650,000 text blocks", lambda: one_page(files.flate(b"BT (a) Tj ET\n" * 650_000)), REFUSED, "Hãy"),
    of(12, "501 pages", lambda: listed_pages(501), REFUSED, "hơn 500 trang"),
    of(12, "90,000 pages", lambda: listed_pages(90_000), REFUSED, "Hãy"),
    of(
        13,
        "JavaScript when opened",
        lambda: changed_root(b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"),
        FLAGGED,
        "mã lệnh tự chạy",
    ),
    of(
        14,
        "embedded file with a path",
        lambda: changed_root(b"/Names<</EmbeddedFiles<</Names[(../../x)<</F(../../x)>>]>>>>"),
        FLAGGED,
        "tệp khác đính bên trong",
    ),
    of(15, "form that invokes itself", cyclic_form, NO_TEXT, "trang 1"),
    of(16, "ToUnicode range of 2^32", unicode_range, REFUSED, "Hãy"),
    of(17, "scan without text", scan, NO_TEXT, "trang 1"),
    of(18, "layer of garbage", lambda: files.pages_of((GARBAGE, None)), FLAGGED, "bản gốc"),
    of(19, "absurd length", lambda: changed(4, b"/Length ", b"/Length 99999999999 %"), NO_TEXT, "trang 1"),
    of(20, "image of 200 megapixels", lambda: files.pages_of(([""], (20_000, 10_000))), REFUSED, "quá nhiều bộ nhớ"),
    of(21, "altered after signing", forged_after_signing, FLAGGED, "sau khi ký số"),
    of(0, "nested arrays", lambda: one_page(files.stream(b"[" * 200_000)), NO_TEXT, "Hãy"),
    of(0, "inline image without end", lambda: one_page(files.stream(b"BI /W 1 ID " + b"x" * 9999)), NO_TEXT, "Hãy"),
]
