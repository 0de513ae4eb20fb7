"""Small Word files for template tests, made part by part so that runs can be cut where a test wants."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

TOML = """kind = "mau"
name = "Mẫu thử"
granularity = "one"
title = "t"
file = "f"
fields = ["ten", "so", "hang", "dung"]
"""
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    '<Relationship Id="rId2" Target="docProps/core.xml" '
    'Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/></Relationships>'
)


def run(text: str, form: str = "") -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{escaped}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(piece if piece.startswith("<") else run(piece) for piece in runs) + "</w:p>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def folder(home: Path, *body: str, toml: str = TOML, more: dict[str, str] | None = None) -> Path:
    """A template folder `mau` with this body; `more` are further parts."""
    made = home / "mau"
    made.mkdir(exist_ok=True, parents=True)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f"<w:document {NAMESPACE}><w:body>{''.join(body)}</w:body></w:document>",
        "docProps/core.xml": "<x><creator>Người soạn</creator></x>",
        "docProps/app.xml": "<x><Company>Cơ quan</Company></x>",
        **(more or {}),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    (made / "letter.docx").write_bytes(packed.getvalue())
    (made / "letter.toml").write_text(toml, encoding="utf-8")
    return made
