"""The docs are tested: what a person can meet, type or set stands in README.md or docs/, as code."""

from __future__ import annotations

import ast
import csv
import importlib
import re
import shutil
import tomllib

import pytest
import typer
from pydantic import SecretStr

from services.office.registry import axis_profiles, desk_profiles
from services.settings.load import find_problems
from services.settings.secrets import keys_of
from tests.architecture.source import modules
from tests.needs import ROOT

DOCS = "\n".join(path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))])
#: Everything between backticks; `[axis]` names the block axis.
CODE = {code.strip("[]") for code in re.findall(r"`([^`\n]+)`", DOCS)}
SOURCE = modules("services", "workers")
PROFILES = [*axis_profiles().values(), *desk_profiles().values()]


def missing(words: set[str]) -> list[str]:
    assert words, "nothing was found to look for"
    return sorted(word for word in words if word not in CODE)


def commands(command: object, name: str) -> set[str]:
    children = getattr(command, "commands", None)
    if children is None:
        return {name}
    return {full for key, child in children.items() for full in commands(child, f"{name} {key}")}


def test_every_command():
    app = importlib.import_module("services.cli.commands").app
    found = commands(typer.main.get_command(app), "trienkhai")
    assert sorted(name for name in found if not re.search(rf"{name}\b", DOCS)) == []


def test_every_state():
    machines = importlib.import_module("services.ledger.moves").MACHINES
    assert missing({state for machine in machines.values() for state in machine}) == []


def test_every_error_code():
    assert missing({code for module in SOURCE for code in _error_codes(module.tree)}) == []


def test_every_reason_to_hold():
    assert missing({code for module in SOURCE for code in _hold_codes(module.tree)}) == []


def test_every_environment_variable():
    named = {
        node.value
        for module in SOURCE
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert missing({name for name in named if re.fullmatch(r"TRIENKHAI_[A-Z_]+[A-Z]", name)}) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("config/**/*.toml")), ids=lambda path: path.name)
def test_every_key_of_a_configuration_file(path):
    assert missing(set(keys(tomllib.loads(path.read_text(encoding="utf-8"))))) == []


def test_every_key_a_configuration_file_may_have():
    model = importlib.import_module("services.settings.model")
    blocks = [b for b in vars(model).values() if isinstance(b, type) and issubclass(b, model.Frozen)]
    derived = {"ledger_url", "broker_url", "config", "templates", "data"}
    assert missing({name for block in blocks for name in block.model_fields} - derived) == []


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_every_profile_and_every_key_of_it(profile):
    fields = profile.settings.model_fields
    inner = [field.annotation for field in fields.values() if hasattr(field.annotation, "model_fields")]
    assert missing({"profile", *(name for block in inner for name in block.model_fields)}) == []
    secrets = {name for name, field in fields.items() if field.annotation is SecretStr}
    led_to = {key for name in secrets for key in keys_of(name)}
    assert missing({profile.name, *fields, *led_to} - secrets) == []


def test_every_key_of_a_template():
    about = importlib.import_module("services.letters.about")
    assert missing({*about.About.model_fields, *about.RuleLine.model_fields, *about.LegalBasis.model_fields}) == []


def test_every_column_of_the_unit_registry():
    with (ROOT / "config" / "units.csv").open(encoding="utf-8-sig", newline="") as file:
        assert missing(set(next(csv.reader(file)))) == []


def test_every_word_list():
    assert missing({path.name for path in ROOT.glob("config/lexicon/*.txt")}) == []


def keys(value: object) -> list[str]:
    if isinstance(value, dict):
        return [name for key, inner in value.items() for name in [key, *keys(inner)]]
    return [name for inner in value for name in keys(inner)] if isinstance(value, list) else []


def _error_codes(tree: ast.Module) -> set[str]:
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name.endswith("Error")]
    return {
        node.value.value
        for found in classes
        for node in found.body
        if isinstance(node, ast.Assign)
        and ast.unparse(node.targets[0]) == "code"
        and isinstance(node.value, ast.Constant)
    }


def _hold_codes(tree: ast.Module) -> set[str]:
    """The code in holds.hold(conn, row, code, question) and in Objection("held", code, sentence)."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    places = {"hold": 2, "holds.hold": 2, "Objection": 1}
    found = [(call, places.get(ast.unparse(call.func), 99)) for call in calls]
    codes = [call.args[place] for call, place in found if place < len(call.args)]
    return {code.value for code in codes if isinstance(code, ast.Constant)}


def test_every_example_of_a_connection_is_valid(tmp_path):
    """Each TOML block of docs/configuration.md that has a profile, put in place of the delivered one."""
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    examples = [block for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL) if "profile" in block]
    assert len(examples) >= len(PROFILES) - 1
    shutil.copytree(ROOT / "config", tmp_path / "config")
    (tmp_path / "templates").mkdir()
    office = (tmp_path / "config" / "office.toml").read_text(encoding="utf-8")
    for example in examples:
        blocks = tomllib.loads(example)
        kept = office
        for name in blocks:
            kept = re.sub(rf"\[{name}\]\n.*?(?=\n\[)", "", kept, flags=re.DOTALL)
        (tmp_path / "config" / "office.toml").write_text(kept + "\n" + example, encoding="utf-8")
        for secret in re.findall(r'_file = "(.*?)"', example):
            (tmp_path / "config" / secret).parent.mkdir(exist_ok=True)
            (tmp_path / "config" / secret).write_text("bi-mat", encoding="utf-8")
        assert [problem.sentence for problem in find_problems(tmp_path / "config", {})] == [], example
