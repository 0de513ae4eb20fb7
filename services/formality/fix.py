"""`lint --fix`: the same file with what is measurable mended, and what was changed. Words stay as they are."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from services.formality.facts import FOREIGN, Facts
from services.formality.finder import find
from services.formality.mending import characters, page, paragraphs
from services.formality.mending.work import Change, Work
from services.formality.outline import items
from services.formality.package import open_package
from services.formality.policy import DEFAULT
from services.formality.reader import read_package, read_part, run_nodes
from services.formality.rules import Subject
from services.formality.rules.symbol import is_regulation
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Run
    from services.formality.package import Package
    from services.formality.policy import Policy

# One change uncovers another (a size decides a line spacing): so often at most, then what is left is left.
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Fixed:
    """The file after mending; the very same bytes when there was nothing to mend."""

    content: bytes
    changes: tuple[Change, ...]


def fix(docx: bytes, policy: Policy = DEFAULT) -> Fixed:
    """Mend page, fonts, sizes, weight, spacing, colour, and blanks in a notation. Raises UnreadableFileError.

    Letters stay what they are, blanks inside a ký hiệu excepted; a văn bản quy phạm pháp luật is left alone. Mending
    again changes nothing.
    """
    content, changes = docx, dict[tuple[str, str], int]()
    for _ in range(_ROUNDS):
        mended, made = _round(content, policy)
        if not made:
            break
        content = mended
        for key, count in made.items():
            changes[key] = max(changes.get(key, 0), count)
    return Fixed(content, tuple(Change(rule, what, count) for (rule, what), count in sorted(changes.items())))


def _round(docx: bytes, policy: Policy) -> tuple[bytes, dict[tuple[str, str], int]]:
    package = open_package(docx)
    tree = package.tree(package.main)
    document, nodes = read_package(package, tree)
    zones = find(document)
    if tree is None or is_regulation(zones.text(Zone.SYMBOL)):
        return docx, {}
    subject = Subject(document, zones, Facts(FOREIGN), policy.tolerances, None, tuple(items(zones)))
    trees = {package.main: tree} | {name: etree.fromstring(package.parts[name]) for name in _margins(package)}
    work = Work(subject, nodes, trees)
    page.paper(work, tree)
    page.page_number(work, tree)
    characters.fonts(work, list(_runs(work, package)))
    characters.components(work)
    characters.one_size(work)
    paragraphs.place_on_line(work)
    paragraphs.spacing(work)
    paragraphs.notation(work)
    return (_packed(docx, work.trees), dict(work.changes)) if work.changes else (docx, {})


def _margins(package: Package) -> list[str]:
    """The parts of headers and footers."""
    links = package.related(package.main).values()
    return sorted({link.target for link in links if link.kind in {"header", "footer"} and link.target in package.parts})


def _runs(work: Work, package: Package) -> Iterator[tuple[Run, etree._Element]]:
    """Every run of the file with its node, headers and footers too."""
    body = zip(work.subject.document.paragraphs, work.nodes, strict=True)
    margins = (pair for name in _margins(package) for pair in read_part(package, name, work.trees[name]))
    for paragraph, node in (*body, *margins):
        yield from zip(paragraph.runs, run_nodes(node), strict=True)


def _packed(docx: bytes, trees: dict[str, etree._Element]) -> bytes:
    """The file with these parts in place of its own; all other entries keep their bytes and their place."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            tree = trees.get(entry.filename)
            content = (
                old.read(entry)
                if tree is None
                else etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
            )
            new.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
