"""Quirks of the province's axis that are off until wanted, and what the service makes of them."""

from __future__ import annotations

import pytest

from services.errors import MissingPacketError, UnavailableError
from services.office.connect import open_axis
from services.office.connectors.bkav_edoc import BkavSettings
from services.office.edxml import Document, Party, Status, read_packet, write_document, write_status
from services.office.edxml import report as report_on
from services.office.edxml.model import Staff
from services.office.port import PacketKind, PendingRef
from services.sandbox.profiles.bkav_rebuilt import rebuilt

TOKEN = "ma-truy-cap-thu"


@pytest.fixture
def quirks(api):
    return api.quirks


def test_all_receivers_joined_in_the_list(api, quirks, letter):
    from dataclasses import replace

    two = replace(
        letter, receivers=(*letter.receivers, Party("000.30.03.H53", name="Trường THPT Tân Hưng", address="x"))
    )
    assert api.send(write_document(two), "EDOC")["status"] == "Success"
    assert api.pending("000.30.03.H53", "EDOC")["data"][0]["organId"] == "000.31.03.H53"
    quirks.turn({"bkav_joined_receivers": True})
    assert api.pending("000.30.03.H53", "EDOC")["data"][0]["organId"] == "000.31.03.H53#000.30.03.H53"


def test_a_rebuilt_document_reads_the_same_but_for_filler(letter):
    packet = rebuilt(write_document(letter))
    again = read_packet(packet)
    assert packet != write_document(letter)
    assert isinstance(again, Document)
    assert (again.symbol, again.subject, again.attachments[0].content) == (letter.symbol, letter.subject, b"%PDF-1.4")
    assert (again.other.copies, again.other.pages, again.other.priority) == (1, 1, 0)
    assert packet.index(b"<edXML:Code>") < packet.index(b"<edXML:From>")
    assert rebuilt(b"<x/>") == b"<x/>"


def test_a_rebuilt_status_has_lost_its_zero(letter):
    status = report_on(letter, "05", letter.receivers[0], Staff(), None)
    packet = rebuilt(write_status(status))
    assert b"<edXML:StatusCode>5<" in packet
    read = read_packet(packet)
    assert isinstance(read, Status)
    assert read.code == "05"


@pytest.mark.parametrize("organ_id", ["000.00.03.A53", "000.00.03.H53"])
def test_only_in_block_a_a_confirmation_leaves_other_statuses(api, letter, status_packet, organ_id):
    from dataclasses import replace

    with api.axis._store.writing() as db:
        db.execute("INSERT OR IGNORE INTO organ VALUES ('000.00.03.A53', '', 'Ban Tuyên giáo')")
    sender = replace(letter.sender, organ_id=organ_id)
    assert api.send(write_document(replace(letter, sender=sender)), "EDOC")["status"] == "Success"
    for _ in range(2):
        assert api.send(status_packet.replace("000.00.03.H53", organ_id).encode(), "STATUS")["status"] == "Success"
    api.confirm(organ_id, "1")
    assert len(api.pending(organ_id, "STATUS")["data"]) == (1 if "A53" in organ_id else 0)


def test_a_number_that_stayed_in_the_queue_is_missing_and_a_failing_queue_passes(root):
    import requests

    def turn(**changes):
        bearer = {"Authorization": f"Bearer {TOKEN}"}
        requests.post(f"{root}/sandbox/quirks", json=changes, headers=bearer, timeout=5).raise_for_status()

    settings = {"base_url": f"{root}/EdocService", "organ_id": "000.00.03.H53", "token": TOKEN}
    axis = open_axis(BkavSettings(profile="bkav-edoc", **settings))
    turn(bkav_dangling=77)
    (ref,) = axis.list_pending(PacketKind.DOCUMENT)
    assert ref == PendingRef("77", PacketKind.DOCUMENT)
    with pytest.raises(MissingPacketError):
        axis.fetch(ref)
    turn(bkav_pending_fails=True)
    with pytest.raises(UnavailableError, match="GetPending"):
        axis.list_pending(PacketKind.DOCUMENT)
    answer = requests.post(
        f"{root}/sandbox/quirks", json={"khong_co": 1}, timeout=5, headers={"Authorization": f"Bearer {TOKEN}"}
    )
    assert answer.status_code == 422
