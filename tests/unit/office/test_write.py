"""The writer: bytes that every known server takes, and that our reader gives back unchanged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.office.edxml import Attachment, Document, Party, Status, StatusForm, write_status
from services.office.edxml import read_packet as read
from services.office.edxml import write_document as write

SMALLEST = """<?xml version="1.0" encoding="UTF-8"?>
<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016">
  <edXML:edXMLEnvelope xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">
    <edXML:edXMLHeader>
      <edXML:MessageHeader>
        <edXML:From>
          <edXML:OrganId>000.00.00.H53</edXML:OrganId>
        </edXML:From>
        <edXML:Subject>A &amp; B &lt;C&gt; "D"</edXML:Subject>
        <edXML:OtherInfo>
          <edXML:Direction>false</edXML:Direction>
        </edXML:OtherInfo>
      </edXML:MessageHeader>
      <edXML:TraceHeaderList>
        <edXML:Bussiness>
          <edXML:BussinessDocType>0</edXML:BussinessDocType>
          <edXML:Paper>0</edXML:Paper>
        </edXML:Bussiness>
      </edXML:TraceHeaderList>
    </edXML:edXMLHeader>
    <edXML:edXMLBody>
      <edXML:edXMLManifest version="1.0">
        <edXML:Reference>
          <edXML:ContentId>cid:a1</edXML:ContentId>
          <edXML:ContentType>application/pdf</edXML:ContentType>
          <edXML:AttachmentName>a.pdf</edXML:AttachmentName>
        </edXML:Reference>
      </edXML:edXMLManifest>
    </edXML:edXMLBody>
  </edXML:edXMLEnvelope>
  <AttachmentEncoded>
    <Attachment>
      <ContentId>cid:a1</ContentId>
      <AttachmentName>a.pdf</AttachmentName>
      <ContentType>application/pdf</ContentType>
      <edXML:ContentTransferEncoded xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">JVBERg==</edXML:ContentTransferEncoded>
    </Attachment>
  </AttachmentEncoded>
</edXML>
"""
TEXTS = st.text(st.characters(codec="utf-8"), max_size=40)


def test_the_bytes_are_those_of_the_reference_library():
    document = Document(
        sender=Party("000.00.00.H53"),
        subject=' A & B <C> "D"\x00 ',
        attachments=(Attachment("a.pdf", b"%PDF", content_id="a1"),),
    )
    assert write(document).decode() == SMALLEST.replace("\n", "\r\n")


def test_without_attachments_manifest_and_attachments_stand_empty():
    lines = write(Document()).decode().splitlines()
    assert '      <edXML:edXMLManifest version="1.0" />' in lines
    assert "  <AttachmentEncoded />" in lines


def test_what_is_written_is_read_back(sample):
    assert read(write(sample)) == sample


def test_the_same_document_gives_the_same_bytes(new_document):
    assert write(new_document) == write(new_document)


@given(subject=TEXTS, name=TEXTS, content=st.binary(max_size=200))
def test_any_text_and_any_content_survive_or_are_cleaned(subject, name, content):
    document = Document(subject=subject, attachments=(Attachment(f"{name}.dat", content),))
    once = read(write(document))
    twice = read(write(once))
    assert once.attachments[0].content == content
    assert twice.subject == once.subject
    assert [(file.name, file.content) for file in twice.attachments] == [(once.attachments[0].name, content)]


@pytest.mark.parametrize("form", StatusForm)
def test_a_status_is_written_per_profile_and_zero_padded(sample_status, form):
    packet = write_status(replace(sample_status, code="5"), form)
    assert f"<edXML:{form.value}>" in packet.decode()
    assert "<edXML:StatusCode>05</edXML:StatusCode>" in packet.decode()
    assert b"AttachmentEncoded" not in packet
    assert read(packet) == sample_status


def test_a_status_always_holds_the_staff_element(sample_status):
    packet = write_status(replace(sample_status, staff=type(sample_status.staff)()))
    assert "<edXML:StaffInfo />" in packet.decode()


def test_a_report_names_the_original_and_the_office_word(sample_status, new_document):
    assert isinstance(sample_status, Status)
    assert sample_status.response_for.organ_id == new_document.sender.organ_id
    assert sample_status.response_for.code == "53/KH-UBND"
    assert sample_status.description == "Đang xử lý"
