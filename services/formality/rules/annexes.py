"""AP: phụ lục (Phụ lục I, Phần I, Mục III khoản 1)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from services.formality.facts import FOREIGN, LETTER, TABLE
from services.formality.model import Severity
from services.formality.outline import roman
from services.formality.rules.measure import formed, place
from services.formality.rules.registry import LETTERS, Fault, Subject, rule
from services.formality.text import bare, is_upper, quote
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from services.formality.effective import Paragraph

_ANNEXED = frozenset({LETTER, TABLE, FOREIGN})
_TITLE = re.compile(r"Phụ lục(?: (?P<n>\S+))?")
_POINTED_AT = re.compile(r"phu luc|kem theo|dinh kem|gui kem")
_POINTER = re.compile(r"\((?:Ban hành k|K)èm theo .+ của .+\)")
_FIRST_PAGE = 1


def _with(zone: Zone) -> Callable[[Subject], bool]:
    return lambda subject: bool(subject.zones.of(zone))


@rule(
    "AP-01", "Nhắc đến phụ lục", article="III.1.a", severity=Severity.ERROR, kinds=LETTERS, when=_with(Zone.ANNEX_TITLE)
)
def mentioned(subject: Subject) -> Iterator[Fault]:
    """The text points at its phụ lục, as in "(Phụ lục … kèm theo)" (III.1.a)."""
    text = (bare(p.text) for p in subject.zones.of(Zone.BODY, Zone.HEADING, Zone.TABLE, Zone.BASIS))
    if not any(_POINTED_AT.search(line) for line in text):
        first = subject.zones.of(Zone.ANNEX_TITLE)[0]
        advice = "Thêm lời dẫn trong nội dung, ví dụ “(Phụ lục kèm theo)”."
        yield Fault(place(first, Zone.ANNEX_TITLE), "nội dung có lời dẫn đến phụ lục", "không nhắc đến phụ lục", advice)


@rule(
    "AP-02", "Đánh số phụ lục", article="III.1.a", severity=Severity.ERROR, kinds=LETTERS, when=_with(Zone.ANNEX_TITLE)
)
def numbered(subject: Subject) -> Iterator[Fault]:
    """Two and more have Roman numbers, a single one none (III.1.a)."""
    titles = subject.zones.of(Zone.ANNEX_TITLE)
    for number, paragraph in enumerate(titles, 1):
        found = _TITLE.match(paragraph.text.capitalize() if is_upper(paragraph.text) else paragraph.text)
        label = (found["n"] or "").strip(".:").upper() if found else ""
        if len(titles) == 1 and label:
            yield _fault(paragraph, "“Phụ lục” không đánh số", "Chỉ có một phụ lục: bỏ số thứ tự.")
        elif len(titles) > 1 and roman(label) != number:
            yield _fault(paragraph, "số La Mã theo thứ tự: Phụ lục I, Phụ lục II, …", "Đánh số phụ lục bằng số La Mã.")


@rule(
    "AP-03", "Tiêu đề phụ lục", article="III.1.b", severity=Severity.ERROR, kinds=_ANNEXED, when=_with(Zone.ANNEX_TITLE)
)
def title(subject: Subject) -> Iterator[Fault]:
    """`Phụ lục I` on its own line, centred, 14 pt bold, lower-case style; name centred, UPPER, 13–14 bold (III.1.b)."""
    titles, names = subject.zones.of(Zone.ANNEX_TITLE), subject.zones.of(Zone.ANNEX_NAME)
    yield from formed(subject, titles, Zone.ANNEX_TITLE)
    yield from formed(subject, names, Zone.ANNEX_NAME)
    for paragraph in titles:
        if not paragraph.text.startswith("Phụ lục"):
            yield _fault(paragraph, "“Phụ lục” chữ in thường", "Viết “Phụ lục”, không in hoa cả từ.")
    for paragraph in names:
        if not is_upper(paragraph.text):
            where = place(paragraph, Zone.ANNEX_NAME)
            yield Fault(where, "tên phụ lục chữ in hoa", quote(paragraph.text), "Viết in hoa tên phụ lục.")


@rule(
    "AP-04",
    "Chú thích phụ lục",
    article="III.1.c; mẫu 2.1",
    severity=Severity.ERROR,
    kinds=_ANNEXED,
    when=_with(Zone.ANNEX_TITLE),
)
def pointer(subject: Subject) -> Iterator[Fault]:
    """`(Kèm theo … số … ngày … của …)` under the name, centred, 13–14 pt italic; the issuer is named (III.1.c)."""
    found = subject.zones.of(Zone.ANNEX_POINTER)
    yield from formed(subject, found, Zone.ANNEX_POINTER)
    titles = subject.zones.of(Zone.ANNEX_TITLE)
    if len(found) < len(titles):
        yield Fault(
            place(titles[0], Zone.ANNEX_TITLE),
            expected="dòng “(Kèm theo … số … ngày … tháng … năm … của …)” dưới tên phụ lục",
            found=f"{len(found)} dòng chú thích cho {len(titles)} phụ lục",
            advice="Thêm dòng chú thích trong ngoặc đơn, chữ nghiêng, dưới tên phụ lục.",
        )
    for paragraph in found:
        if not _POINTER.fullmatch(paragraph.text):
            expected = "“(Kèm theo … của {cơ quan ban hành})”"
            where = place(paragraph, Zone.ANNEX_POINTER)
            yield Fault(where, expected, quote(paragraph.text), "Ghi tên loại, số, ngày và cơ quan ban hành.")


@rule(
    "AP-05",
    "Trang riêng cho phụ lục",
    article="III.1.đ",
    severity=Severity.WARNING,
    kinds=LETTERS,
    when=_with(Zone.ANNEX_TITLE),
)
def own_page(subject: Subject) -> Iterator[Fault]:
    """Each phụ lục begins a page and a section (III.1.đ)."""
    for paragraph in subject.zones.of(Zone.ANNEX_TITLE):
        if not _begins_section(subject, paragraph):
            advice = "Đặt dấu ngắt phần (Layout > Breaks > Next Page) trước phụ lục."
            yield _fault(paragraph, "phụ lục bắt đầu trang mới, phần (section) mới", advice)


@rule(
    "NO-03",
    "Số trang của phụ lục",
    article="III.1.đ",
    severity=Severity.ERROR,
    kinds=LETTERS,
    when=_with(Zone.ANNEX_TITLE),
)
def own_numbers(subject: Subject) -> Iterator[Fault]:
    """The pages of each phụ lục are numbered from 1 (III.1.đ): its section starts at 1."""
    sections = {section.number: section for section in subject.document.sections}
    for paragraph in subject.zones.of(Zone.ANNEX_TITLE):
        section = sections.get(paragraph.place.section)
        if section is None or not _begins_section(subject, paragraph) or section.first_number != _FIRST_PAGE:
            advice = "Tách phụ lục thành phần (section) riêng; Insert > Page Number > Format, chọn Start at 1."
            where = place(paragraph, Zone.ANNEX_TITLE)
            yield Fault(where, "số trang phụ lục bắt đầu từ 1", "số trang tiếp theo văn bản chính", advice)


def _begins_section(subject: Subject, title: Paragraph) -> bool:
    """Whether the paragraph before it lies in another section."""
    number = title.place.number
    for above, below in pairwise(subject.document.paragraphs):
        if below.place.number == number:
            return above.place.section != below.place.section
    return False


def _fault(paragraph: Paragraph, expected: str, advice: str) -> Fault:
    return Fault(place(paragraph, Zone.ANNEX_TITLE), expected, quote(paragraph.text), advice)
