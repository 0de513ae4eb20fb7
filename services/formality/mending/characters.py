"""Mends fonts, colours, and sizes, weight and slant of each component (FN, and the form of every ô số)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from services.formality.forms import FORMS
from services.formality.mending.nodes import properties, switch, write
from services.formality.rules.font import BLACK, FONT, STAMP, is_legacy
from services.formality.text import old_tones
from services.formality.zones import Zone

if TYPE_CHECKING:
    from lxml import etree

    from services.formality.effective import Run
    from services.formality.mending.work import Piece, Work

_SLOTS = {"ascii": FONT, "hAnsi": FONT, "cs": FONT, "eastAsia": FONT}
_THEMES: dict[str, str | None] = {"asciiTheme": None, "hAnsiTheme": None, "cstheme": None, "eastAsiaTheme": None}
#: The rule that a wrong look of each component breaks.
RULES = {
    Zone.NATION: "QH-01", Zone.MOTTO: "QH-02", Zone.PARENT: "OR-01", Zone.ISSUER: "OR-02", Zone.SYMBOL: "NU-01",
    Zone.DATELINE: "PL-04", Zone.TYPE: "TT-01", Zone.ABSTRACT: "TT-02", Zone.SUBJECT: "TT-04",
    Zone.ADDRESSEES: "RC-02", Zone.BASIS: "BA-01", Zone.BODY: "BO-01", Zone.AUTHORITY: "SG-02", Zone.SIGNER: "SG-08",
    Zone.RECIPIENTS_TITLE: "RC-05", Zone.RECIPIENTS: "RC-06", Zone.ANNEX_TITLE: "AP-03", Zone.ANNEX_NAME: "AP-03",
    Zone.ANNEX_POINTER: "AP-04",
}  # fmt: skip


def fonts(work: Work, pairs: list[tuple[Run, etree._Element]]) -> None:
    """Times New Roman, black. Text in the font of an old encoding stays: another font would make it unreadable."""
    for run, node in pairs:
        if not run.visible or any(is_legacy(name) for name in run.fonts):
            continue
        if any(name not in {"", FONT} for name in run.fonts):
            write(properties(node), "rFonts", _SLOTS | _THEMES)
            work.changed("FN-01", f"đặt phông {FONT}")
        if run.colour not in BLACK and not STAMP.fullmatch(old_tones(run.text.strip())):
            write(properties(node), "color", {"val": "auto", "themeColor": None, "themeTint": None, "themeShade": None})
            work.changed("FN-04", "đặt chữ màu đen")


def components(work: Work) -> None:
    """Sizes, weight and slant of every component as the decree has them."""
    for piece in list(work.pieces()):
        if piece.zone in FORMS and piece.runs:
            _sizes(work, piece)
            _marks(work, piece)


def one_size(work: Work) -> None:
    """The text in the size most of it has (BO-05)."""
    body = [piece for piece in work.pieces() if piece.zone is Zone.BODY]
    letters = Counter({size: 0.0 for piece in body for size in piece.line.sizes})
    for piece in body:
        for run in piece.line.judged:
            letters[run.size] += len(run.text)
    low, high = FORMS[Zone.BODY].sizes
    fitting = [(count, size) for size, count in letters.items() if low <= size <= high]
    if not fitting:
        return
    usual = max(fitting)[1]
    for piece in body:
        if piece.line.sizes - {usual} and piece.line.sizes <= {size for _, size in fitting}:
            _set_size(piece, usual)
            work.changed("BO-05", f"đặt một cỡ chữ {usual:g} cho nội dung")


def _sizes(work: Work, piece: Piece) -> None:
    low, high = FORMS[piece.zone].sizes
    off = work.subject.tolerances.size_pt
    wrong = [size for size in piece.line.sizes if not low - off <= size <= high + off]
    if wrong:
        wanted = low if max(wrong) < low else high
        _set_size(piece, wanted)
        work.changed(RULES[piece.zone], f"đặt cỡ chữ {wanted:g} cho {piece.zone.value}")


def _set_size(piece: Piece, size: float) -> None:
    for node in piece.runs:
        write(properties(node), "sz", {"val": str(round(size * 2))})


def _marks(work: Work, piece: Piece) -> None:
    form = FORMS[piece.zone]
    asked = (
        ("b", form.bold, piece.line.bold, "đậm", "không đậm"),
        ("i", form.italic, piece.line.italic, "nghiêng", "đứng"),
    )
    for name, wanted, actual, yes, no in asked:
        if wanted is not None and wanted != actual:
            for node in piece.runs:
                switch(properties(node), name, on=wanted)
            work.changed(RULES[piece.zone], f"đặt chữ {yes if wanted else no} cho {piece.zone.value}")
