"""SG-04 to SG-12: who may sign how (Điều 13), what a draft must not carry, how the closing block holds together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.formality.facts import LETTER, TABLE
from services.formality.model import Severity
from services.formality.rules.measure import place
from services.formality.rules.registry import DRAFT, OURS, Fault, Subject, always, having, rule
from services.formality.text import bare, quote
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from services.formality.effective import Paragraph

_ONE_HEAD = re.compile(r"(so|truong|trung tam|phong|van phong|chi cuc|thanh tra|hoc vien|benh vien)\b")
_COMMITTEE = re.compile(r"(uy ban nhan dan|ubnd)\b")
_COLLECTIVE = re.compile(r"TM\. (ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND)")
_BODY_ABOVE = 2


def _signed(prefix: str) -> Callable[[Subject], bool]:
    return lambda subject: any(line.text.startswith(prefix) for line in subject.zones.of(Zone.AUTHORITY))


@rule("SG-04", "Thừa lệnh", article="Đ 13(4)", severity=Severity.WARNING, when=_signed("TL."))
def by_order(subject: Subject) -> Iterator[Fault]:
    """`TL. GIÁM ĐỐC` and the title of the one ordered; his deputy with `KT.` between (Điều 13 khoản 4)."""
    lines = subject.zones.of(Zone.AUTHORITY)
    below = [line for line in lines if not line.text.startswith("TL.")]
    if not below or (below[0].text.startswith("PHÓ") and not any(line.text.startswith("KT.") for line in lines)):
        yield Fault(
            place(lines[0], Zone.AUTHORITY),
            expected="“TL. GIÁM ĐỐC”, dòng dưới “CHÁNH VĂN PHÒNG”; cấp phó ký thì thêm dòng “KT. …”",
            found=quote(" / ".join(line.text for line in lines)),
            advice="Ghi chức vụ người được giao ký thừa lệnh ở dòng dưới “TL.”.",
        )


@rule("SG-05", "Thay mặt tập thể", article="Đ 13(1); Đ 13(2)", severity=Severity.ERROR, when=having(Zone.AUTHORITY))
def collective(subject: Subject) -> Iterator[Fault]:
    """Offices with one head never sign TM.; a People's Committee signs `TM. ỦY BAN NHÂN DÂN` (Điều 13 khoản 1, 2).

    Its chairman may also decide in his own right: then a person must look.
    """
    issuer, lines = bare(subject.zones.text(Zone.ISSUER)), subject.zones.of(Zone.AUTHORITY)
    first = lines[0]
    if _ONE_HEAD.match(issuer) and first.text.startswith("TM."):
        advice = "Bỏ “TM.”; cơ quan làm việc theo chế độ thủ trưởng ghi chức vụ, hoặc “KT.”, “TL.”, “TUQ.”."
        yield Fault(place(first, Zone.AUTHORITY), "không ký thay mặt (TM.)", quote(first.text), advice)
    if _COMMITTEE.match(issuer) and not any(_COLLECTIVE.match(line.text) for line in lines):
        expected, advice = "“TM. ỦY BAN NHÂN DÂN”", "Ghi “TM. ỦY BAN NHÂN DÂN” phía trên chức vụ người ký."
        own_right = first.text.startswith(("CHỦ TỊCH", "KT. CHỦ TỊCH"))
        yield Fault(place(first, Zone.AUTHORITY), expected, quote(first.text), advice, review=own_right)


@rule("SG-06", "Thừa ủy quyền", article="Đ 13(3)", severity=Severity.ERROR, kinds=DRAFT, when=_signed("TUQ."))
def by_authorisation(subject: Subject) -> Iterator[Fault]:
    """TUQ. needs a written authorisation, limited in time and content (Điều 13 khoản 3)."""
    if not (subject.facts.head and subject.facts.head.authorization):
        yield _unfounded(subject, "văn bản ủy quyền", "Ghi số, ký hiệu văn bản ủy quyền vào cấu hình của mẫu.")


@rule("SG-07", "Căn cứ ký thừa lệnh", article="Đ 13(4)", severity=Severity.WARNING, kinds=DRAFT, when=_signed("TL."))
def order_founded(subject: Subject) -> Iterator[Fault]:
    """TL. needs a clause of the working rules or the records rules (Điều 13 khoản 4)."""
    if not (subject.facts.head and subject.facts.head.delegation):
        yield _unfounded(subject, "quy chế giao ký thừa lệnh", "Ghi điều khoản của quy chế làm việc vào cấu hình.")


@rule(
    "SG-09", "Người ký theo cấu hình", article="derived", severity=Severity.ERROR, kinds=DRAFT, when=having(Zone.SIGNER)
)
def known_signer(subject: Subject) -> Iterator[Fault]:
    """The signer is whom the configuration names, never inferred; unknown stays a marked blank (derived)."""
    wanted = subject.facts.head.signer if subject.facts.head else None
    for paragraph in subject.zones.of(Zone.SIGNER):
        if paragraph.text.startswith("[") or wanted is None:
            continue
        if bare(paragraph.text) != bare(wanted):
            expected = quote(wanted) if wanted else "“[CHƯA XÁC ĐỊNH NGƯỜI KÝ]”"
            advice = "Ghi người ký vào cấu hình; dịch vụ không tự chọn người ký."
            yield Fault(place(paragraph, Zone.SIGNER), expected, quote(paragraph.text), advice)


@rule("SG-10", "Chữ ký, dấu trong dự thảo", article="II.7.d; II.8.a", severity=Severity.ERROR, kinds=OURS, when=always)
def unsigned(subject: Subject) -> Iterator[Fault]:
    """A draft carries no picture of a signature or seal: the System puts it on when it is signed (II.7.d, II.8.a)."""
    for paragraph in subject.document.everything:
        if any(drawing.kind == "picture" for drawing in paragraph.drawings):
            yield Fault(place(paragraph), "không có hình ảnh chữ ký, dấu", "có hình ảnh", "Xóa hình ảnh trong dự thảo.")


@rule(
    "SG-11",
    "Chỗ ký số của phụ lục",
    article="III.1.d; mẫu 2.2",
    severity=Severity.WARNING,
    kinds=frozenset({TABLE}),
    when=always,
)
def room_for_seal(subject: Subject) -> Iterator[Fault]:
    """A phụ lục in a file of its own is sealed at the top right of its first page: that room is empty (III.1.d)."""
    headers = subject.document.sections[0].headers.get("first", ()) if subject.document.sections else ()
    top = [paragraph for paragraph in subject.document.paragraphs if paragraph.text][:1]
    for paragraph in (*headers, *(p for p in top if p.alignment == "right")):
        if paragraph.text or paragraph.drawings:
            expected, advice = "để trống góc trên bên phải trang đầu", "Bỏ nội dung này để dành chỗ cho chữ ký số."
            yield Fault(place(paragraph), expected, quote(paragraph.text), advice)


@rule(
    "SG-12", "Khối nơi nhận và chữ ký", article="derived", severity=Severity.WARNING, when=having(Zone.RECIPIENTS_TITLE)
)
def closing_block(subject: Subject) -> Iterator[Fault]:
    """A borderless table, Nơi nhận left, signature right, never alone on a page (as in the forms; derived)."""
    title, signed = subject.zones.of(Zone.RECIPIENTS_TITLE)[0], subject.zones.of(Zone.AUTHORITY)
    where = place(title, Zone.RECIPIENTS_TITLE)
    table = subject.document.table(title.place.table)
    beside = table is not None and bool(signed) and signed[0].place.table == table.number
    if table is None or not beside or title.place.column >= signed[0].place.column:
        advice = "Đặt Nơi nhận và chữ ký trong một bảng hai cột không viền."
        yield Fault(
            where, "bảng hai cột không viền: nơi nhận bên trái, chữ ký bên phải", "không trong một bảng", advice
        )
    elif table.bordered:
        yield Fault(where, "bảng không viền", "bảng có viền", "Bỏ đường viền của bảng (No Border).")
    elif subject.facts.kind == LETTER and not (table.unbroken and _held(subject, title)):
        advice = "Chọn Keep with next cho đoạn cuối nội dung; bỏ Allow row to break across pages."
        yield Fault(where, "khối chữ ký đi liền với nội dung", "có thể rơi sang trang riêng", advice)
    if subject.rendering and _alone(subject):
        advice = "Dồn hoặc giãn nội dung để trang cuối có ít nhất hai dòng nội dung."
        yield Fault(where, "trang có chữ ký có nội dung", "khối chữ ký đứng riêng trên trang cuối", advice)


def _held(subject: Subject, title: Paragraph) -> bool:
    """Whether the last paragraph above the block stays with it."""
    above = [p for p in subject.document.paragraphs if p.place.number < title.place.number and p.text]
    return not above or above[-1].keeps_next


def _alone(subject: Subject) -> bool:
    """Whether the drawn page with Nơi nhận has less than two lines of text above it (its number is no text)."""
    pages = subject.rendering.pages if subject.rendering else ()
    for page in pages[1:]:
        title = next((line for line in page.lines if bare(line.text).startswith("noi nhan")), None)
        if title is not None:
            above = [
                line for line in page.lines if line.top_mm < title.top_mm - 1 and not line.text.strip().isdecimal()
            ]
            return len(above) < _BODY_ABOVE
    return False


def _unfounded(subject: Subject, expected: str, advice: str) -> Fault:
    first = subject.zones.of(Zone.AUTHORITY)[0]
    return Fault(place(first, Zone.AUTHORITY), expected, "cấu hình không ghi", advice)
