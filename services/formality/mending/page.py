"""Mends paper, margins, gutter and the page number (PG, NO)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.formality.mending.nodes import TWIPS_PER_MM, properties, switch, twips, write
from services.formality.properties import W
from services.formality.rules.numbering import SIZES_PT
from services.formality.rules.page import A4_MM, BOTTOM, LEFT, RIGHT, TOP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from services.formality.effective import Section
    from services.formality.mending.work import Work

_MARGINS = (("PG-03", "top", TOP), ("PG-04", "bottom", BOTTOM), ("PG-05", "left", LEFT), ("PG-06", "right", RIGHT))
_NAMES = {"top": "lề trên", "bottom": "lề dưới", "left": "lề trái", "right": "lề phải"}
_PAGE = re.compile(r"\bPAGE\b")


def paper(work: Work, main: etree._Element) -> None:
    """A4, margins at the nearer end of their range, no gutter."""
    off = work.subject.tolerances.length_mm
    for section, node in zip(work.subject.document.sections, main.iter(W + "sectPr"), strict=True):
        sides = sorted((section.width_mm, section.height_mm))
        if any(abs(side - wanted) > off for side, wanted in zip(sides, A4_MM, strict=True)):
            short, long = (twips(side, TWIPS_PER_MM) for side in A4_MM)
            size = {"w": long, "h": short} if section.landscape else {"w": short, "h": long}
            write(node, "pgSz", size)
            work.changed("PG-01", "đặt khổ giấy A4")
        if section.gutter_mm > off:
            write(node, "pgMar", {"gutter": "0"})
            work.changed("PG-07", "bỏ gáy đóng")
        for rule, side, (low, high) in _MARGINS:
            now = _margin(section, side)
            if not low - off <= now <= high + off:
                write(node, "pgMar", {side: twips(low if now < low else high, TWIPS_PER_MM)})
                work.changed(rule, f"đặt {_NAMES[side]} {low if now < low else high:.0f} mm")


def _margin(section: Section, side: str) -> float:
    """As the rule will see it when the gutter is gone."""
    return float(getattr(section, f"{side}_mm"))


def page_number(work: Work, main: etree._Element) -> None:
    """A number in the header stands centred, upright, 14 pt; the first page has its own header, without one."""
    numbered = False
    for name, tree in work.trees.items():
        for node in _numbered(tree) if "header" in name else ():
            numbered = True
            _shape(work, node)
    section = next(iter(work.subject.document.sections), None)
    if numbered and section is not None and not section.first_page_differs:
        first = next(main.iter(W + "sectPr"))
        switch(first, "titlePg", on=True)
        work.changed("NO-02", "bỏ số trang ở trang đầu")


def _numbered(tree: etree._Element) -> Iterator[etree._Element]:
    for node in tree.iter(W + "p"):
        codes = [field.get(W + "instr", "") for field in node.iter(W + "fldSimple")]
        codes += [field.text or "" for field in node.iter(W + "instrText")]
        if any(_PAGE.search(code) for code in codes):
            yield node


def _shape(work: Work, node: etree._Element) -> None:
    paragraph = next((p for p in work.subject.document.everything if p.place.part == "header" and _is(p.runs)), None)
    if paragraph is None:
        return
    if not paragraph.centred:
        write(properties(node), "jc", {"val": "center"})
        work.changed("NO-01", "canh giữa số trang")
    runs = [run for run in paragraph.runs if run.visible or run.field]
    if any(not SIZES_PT[0] <= run.size <= SIZES_PT[1] for run in runs):
        for run in node.iter(W + "r"):
            write(properties(run), "sz", {"val": str(round(SIZES_PT[1] * 2))})
        work.changed("NO-01", "đặt cỡ chữ số trang 14")
    if any(run.italic for run in runs):
        for run in node.iter(W + "r"):
            switch(properties(run), "i", on=False)
        work.changed("NO-01", "đặt số trang chữ đứng")


def _is(runs: tuple[object, ...]) -> bool:
    return any(_PAGE.search(getattr(run, "field", "")) for run in runs)
