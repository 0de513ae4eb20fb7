"""Loads the configuration: one frozen `Settings` for each office, or every problem of every file at once."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from services.blocks import Frozen
from services.errors import SettingsError
from services.settings import places
from services.settings.abbreviations_file import read_abbreviations
from services.settings.calendar_file import read_calendar
from services.settings.drafting import read_drafting
from services.settings.formality_file import read_formality
from services.settings.groups_file import read_groups
from services.settings.laws import check_times
from services.settings.lexicon_files import read_lexicon
from services.settings.model import Paths, Schedule
from services.settings.office_file import NOBODY, at_work, read_main
from services.settings.problem import Problem, did_you_mean
from services.settings.selectors import known_values
from services.settings.settings import Settings
from services.settings.source import Source
from services.settings.topic_files import read_topics
from services.settings.unit_checks import check_units
from services.settings.unit_owners import rows_of
from services.settings.units_file import FILE as UNITS
from services.settings.units_file import read_units
from services.settings.validation import validate
from services.units.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from services.settings.model import Connections
    from services.settings.office_file import OfficeFile
    from services.units.model import Unit

Block = TypeVar("Block", bound=Frozen)

__all__ = [
    "Glimpse",
    "Problem",
    "Settings",
    "find_problems",
    "glimpse",
    "load_offices",
    "load_settings",
    "problems_with",
]

NOT_LEDGER = ("khối [office]", "khối [axis]", "khối [desk]", "khối [filing]")
"""Where in office.toml nothing tells of the ledger."""
_BLOCK = re.compile(r"khối \[+([^\].]+)")
NOTHING: Mapping[str, str] = MappingProxyType({})
SCHEDULE = "schedule.toml"


def load_settings(
    config_dir: Path | None = None, env: Mapping[str, str] | None = None, data_dir: Path | None = None
) -> Settings:
    """The settings of the office at work, of several the first; `env` is the process environment unless given.

    Raises `SettingsError` whose `problems` are the Vietnamese sentences of all problems found.
    """
    return load_offices(config_dir, env, data_dir)[0]


def load_offices(
    config_dir: Path | None = None, env: Mapping[str, str] | None = None, data_dir: Path | None = None
) -> tuple[Settings, ...]:
    """The settings of every office at work, in the order of the file; raises like `load_settings`."""
    offices, problems = _read(config_dir, os.environ if env is None else env, data_dir)
    if problems or not offices:
        sentences = tuple(problem.sentence for problem in problems)
        raise SettingsError(f"Cấu hình có {len(sentences)} lỗi, cần sửa hết trước khi chạy", sentences)
    return offices


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a look into the ledger needs of the configuration.

    `offices` are those that can be read, `ids` those of all at work as written.
    """

    ledger_url: str
    offices: tuple[Settings, ...]
    ids: tuple[str, ...]
    problems: tuple[str, ...]


def glimpse(
    config_dir: Path | None = None, env: Mapping[str, str] | None = None, data_dir: Path | None = None
) -> Glimpse:
    """Where the ledger is, also while other parts of the configuration have problems.

    Raises `SettingsError` when a problem may hide where it is: a look into another ledger would be a lie.
    """
    env = os.environ if env is None else env
    offices, problems = _read(config_dir, env, data_dir)
    sentences = tuple(problem.sentence for problem in problems)
    folder = places.config_folder(config_dir, env)
    source = Source(folder)
    main = read_main(source, env, places.data_folder(data_dir, env)) if folder.is_dir() else None
    document = source.toml(places.MAIN_FILE) if main else None
    if main is None or document is None or any(_hides_ledger(problem, document.data) for problem in problems):
        raise SettingsError(f"Cấu hình có {len(sentences)} lỗi, cần sửa hết trước khi chạy", sentences)
    ids = tuple(at_work([one.id for one in main.offices], env))
    return Glimpse(main.connections.ledger_url, offices, ids, sentences)


def _hides_ledger(problem: Problem, blocks: Collection[str]) -> bool:
    """A block of the file itself may be meant to tell of the ledger, unless it is one of an office."""
    if not problem.file.endswith(places.MAIN_FILE):
        return "LEDGER" in problem.file
    block = _BLOCK.match(problem.where)
    if block is None:
        return bool(problem.where)
    return block[1] in blocks and not problem.where.startswith(NOT_LEDGER)


def find_problems(config_dir: Path | None = None, env: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    """All problems of all files, by file and line; none means that `load_settings` will succeed."""
    return _read(config_dir, os.environ if env is None else env, None)[1]


def problems_with(config_dir: Path | None, instead: Mapping[str, str]) -> tuple[Problem, ...]:
    """All problems there would be with other texts in place of some files ("units.csv")."""
    return _read(config_dir, os.environ, None, instead)[1]


def _read(
    config_dir: Path | None, env: Mapping[str, str], data_dir: Path | None, instead: Mapping[str, str] = NOTHING
) -> tuple[tuple[Settings, ...], tuple[Problem, ...]]:
    folder = places.config_folder(config_dir, env)
    paths = Paths(config=folder, templates=places.templates_folder(folder, env), data=places.data_folder(data_dir, env))
    source = Source(folder, instead=instead)
    if not folder.is_dir():
        fix = f"tạo thư mục này hoặc đặt biến môi trường {places.CONFIG}"
        source.report(str(folder), None, "", "không tìm thấy thư mục cấu hình", fix)
        return (), tuple(source.problems)
    offices = _offices(source, env, paths)
    problems = tuple(sorted(set(source.problems), key=lambda each: (each.file, each.line or 0, each.where)))
    return offices, problems


def _offices(source: Source, env: Mapping[str, str], paths: Paths) -> tuple[Settings, ...]:
    """Read everything for every office, reporting all problems on the way; those at work that lack no part."""
    # A file that cannot be read hides nothing of the others: they are read as for an office without a name.
    main = read_main(source, env, paths.data) or NOBODY
    ids = [office.id for office in main.offices]
    _check_own_folders(source, ids)
    made = [_settings(source, one, ids, main.connections, paths) for one in main.offices]
    wanted = at_work(ids, env)
    # The hash covers the files of all offices, so it is known last.
    digest, secrets = source.digest(), tuple(sorted(source.secrets))
    here = (one for one in made if one and one.office.id in wanted)
    return tuple(replace(one, config_hash=digest, secret_files=secrets) for one in here)


def _settings(
    shared: Source, office: OfficeFile, ids: Sequence[str], connections: Connections, paths: Paths
) -> Settings | None:
    """One office; None when a part of it is missing."""
    source = shared.of(places.own_folder(office.id)) if office.id else shared
    check_times(source, office.document)
    registry, everyone = _registry(source, office, ids)
    topics = read_topics(source, known_values(everyone) if everyone else {})
    schedule = _optional(source, SCHEDULE, Schedule)
    calendar = read_calendar(source)
    templates = places.own_templates(paths, office.id)
    _check_templates(source, templates)
    drafting = read_drafting(source, frozenset(topic.id for topic in topics), places.template_names(templates))
    formality = read_formality(source)
    lexicon = read_lexicon(source, registry.spellings())
    if not (office.office and office.axis and office.desk and office.filing):
        return None
    if not (schedule and calendar and drafting and formality and lexicon):
        return None
    return Settings(
        office=office.office,
        axis=office.axis,
        desk=office.desk,
        filing=office.filing,
        schedule=schedule,
        calendar=calendar,
        formality=formality,
        connections=connections,
        paths=paths.model_copy(update={"templates": templates}),
        registry=registry,
        topics=topics,
        lexicon=lexicon,
        drafting=drafting,
        config_hash="",
        proposer=office.proposer,
    )


def _registry(source: Source, office: OfficeFile, ids: Sequence[str]) -> tuple[Registry, list[Unit]]:
    """The units of one office, and all that the file knows: selectors may name what only another office has."""
    rows, groups, short = read_units(source), read_groups(source), read_abbreviations(source)
    own = rows if source.owns(UNITS) else rows_of(rows, office.id, ids)
    registry = Registry(
        [row.unit for row in own], [line.group for line in groups], office.names, short, office.territory
    )
    check_units(source, rows, groups, registry, ids)
    return registry, [row.unit for row in rows]


def _check_own_folders(source: Source, ids: Sequence[str]) -> None:
    """A folder of files for one office bears the id of an office."""
    for name in source.names(f"{places.OWN}/*"):
        wanted = name.removeprefix(f"{places.OWN}/")
        if wanted not in ids:
            why = f"không có cơ quan nào mã “{wanted}” trong office.toml"
            source.report(source.shown(name), None, "", why, did_you_mean(wanted, ids))


def _optional(source: Source, name: str, model: type[Block]) -> Block | None:
    """A file that may be absent: then everything in it has its default."""
    if not source.has(name):
        return model()
    document = source.toml(name)
    return validate(source, document, (), model, document.data) if document else None


def _check_templates(source: Source, folder: Path) -> None:
    if not folder.is_dir():
        fix = f"tạo thư mục này hoặc đặt biến môi trường {places.TEMPLATES}"
        source.report(str(folder), None, "", "không tìm thấy thư mục mẫu văn bản", fix)
