from __future__ import annotations

from pathlib import Path

import pytest

from services.letters.template import TemplateSet, load_templates

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def templates() -> TemplateSet:
    return load_templates(PROJECT / "templates")
