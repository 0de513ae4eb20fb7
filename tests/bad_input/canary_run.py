"""The flow with personal data and secrets in every place a log line could take them from; started by `test_logs`.

Prints nothing itself: whatever appears is a log line of the service.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import sys
from pathlib import Path

import structlog

from services import pipeline
from services.errors import TrienkhaiError
from services.logs import configure_logs
from services.sandbox.deliver import PacketHeader, deliver
from services.sandbox.serve import running
from services.settings.secrets import SANDBOX_TOKEN
from tests.bad_input.canaries import CANARIES, STRANGE_SYMBOL
from tests.integration.flow.conftest import ORGAN, PLAN, Office

TEXT = PLAN.replace("Bảo đảm an toàn", " ".join(CANARIES))


def main(folder: Path) -> None:
    configure_logs("DEBUG")
    with running(folder / "sandbox.sqlite", SANDBOX_TOKEN, ORGAN) as url:
        office = Office(url, folder)
        good = handed_over(office, folder, "12", "ke-hoach.txt", TEXT.encode())
        strange = handed_over(office, folder, STRANGE_SYMBOL, "ke-hoach.txt", TEXT.encode())
        broken = handed_over(office, folder, "14", f"{CANARIES[0]}.docx", b"PK\x03\x04" + TEXT.encode())
        fails = handed_over(office, folder, "15", "ke-hoach.txt", TEXT.encode() + b"\n")
        office.poll()
        for handle in (good, strange, broken):
            office.run(handle)
        pipeline.understand = broken_step
        office.run(fails, rounds=6)
        stranger(office)
        of_libraries()
        office.ctx.ledger.close()


def handed_over(office: Office, folder: Path, number: str, name: str, content: bytes) -> int:
    file = folder / name
    file.write_bytes(content)
    header = PacketHeader(
        number=number,
        notation="KH-SGDĐT",
        issued_on=dt.date(2026, 3, 16),
        issuer="Sở Giáo dục và Đào tạo",
        issuer_organ_id=ORGAN,
        subject=f"Về việc của {CANARIES[1]}",
    )
    return deliver(office.database, [file], header)


def broken_step(*_: object) -> None:
    raise ValueError(TEXT)


def stranger(office: Office) -> None:
    """A poll with a token that the axis does not know."""
    os.environ["TRIENKHAI_AXIS_TOKEN"] = CANARIES[-1]
    try:
        Office(office.url, office.database.parent).poll()
    except TrienkhaiError as error:
        structlog.get_logger().warning("poll_failed", error=error.code, token=CANARIES[-1])


def of_libraries() -> None:
    """What libraries log goes the same way, without the text of their exceptions."""
    try:
        broken_step()
    except ValueError:
        logging.getLogger("somewhere").exception("failed")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
