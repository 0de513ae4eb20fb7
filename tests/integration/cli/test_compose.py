"""What docker-compose.yml starts are commands that exist, with options they have."""

from __future__ import annotations

import re

import pytest
import typer

from services.cli.commands import app
from tests.needs import ROOT

COMMANDS = re.findall(
    r"^    command: \[(.+)\]$", (ROOT / "docker-compose.yml").read_text(encoding="utf-8"), re.MULTILINE
)


def parse(command, name, arguments):
    """Parse a command line down to the last command, running nothing."""
    context = command.make_context(name, list(arguments))
    rest = [*getattr(context, "_protected_args", ()), *context.args]
    if rest:
        parse(*[command.resolve_command(context, rest)[at] for at in (1, 0, 2)])


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_of_the_compose_file_is_one(line):
    parse(typer.main.get_command(app), "trienkhai", line.split(", "))


def test_all_programs_of_the_service_are_there():
    assert {line.split(", ")[0] for line in COMMANDS} == {"run", "sandbox"}
