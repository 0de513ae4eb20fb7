"""Vietnamese for what Typer itself says: panels, the help option, and wrong use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from typer.exceptions import TyperException

HELP = "In phần trợ giúp này."

#: What Typer says of wrong use → the same in Vietnamese; groups are kept.
SENTENCES = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (r"Missing argument '(.+?)'.*", r"Thiếu đối số \1."),
        (r"Missing option '(.+?)'.*", r"Thiếu tùy chọn \1."),
        (r"No such option: (\S+).*", r"Không có tùy chọn \1."),
        (r"No such command '(.+?)'.*", r"Không có lệnh \1."),
        (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", r"Thừa đối số: \1."),
        (r"Option '(.+?)' requires an argument.*", r"Tùy chọn \1 cần một giá trị."),
        (r"Invalid value for '?[^'-].*?'?: [Ff]ile '(.+)' does not exist\.", r"Không có tệp \1."),
        (r"Invalid value for '?[^'-].*?'?: [Ff]ile '(.+)' is a directory\.", r"\1 là thư mục, không phải tệp."),
        (r"Invalid value for '?(.+?)'?: [Ff]ile '(.+)' does not exist\.", r"\1: không có tệp \2."),
        (r"Invalid value for '?(.+?)'?: [Ff]ile '(.+)' is a directory\.", r"\1: \2 là thư mục, không phải tệp."),
        (r"Invalid value for '?(.+?)'?: '?(.+?)'? is not a valid .+", r"\1: giá trị \2 không hợp lệ."),
        (r"Invalid value for '?(.+?)'?: (.+)", r"\1: \2"),
        (r"Invalid value: (.+)", r"\1"),
    )
)


class Command(TyperCommand):
    """A command whose help option explains itself in Vietnamese."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer's own types are private
        """Typer's option, with our words."""
        return _in_vietnamese(super().get_help_option(ctx))


class Group(TyperGroup):
    """The same for a group of commands."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer's own types are private
        """Typer's option, with our words."""
        return _in_vietnamese(super().get_help_option(ctx))


def _in_vietnamese(option: Any) -> Any:  # noqa: ANN401 - Typer's own types are private
    if option is not None:
        option.help = HELP
    return option


def speak() -> None:
    """Set the words that Typer's help pages are made of."""
    rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn"
    rich_utils.COMMANDS_PANEL_TITLE = "Lệnh"
    rich_utils.ARGUMENTS_PANEL_TITLE = "Đối số"
    rich_utils.ERRORS_PANEL_TITLE = "Lỗi"
    rich_utils.DEFAULT_STRING = "[mặc định: {}]"
    rich_utils.REQUIRED_LONG_STRING = "[bắt buộc]"


def wrong_use(error: TyperException) -> str:
    """The sentence for wrong use of a command; an unknown English one is kept rather than lost."""
    message = error.format_message()
    for pattern, sentence in SENTENCES:
        if pattern.fullmatch(message):
            return pattern.sub(sentence, message)
    return message
