"""From the bytes of a DOCX to its effective formatting (`effective.Document`)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lxml import etree

from services.errors import UnreadableFileError
from services.formality.effective import LINE_HEIGHT, MAIN, Document, Paragraph, Place, Review, Run, Table
from services.formality.memory import Block
from services.formality.package import open_package, parse
from services.formality.properties import (
    AUTO_SPACING_PT,
    ParagraphFormat,
    RunFormat,
    W,
    child,
    paragraph_format,
    run_format,
    value,
)
from services.formality.sections import page_of, sections
from services.formality.shapes import boxes, drawings, one_branch
from services.formality.styles import StyleSheet, style_sheet
from services.formality.tables import Cell, cells, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.package import Package

_OTHER_FORM = "Tệp không ở dạng Word Document (.docx) thông thường. Hãy chọn Save As > Word Document rồi thử lại."
_P, _TBL, _R, _PTAB = (W + name for name in ("p", "tbl", "r", "ptab"))
_DELETED = frozenset({W + "del", W + "moveFrom"})
# What holds no paragraph that is read.
_WITHOUT = _DELETED | {W + "tcPr", W + "sectPr"}
_CHANGES = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"))
_TEXT = {W + "t": None, W + "tab": "\t", _PTAB: "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


def read(docx: bytes) -> Document:
    """Effective formatting of a Word file. Raises UnreadableFileError when it is none."""
    package = open_package(docx)
    body = _body(package.tree(package.main))
    sheet = style_sheet(package)
    walk = Walk(sheet, MAIN, body)
    # The first file with this style sheet may be the only one: its blocks are not worth remembering.
    found = tuple(walk.remembered(body) if sheet.shared else walk.paragraphs(body))
    sheet.shared = True
    return _document(package, body, found, walk.tables)


def read_package(package: Package, tree: etree._Element | None) -> tuple[Document, tuple[etree._Element, ...]]:
    """Effective formatting, and beside it the node of each paragraph of the body. Raises UnreadableFileError.

    `tree` is the main part.
    """
    body = _body(tree)
    walk = Walk(style_sheet(package), MAIN, body)
    return _document(package, body, tuple(walk.paragraphs(body)), walk.tables), tuple(walk.nodes)


def _body(tree: etree._Element | None) -> etree._Element:
    body = child(tree, "body")
    if body is None:
        raise UnreadableFileError(_OTHER_FORM)
    return body


def _document(
    package: Package, body: etree._Element, paragraphs: tuple[Paragraph, ...], tables: list[Table]
) -> Document:
    sheet = style_sheet(package)
    found = sections(package, body, lambda part, name: _margin(package, sheet, part, name))
    return Document(paragraphs, found, tuple(tables), _review(package, body))


def _margin(package: Package, sheet: StyleSheet, part: str, name: str) -> tuple[Paragraph, ...] | None:
    """The paragraphs of a header or footer, None when the package has no such part; read once for all letters."""
    content = package.parts.get(name)
    if content is None:
        return None
    return sheet.margins.recall((part, content), lambda: _margin_of(sheet, part, parse(content, name)))


def _margin_of(sheet: StyleSheet, part: str, tree: etree._Element) -> tuple[Paragraph, ...]:
    return tuple(Walk(sheet, part, tree).paragraphs(tree))


def read_part(package: Package, name: str, tree: etree._Element) -> tuple[tuple[Paragraph, etree._Element], ...]:
    """The paragraphs of a header or footer, each with its node."""
    walk = Walk(style_sheet(package), "footer" if "footer" in name else "header", tree)
    return tuple(zip(tuple(walk.paragraphs(tree)), walk.nodes, strict=True))


def _review(package: Package, body: etree._Element) -> Review:
    comments = package.tree(package.related_part("comments") or "")
    return Review(
        comments=0 if comments is None else sum(1 for _ in comments.iter(W + "comment")),
        changes=sum(1 for _ in body.iter(*_CHANGES)),
    )


class Walk:
    """One walk through a part: counts paragraphs, tables and sections as it meets them."""

    def __init__(self, sheet: StyleSheet, part: str, root: etree._Element) -> None:
        self._sheet = sheet
        self._part = part
        self._section = 1
        self._count = 0
        self._rooms = tuple(page_of(node) for node in root.iter(W + "sectPr")) if part == MAIN else ()
        self.nodes: list[etree._Element] = []
        self.tables: list[Table] = []

    def paragraphs(
        self, parent: etree._Element, cell: Cell | None = None, style: str | None = None, *, boxed: bool = False
    ) -> Iterator[Paragraph]:
        """All paragraphs below `parent`; `cell` is the cell around it, `style` the table style."""
        for node in one_branch(parent):
            yield from self._below(node, cell, style, boxed=boxed)

    def remembered(self, body: etree._Element) -> Iterator[Paragraph]:
        """As `paragraphs`, without nodes: what an earlier letter has at this place, byte for byte, is not walked."""
        for node in one_branch(body):
            key = (etree.tostring(node, with_tail=False), self._count, len(self.tables), self._section, self._rooms)
            block = self._sheet.blocks.recall(key, partial(self._block, node))
            self.tables[key[2] :] = block.tables
            self._count, self._section = block.count, block.section
            yield from block.paragraphs

    def _block(self, node: etree._Element) -> Block:
        before = len(self.tables)
        found = tuple(self._below(node, None, None, boxed=False))
        return Block(found, tuple(self.tables[before:]), self._count, self._section)

    def _below(self, node: etree._Element, cell: Cell | None, style: str | None, *, boxed: bool) -> Iterator[Paragraph]:
        if node.tag == _P:
            yield self._paragraph(node, cell, style, boxed=boxed)
            for box in boxes(node):
                yield from self.paragraphs(box, cell, style, boxed=True)
            if child(child(node, "pPr"), "sectPr") is not None:
                self._section += 1
        elif node.tag == _TBL:
            yield from self._table(node, boxed=boxed)
        elif len(node) and node.tag not in _WITHOUT:
            yield from self.paragraphs(node, cell, style, boxed=boxed)

    def _table(self, node: etree._Element, *, boxed: bool) -> Iterator[Paragraph]:
        number = len(self.tables) + 1
        style = value(child(node, "tblPr"), "tblStyle")
        self.tables.append(table(node, number, self._sheet.bordered(style)))
        for box, cell in cells(node, number):
            yield from self.paragraphs(box, cell, style, boxed=boxed)

    def _paragraph(self, node: etree._Element, cell: Cell | None, style: str | None, *, boxed: bool) -> Paragraph:
        self.nodes.append(node)
        self._count += 1
        room = cell.width_mm if cell else 0.0 if boxed else self._room()
        table, row, column = (cell.table, cell.row, cell.column) if cell else (None, 0, 0)
        place = Place(self._part, self._count, table, row, column, boxed, self._section)
        key = (etree.tostring(node, with_tail=False), style)
        known = self._sheet.read.recall(key, lambda: _read(self._sheet, node, key, (place, room)))
        return known if known.place == place and known.width_mm == room else known.moved(place, room)

    def _room(self) -> float:
        return self._rooms[min(self._section, len(self._rooms)) - 1] if self._rooms else 0.0


def _read(
    sheet: StyleSheet, node: etree._Element, told: tuple[bytes, str | None], where: tuple[Place, float]
) -> Paragraph:
    """`told` are the bytes of the node and its table style; what these bytes do not name is not searched for."""
    content, table_style = told
    properties = child(node, "pPr")
    style = value(properties, "pStyle")
    shape = sheet.paragraph(style, table_style, paragraph_format(properties))
    runs = tuple(_runs(sheet, node, style, table_style))
    frame = child(properties, "framePr")
    tabbed = b"ptab" in content and any(tab.get(W + "alignment") == "center" for tab in node.iter(_PTAB))
    paged = b'"page"' in content and any(mark.get(W + "type") == "page" for mark in node.iter(W + "br"))
    return Paragraph(
        runs=runs,
        style=sheet.name(style),
        alignment=shape.alignment or "left",
        left_mm=shape.left_mm or 0.0,
        right_mm=shape.right_mm or 0.0,
        first_line_mm=shape.first_line_mm or 0.0,
        before_pt=AUTO_SPACING_PT if shape.before_auto else shape.before_pt or 0.0,
        after_pt=AUTO_SPACING_PT if shape.after_auto else shape.after_pt or 0.0,
        lines=_lines(shape, runs),
        framed_centre=tabbed or (frame is not None and frame.get(W + "xAlign") == "center"),
        contextual=bool(shape.contextual),
        listed=(shape.list_id or "0") != "0",
        place=where[0],
        width_mm=where[1],
        ruled=bool(shape.ruled),
        framed=bool(shape.framed),
        keeps_next=bool(shape.keeps_next),
        new_page=bool(shape.new_page) or paged,
        drawings=tuple(drawings(node)),
    )


def run_nodes(node: etree._Element) -> tuple[etree._Element, ...]:
    """The nodes of a paragraph's runs, one for each run that `read` gives it."""
    return tuple(
        run for run, field in _run_nodes(node) if field or run.find(W + "instrText") is not None or _shows(run)
    )


def _shows(run: etree._Element) -> bool:
    return any(piece for piece in _pieces(run))


def _runs(sheet: StyleSheet, node: etree._Element, style: str | None, table: str | None) -> Iterator[Run]:
    for run, field in _run_nodes(node):
        properties = child(run, "rPr")
        code = field + "".join(part.text or "" for part in run.iterchildren(W + "instrText"))
        text = "".join(_pieces(run))
        if text or code:
            shape = sheet.run(style, table, value(properties, "rStyle"), run_format(properties, sheet.theme))
            yield _run(text, code.strip(), shape)


def _run(text: str, field: str, shape: RunFormat) -> Run:
    colour = shape.colour or ""
    return Run(
        text=text.upper() if shape.caps else text,
        fonts=(shape.ascii or "", shape.h_ansi or "", shape.cs or "", shape.east_asia or ""),
        size=shape.size or 0.0,
        bold=bool(shape.bold),
        italic=bool(shape.italic),
        colour="" if colour == "auto" else colour.upper(),
        script=shape.script or "",
        hidden=bool(shape.hidden),
        field=field,
        underline=bool(shape.underline),
    )


def _run_nodes(parent: etree._Element, field: str = "") -> Iterator[tuple[etree._Element, str]]:
    """Runs of a paragraph, those of links and simple fields too; a simple field's code goes with its first run."""
    for node in one_branch(parent):
        if node.tag == _R:
            yield node, field
            field = ""
        elif node.tag == W + "fldSimple":
            yield from _run_nodes(node, node.get(W + "instr", ""))
        elif node.tag not in _DELETED and node.tag != W + "pPr":
            yield from _run_nodes(node)


def _pieces(run: etree._Element) -> Iterator[str]:
    for node in run:
        if node.tag in _TEXT and node.get(W + "type") != "page":
            fixed = _TEXT[node.tag]
            yield (node.text or "") if fixed is None else fixed


def _lines(shape: ParagraphFormat, runs: tuple[Run, ...]) -> float:
    """Line spacing in single lines; a height that is only a minimum never makes less than one."""
    rule, amount = shape.line or ("auto", 1.0)
    if rule == "auto":
        return amount
    size = max((run.size for run in runs if run.visible), default=0.0)
    lines = amount / (LINE_HEIGHT * size) if size else 1.0
    return max(lines, 1.0) if rule == "atLeast" else lines
