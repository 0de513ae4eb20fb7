"""Laws of reading: what is printed is read back, and no character of a document gets lost or invented."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from services.directive import dates, issue, outline, references
from services.directive.deadlines import find
from services.directive.model import Line, Page, Pages
from services.directive.text import Text, clean, skeleton
from services.directive.understand import understand
from tests.unit.directive.samples import PLAN, lexicon, pages, paragraphs

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
CODES = st.from_regex(r"[A-ZĐ]{2,6}(-[A-ZĐ]{2,6}){1,2}", fullmatch=True)
NUMBERS = st.integers(1, 99_999).map(str)
WORDS = st.sampled_from(
    [
        "tổ chức",
        "thực hiện",
        "Sở Y tế",
        "các đơn vị,",
        "báo cáo",
        "năm 2024.",
        "Kế hoạch;",
        "II.",
        "1.",
        "a)",
        "-",
        "Hà Nội",
    ]
)
LINES = st.lists(st.lists(WORDS, max_size=8).map(" ".join), max_size=25)


@given(DAYS)
def test_dates_are_read_as_printed(day):
    for printed in (dates.slashed(day), dates.spelt(day).removeprefix("ngày ")):
        found = dates.read(skeleton(printed))
        assert found is not None
        assert (found.on(), found.end) == (day, len(printed))


@given(DAYS, DAYS)
def test_deadlines_are_read_as_printed(day, issued):
    for printed in (f"trước ngày {dates.slashed(day)}", f"chậm nhất {dates.spelt(day)}"):
        found = find(Text.of(f"báo cáo Sở Nội vụ {printed} để tổng hợp"), lexicon(), issued)
        assert found is not None
        assert (found.date, found.text) == (day, printed)


@given(NUMBERS, CODES, DAYS)
def test_citations_are_read_as_printed(number, code, day):
    for symbol in (f"{number}/{code}", f"{number}/{day.year}/{code}"):
        text = f"Thực hiện Công văn số {symbol} ngày {dates.slashed(day)} của UBND tỉnh về việc này"
        (found,) = references.find(paragraphs(text), lexicon())
        assert (found.symbol, found.date, found.issuer) == (symbol, day, "UBND tỉnh")


@given(NUMBERS, CODES, DAYS)
def test_headers_are_read_as_printed(number, code, day):
    text = PLAN.replace("245 /KH-SGDĐT", f"{number}/{code}").replace("ngày 05 tháng 3 năm 2024", dates.spelt(day))
    found = understand(pages(text), None, lexicon()).header
    assert found.symbol == f"{number}/{code}"
    assert found.issued_on is not None
    assert found.issued_on.text == day.isoformat()
    assert issue.NUMBER.search(f"Số: {number}/{code}") is not None


@given(st.text(max_size=200))
def test_a_skeleton_keeps_every_offset(text):
    assert len(skeleton(text)) == len(text)
    assert len(skeleton(clean(text))) == len(clean(text))


@given(LINES)
def test_the_outline_keeps_every_word(lines):
    items = outline.build(paragraphs("\n".join(lines)), lexicon())
    kept = " ".join(item.paragraph.text.raw for item in items)
    assert "".join(kept.split()) == "".join(word for line in lines for word in line.split() if not _left_out(line))
    assert all(item.paragraph.text.raw[item.body :] == item.text for item in items)
    keys = [item.key for item in items if item.numbered]
    assert len(keys) == len(set(keys))


def _left_out(line: str) -> bool:
    """Whether a line is a ruling line, or a speck: one letter at most, no number and no bracket."""
    letters, marks = sum(map(str.isalpha, line)), any(char.isdigit() or char == ")" for char in line)
    return (len(line) > 2 and not line.strip("- ")) or (letters < 2 and not marks)


@given(LINES)
def test_reading_invents_nothing(lines):
    source = Pages("mau", (Page(1, tuple(Line(1, n, line) for n, line in enumerate(lines, 1))),))
    found = understand(source, None, lexicon())
    whole = " ".join(" ".join(lines).split())
    assert all(one.evidence.quote in whole for one in found.instructions)
    assert all(mention in whole for one in found.instructions for mention in one.lead)
    assert len({one.key for one in found.instructions}) == len(found.instructions)
