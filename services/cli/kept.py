"""What `check` says of the work under way: units that lost their row, files that are not on the disk any more."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from services.context import open_blobs
from services.errors import MissingFileError, MissingUnitError
from services.ledger import open_work
from services.ledger.store import open_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from services.settings.load import Settings

#: How many directives are told by name.
NAMED = 3


def units(offices: Sequence[Settings]) -> None:
    """Raises MissingUnitError with a line for each unit that has work under way and no row any more."""
    gone = []
    with _ledger(offices) as conn:
        for one in offices:
            known = {unit.id for unit in one.registry.units}
            used = open_work.units(conn, one.office.id)
            gone += [_no_row(unit, names) for unit, names in used.items() if unit not in known]
    if gone:
        raise MissingUnitError("\n".join(gone))


def _no_row(unit: str, names: Sequence[str]) -> str:
    return (
        f"config/units.csv: không còn đơn vị “{unit}”, đang có việc trong văn bản {_listed(names)} – thêm lại dòng ấy "
        "với valid_to (không xóa dòng cũ)."
    )


def files(offices: Sequence[Settings]) -> None:
    """Raises MissingFileError when a directive under way needs a file that is not there."""
    blobs = open_blobs(offices[0])
    with _ledger(offices) as conn:
        gone = [(sha, name) for sha, name in open_work.contents(conn) if not blobs.has(sha)]
    if gone:
        names = _listed(list(dict.fromkeys(name for _, name in gone)))
        raise MissingFileError(
            f"{blobs.folder}: thiếu {len({sha for sha, _ in gone})} tệp của văn bản {names} – kiểm tra ổ đĩa; nếu sổ "
            "vừa được khôi phục, chép thư mục files của cùng bản sao lưu vào đây."
        )


def _listed(names: Sequence[str]) -> str:
    more = f" và {len(names) - NAMED} văn bản khác" if len(names) > NAMED else ""
    return f"{'; '.join(names[:NAMED])}{more}"


@contextlib.contextmanager
def _ledger(offices: Sequence[Settings]) -> Iterator[Connection]:
    ledger = open_ledger(offices[0].connections.ledger_url)
    try:
        with ledger.read() as conn:
            yield conn
    finally:
        ledger.close()


WORK = {"đơn vị của các văn bản đang xử lý": units, "tệp của các văn bản đang xử lý": files}
