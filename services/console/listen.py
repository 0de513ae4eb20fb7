"""The place where the console listens."""

from __future__ import annotations

import os
import socket
import time

import structlog

RETRY_SECONDS = 5

log = structlog.get_logger()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises OSError when another program does, or the place is not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


def listen_when_free(host: str, port: int) -> socket.socket:
    """Wait until nobody else listens there: what stands beside the console in its process does not wait for that."""
    told = False
    while True:
        try:
            found = listen(host, port)
        except OSError as error:
            if not told:
                why = os.strerror(error.errno) if error.errno else str(error)
                log.warning("console_waits", host=host, port=port, error=why)
            told = True
            time.sleep(RETRY_SECONDS)
        else:
            if told:
                log.info("console_listens", host=host, port=port)
            return found
