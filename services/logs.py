"""Logs: one JSON object a line on stderr. Fields are ids, hashes, counts and states; never text of documents."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path

import structlog

#: How many places of an exception are written.
FRAMES = 8
#: Values of these fields are never written, wherever they come from.
SECRET_FIELDS = frozenset({"token", "authorization", "password", "secret"})


def configure_logs(level: str = "INFO") -> None:
    """Send structlog and the standard library's logging to stderr as JSON lines."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _where,
        _redact,
    ]
    structlog.configure(
        processors=[
            *shared,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    formatter = structlog.stdlib.ProcessorFormatter(
        processor=structlog.processors.JSONRenderer(ensure_ascii=False), foreign_pre_chain=shared
    )
    handler.setFormatter(formatter)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def _redact(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    return {key: "***" if key.lower() in SECRET_FIELDS else value for key, value in event.items()}


def _where(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """An exception as its type and the places it passed. Its message may quote a document, so it is left out."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple) and isinstance(error[1], BaseException):
        frames = traceback.extract_tb(error[1].__traceback__)[-FRAMES:]
        event["exception"] = type(error[1]).__name__
        event["where"] = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return event
