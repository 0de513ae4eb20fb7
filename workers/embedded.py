"""The embedded broker: a folder with a file for each message. A file is there whole or not at all.

Kombu's own makes the file first and fills it then: a worker that looks in between, or after a full disk, takes an empty
message, and that would end it. (`app` names it for the broker addresses that begin with filesystem://.)
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

import structlog
from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps

log = structlog.get_logger()


class Channel(filesystem.Channel):
    """Messages are moved into place when they are written, and dropped when they cannot be read."""

    def _put(self, queue: str, payload: dict[str, Any], **_options: object) -> None:  # type: ignore[override]  # as Kombu
        name = f"{round(monotonic() * 1000)}_{uuid4()}.{queue}.msg"
        part = Path(self.data_folder_out, f"{name}.part")
        try:
            part.write_text(dumps(payload), encoding="utf-8")
            part.replace(Path(self.data_folder_out, name))
        except OSError as error:
            part.unlink(missing_ok=True)
            raise ChannelError(f"Cannot add {name} to the folder of messages") from error

    def _get(self, queue: str, _timeout: float | None = None) -> Any:  # noqa: ANN401 - as Kombu has it
        while True:
            try:
                return super()._get(queue)
            except ValueError:  # a bell that is lost does no harm
                log.warning("bell_unreadable")


class Transport(filesystem.Transport):
    """Kombu's transport with these messages."""

    Channel = Channel
