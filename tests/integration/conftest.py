"""What tests of the flow share."""

from __future__ import annotations

import datetime as dt

import pytest

from services import context
from services.sandbox.deliver import PacketHeader

ORGAN = "000.00.03.H53"


@pytest.fixture(scope="session")
def proven(tmp_path_factory):
    return tmp_path_factory.mktemp("proven")


@pytest.fixture(autouse=True)
def _templates_are_tried_once(proven, monkeypatch):
    """A context on a fresh data folder would try all templates again; what was tried is told by their versions."""
    monkeypatch.setattr(context, "TEMPLATE_MARKS", str(proven))


@pytest.fixture
def header():
    def make(**changes):
        values = {
            "number": "45",
            "notation": "KH-SGDĐT",
            "issued_on": dt.date(2026, 3, 16),
            "issuer": "Sở Giáo dục và Đào tạo",
            "issuer_organ_id": ORGAN,
            "type_name": "Kế hoạch",
            "subject": "An toàn trường học",
            "place": "Tây Ninh",
        }
        return PacketHeader(**{**values, **changes})

    return make
