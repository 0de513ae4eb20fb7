"""How the tests spoil a draft that is right: one small change each, and what the check then says of one rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from services.formality.check import Facts
from tests.unit.formality.drafts import Draft, faults

Change = Callable[[Draft], object]


def same(_: Draft) -> None:
    """No change at all."""


def margins(**mm) -> Change:
    return lambda d: [setattr(d.section, f"{side}_margin", Mm(size)) for side, size in mm.items()]


def paper(width, height) -> Change:
    return lambda d: [setattr(d.section, "page_width", Mm(width)), setattr(d.section, "page_height", Mm(height))]


def say(name, text) -> Change:
    return lambda d: d.say(name, text)


def run(name, **marks) -> Change:
    return lambda d: d.run(name, **marks)


def shape(name, **marks) -> Change:
    return lambda d: d.shape(name, **marks)


def drop(*names) -> Change:
    return lambda d: d.drop(*names)


def after(name, new, text) -> Change:
    return lambda d: d.after(name, new, text)


def both(*changes: Change) -> Change:
    return lambda d: [change(d) for change in changes]


def texts(*lines) -> Change:
    """The text of the draft replaced by these paragraphs."""

    def change(d):
        d.say("body 1", lines[0])
        above = "body 1"
        for number, line in enumerate(lines[1:], 1):
            d.after(above, f"line {number}", line)
            above = f"line {number}"
        d.drop("body 2", "body 3")
        d.at["last"] = d.at[above]
        d.shape("last", keep_with_next=True)

    return change


def footer(text, kind="footer") -> Change:
    def change(d):
        part = getattr(d.section, kind)
        part.is_linked_to_previous = False
        d.at["footer"] = part.paragraphs[0]
        d._dress(d.at["footer"], text, 11, "", 1)

    return change


def boxed(name) -> Change:
    """A single border around a paragraph."""

    def change(d):
        borders = OxmlElement("w:pBdr")
        for side in ("top", "left", "bottom", "right"):
            edge = OxmlElement(f"w:{side}")
            edge.set(qn("w:val"), "single")
            borders.append(edge)
        d.at[name]._p.get_or_add_pPr().append(borders)

    return change


def picture(name) -> Change:
    """A picture in a paragraph (what its bytes show does not matter)."""

    def change(d):
        drawing = OxmlElement("w:drawing")
        inline = OxmlElement("wp:inline")
        extent = OxmlElement("wp:extent")
        extent.set("cx", "360000")
        extent.set("cy", "360000")
        inline.extend([extent, OxmlElement("a:blip")])
        drawing.append(inline)
        d.at[name].runs[0]._r.append(drawing)

    return change


def annex(*, title="Phụ lục", name="DANH SÁCH ĐƠN VỊ", own_section=True, restart=True, pointer=None) -> Change:
    """An annex below the signature: title, name, pointer line, one row."""
    pointed = (
        "(Kèm theo Kế hoạch số     /KH-SGDĐT ngày    tháng    năm 2026 của Sở GDĐT)" if pointer is None else pointer
    )

    def change(d):
        if own_section:
            section = d.doc.add_section(WD_SECTION.NEW_PAGE)
            if restart:
                numbers = OxmlElement("w:pgNumType")
                numbers.set(qn("w:start"), "1")
                section._sectPr.append(numbers)
        d.line("annex", title, style="b")
        d.line("annex name", name, style="b")
        if pointed:
            d.line("annex pointer", pointed, style="i")
        d.text("annex row", "1. Trường THPT Tây Ninh.")

    return change


def stamp(text, style="b", size=13) -> Change:
    """A line of its own below V/v."""

    def change(d):
        d.after("subject", "stamp", text)
        d.run("stamp", bold="b" in style, size=size)

    return change


def move(name, below) -> Change:
    return lambda d: d.at[below]._p.addnext(d.at[name]._p)


def comment(d: Draft) -> None:
    d.doc.add_comment(d.at["body 1"].runs, text="Nguồn: trang 1, dòng 2.")


def tracked(d: Draft) -> None:
    inserted = OxmlElement("w:ins")
    inserted.append(d.at["body 1"].runs[0]._r)
    d.at["body 1"]._p.append(inserted)


def bordered(d: Draft) -> None:
    """Lines around the closing table."""
    d.doc.tables[-1].style = "Table Grid"


def below(d: Draft, name: str) -> Paragraph:
    return Paragraph(d.at[name]._p.getnext(), d.at[name]._parent)


def caught(draft: Draft, rule: str, facts: Facts) -> list[str]:
    """What the check finds wrong by that rule; every fault is told whole."""
    own = [finding for finding in faults(draft, facts) if finding.rule == rule]
    assert all(f.place and f.expected and f.found and f.advice and f.article for f in own), own
    return [finding.found for finding in own]


def table(rows: Iterable[tuple]) -> list:
    """Rows as parameters, each with a readable name."""
    return [pytest.param(*row, id=f"{number} {row[0]}") for number, row in enumerate(rows, 1)]


def expect_fault(draft: Draft, spoil: Change, rule: str, facts: Facts, found: str) -> None:
    """The planted fault is caught by its rule, which tells what it found."""
    spoil(draft)
    told = caught(draft, rule, facts)
    assert any(found in one for one in told), told


def expect_right(draft: Draft, change: Change, rule: str, facts: Facts) -> None:
    """The right variant passes its rule."""
    change(draft)
    assert caught(draft, rule, facts) == []
