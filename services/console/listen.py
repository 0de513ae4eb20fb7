"""The place where the console listens."""

from __future__ import annotations

import errno
import socket
import time

import structlog

RETRY_SECONDS = 5
#: Another program has the port; an address of ours is not there yet.
MAY_PASS = frozenset({errno.EADDRINUSE, errno.EADDRNOTAVAIL})

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
            if error.errno not in MAY_PASS:
                raise
            if not told:
                log.warning("console_waits", host=host, port=port, error=error.strerror)
            told = True
            time.sleep(RETRY_SECONDS)
        else:
            if told:
                log.info("console_listens", host=host, port=port)
            return found
