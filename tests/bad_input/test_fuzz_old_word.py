"""Damage in Word files of older kinds, through the programs that open them: pages or an error of ours."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from services.directive.model import Pages
from services.errors import NeedsOcrError, UnreadableFileError
from services.reading import OcrOptions, office, read_bytes
from tests.bad_input.damage import damaged
from tests.needs import need_command
from tests.unit.reading.test_old_word import RTF, old_word

__all__ = ["old_word"]

pytestmark = pytest.mark.office
EASY = {"phases": [Phase.explicit, Phase.generate], "suppress_health_check": list(HealthCheck)}


def outcome(content: bytes) -> Pages | UnreadableFileError | NeedsOcrError:
    try:
        return read_bytes(content, "kh.doc", ocr=OcrOptions(enabled=False))
    except (UnreadableFileError, NeedsOcrError) as error:
        return error


def told(end: Pages | UnreadableFileError | NeedsOcrError) -> bool:
    return isinstance(end, Pages) or "“kh.doc”" in end.message


@settings(max_examples=40, **EASY)
@given(data=st.data())
def test_what_antiword_opens(old_word, monkeypatch, data):
    need_command("antiword")
    found = shutil.which
    monkeypatch.setattr(office.shutil, "which", lambda name: None if name == "soffice" else found(name))
    assert told(outcome(data.draw(damaged(old_word))))


@pytest.mark.timeout(300)
@settings(max_examples=3, **EASY)
@given(data=st.data())
def test_what_libreoffice_opens(old_word, data):
    for content in (old_word, RTF):
        assert told(outcome(data.draw(damaged(content))))
