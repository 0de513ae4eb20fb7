"""ST: how a text is divided (Phụ lục I, Phần I, Mục II khoản 6 điểm c, d, đ; Mục V)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from services.formality.model import Severity
from services.formality.outline import POINT_LETTERS, Item, Level
from services.formality.rules.measure import each, look, number, place
from services.formality.rules.registry import Fault, Subject, having, rule
from services.formality.text import is_upper, quote
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from services.formality.effective import Paragraph

TEXT = having(Zone.BODY, Zone.HEADING)
HEADED = frozenset({Level.PART, Level.CHAPTER, Level.SECTION, Level.SUBSECTION})
FIRST_LINE_MM = (10.0, 12.7)
# A khoản with a heading is a short line that ends no sentence.
_HEADING_LENGTH = 60
_ENDS = (".", ";", ":", ",", "/")
_DASH = "-"


@rule("ST-01", "Tiêu đề phần, chương, mục, điều", article="II.6.c,d", severity=Severity.WARNING, when=TEXT)
def headed(subject: Subject) -> Iterator[Fault]:
    """Phần, chương, mục, tiểu mục and điều have headings (II.6.c,d); those of a decision go on as its text."""
    following = _followers(subject)
    for item in subject.outline:
        bare_label = not item.rest and item.level in HEADED | {Level.ARTICLE}
        if bare_label and not _is_heading(following.get(item.paragraph.place.number)):
            yield _fault(item, "có tiêu đề", "Thêm tiêu đề cho phần này.")


@rule("ST-02", "Cách đánh số các cấp", article="II.6.c; V.6.b", severity=Severity.WARNING, when=TEXT)
def levels(subject: Subject) -> Iterator[Fault]:
    """Phần, mục I., khoản 1., điểm a) (V.6.b): no A., 1), a. of other habits."""
    for item in subject.outline:
        mark = item.label[-1:]
        if item.level is Level.OTHER:
            yield _fault(item, "đề mục đánh số La Mã: I., II., …", "Đổi chữ cái in hoa thành số La Mã.")
        elif item.level is Level.CLAUSE and mark in ")/":
            yield _fault(item, "khoản đánh số 1., 2., …", "Thay dấu sau số thứ tự bằng dấu chấm.")
        elif item.level is Level.POINT and mark == ".":
            yield _fault(item, "điểm đánh chữ a), b), …", "Thay dấu chấm sau chữ cái bằng dấu ngoặc đơn.")


@rule("ST-03", "Phần, chương", article="II.6.đ", severity=Severity.WARNING, when=TEXT)
def parts(subject: Subject) -> Iterator[Fault]:
    """`Phần`, `Chương` with a Roman number on a line of its own, centred, 13–14 pt bold; heading below (II.6.đ).

    The heading is centred, upper case, 13–14 pt bold.
    """
    yield from _divisions(subject, {Level.PART, Level.CHAPTER}, roman=True)


@rule("ST-04", "Mục, tiểu mục", article="II.6.đ", severity=Severity.WARNING, when=TEXT)
def subdivisions(subject: Subject) -> Iterator[Fault]:
    """`Mục`, `Tiểu mục` with an Arabic number on a line of its own, centred, bold; heading below as ST-03 (II.6.đ)."""
    yield from _divisions(subject, {Level.SECTION, Level.SUBSECTION}, roman=False)


@rule("ST-05", "Mục đánh số La Mã", article="V.6.b", severity=Severity.WARNING, when=TEXT)
def roman_sections(subject: Subject) -> Iterator[Fault]:
    """`I. TIÊU ĐỀ`: number and heading upper case, 13–14 pt, bold (V.6.b)."""
    for item in _of(subject, Level.ROMAN):
        yield from each(subject, [item.paragraph], Zone.HEADING, (13, 14), bold=True)
        if not is_upper(item.rest):
            yield _fault(item, "tiêu đề chữ in hoa", "Viết in hoa tiêu đề của mục.")


@rule("ST-06", "Điều", article="II.6.đ", severity=Severity.WARNING, when=TEXT)
def articles(subject: Subject) -> Iterator[Fault]:
    """`Điều 1.` with a point, bold, upright, first line 10 or 12.7 mm (II.6.đ)."""
    for item in _of(subject, Level.ARTICLE):
        paragraph = item.paragraph
        start = paragraph.left_mm + paragraph.first_line_mm
        label = paragraph.judged[:1]
        if not item.label.startswith("Điều ") or not item.label.endswith("."):
            yield _fault(item, "“Điều 1.”, “Điều 2.”, …", "Viết “Điều”, số thứ tự và dấu chấm.")
        if not all(run.bold and not run.italic for run in label):
            yield _fault(item, "“Điều …” chữ đứng, đậm", "Đặt chữ đậm cho “Điều” và số thứ tự.")
        if all(abs(start - wanted) > subject.tolerances.length_mm for wanted in FIRST_LINE_MM):
            expected, found = "lùi đầu dòng 10 mm hoặc 12,7 mm", f"lùi {number(start)} mm"
            yield Fault(place(paragraph, item.level), expected, found, "Đặt First line 1 cm hoặc 1,27 cm.")


@rule("ST-07", "Khoản", article="II.6.đ", severity=Severity.WARNING, when=TEXT)
def clauses(subject: Subject) -> Iterator[Fault]:
    """Khoản upright; one with a heading has it on a line of its own, lower-case style, bold (II.6.đ)."""
    for item in _of(subject, Level.CLAUSE, Level.SUBCLAUSE):
        paragraph = item.paragraph
        titled = len(paragraph.text) <= _HEADING_LENGTH and not paragraph.text.endswith(_ENDS)
        yield from look(
            paragraph, item.level, italic=False, bold=True if titled and item.level is Level.CLAUSE else None
        )
        if titled and is_upper(item.rest):
            yield _fault(item, "tiêu đề khoản chữ in thường", "Viết tiêu đề khoản bằng chữ in thường, đậm.")


@rule("ST-08", "Điểm", article="II.6.đ", severity=Severity.WARNING, when=TEXT)
def points(subject: Subject) -> Iterator[Fault]:
    """Điểm by Vietnamese letters and `)`: a, b, c, d, đ, e, g, …; no f, j, w, z; upright (II.6.đ)."""
    for item in _of(subject, Level.POINT):
        yield from look(item.paragraph, item.level, italic=False, bold=False)
        if item.numbers == (0,):
            yield _fault(item, f"một trong các chữ {', '.join(POINT_LETTERS)}", "Dùng bảng chữ cái tiếng Việt.")


@rule("ST-09", "Thứ tự đánh số", article="derived", severity=Severity.WARNING, when=TEXT)
def sequence(subject: Subject) -> Iterator[Fault]:
    """Numbers and letters go on without gap or repeat, each level beginning anew below a higher one (derived)."""
    last: dict[Level, tuple[int, ...]] = {}
    order = list(Level)
    for item in subject.outline:
        if item.level in {Level.BULLET, Level.OTHER} or 0 in item.numbers:
            continue
        before = last.get(item.level)
        if before and not _follows(before, item.numbers, item.level, last):
            yield Fault(
                place(item.paragraph, item.level),
                expected=f"số tiếp theo “{_shown(item.level, before)}”",
                found=quote(item.label),
                advice="Đánh lại số thứ tự, không bỏ sót, không trùng.",
            )
        last = {level: seen for level, seen in last.items() if order.index(level) < order.index(item.level)}
        last[item.level] = item.numbers


@rule("ST-10", "Gạch đầu dòng", article="derived", severity=Severity.INFO, when=TEXT)
def bullets(subject: Subject) -> Iterator[Fault]:
    """The decree has no bullets; `-` below điểm or khoản is what everybody uses, other marks are not (observed)."""
    for item in _of(subject, Level.BULLET):
        if item.label not in {_DASH, "+"}:
            yield _fault(item, "dấu “-” đầu dòng", "Thay ký hiệu đầu dòng bằng dấu “-”.")


def _divisions(subject: Subject, wanted: set[Level], *, roman: bool) -> Iterator[Fault]:
    following = _followers(subject)
    for item in (item for item in subject.outline if item.level in wanted and item.paragraph.centred):
        yield from each(subject, [item.paragraph], item.level, (13, 14), bold=True, italic=False)
        digits = any(letter.isdecimal() for letter in item.label)
        if digits is roman and item.numbers != (0,):
            kind = "số La Mã" if roman else "chữ số Ả Rập"
            yield _fault(item, f"{item.level} đánh {kind}", f"Đổi số thứ tự sang {kind}.")
        heading = following.get(item.paragraph.place.number)
        if not item.rest and heading is not None and _is_heading(heading):
            yield from each(subject, [heading], f"tiêu đề {item.level}", (13, 14), bold=True, centred=True)
            if not is_upper(heading.text):
                where = place(heading, f"tiêu đề {item.level}")
                yield Fault(where, "chữ in hoa", quote(heading.text), "Viết in hoa tiêu đề.")


def _followers(subject: Subject) -> dict[int, Paragraph]:
    """The paragraph below each, by number."""
    text = subject.zones.of(Zone.HEADING, Zone.BODY)
    return {above.place.number: below for above, below in pairwise(text)}


def _is_heading(paragraph: Paragraph | None) -> bool:
    return paragraph is not None and (paragraph.centred or paragraph.bold or is_upper(paragraph.text))


def _of(subject: Subject, *wanted: Level) -> Iterable[Item]:
    return (item for item in subject.outline if item.level in wanted)


def _follows(before: tuple[int, ...], after: tuple[int, ...], level: Level, last: dict[Level, tuple[int, ...]]) -> bool:
    """One more than before; a khoản may begin anew where no higher level tells why (annexed lists do)."""
    if level is Level.SUBCLAUSE:
        return after[-1] in {1, before[-1] + 1} or len(after) != len(before)
    restarts = after == (1,) and level is not Level.ARTICLE and bool(last)
    return after == (before[0] + 1,) or restarts


def _shown(level: Level, numbers: tuple[int, ...]) -> str:
    if level is Level.POINT:
        return f"{POINT_LETTERS[numbers[0] - 1]})"
    return ".".join(str(one) for one in numbers)


def _fault(item: Item, expected: str, advice: str) -> Fault:
    return Fault(place(item.paragraph, item.level), expected, quote(item.paragraph.text), advice)
