"""The builders of files as one fixture."""

from __future__ import annotations

import pytest

from tests import files


@pytest.fixture(scope="session")
def make():
    """All builders of `tests.files` under one name."""
    return files
