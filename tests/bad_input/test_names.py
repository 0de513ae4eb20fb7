"""Names of attachments, no. 46: kept as they came for the record, never used as a path, shown in full safety."""

from __future__ import annotations

import datetime as dt

import pytest

from services.ledger import directives
from services.office.edxml import Attachment, write_document
from services.sandbox import deliver
from services.sandbox.deliver import deliver_packet

NAMES = ["../../etc/cron.d/x", "a\u202efdp.exe", "x" * 300 + ".txt", "C:\\Windows\\x.txt"]


@pytest.mark.parametrize("name", NAMES)
def test_a_strange_name_is_kept_and_never_used(office, header, tmp_path, name):
    axis, organ_id = deliver._axis(office.database)
    receiver = deliver.Party(organ_id, name=axis.name_of(organ_id))
    packet = write_document(
        deliver._document(header(issued_on=dt.date(2026, 3, 2)), receiver, (Attachment(name, b"Noi dung khac"),))
    )
    handle = deliver_packet(office.database, packet)
    office.poll()
    row = office.run(handle)
    with office.ctx.ledger.read() as conn:
        (file,) = directives.files_of(conn, row.id)
    assert file.name == name
    assert not {"/", "\\", "\u202e", "\0"} & set(file.safe_name)
    assert not file.safe_name.startswith(".")
    assert len(file.safe_name.encode()) <= 255
    outside = [path for path in tmp_path.rglob("*") if path.name in {"x", file.safe_name, name}]
    assert outside == []
