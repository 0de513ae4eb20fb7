"""RC: Kính gửi and Nơi nhận (Phụ lục I, Phần I, Mục II khoản 9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.formality.entries import Entry, entries
from services.formality.facts import LETTER
from services.formality.metrics import text_mm
from services.formality.model import Severity
from services.formality.rules.measure import formed, missing, number, place
from services.formality.rules.registry import Fault, Subject, having, rule
from services.formality.text import quote
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Paragraph, Place

ADDRESSED_TYPES = frozenset({"TỜ TRÌNH", "BÁO CÁO"})
# Mẫu 1.6 and 1.8 name whom they are sent to above the text, so "Như trên" has something to point at.
AS_ABOVE_TYPES = frozenset({"CÔNG ĐIỆN", "GIẤY GIỚI THIỆU"})
AS_ARTICLE_TYPES = frozenset({"QUYẾT ĐỊNH", "NGHỊ QUYẾT"})
_LABEL = "Kính gửi:"
# How far from the colon a dash still looks to be below it.
_NEAR_MM = 3.0
_FILED = re.compile(r"- Lưu: VT(?:, (?:Hồ sơ|[A-ZĐ][A-Za-zĐđ0-9&.]*))*(?: ?\(\d+\))?\.")
_AS_ARTICLE = re.compile(r"- Như Điều \d+;")


@rule("RC-01", "Kính gửi", article="II.9.b,c", severity=Severity.ERROR)
def who_may(subject: Subject) -> Iterator[Fault]:
    """Kính gửi on công văn, tờ trình and báo cáo to a superior; nowhere else (II.9.b,c)."""
    found = subject.zones.of(Zone.ADDRESSEES)
    if subject.official_letter and not found:
        yield missing(Zone.ADDRESSEES, "Thêm “Kính gửi: …” phía trên nội dung công văn.")
    if found and not subject.official_letter and subject.doc_type not in ADDRESSED_TYPES:
        yield Fault(
            place(found[0], Zone.ADDRESSEES),
            expected=f"{subject.doc_type.lower()} không có “Kính gửi”",
            found=quote(found[0].text),
            advice="Bỏ phần Kính gửi; nơi nhận đã ghi ở cuối văn bản.",
        )


@rule("RC-02", "Kiểu chữ Kính gửi", article="II.9.d", severity=Severity.ERROR, when=having(Zone.ADDRESSEES))
def address_style(subject: Subject) -> Iterator[Fault]:
    """`Kính gửi:` with a colon, 13–14 pt upright (II.9.d)."""
    found = subject.zones.of(Zone.ADDRESSEES)
    yield from formed(subject, found, Zone.ADDRESSEES)
    if not found[0].text.startswith(_LABEL):
        yield _fault(found[0].text, place(found[0], Zone.ADDRESSEES), f"“{_LABEL}”", "Viết “Kính gửi” và dấu hai chấm.")


@rule("RC-03", "Kính gửi một nơi", article="II.9.d", severity=Severity.ERROR, when=having(Zone.ADDRESSEES))
def one_address(subject: Subject) -> Iterator[Fault]:
    """One addressee stands on the line of `Kính gửi:`, without a dash (II.9.d)."""
    label, listed = _addressees(subject)
    if len(listed) != 1:
        return
    (only,) = listed
    same_row = only.place.table is not None and only.place.row == label.row and only.place.table == label.table
    if only.text.startswith("-") or (only.place != label and not same_row):
        yield _fault(
            only.text,
            only.where(Zone.ADDRESSEES),
            "cùng dòng với “Kính gửi:”, không có gạch đầu dòng",
            "Đưa tên nơi nhận lên cùng dòng với “Kính gửi:” và bỏ gạch đầu dòng.",
        )


@rule("RC-04", "Kính gửi nhiều nơi", article="II.9.d", severity=Severity.ERROR, when=having(Zone.ADDRESSEES))
def many_addresses(subject: Subject) -> Iterator[Fault]:
    """Two and more: each on a new line as `- …;`, the last with a period, dashes below the colon (II.9.d)."""
    label, listed = _addressees(subject)
    if len(listed) <= 1:
        return
    if listed[0].place == label:
        yield _fault(
            listed[0].text, listed[0].where(Zone.ADDRESSEES), "mỗi nơi một dòng", "Xuống dòng sau “Kính gửi:”."
        )
    yield from _marks(listed, Zone.ADDRESSEES)
    starts = {round(entry.start_mm, 1) for entry in listed}
    if max(starts) - min(starts) > subject.tolerances.length_mm:
        yield _fault(
            listed[0].text,
            listed[0].where(Zone.ADDRESSEES),
            "các gạch đầu dòng thẳng hàng",
            "Đặt cùng một mức thụt lề cho các dòng Kính gửi.",
        )
    yield from _below_the_colon(subject.zones.of(Zone.ADDRESSEES)[0], listed[0])


def _below_the_colon(label: Paragraph, first: Entry) -> Iterator[Fault]:
    """The dashes stand under the colon of `Kính gửi:` (II.9.d); only told where the page shows where that is."""
    if label.text != _LABEL or not label.width_mm or label.place.table is not None or first.place.table is not None:
        return
    size = label.judged[0].size
    indent = label.left_mm + label.first_line_mm
    room = label.width_mm - label.right_mm - indent - text_mm(_LABEL, size)
    colon = indent + (room / 2 if label.centred else 0) + text_mm(_LABEL.rstrip(":"), size)
    if abs(first.start_mm - colon) > _NEAR_MM:
        yield Fault(
            first.where(Zone.ADDRESSEES),
            expected="gạch đầu dòng dưới dấu hai chấm của “Kính gửi:”",
            found=f"gạch đầu dòng cách dấu hai chấm {number(abs(first.start_mm - colon))} mm",
            advice="Chỉnh thụt lề để các gạch đầu dòng thẳng hàng dưới dấu hai chấm.",
            severity=Severity.WARNING,
        )


@rule("RC-05", "Từ “Nơi nhận”", article="II.9.d", severity=Severity.ERROR)
def recipients_title(subject: Subject) -> Iterator[Fault]:
    """`Nơi nhận:` on a line of its own, 12 pt bold italic, left (II.9.d)."""
    found = subject.zones.of(Zone.RECIPIENTS_TITLE)
    if not found:
        yield missing("Nơi nhận", "Thêm “Nơi nhận:” ở bên trái, ngang với chức vụ người ký.")
    yield from formed(subject, found, Zone.RECIPIENTS_TITLE)
    for paragraph in found:
        if paragraph.text != "Nơi nhận:":
            where = place(paragraph, Zone.RECIPIENTS_TITLE)
            yield _fault(paragraph.text, where, "“Nơi nhận:” trên dòng riêng", "Tách “Nơi nhận:” thành một dòng.")


@rule("RC-06", "Danh sách nơi nhận", article="II.9.d", severity=Severity.ERROR, when=having(Zone.RECIPIENTS))
def recipient_list(subject: Subject) -> Iterator[Fault]:
    """11 pt upright, each `- …;` flush left, the last line is Lưu and ends with a period (II.9.d)."""
    yield from formed(subject, subject.zones.of(Zone.RECIPIENTS), Zone.RECIPIENTS)
    listed = entries(subject.zones.of(Zone.RECIPIENTS))
    yield from _marks(listed, Zone.RECIPIENTS)
    for entry in listed:
        if abs(entry.start_mm) > subject.tolerances.length_mm:
            where = entry.where(Zone.RECIPIENTS)
            yield Fault(where, "sát lề trái", f"thụt {number(entry.start_mm)} mm", "Bỏ thụt lề của dòng này.")
    if not listed[-1].text.startswith("- Lưu"):
        yield _fault(
            listed[-1].text, listed[-1].where(Zone.RECIPIENTS), "dòng cuối là “- Lưu: …”", "Thêm dòng Lưu ở cuối."
        )


@rule("RC-07", "Nơi nhận đầu tiên", article="II.9.b", severity=Severity.ERROR, when=having(Zone.RECIPIENTS))
def first_recipient(subject: Subject) -> Iterator[Fault]:
    """`- Như trên;` where the document has Kính gửi, `- Như Điều N;` on decisions, neither elsewhere (II.9.b)."""
    first = entries(subject.zones.of(Zone.RECIPIENTS))[0]
    as_above = first.text.startswith("- Như trên")
    where = first.where(Zone.RECIPIENTS)
    if subject.official_letter or (subject.doc_type in ADDRESSED_TYPES and subject.zones.of(Zone.ADDRESSEES)):
        if first.text.rstrip(";.") != "- Như trên":
            yield _fault(first.text, where, "“- Như trên;” ở dòng đầu", "Thêm dòng “- Như trên;” ở đầu danh sách.")
    elif subject.doc_type in AS_ARTICLE_TYPES:
        if not _AS_ARTICLE.match(first.text):
            yield _fault(first.text, where, "“- Như Điều …;” ở dòng đầu", "Thêm dòng “- Như Điều …;” ở đầu danh sách.")
    elif as_above and subject.doc_type not in AS_ABOVE_TYPES:
        yield _fault(first.text, where, "không ghi “Như trên”", "Văn bản này không có Kính gửi: ghi rõ tên nơi nhận.")


@rule("RC-08", "Dòng Lưu", article="II.9.d", severity=Severity.ERROR, when=having(Zone.RECIPIENTS))
def filed_copy(subject: Subject) -> Iterator[Fault]:
    """`- Lưu: VT, {unit}[ (copies)].` (II.9.d). On files of others it only warns: real ones carry drafters' marks."""
    last = entries(subject.zones.of(Zone.RECIPIENTS))[-1]
    if not _FILED.match(last.text):
        yield Fault(
            last.where(Zone.RECIPIENTS),
            expected="“- Lưu: VT, …” và dấu chấm cuối",
            found=quote(last.text),
            advice="Sửa thành “- Lưu: VT, <chữ viết tắt đơn vị soạn thảo>.”, ví dụ “- Lưu: VT, VP.”.",
            severity=None if subject.facts.kind == LETTER else Severity.WARNING,
        )


def _addressees(subject: Subject) -> tuple[Place, tuple[Entry, ...]]:
    """Where `Kính gửi:` stands, and whom it names."""
    found = subject.zones.of(Zone.ADDRESSEES)
    return found[0].place, entries(found, label=_LABEL)


def _marks(listed: tuple[Entry, ...], zone: Zone) -> Iterator[Fault]:
    """A dash before each entry, `;` after each but the last, a period after that."""
    for i, entry in enumerate(listed):
        end = "." if i == len(listed) - 1 else ";"
        if not entry.text.startswith("- ") or not entry.text.endswith(end):
            yield _fault(
                entry.text, entry.where(zone), f"“- …{end}”", f"Bắt đầu bằng gạch đầu dòng, kết thúc bằng dấu “{end}”."
            )


def _fault(text: str, where: str, expected: str, advice: str) -> Fault:
    return Fault(where, expected=expected, found=quote(text), advice=advice)
