"""The reader takes what any builder writes: one deviation a line."""

from __future__ import annotations

import base64
import datetime as dt
import io
import zipfile

import pytest

from services.office.edxml import BusinessKind, Document, Status
from services.office.edxml import read_packet as read
from services.office.edxml import write_document as write

TODAY = dt.date(2026, 11, 1)
NS = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


def packet(header="", trace="", attachments="", prefix="edXML:"):
    """A packet of the given inner parts, written with `e:` for the prefix."""
    text = (
        f'<edXML xmlns="{NS}"><e:edXMLEnvelope xmlns:x="{NS}"><e:edXMLHeader>'
        f"<e:MessageHeader>{header}</e:MessageHeader>{trace}</e:edXMLHeader></e:edXMLEnvelope>"
        f"<AttachmentEncoded>{attachments}</AttachmentEncoded></edXML>"
    )
    declared = text.replace("xmlns:x=", f"xmlns:{prefix.rstrip(':')}=") if prefix else text
    return declared.replace("<e:", f"<{prefix}").replace("</e:", f"</{prefix}").encode()


def attachment(content, name="a.pdf", label="application/pdf", cid="cid:1"):
    encoded = base64.b64encode(content).decode()
    return packet(
        attachments=f"<Attachment><ContentType>{label}</ContentType><AttachmentName>{name}</AttachmentName>"
        f"<ContentId>{cid}</ContentId><ContentTransferEncoded>{encoded}</ContentTransferEncoded></Attachment>"
    )


def zipped(*entries):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


OFFICE_FILE = zipped(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>"))


@pytest.mark.parametrize("prefix", ["edXML:", "", "ns2:"])
def test_any_prefix(prefix):
    header = "<e:Code><e:CodeNotation>KH-UBND</e:CodeNotation><e:CodeNumber>53</e:CodeNumber></e:Code>"
    assert read(packet(header, prefix=prefix)).symbol == "53/KH-UBND"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020/02/03", dt.date(2020, 2, 3)),
        ("2020-02-03", dt.date(2020, 2, 3)),
        ("03/02/2020", dt.date(2020, 2, 3)),
        (" 2020/2/3 ", dt.date(2020, 2, 3)),
        ("2027/01/01", dt.date(2027, 1, 1)),
        ("", None),
        ("2014/02/30", None),
        ("0036/04/22", None),
        ("1944/12/31", None),
        ("2028/01/01", None),
        ("02.03.2020", None),
        ("tháng 2", None),
    ],
)
def test_dates(text, day):
    header = f"<e:PromulgationInfo><e:PromulgationDate>{text}</e:PromulgationDate></e:PromulgationInfo>"
    document = read(packet(header), TODAY)
    assert document.issued_on == day
    assert bool(document.remarks) == (day is None and bool(text.strip()))


@pytest.mark.parametrize(
    ("trace", "kind"),
    [
        ("", BusinessKind.NEW),
        ("<e:TraceHeaderList/>", BusinessKind.NEW),
        ("<e:Bussiness/>", BusinessKind.NEW),
        ("<e:Bussiness><e:BussinessDocType>1</e:BussinessDocType></e:Bussiness>", BusinessKind.REVOKE),
        ("<e:Business><e:BusinessDocType>2</e:BusinessDocType></e:Business>", BusinessKind.UPDATE),
        ("<e:TraceHeader/><e:Bussiness><e:BussinessDocType>3</e:BussinessDocType></e:Bussiness>", BusinessKind.REPLACE),
    ],
)
def test_the_business_type(trace, kind):
    whole = trace if "List" in trace else f"<e:TraceHeaderList>{trace}</e:TraceHeaderList>"
    assert read(packet(trace=whole)).business.kind is kind


def test_an_unknown_business_type_is_a_new_document_and_a_remark():
    trace = (
        "<e:TraceHeaderList><e:Bussiness><e:BussinessDocType>7</e:BussinessDocType></e:Bussiness></e:TraceHeaderList>"
    )
    document = read(packet(trace=trace))
    assert document.business.kind is BusinessKind.NEW
    assert "“7”" in document.remarks[0]


@pytest.mark.parametrize(("text", "number"), [("2", 2), ("", None), ("-1", None), ("2.0", None), ("9" * 30, None)])
def test_numbers(text, number):
    assert read(packet(f"<e:SteeringType>{text}</e:SteeringType>")).steering_type == number


@pytest.mark.parametrize(
    ("content", "name", "label", "expected"),
    [
        (b"%PDF-1.4", "a.pdf", "application/pdf", b"%PDF-1.4"),
        (b"PDFDATA-%PDF-1.4", "a.pdf", "application/pdf", b"%PDF-1.4"),
        (zipped(("0b1c.edxml", b"noi dung")), "a.doc", "application/zip", b"noi dung"),
        (zipped(("0b1c.pdf", b"PDFDATA-%PDF-1.4")), "a.PDF", "application/zip; q=1", b"%PDF-1.4"),
        (zipped(("a.txt", b"x")), "a.zip", "application/zip", zipped(("a.txt", b"x"))),
        (zipped(("a.txt", b"x")), "a.txt", "text/plain", zipped(("a.txt", b"x"))),
        (OFFICE_FILE, "a.docx", "application/zip", OFFICE_FILE),
        (zipped(("a", b"x"), ("b", b"y")), "a.txt", "application/zip", zipped(("a", b"x"), ("b", b"y"))),
        (b"khong phai zip", "a.txt", "application/zip", b"khong phai zip"),
    ],
    ids=["raw", "junk", "zipped", "zipped-junk", "zip", "label-raw", "office", "two-entries", "not-a-zip"],
)
def test_the_label_lies_the_content_decides(content, name, label, expected):
    assert read(attachment(content, name, label)).attachments[0].content == expected


@pytest.mark.parametrize("cid", ["cid:abc", "abc", " cid:abc "])
def test_the_content_id_with_and_without_its_scheme(cid):
    assert read(attachment(b"x", cid=cid)).attachments[0].content_id == "abc"


def test_an_empty_attachment_is_kept_and_told():
    document = read(attachment(b""))
    assert document.attachments[0].content == b""
    assert "rỗng" in document.remarks[0]


@pytest.mark.parametrize("element", ["Status", "MessageHeader"])
@pytest.mark.parametrize(("code", "padded"), [("5", "05"), ("05", "05"), ("13", "13"), ("999", "999")])
def test_both_status_elements_and_unpadded_codes(element, code, padded):
    text = packet(f"<e:StatusCode>{code}</e:StatusCode>").replace(b"MessageHeader>", element.encode() + b">")
    status = read(text)
    assert isinstance(status, Status)
    assert status.code == padded


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2020/01/23 09:05:07", (2020, 1, 23, 9, 5, 7)),
        ("23/01/2020 09:05:07", (2020, 1, 23, 9, 5, 7)),
        ("2020/01/23", (2020, 1, 23, 0, 0, 0)),
        ("2020-01-23T09:05", (2020, 1, 23, 9, 5, 0)),
        ("2020/01/23 25:00:00", (2020, 1, 23, 0, 0, 0)),
    ],
)
def test_moments_are_local_time(text, moment):
    status = read(packet(f"<e:StatusCode>5</e:StatusCode><e:Timestamp>{text}</e:Timestamp>"))
    assert status.at.timetuple()[:6] == moment
    assert status.at.utcoffset() == dt.timedelta(hours=7)


def test_order_does_not_matter(new_document):
    """Every sibling list turned round: elements that repeat keep their order among themselves."""
    text = write(new_document).decode()
    moved = text.replace("edXML:Code>", "edXML:Swap>")
    assert read(moved.encode()).symbol == ""
    code = text[text.index("<edXML:Code>") : text.index("</edXML:Code>") + len("</edXML:Code>")]
    turned = text.replace(code, "").replace("<edXML:From>", f"{code}<edXML:From>", 1)
    assert read(turned.encode()) == new_document


def test_unknown_elements_and_signatures_are_passed_over(new_document):
    text = write(new_document).decode()
    strange = text.replace("</edXML:TraceHeaderList>", "</edXML:TraceHeaderList><Signature><SignedInfo/></Signature>")
    assert read(strange.encode()) == new_document
    assert isinstance(read(packet("<e:Moi><e:OrganId>x</e:OrganId></e:Moi>")), Document)
