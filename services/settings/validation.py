"""Blocks of TOML become values; what pydantic refuses becomes Vietnamese problems with their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from services.settings.problem import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pydantic_core import ErrorDetails

    from services.settings.source import Document, Source

Block = TypeVar("Block", bound=BaseModel)
Location = tuple[str | int, ...]
Saying = tuple[str, str]


def validate(
    source: Source,
    document: Document,
    path: Location,
    model: type[Block],
    data: dict[str, Any],
    hidden: frozenset[str] = frozenset(),
) -> Block | None:
    """The block, or None after every error in it was reported.

    `path` is where the block stands in the file ((): the whole file). `hidden` names keys that the file must not
    hold itself, so they are never suggested.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=True):
            known = set(known_keys(model, detail["loc"])) - hidden
            why, fix = explain(detail, known)
            where = place((*path, *detail["loc"]))
            source.report(document.file, document.line((*path, *detail["loc"])), where, why, fix)
        return None


def place(path: Sequence[str | int]) -> str:
    """A path in words: ("items", 2, "select") is "khối [[items]] thứ 3, khóa select"."""
    words: list[str] = []
    for position, part in enumerate(path):
        follower = path[position + 1] if position + 1 < len(path) else None
        if isinstance(part, int):
            continue
        if isinstance(follower, int):
            nested = position + 2 < len(path)
            words.append(f"khối [[{part}]] thứ {follower + 1}" if nested else f"khóa {part}, phần tử {follower + 1}")
        else:
            words.append(f"khối [{part}]" if follower is not None else f"khóa {part}")
    return ", ".join(words)


def explain(detail: ErrorDetails, known: set[str]) -> Saying:
    """Why and what to do, for one error of pydantic; never its English message."""
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    if detail["type"] == "missing":
        return f"thiếu khóa {name}", f"thêm dòng “{name} = …”"
    if detail["type"] == "extra_forbidden":
        return f"không có khóa nào tên {name}", did_you_mean(name, known)
    context = detail.get("ctx", {})
    rule = next((rule for kinds, rule in _RULES if detail["type"].startswith(kinds)), None)
    if rule is None:
        return f"giá trị {_shown(detail['input'])} không hợp lệ", "đối chiếu với chú thích trong tệp cấu hình mẫu"
    why, fix = rule(context)
    return f"giá trị {_shown(detail['input'])} {why}", fix


def _says(why: str, fix: str) -> Callable[[dict[str, Any]], Saying]:
    return lambda context: (why.format(**context), fix.format(**context))


def _choices(expected: str) -> str:
    return expected.replace(" or ", " hoặc ").replace("'", '"')


# The beginnings of pydantic's error types; in the sentences the names of its context.
_RULES: tuple[tuple[tuple[str, ...], Callable[[dict[str, Any]], Saying]], ...] = (
    (("literal_error",), lambda context: ("không được hỗ trợ", f"dùng {_choices(context['expected'])}")),
    (("greater_than_equal",), _says("quá nhỏ", "ghi số từ {ge} trở lên")),
    (("greater_than",), _says("quá nhỏ", "ghi số lớn hơn {gt}")),
    (("less_than_equal",), _says("quá lớn", "ghi số không quá {le}")),
    (("less_than",), _says("quá lớn", "ghi số nhỏ hơn {lt}")),
    (("string_pattern_mismatch",), _says("không đúng dạng", "chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối")),
    (("too_short", "string_too_short"), _says("đang để trống", "ghi ít nhất một giá trị")),
    (("string_",), _says("phải là chuỗi chữ", "đặt giá trị trong dấu nháy kép")),
    (("int_", "float_", "finite_number"), _says("phải là số", "ghi số, không đặt trong dấu nháy")),
    (("bool_",), _says("phải là đúng hoặc sai", "ghi true hoặc false, không đặt trong dấu nháy")),
    (("tuple_type", "list_type"), _says("phải là danh sách", 'đặt trong ngoặc vuông, ví dụ ["một", "hai"]')),
    (("date_",), _says("không phải là ngày", "viết theo dạng năm-tháng-ngày, ví dụ 2026-01-02")),
    (("model_", "dict_type"), _says("phải là một khối", "khai báo khối bằng tên trong ngoặc vuông")),
)
_LONGEST = 40


def _shown(value: object) -> str:
    text = str(value)
    return f"“{text if len(text) <= _LONGEST else text[:_LONGEST] + '…'}”"


def known_keys(model: type[BaseModel], location: Sequence[str | int]) -> dict[str, Any]:
    """The keys that may stand beside the last part of the location, with what pydantic knows of them."""
    for part in location[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            inner = _inner(model.model_fields[part].annotation)
            model = inner or model
    return dict(model.model_fields)


def _inner(annotation: object) -> type[BaseModel] | None:
    """The model inside an annotation such as `tuple[TopicItem, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((inner for part in get_args(annotation) if (inner := _inner(part))), None)
