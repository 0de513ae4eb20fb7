"""What a template's Word file must not carry: programs, links to the outside, other files, codes that fetch.

A letter goes out with every part of its template. A macro or a remote template would run, and a link would tell
strangers who opens the letter, on every machine that opens it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from services.letters.engine import markup
from services.letters.engine.markup import WORD
from services.letters.engine.problem import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SAVE_PLAIN: Final = "mở bằng Word, lưu lại dạng .docx (không phải .docm)"
_NAMES: Final = (
    (re.compile(r"vba|macro", re.IGNORECASE), "có macro", _SAVE_PLAIN),
    (re.compile(r"^word/(embeddings|activeX)/|oleObject", re.IGNORECASE), "có đối tượng nhúng", "xóa đối tượng đó"),
    (re.compile(r"^customUI", re.IGNORECASE), "có phần tùy biến giao diện Word", _SAVE_PLAIN),
    (re.compile(r"afchunk|\.(html?|mht|rtf)$", re.IGNORECASE), "có tệp ghép (altChunk)", "chép nội dung vào mẫu"),
)
_RELATIONS: Final = {
    "attachedTemplate": ("gắn với một mẫu khác", "Developer → Document Template → bỏ Attach, chọn Normal"),
    "aFChunk": ("có tệp ghép (altChunk)", "chép nội dung vào mẫu"),
    "oleObject": ("có đối tượng nhúng", "xóa đối tượng đó"),
    "package": ("có đối tượng nhúng", "xóa đối tượng đó"),
    "control": ("có điều khiển ActiveX", "xóa điều khiển đó"),
    "subDocument": ("có văn bản con", "chép nội dung vào mẫu"),
    "frame": ("có khung trỏ ra ngoài", "xóa khung đó"),
    "vbaProject": ("có macro", _SAVE_PLAIN),
}
_ELEMENTS: Final = {
    f"{WORD}altChunk": ("tệp ghép (altChunk)", "chép nội dung vào mẫu"),
    f"{WORD}subDoc": ("văn bản con", "chép nội dung vào mẫu"),
    f"{WORD}object": ("đối tượng nhúng", "xóa đối tượng đó"),
    f"{WORD}control": ("điều khiển ActiveX", "xóa điều khiển đó"),
    **{
        WORD + name: ("sửa đổi đang theo dõi (Track Changes)", "Review → Accept All Changes")
        for name in ("ins", "del", "moveFrom", "moveTo")
    },
    f"{WORD}commentReference": ("chú thích (Comment)", "Review → Delete All Comments"),
}
_FIELDS: Final = re.compile(
    r"^\s*(DDE(?:AUTO)?|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|EMBED|DATABASE|MACROBUTTON|AUTOTEXT(?:LIST)?"
    r"|RD|HYPERLINK|MERGEFIELD)\b",
    re.IGNORECASE,
)


def faults(parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]) -> Iterator[Fault]:
    """Everything forbidden, each once with the part it lies in."""
    for name, content in parts.items():
        for pattern, why, fix in _NAMES:
            if pattern.search(name):
                yield Fault(f"phần {name}", "", why, fix)
        if name == "[Content_Types].xml" and b"macroEnabled" in content:
            yield Fault(f"phần {name}", "", "là tệp có macro", _SAVE_PLAIN)
        if name.endswith(".rels"):
            yield from _relations(name, content)
    for name, root in trees.items():
        yield from _elements(name, root)


def _relations(name: str, content: bytes) -> Iterator[Fault]:
    try:
        root = markup.parse(content)
    except (etree.XMLSyntaxError, ValueError):
        yield Fault(f"phần {name}", "", "XML hỏng", "mở bằng Word rồi lưu lại")
        return
    for relation in root.iter(_RELATION):
        kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
        target = relation.get("Target") or ""
        if known := _RELATIONS.get(kind):
            yield Fault(f"phần {name}", "", f"{known[0]} ({target})", known[1])
        elif relation.get("TargetMode") == "External":
            advice = "chuột phải → Remove Hyperlink, giữ lại chữ" if kind == "hyperlink" else "xóa rồi chèn lại từ tệp"
            yield Fault(f"phần {name}", "", f"có liên kết ra ngoài “{target}”", advice)


def _elements(name: str, root: etree._Element) -> Iterator[Fault]:
    for tag, (what, fix) in _ELEMENTS.items():
        if next(root.iter(tag), None) is not None:
            yield Fault(f"phần {name}", "", f"còn {what}", fix)
    for code in _codes(root):
        if found := _FIELDS.match(code):
            what = f"có mã trường {found.group(1).upper()}"
            yield Fault(f"phần {name}", "", what, "chuyển thành chữ thường (chọn, Ctrl+Shift+F9)")


def _codes(root: etree._Element) -> Iterator[str]:
    """The field codes of a part, put together from the runs that Word cuts them into."""
    for simple in root.iter(f"{WORD}fldSimple"):
        yield simple.get(f"{WORD}instr") or ""
    code = ""
    for element in root.iter(f"{WORD}instrText", f"{WORD}fldChar"):
        if element.tag == f"{WORD}instrText":
            code += element.text or ""
        elif code:
            yield code
            code = ""
    yield code
