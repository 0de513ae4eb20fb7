"""Loads the configuration: one frozen `Settings`, or every problem of every file at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from services.blocks import Frozen
from services.errors import SettingsError
from services.settings import places
from services.settings.abbreviations_file import read_abbreviations
from services.settings.drafting import read_drafting
from services.settings.formality_file import read_formality
from services.settings.groups_file import read_groups
from services.settings.laws import check_times
from services.settings.lexicon_files import read_lexicon
from services.settings.model import CalendarSettings, Paths, Schedule
from services.settings.office_file import read_office
from services.settings.problem import Problem
from services.settings.selectors import known_values
from services.settings.settings import Settings
from services.settings.source import Source
from services.settings.topic_files import read_topics
from services.settings.unit_checks import check_units
from services.settings.units_file import read_units
from services.settings.validation import validate
from services.units.registry import Registry

if TYPE_CHECKING:
    from pathlib import Path

    from services.settings.office_file import OfficeFile

Block = TypeVar("Block", bound=Frozen)

__all__ = ["Problem", "Settings", "find_problems", "load_settings", "problems_with"]

CALENDAR = "calendar.toml"
NOTHING: Mapping[str, str] = MappingProxyType({})
SCHEDULE = "schedule.toml"


def load_settings(
    config_dir: Path | None = None, env: Mapping[str, str] | None = None, data_dir: Path | None = None
) -> Settings:
    """The settings; `env` is the process environment unless given.

    Raises `SettingsError` whose `problems` are the Vietnamese sentences of all problems found.
    """
    settings, problems = _read(config_dir, os.environ if env is None else env, data_dir)
    if settings is None:
        sentences = tuple(problem.sentence for problem in problems)
        raise SettingsError(f"Cấu hình có {len(sentences)} lỗi, cần sửa hết trước khi chạy", sentences)
    return settings


def find_problems(config_dir: Path | None = None, env: Mapping[str, str] | None = None) -> tuple[Problem, ...]:
    """All problems of all files, by file and line; none means that `load_settings` will succeed."""
    return _read(config_dir, os.environ if env is None else env, None)[1]


def problems_with(config_dir: Path | None, instead: Mapping[str, str]) -> tuple[Problem, ...]:
    """All problems there would be with other texts in place of some files ("units.csv")."""
    return _read(config_dir, os.environ, None, instead)[1]


def _read(
    config_dir: Path | None, env: Mapping[str, str], data_dir: Path | None, instead: Mapping[str, str] = NOTHING
) -> tuple[Settings | None, tuple[Problem, ...]]:
    folder = places.config_folder(config_dir, env)
    paths = Paths(config=folder, templates=places.templates_folder(folder, env), data=places.data_folder(data_dir, env))
    source = Source(folder, instead=instead)
    if not folder.is_dir():
        fix = f"tạo thư mục này hoặc đặt biến môi trường {places.CONFIG}"
        source.report(str(folder), None, "", "không tìm thấy thư mục cấu hình", fix)
        return None, tuple(source.problems)
    settings = _settings(source, env, paths)
    problems = tuple(sorted(set(source.problems), key=lambda each: (each.file, each.line or 0, each.where)))
    return (None if problems else settings), problems


def _settings(source: Source, env: Mapping[str, str], paths: Paths) -> Settings | None:
    """Read everything, reporting all problems on the way; None when a part is missing."""
    office = read_office(source, env, paths.data)
    if office:
        check_times(source, office.document)
    registry = _registry(source, office)
    topics = read_topics(source, known_values(registry.units) if registry.units else {})
    schedule = _optional(source, SCHEDULE, Schedule)
    calendar = _optional(source, CALENDAR, CalendarSettings)
    drafting = read_drafting(source, frozenset(topic.id for topic in topics))
    formality = read_formality(source)
    lexicon = read_lexicon(source, registry.spellings())
    _check_templates(source, paths.templates)
    if not (office and office.office and office.axis and office.desk and office.filing):
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
        connections=office.connections,
        paths=paths,
        registry=registry,
        topics=topics,
        lexicon=lexicon,
        drafting=drafting,
        config_hash=source.digest(),
        proposer=office.proposer,
    )


def _registry(source: Source, office: OfficeFile | None) -> Registry:
    rows, groups, short = read_units(source), read_groups(source), read_abbreviations(source)
    names, territory = (office.names, office.territory) if office else ((), "")
    registry = Registry([row.unit for row in rows], [line.group for line in groups], names, short, territory)
    check_units(source, rows, groups, registry, office.id if office else "")
    return registry


def _optional(source: Source, name: str, model: type[Block]) -> Block | None:
    """A file that may be absent: then everything in it has its default."""
    if not (source.folder / name).is_file():
        return model()
    document = source.toml(name)
    return validate(source, document, (), model, document.data) if document else None


def _check_templates(source: Source, folder: Path) -> None:
    if not folder.is_dir():
        fix = f"tạo thư mục này hoặc đặt biến môi trường {places.TEMPLATES}"
        source.report(str(folder), None, "", "không tìm thấy thư mục mẫu văn bản", fix)
