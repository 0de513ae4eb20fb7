"""Smallest Word files from raw XML, for what no word processor would write twice the same way."""

from __future__ import annotations

import zipfile
from io import BytesIO

_NS = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    }.items()
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAGE = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:bottom="1134" w:left="1701" w:right="1134"/>'


def word_file(body: str, *, styles: str = "", theme: str = "", numbering: str = "", **parts: str) -> bytes:
    """A DOCX with that body; `parts` adds headers and footers by relationship id ("header1")."""
    named = {"styles": f"<w:styles {_NS}>{styles}</w:styles>"}
    if theme:
        named["theme"] = f"<a:theme {_NS}><a:fontScheme>{theme}</a:fontScheme></a:theme>"
    if numbering:
        named["numbering"] = f"<w:numbering {_NS}>{numbering}</w:numbering>"
    for name, content in parts.items():
        tag = "w:hdr" if name.startswith("header") else "w:ftr"
        named[name] = f"<{tag} {_NS}>{content}</{tag}>"
    links = "".join(
        f'<Relationship Id="{name}" Type="{_KIND}/{name.rstrip("0123456789")}" Target="{name}.xml"/>' for name in named
    )
    files = {
        "_rels/.rels": _links(f'<Relationship Id="a" Type="{_KIND}/officeDocument" Target="word/document.xml"/>'),
        "word/_rels/document.xml.rels": _links(links),
        "word/document.xml": f"<w:document {_NS}><w:body>{body}</w:body></w:document>",
        **{f"word/{name}.xml": content for name, content in named.items()},
    }
    return zipped(files)


def zipped(files: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def style(style_id: str, inner: str, *, kind: str = "paragraph", based_on: str = "", default: bool = False) -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    flag = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}"{flag} w:styleId="{style_id}"><w:name w:val="{style_id}"/>{base}{inner}</w:style>'


def _links(inner: str) -> str:
    return f'<Relationships xmlns="{_RELATIONS}">{inner}</Relationships>'
