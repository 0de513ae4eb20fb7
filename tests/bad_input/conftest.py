"""The real flow with the sandbox, as the tests of the flow have it."""

from __future__ import annotations

from tests.integration.conftest import header
from tests.integration.flow.conftest import document, office

__all__ = ["document", "header", "office"]
