"""Damage in the files an office gives us itself: configuration, lists of units, templates. Told, and no crash."""

from __future__ import annotations

import contextlib
import io
import shutil

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from services.errors import SettingsError, UnreadableFileError
from services.letters.template import TemplateFiles
from services.letters.trial import examine
from services.settings.load import find_problems
from services.settings.units_import import plan_import
from tests.bad_input.damage import damaged
from tests.needs import ROOT

FEW = settings(max_examples=25, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck))
CONFIG = sorted(
    str(path.relative_to(ROOT / "config"))
    for path in (ROOT / "config").rglob("*")
    if path.suffix in {".toml", ".csv", ".txt"}
)
TEMPLATES = sorted(path.parent.name for path in (ROOT / "templates").glob("*/letter.toml"))


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    home = tmp_path_factory.mktemp("cau-hinh")
    shutil.copytree(ROOT / "config", home / "config")
    shutil.copytree(ROOT / "templates", home / "templates")
    return home / "config"


@FEW
@given(name=st.sampled_from(CONFIG), data=st.data())
def test_configuration(config, name, data):
    whole = (config / name).read_bytes()
    (config / name).write_bytes(data.draw(damaged(whole)))
    try:
        problems = find_problems(config, {})
    finally:
        (config / name).write_bytes(whole)
    assert all(one.sentence for one in problems)


def sheet() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["id", "name", "kind"])
    book.active.append(["thpt-a", "Trường THPT A", "thpt"])
    book.save(out)
    return out.getvalue()


LISTS = {"danh-sach.xlsx": sheet(), "danh-sach.csv": "id,name,kind\nthpt-a,Trường THPT A,thpt\n".encode()}


@pytest.mark.parametrize("name", LISTS)
@FEW
@given(data=st.data())
def test_lists_of_units(config, tmp_path_factory, name, data):
    file = tmp_path_factory.getbasetemp() / name
    file.write_bytes(data.draw(damaged(LISTS[name])))
    with contextlib.suppress(SettingsError, UnreadableFileError):
        made = plan_import(file, config)
        assert made.problems or made.added or made.changes or made.same or made.kept


@pytest.mark.parametrize("part", ["word", "toml"])
@FEW
@given(name=st.sampled_from(TEMPLATES), data=st.data())
def test_templates(name, part, data):
    home = ROOT / "templates" / name
    files = {"word": (home / "letter.docx").read_bytes(), "toml": (home / "letter.toml").read_bytes()}
    files[part] = data.draw(damaged(files[part]))
    tried = examine(TemplateFiles(name, **files))
    assert tried.papers or [str(one) for one in tried.problems if one.blocking]
