"""The tags of a template as a clerk types them, taken apart; forms of other programs that we do not take are known.

A tag is `{{ field }}`, `{% statement %}` or `{# note #}`. A statement written `{%p … %}` stands for its whole
paragraph, `{%tr … %}` for its whole table row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# No tag holds the opening of another one of its kind: so each character is looked at once, whatever a file holds.
# Possessive repeats (*+) would say so, but Python before 3.11.5, that of Debian 12, matches nothing with them.
TAG: Final = re.compile(
    r"\{\{[^{}]*(?:(?:\{(?!\{)|\}(?!\}))[^{}]*)*\}\}"
    r"|\{%[^{%]*(?:(?:\{(?!%)|%(?!\}))[^{%]*)*%\}"
    r"|\{#[^{#]*(?:(?:\{(?!#)|#(?!\}))[^{#]*)*#\}"
)
LOOSE_END: Final = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
LONGEST: Final = 500

# What Word's autocorrection does to quotes and blanks inside a tag, undone.
_STRAIGHT: Final = str.maketrans("“”„‘’\u00a0\u202f\n\t", '"""\'\'    ')
_LEVEL: Final = re.compile(r"\{[{%#]((?:tr|tc|p|r)(?=\s)|[-+])")
_BRACKETS: Final = 2

# docxtpl and plain Jinja2 know more forms; each is refused with what to write instead.
_REFUSED: Final = {
    "tc": "không lặp hay ẩn cột của bảng được; hãy lặp hàng bằng {%tr … %}, hoặc để ô trống bằng {% if … %}",
    "r": "không cần chữ r: viết {{ … }}; chữ điền vào giữ định dạng của thẻ trong Word",
    "-": "bỏ dấu trừ cạnh dấu phần trăm hoặc ngoặc nhọn; khoảng trắng được giữ như trong Word",
    "+": "bỏ dấu cộng cạnh dấu phần trăm hoặc ngoặc nhọn",
    "{{p": "không chèn được văn bản con vào đoạn; hãy viết câu chữ vào mẫu, giá trị là chữ thường",
    "{{tr": "trường không lặp hàng; hãy dùng {%tr for … %} ở hàng trên và {%tr endfor %} ở hàng dưới",
}
_STATEMENTS: Final = frozenset({"for", "endfor", "if", "elif", "else", "endif"})
_OPENS: Final = {"endfor": "for", "endif": "if", "elif": "if", "else": "if"}


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag. `level` is "", "p" or "tr"; `keyword` is "" for a field and "#" for a note; `body` is its inside."""

    text: str
    level: str
    keyword: str
    body: str

    @property
    def block(self) -> str:
        """The block it belongs to, "for" or "if", else an empty text."""
        return self.keyword if self.keyword in {"for", "if"} else _OPENS.get(self.keyword, "")

    @property
    def opens(self) -> bool:
        """Whether it begins a block."""
        return self.keyword in {"for", "if"}

    @property
    def closes(self) -> bool:
        """Whether it ends a block."""
        return self.keyword in {"endfor", "endif"}


def straight(text: str) -> str:
    """A tag's text with plain quotes and blanks."""
    return text.translate(_STRAIGHT)


def read_tag(text: str) -> Tag:
    """Take a tag apart."""
    text = straight(text)
    found = _LEVEL.match(text)
    level = found.group(1) if found else ""
    inside = text[_BRACKETS + len(level) : -_BRACKETS].strip()
    if text.startswith("{#"):
        return Tag(text, level, "#", inside)
    if text.startswith("{{"):
        return Tag(text, level, "", inside)
    keyword, _, rest = inside.partition(" ")
    return Tag(text, level, keyword, rest.strip())


def objection(tag: Tag) -> str:
    """Why this form of tag is not taken and what to write instead; empty when it is."""
    if len(tag.text) > LONGEST:
        return f"thẻ dài quá {LONGEST} ký tự; hãy chia thành nhiều thẻ"
    kind = tag.text[:_BRACKETS] + tag.level
    if reason := _REFUSED.get(kind) or (_REFUSED.get(tag.level) if tag.level not in {"", "p", "tr"} else ""):
        return reason
    if tag.text.startswith("{%") and tag.text[-3:-2] == "-":
        return _REFUSED["-"]
    if tag.text.startswith("{{") and not tag.body:
        return "thẻ rỗng; ghi tên trường ở giữa, ví dụ {{ ten_co_quan }}"
    if tag.text.startswith("{%") and tag.keyword not in _STATEMENTS:
        return (
            f"“{tag.keyword or tag.text}” không dùng được; chỉ có for … endfor và if … elif … else … endif, "
            "không đặt biến, không gọi hàm, không chèn tệp"
        )
    return ""
