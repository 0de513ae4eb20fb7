"""Mends place on the line, indents and spacing (BO, and the form of every ô số); and blanks in a notation (NU-03)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.formality.forms import FORMS
from services.formality.mending.characters import RULES
from services.formality.mending.nodes import TWIPS_PER_MM, TWIPS_PER_PT, properties, switch, twips, write
from services.formality.properties import W
from services.formality.rules.body import FIRST_LINE_MM, GAP_PT, LINES, LONG, neighbours
from services.formality.rules.title import SUBJECT_GAP_PT
from services.formality.zones import Zone

if TYPE_CHECKING:
    from services.formality.mending.work import Piece, Work

_TEXT = (Zone.BASIS, Zone.HEADING, Zone.BODY)
_SINGLE = {"line": "240", "lineRule": "auto"}
_LINES_TOLERANCE = 0.02
_BLANKS = str.maketrans("", "", " \u00a0\u2007\u202f")


def place_on_line(work: Work) -> None:
    """Centred and flush components, justified text, first lines of 10 mm."""
    for piece in (piece for piece in work.pieces() if piece.whole):
        _centre(work, piece)
        if piece.zone in {Zone.BODY, Zone.BASIS} and len(piece.line.text) > LONG:
            _justify(work, piece)
        if piece.zone is Zone.RECIPIENTS and not piece.line.listed:
            _flush(work, piece)


def _centre(work: Work, piece: Piece) -> None:
    wanted = FORMS[piece.zone].centred if piece.zone in FORMS else None
    if wanted is not None and wanted != piece.line.centred:
        write(properties(piece.node), "jc", {"val": "center" if wanted else "left"})
        work.changed(RULES[piece.zone], f"{'canh giữa' if wanted else 'canh trái'} {piece.zone.value}")


def _justify(work: Work, piece: Piece) -> None:
    line = piece.line
    if piece.zone is Zone.BODY and line.alignment != "both":
        write(properties(piece.node), "jc", {"val": "both"})
        work.changed("BO-01", "canh đều hai lề nội dung")
    if piece.zone is Zone.BODY and line.italic:
        for node in piece.runs:
            switch(properties(node), "i", on=False)
        work.changed("BO-01", "đặt nội dung chữ đứng")
    start = line.left_mm + line.first_line_mm
    if not line.listed and all(abs(start - one) > work.subject.tolerances.length_mm for one in FIRST_LINE_MM):
        first = twips(FIRST_LINE_MM[0], TWIPS_PER_MM)
        write(properties(piece.node), "ind", _indent(first))
        work.changed("BO-02", "thụt dòng đầu 10 mm")


def _flush(work: Work, piece: Piece) -> None:
    if abs(piece.line.left_mm + piece.line.first_line_mm) > work.subject.tolerances.length_mm:
        write(properties(piece.node), "ind", _indent("0"))
        work.changed("RC-06", "bỏ thụt lề danh sách nơi nhận")


def _indent(first: str) -> dict[str, str | None]:
    return {"left": "0", "start": None, "hanging": None, "firstLine": first}


def spacing(work: Work) -> None:
    """Gaps of 6 pt at least between paragraphs of the text and above V/v; lines from single to one and a half."""
    nodes = {id(paragraph): node for paragraph, node in zip(work.subject.document.paragraphs, work.nodes, strict=True)}
    by_number = {p.place.number: nodes[id(p)] for p in work.subject.document.paragraphs}
    for below, gap in neighbours(work.subject):
        if gap < GAP_PT - work.subject.tolerances.size_pt:
            wanted = {"before": twips(GAP_PT, TWIPS_PER_PT), "beforeAutospacing": None}
            node = properties(by_number[below.place.number])
            write(node, "spacing", wanted)
            if below.contextual:
                switch(node, "contextualSpacing", on=False)
            work.changed("BO-03", "đặt khoảng cách đoạn 6 pt")
    for piece in (piece for piece in work.pieces() if piece.whole):
        _lines(work, piece)
    for piece in [piece for piece in work.pieces() if piece.zone is Zone.SUBJECT and piece.whole][:1]:
        above = max((p.after_pt for p in work.subject.zones.of(Zone.SYMBOL)), default=0.0)
        if max(piece.line.before_pt, above) < SUBJECT_GAP_PT:
            write(properties(piece.node), "spacing", {"before": twips(SUBJECT_GAP_PT, TWIPS_PER_PT)})
            work.changed("TT-04", "đặt V/v cách số, ký hiệu 6 pt")


def _lines(work: Work, piece: Piece) -> None:
    smallest, largest = LINES
    lines = piece.line.lines
    if piece.zone in _TEXT and not smallest - _LINES_TOLERANCE <= lines <= largest + _LINES_TOLERANCE:
        wanted = smallest if lines < smallest else largest
        write(properties(piece.node), "spacing", {"line": str(round(wanted * 240)), "lineRule": "auto"})
        work.changed("BO-04", f"đặt cách dòng {wanted:g} dòng".replace(".", ","))


def notation(work: Work) -> None:
    """No blanks in a ký hiệu: "/ KH - SGDĐT" becomes "/KH-SGDĐT". The only letters that are ever touched."""
    for piece in (piece for piece in work.pieces() if piece.zone is Zone.SYMBOL):
        after = False
        for node in (text for run in piece.runs for text in run.iterfind(W + "t")):
            before, stroke, rest = (node.text or "").partition("/") if not after else ("", "", node.text or "")
            tail = rest.translate(_BLANKS) if after or stroke else rest
            after = after or bool(stroke)
            if tail != rest:
                node.text = before + stroke + tail
                work.changed("NU-03", "bỏ dấu cách trong ký hiệu")
