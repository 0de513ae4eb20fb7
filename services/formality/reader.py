"""From the bytes of a DOCX to its effective formatting (`effective.Document`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.errors import UnreadableFileError
from services.formality.effective import LINE_HEIGHT, MAIN, Document, Paragraph, Place, Run, Section
from services.formality.package import open_package
from services.formality.properties import (
    AUTO_SPACING_PT,
    TWIP_MM,
    ParagraphFormat,
    RunFormat,
    W,
    child,
    measure,
    paragraph_format,
    run_format,
    switch,
    value,
)
from services.formality.styles import StyleSheet, style_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from services.formality.package import Package

_OTHER_FORM = "Tệp không ở dạng Word Document (.docx) thông thường. Hãy chọn Save As > Word Document rồi thử lại."
_Cell = tuple[int, int, int]
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PTAB = W + "ptab"
_DELETED = frozenset({W + "del", W + "moveFrom"})
_TEXT = {W + "t": None, W + "tab": "\t", _PTAB: "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


def read(docx: bytes) -> Document:
    """Effective formatting of a Word file. Raises UnreadableFileError when it is none."""
    package = open_package(docx)
    sheet = style_sheet(package)
    body = child(package.tree(package.main), "body")
    if body is None:
        raise UnreadableFileError(_OTHER_FORM)
    paragraphs = tuple(_Walk(sheet, MAIN).paragraphs(body))
    return Document(paragraphs, tuple(_sections(package, sheet, body)))


class _Walk:
    """One walk through a part: counts paragraphs and tables as it meets them."""

    def __init__(self, sheet: StyleSheet, part: str) -> None:
        self._sheet = sheet
        self._part = part
        self._count = 0
        self._tables = 0

    def paragraphs(
        self,
        parent: etree._Element,
        cell: _Cell | None = None,
        style: str | None = None,
        *,
        boxed: bool = False,
    ) -> Iterator[Paragraph]:
        """All paragraphs below `parent`; `cell` is (table, row, column), `style` the table style around it."""
        for node in _one_branch(parent):
            if node.tag == W + "p":
                yield self._paragraph(node, cell, style, boxed=boxed)
                for box in _boxes(node):
                    yield from self.paragraphs(box, cell, style, boxed=True)
            elif node.tag == W + "tbl":
                yield from self._table(node, boxed=boxed)
            elif node.tag not in _DELETED:
                yield from self.paragraphs(node, cell, style, boxed=boxed)

    def _table(self, table: etree._Element, *, boxed: bool) -> Iterator[Paragraph]:
        self._tables += 1
        number = self._tables
        style = value(child(table, "tblPr"), "tblStyle")
        for row, line in enumerate(table.iterfind(W + "tr"), 1):
            for column, box in enumerate(line.iterfind(W + "tc"), 1):
                yield from self.paragraphs(box, (number, row, column), style, boxed=boxed)

    def _paragraph(self, node: etree._Element, cell: _Cell | None, table: str | None, *, boxed: bool) -> Paragraph:
        self._count += 1
        properties = child(node, "pPr")
        style = value(properties, "pStyle")
        shape = self._sheet.paragraph(style, table, paragraph_format(properties))
        runs = tuple(self._runs(node, style, table))
        frame = child(properties, "framePr")
        tabbed = any(tab.get(W + "alignment") == "center" for tab in node.iter(_PTAB))
        return Paragraph(
            runs=runs,
            style=self._sheet.name(style),
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
            place=_place(self._part, self._count, cell, boxed=boxed),
        )

    def _runs(self, node: etree._Element, style: str | None, table: str | None) -> Iterator[Run]:
        for run, field in _run_nodes(node):
            properties = child(run, "rPr")
            shape = self._sheet.run(
                style, table, value(properties, "rStyle"), run_format(properties, self._sheet.theme)
            )
            code = field + "".join(part.text or "" for part in run.iterfind(W + "instrText"))
            text = "".join(_pieces(run))
            if text or code:
                yield _run(text, code.strip(), shape)


def _place(part: str, number: int, cell: _Cell | None, *, boxed: bool) -> Place:
    table, row, column = cell or (None, 0, 0)
    return Place(part, number, table, row, column, boxed)


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
    )


def _run_nodes(parent: etree._Element, field: str = "") -> Iterator[tuple[etree._Element, str]]:
    """Runs of a paragraph, those of links and simple fields too; a simple field's code goes with its first run."""
    for node in _one_branch(parent):
        if node.tag == W + "r":
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


def _one_branch(parent: etree._Element) -> Iterator[etree._Element]:
    """Children, of alternate contents those of the first choice only (text boxes are stored twice)."""
    for node in parent:
        if node.tag != _MC + "AlternateContent":
            yield node
            continue
        branch = node.find(_MC + "Choice")
        branch = node.find(_MC + "Fallback") if branch is None else branch
        if branch is not None:
            yield from _one_branch(branch)


def _boxes(node: etree._Element) -> Iterator[etree._Element]:
    """Text boxes anchored in a paragraph, the outermost only."""
    for inner in _one_branch(node):
        if inner.tag == W + "txbxContent":
            yield inner
        elif len(inner):
            yield from _boxes(inner)


def _lines(shape: ParagraphFormat, runs: tuple[Run, ...]) -> float:
    """Line spacing in single lines; a height that is only a minimum never makes less than one."""
    rule, amount = shape.line or ("auto", 1.0)
    if rule == "auto":
        return amount
    size = max((run.size for run in runs if run.visible), default=0.0)
    lines = amount / (LINE_HEIGHT * size) if size else 1.0
    return max(lines, 1.0) if rule == "atLeast" else lines


def _sections(package: Package, sheet: StyleSheet, body: etree._Element) -> Iterator[Section]:
    """Sections in order; one without a header or footer of its own takes that of the section before."""
    links = package.related(package.main)
    margins: dict[str, dict[str, tuple[Paragraph, ...]]] = {"header": {}, "footer": {}}
    for number, node in enumerate(body.iter(W + "sectPr"), 1):
        margins = {part: dict(kept) for part, kept in margins.items()}
        for part, kept in margins.items():
            for reference in node.iterfind(f"{W}{part}Reference"):
                link = links.get(reference.get(_RELATION_ID, ""))
                tree = None if link is None else package.tree(link.target)
                if tree is not None:
                    kept[reference.get(W + "type", "default")] = tuple(_Walk(sheet, part).paragraphs(tree))
        yield _section(number, node, margins["header"], margins["footer"])


def _section(
    number: int,
    node: etree._Element,
    headers: dict[str, tuple[Paragraph, ...]],
    footers: dict[str, tuple[Paragraph, ...]],
) -> Section:
    def side(name: str, attribute: str) -> float:
        return measure(value(node, name, attribute), TWIP_MM) or 0.0

    return Section(
        number=number,
        width_mm=side("pgSz", "w"),
        height_mm=side("pgSz", "h"),
        top_mm=abs(side("pgMar", "top")),
        bottom_mm=abs(side("pgMar", "bottom")),
        left_mm=side("pgMar", "left"),
        right_mm=side("pgMar", "right"),
        gutter_mm=side("pgMar", "gutter"),
        first_page_differs=bool(switch(node, "titlePg")),
        headers=headers,
        footers=footers,
    )


_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
