"""The real flow with the sandbox, as the tests of the flow have it."""

from __future__ import annotations

from tests.integration.flow.conftest import document, header, office

__all__ = ["document", "header", "office"]
