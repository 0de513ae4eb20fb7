"""Packet bytes to a tree of local names, safely: no DTD, no entities, no network, bounded size, depth and count.

The tree is built from parser events, so a large base64 text passes without lifting the parser's own limits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn

from lxml import etree

from services.errors import PacketError

MAX_PACKET_BYTES = 150 * 1024 * 1024
MAX_DEPTH = 40
MAX_ELEMENTS = 50_000


@dataclass(slots=True)
class Node:
    """One element: local name, its own text (stripped) and children. Prefixes and namespaces are not asked for."""

    name: str
    text: str = ""
    children: list[Node] = field(default_factory=list)

    def child(self, *path: str) -> Node | None:
        """The first descendant along the path of local names."""
        node: Node | None = self
        for name in path:
            node = next((child for child in node.children if child.name == name), None) if node else None
        return node

    def every(self, *path: str) -> list[Node]:
        """All elements of the last name below the first element along the path before it."""
        parent = self.child(*path[:-1])
        return [child for child in parent.children if child.name == path[-1]] if parent else []

    def value(self, *path: str) -> str:
        """The text along the path; empty when the element is empty or absent."""
        node = self.child(*path)
        return node.text if node else ""


class _Refused(Exception):  # noqa: N818 - a signal inside this module, never seen outside
    pass


class _Builder:
    """Parser target: collects nodes and refuses what a packet never needs."""

    def __init__(self) -> None:
        self._stack: list[Node] = [Node("")]
        self._texts: list[list[str]] = [[]]
        self._count = 0

    def start(self, tag: str, _attributes: object) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._stack) > MAX_DEPTH:
            raise _Refused("có quá nhiều phần tử hoặc lồng quá sâu")
        node = Node(etree.QName(tag).localname)
        self._stack[-1].children.append(node)
        self._stack.append(node)
        self._texts.append([])

    def data(self, text: str) -> None:
        self._texts[-1].append(text)

    def end(self, _tag: str) -> None:
        self._stack.pop().text = "".join(self._texts.pop()).strip()

    def comment(self, text: str) -> None:
        """Comments are skipped."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Processing instructions are skipped."""

    def doctype(self, *_: str | None) -> NoReturn:
        raise _Refused("có khai báo DTD, không được phép trong gói edXML")

    def close(self) -> Node:
        """The nameless top above the root element; the parser asks for it after a failure too."""
        return self._stack[0]


def parse_packet(raw: bytes) -> Node:
    """The root `edXML` element. Raises PacketError with a Vietnamese sentence for whatever is not a packet."""
    if len(raw) > MAX_PACKET_BYTES:
        raise PacketError(f"Gói edXML lớn hơn {MAX_PACKET_BYTES >> 20} MB, không đọc. Đề nghị nơi gửi chia nhỏ.")
    builder = _Builder()
    parser = etree.XMLParser(
        target=builder,  # type: ignore[arg-type] # the stubs allow bytes where lxml gives text
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        etree.fromstring(raw.lstrip(), parser)
    except _Refused as error:
        raise PacketError(f"Gói edXML {error}. Đề nghị nơi gửi kiểm tra và gửi lại.") from error
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise PacketError(
            f"Gói edXML không đúng cú pháp XML ({_place(error)}). Đề nghị nơi gửi kiểm tra và gửi lại."
        ) from error
    root = builder.close().children[0]
    if root.name != "edXML":
        raise PacketError(f"Tệp XML không phải gói edXML: phần tử gốc là <{root.name[:40]}>.")
    return root


def _place(error: Exception) -> str:
    line, column = getattr(error, "position", (0, 0))
    return f"dòng {line}, cột {column}" if line else "bảng mã hoặc nội dung không đọc được"
