"""Each outside library has one door, and the pure rooms have none."""

from __future__ import annotations

import sys

import pytest

from tests.architecture.source import modules

SOURCE = modules("services", "workers")

#: Library → the rooms or modules that may import it at run time.
DOORS = {
    "PIL": ["services.reading"],
    "alembic": ["services.ledger"],
    "billiard": ["workers"],
    "celery": ["workers"],
    "docx": ["services.reading", "services.letters", "services.formality"],
    "fastapi": ["services.console", "services.sandbox"],
    "kombu": ["workers"],
    "openpyxl": ["services.settings.unit_table"],
    "psycopg": ["services.ledger"],
    "pypdf": ["services.reading"],
    "pypdfium2": ["services.reading"],
    "redis": ["workers"],
    "requests": ["services.office.wire"],
    "sqlalchemy": ["services.ledger"],
    "typer": ["services.cli"],
    "xlsxwriter": ["services.letters"],
}
PURE = ("services.directive", "services.units", "services.planning")
PURE_MAY_USE = {"regex", "rapidfuzz", "services"}
#: Standard modules that look at the clock, at files, at the world or into a log.
IMPURE = {"io", "logging", "os", "pathlib", "random", "secrets", "shutil", "socket", "subprocess", "tempfile", "time"}


def inside(name: str, rooms: list[str]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


@pytest.mark.parametrize("library", DOORS)
def test_a_library_comes_in_by_its_own_door(library):
    users = [m.name for m in SOURCE if any(i.split(".")[0] == library for i in m.imports())]
    assert [name for name in users if not inside(name, DOORS[library])] == []


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_uses_the_standard_library_regex_and_rapidfuzz(room):
    allowed = (set(sys.stdlib_module_names) - IMPURE) | PURE_MAY_USE
    used = {(m.path, i.split(".")[0]) for m in SOURCE if m.room == room for i in m.imports()}
    assert sorted(pair for pair in used if pair[1] not in allowed) == []


@pytest.mark.parametrize("room", PURE)
def test_a_pure_room_knows_only_pure_rooms(room):
    ours = {i for m in SOURCE if m.room == room for i in m.imports() if i.startswith("services.")}
    assert sorted(i for i in ours if not inside(i, [*PURE, "services.errors"])) == []


def test_the_sandbox_shares_only_the_codec_with_the_office():
    ours = {i for m in SOURCE if m.room == "services.sandbox" for i in m.imports() if i.startswith("services")}
    assert (
        sorted(i for i in ours if not inside(i, ["services.sandbox", "services.office.edxml", "services.errors"])) == []
    )


def test_connectors_know_neither_each_other_nor_the_ledger_nor_the_flow():
    connectors = [m for m in SOURCE if m.name.startswith("services.office.connectors.")]
    assert connectors
    found = {(m.name, i) for m in connectors for i in m.imports() if i.startswith("services")}
    allowed = ["services.office", "services.errors", "services.blocks"]
    strange = [
        pair for pair in found if not inside(pair[1], allowed) or inside(pair[1], ["services.office.connectors"])
    ]
    assert sorted(strange) == []


def test_the_office_room_stands_on_its_own():
    ours = {(m.name, i) for m in SOURCE if m.room == "services.office" for i in m.imports() if i.startswith("services")}
    allowed = ["services.office", "services.errors", "services.blocks", "services.directive.model"]
    assert sorted(pair for pair in ours if not inside(pair[1], allowed)) == []
