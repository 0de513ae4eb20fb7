"""What stands inside the tags: only fields that exist, loops over lists, simple conditions.

Every tag is read for itself, so that whatever is wrong is told with its own tag. A loop inside a loop goes over a list
of the row it stands in: so the length of a letter is bounded by its data, and no tag can make it grow without end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import jinja2
from jinja2 import nodes

from services.letters.engine.language import FILTERS
from services.letters.engine.problem import MEND_EITHER, Fault
from services.letters.engine.shape import ANYTHING, LOOP, TEXT, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from services.letters.engine.language import FieldEnvironment
    from services.letters.engine.markup import Spot
    from services.letters.engine.tags import Tag

_PROBES: Final = {
    "": "{{{{ {} }}}}",
    "for": "{{% for {} %}}{{% endfor %}}",
    "if": "{{% if {} %}}{{% endif %}}",
    "elif": "{{% if {} %}}{{% endif %}}",
}
_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.Name,
    nodes.Const,
    nodes.Getattr,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
)
_ONLY: Final = "chỉ được dùng trường, vòng lặp for và điều kiện if; không phép tính, không gọi hàm"
_ENLARGING: Final = frozenset({"join"})
_NEAR: Final = 3


class _WrongError(Exception):
    """Why a tag is refused; the argument is a Vietnamese clause."""

    def __init__(self, why: str, fix: str = "") -> None:
        super().__init__(why)
        self.why, self.fix = why, fix


@dataclass(slots=True)
class Scope:
    """The names that stand for something at a place: fields of the template and rows of the loops around it."""

    names: dict[str, Shape]
    rows: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def begin(self, row: str, item: Shape) -> None:
        """Enter a loop."""
        self.rows.append(row)
        self.names = {**self.names, row: item, "loop": LOOP}


def examine(
    env: FieldEnvironment, spots: Iterable[Spot], fields: Mapping[str, Shape]
) -> tuple[tuple[Fault, ...], frozenset[str]]:
    """Every wrong tag of a part whose blocks are in order, and the names of the fields it uses."""
    scope, outer, found = Scope(dict(fields)), [], []
    for spot in spots:
        for tag in spot.tags:
            if tag.opens:
                outer.append((scope.names, len(scope.rows)))
            try:
                _read(env, scope, tag)
            except _WrongError as wrong:
                found.append(Fault(spot.place, tag.text, wrong.why, wrong.fix or Fault(spot.place, "", "").fix))
            if tag.closes and outer:
                scope.names, depth = outer.pop()
                del scope.rows[depth:]
    return tuple(found), frozenset(scope.used)


def _read(env: FieldEnvironment, scope: Scope, tag: Tag) -> None:
    """Check one tag and enter its loop. Raises _WrongError."""
    probe = _PROBES.get(tag.keyword)
    if probe is None:
        return
    if tag.keyword == "for":
        # Whatever is wrong with the list, the row's name is known inside the loop: one fault, not ten.
        scope.begin(tag.body.partition(" ")[0], ANYTHING)
    tree = _parse(env, probe.format(tag.body))
    for node in tree.find_all(nodes.Node):
        _refuse(node)
    statement = tree.body[0]
    if isinstance(statement, nodes.For):
        _loop(scope, statement)
    elif isinstance(statement, nodes.If):
        _shape(scope, statement.test)
    elif isinstance(statement, nodes.Output):
        _printed(scope, statement)


def _parse(env: FieldEnvironment, source: str) -> nodes.Template:
    try:
        return env.parse(source)
    except (jinja2.TemplateSyntaxError, RecursionError) as error:
        raise _WrongError("viết sai cú pháp; xem lại dấu, tên trường và dấu nháy") from error


def _refuse(node: nodes.Node) -> None:
    if isinstance(node, nodes.Filter) and node.name not in FILTERS:
        raise _WrongError(
            f"{_ONLY}; không có “|{node.name}”, chỉ có {', '.join(f'|{name}' for name in sorted(FILTERS))}"
        )
    if not isinstance(node, _ALLOWED):
        raise _WrongError(_ONLY)


def _loop(scope: Scope, statement: nodes.For) -> None:
    """Check what is looped over; the row then has the shape of its items."""
    if not isinstance(statement.target, nodes.Name) or statement.recursive or statement.else_:
        raise _WrongError("viết vòng lặp theo dạng {% for hàng in danh_sách %}")
    around = scope.rows[:-1]
    row = scope.rows[-1]
    scope.names.pop(row)
    shape = _shape(scope, statement.iter)
    scope.names[row] = shape.item or ANYTHING
    if shape.known and not shape.is_list:
        raise _WrongError(f"“{_path(statement.iter)}” không phải là danh sách, không lặp được")
    if around and _root(statement.iter) != around[-1]:
        raise _WrongError(
            f"vòng lặp trong vòng lặp phải lấy danh sách của hàng đang lặp, ví dụ {around[-1]}.ten_danh_sach"
        )
    if statement.test is not None:
        _shape(scope, statement.test)


def _printed(scope: Scope, output: nodes.Output) -> None:
    for node in output.nodes:
        shape = _shape(scope, node)
        if shape.known and not shape.is_text:
            what = (
                "danh sách; dùng vòng lặp for" if shape.is_list else "một nhóm trường; ghi rõ trường nào sau dấu chấm"
            )
            raise _WrongError(f"“{_path(node)}” là {what}")


def _shape(scope: Scope, node: nodes.Node) -> Shape:
    """The shape of an expression. Raises _WrongError for a field that does not exist."""
    if isinstance(node, nodes.Name):
        return _named(scope, node.name)
    if isinstance(node, nodes.Getattr):
        return _entry(_shape(scope, node.node), node)
    inner = [_shape(scope, child) for child in node.iter_child_nodes()]
    if isinstance(node, nodes.CondExpr):
        return inner[1]
    enlarging = isinstance(node, nodes.Filter) and node.name in _ENLARGING
    if enlarging and scope.rows and _root(node) != scope.rows[-1]:
        raise _WrongError("trong vòng lặp, |join chỉ dùng được với danh sách của hàng đang lặp")
    return TEXT


def _named(scope: Scope, name: str) -> Shape:
    if name not in scope.names:
        raise _WrongError(f"không có trường “{name}”{_hint(name, scope.names)}", MEND_EITHER)
    scope.used.add(name)
    return scope.names[name]


def _entry(base: Shape, node: nodes.Getattr) -> Shape:
    if node.attr.startswith("_"):
        raise _WrongError(_ONLY)
    if not base.known:
        return ANYTHING
    if base.fields is None:
        what = "danh sách" if base.is_list else "chữ"
        raise _WrongError(f"“{_path(node.node)}” là {what}, không có phần “.{node.attr}”")
    if node.attr not in base.fields:
        raise _WrongError(f"“{_path(node.node)}” không có trường “{node.attr}”{_hint(node.attr, base.fields)}")
    return base.fields[node.attr]


def _root(node: nodes.Node | None) -> str:
    while isinstance(node, (nodes.Getattr, nodes.Filter)):
        node = node.node
    return node.name if isinstance(node, nodes.Name) else ""


def _path(node: nodes.Node | None) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "giá trị"


def _hint(name: str, known: Iterable[str]) -> str:
    """The names nearest to a wrong one; else a word where all names stand."""
    near = list(_nearest(name, known))[:_NEAR]
    return f"; có phải là {' hay '.join(near)}?" if near else "; các trường dùng được ghi ở letter.toml"


def _nearest(name: str, known: Iterable[str]) -> Iterator[str]:
    from difflib import get_close_matches

    return iter(get_close_matches(name, list(known), n=_NEAR, cutoff=0.6))
