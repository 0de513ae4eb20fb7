"""The checks of sendDocument, one mistake a line, with the codes spelled as that server spells them."""

from __future__ import annotations

import re

import pytest

CRASH = {"status": "Error", "code": "9999", "docId": 0}
HEAD = "edXML:"


def changed(packet, old, new):
    """The packet with a piece replaced; `~` stands for the prefix, an element name alone for the whole element."""
    old, new = old.replace("~", HEAD), new.replace("~", HEAD)
    if re.fullmatch(r"[\w:]+", old):
        old = re.search(rf"<{old}[ >].*?</{old}>", packet, re.DOTALL).group()
    assert old in packet
    return packet.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("000.00.03.H53</~OrganId>", "</~OrganId>", {"N.MessageHeaderFromOrganId"}),
        ("000.00.03.H53</~OrganId>", "1.000.00.03.H53</~OrganId>", {"R.MessageHeaderFromOrganId"}),
        ("<~OrganName>Sở Giáo dục và Đào tạo</~OrganName>", "", {"R.MessageHeaderFromOrganName"}),
        ("<~OrganName>Trường THPT Tây Ninh</~OrganName>", "", {"R.MessageHeaderToOrganName"}),
        ("<~OrganId>000.31.03.H53</~OrganId>", "", {"N.MessageHeaderToOrganId"}),
        ("~To", "", {"N.MessageHeader.To"}),
        ("~DocumentId", "", {"DocumentId"}),
        ("~CodeNumber", "", {"N.MessageHeaderCodeCodeNumber"}),
        ("~CodeNotation", "<~CodeNotation/>", {"N.MessageHeaderCodeCodeNotation"}),
        ("2020/01/22</~Prom", "22/01/2020</~Prom", {"PromulgationDate"}),
        ("2020/01/22</~Prom", "2020/02/30</~Prom", {"PromulgationDate"}),
        ("2020/01/22</~Prom", "</~Prom", {"T.MessageHeader.PromulgationDate"}),
        ("2020/01/22</~Prom", "2999/01/22</~Prom", {"M.MessageHeader.PromulgationDate"}),
        ("<~Type>2", "<~Type>18", {"M.MessageHeader.DocumentType.Type"}),
        ("~TypeName", "", {"R.MessageHeader.DocumentType.TypeName"}),
        ("~Subject", "", {"MessageHeader.Subject"}),
        ("~Content", "", {"MessageHeader.Content"}),
        ("<~Subject>", "<~Subject>" + "." * 500, {"MessageHeader.Subject"}),
        ("~TraceHeader", "", {"N.TraceHeaderList.TraceHeader.OrganId"}),
    ],
)
def test_named_faults(api, letter_packet, old, new, codes):
    said = api.send(changed(letter_packet, old, new), "EDOC")
    assert (said["status"], said["code"], said["docId"]) == ("Fail", "9999", 0)
    assert {error["code"] for error in said["errors"]} == codes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<~OrganAdd>Tây Ninh</~OrganAdd>\r\n        </~To>", "</~To>"),
        ("~Code", ""),
        ("~OtherInfo", ""),
        ("~TraceHeaderList", ""),
        ("~Bussiness", ""),
        ("<~Paper>0</~Paper>", "<~Paper/>"),
        ("<~BussinessDocType>0", "<~BussinessDocType>moi"),
        ("<~SteeringType>1", "<~SteeringType>3"),
        ("~SteeringType", ""),
        ("<~Type>2", "<~Type>hai"),
        ("AttachmentEncoded", "<AttachmentEncoded/>"),
        ("</edXML>", ""),
    ],
)
def test_exceptions_of_that_server_tell_no_reason(api, letter_packet, old, new):
    assert api.send(changed(letter_packet, old, new), "EDOC") == CRASH


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<~OrganId>000.31.03.H53", "<~OrganId>H53.31"),
        ("~ContentTransferEncoded", '<~ContentTransferEncoded xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016"/>'),
    ],
    ids=["new-style-organ-id", "empty-attachment"],
)
def test_what_passes_the_checks_and_fails_while_saving(api, letter_packet, old, new):
    said = api.send(changed(letter_packet, old, new), "EDOC")
    assert [error["code"] for error in said["errors"]] == ["SendDocument", "M.SaveDocError"]
    assert api.pending("000.31.03.H53", "EDOC")["data"] == []


def test_a_good_document_is_queued_and_its_id_cannot_be_used_again(api, letter_packet):
    assert api.send(letter_packet.encode(), "EDOC") == {"status": "Success", "code": "0", "docId": 1, "errors": []}
    assert [error["code"] for error in api.send(letter_packet.encode(), "EDOC")["errors"]] == ["ExistDoc"]


def test_the_queue_prints_the_first_receiver_and_a_stranger_waits_for_ever(api, letter_packet):
    stranger = "<~To><~OrganId>999.99.99.X99</~OrganId><~OrganName>Lạ</~OrganName><~OrganAdd>Xa</~OrganAdd></~To>"
    both = changed(letter_packet, "<~DocumentId>", f"{stranger}<~DocumentId>")
    assert api.send(both, "EDOC")["status"] == "Success"
    for organ_id in ("000.31.03.H53", "999.99.99.X99"):
        assert api.pending(organ_id, "EDOC")["data"] == [{"docId": 1, "organId": "000.31.03.H53"}]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("~StaffInfo", "", ("Error", "0", "M.UpdateStatus")),
        ("<~StatusCode>05", "<~StatusCode>nam", ("Error", "0", "M.UpdateStatus")),
        ("162/KH-SGDĐT</~Code>", "163/KH-SGDĐT</~Code>", ("Error", "0", "M.UpdateStatusDoc")),
        ("~Code", "", ("Fail", "9999", "MessageHeaderResponseForCode")),
        ("~DocumentId", "", ("Fail", "9999", "MessageHeader.ResponseFor.DocumentId")),
        ("~StatusCode", "", ("Fail", "9999", "MessageHeader.StatusCode")),
    ],
)
def test_statuses(api, letter_packet, status_packet, old, new, said):
    api.send(letter_packet.encode(), "EDOC")
    body = api.send(changed(status_packet, old, new), "STATUS")
    assert (body["status"], body["code"], body["errors"][0]["code"]) == said
    assert body["docId"] == 0


def test_a_status_in_the_national_form_is_not_understood(api, letter_packet, status_packet):
    api.send(letter_packet.encode(), "EDOC")
    national = status_packet.replace("edXML:Status>", "edXML:MessageHeader>")
    assert api.send(national.encode(), "STATUS") == CRASH


def test_a_recall_goes_from_the_sender_to_the_receiver(api, letter_packet, status_packet):
    api.send(letter_packet.encode(), "EDOC")
    turned = status_packet.replace("000.31.03.H53", "TO").replace("<edXML:OrganId>000.00.03.H53", "<edXML:OrganId>FROM")
    recall = turned.replace("TO", "000.00.03.H53").replace("FROM", "000.31.03.H53").replace("Code>05", "Code>13")
    assert api.send(recall.encode(), "STATUS")["status"] == "Success"
    assert len(api.pending("000.31.03.H53", "STATUS")["data"]) == 1


def test_a_confirmation_drops_every_waiting_status_and_the_document_of_that_number(api, letter_packet, status_packet):
    us = "000.00.03.H53"
    api.send(letter_packet.encode(), "EDOC")
    for _ in range(2):
        api.send(status_packet.encode(), "STATUS")
    assert [entry["docId"] for entry in api.pending(us, "STATUS")["data"]] == [1, 2]
    api.confirm(us, "2")
    assert api.pending(us, "STATUS")["data"] == []
    api.confirm("000.31.03.H53", "1")
    assert api.pending("000.31.03.H53", "EDOC")["data"] == []


def test_with_shared_numbers_the_other_kind_is_handed_out(api, panel, letter_packet, status_packet):
    api.send(letter_packet.encode(), "EDOC")
    api.send(status_packet.encode(), "STATUS")
    asked = api.packet("1", "EDOC")
    panel.turn({"shared_numbers": True})
    assert asked != api.packet("1", "EDOC") == api.packet("1", "STATUS")
