from __future__ import annotations

import datetime as dt

import pytest

from services.office.edxml import (
    VIETNAM,
    Attachment,
    Document,
    DocumentType,
    Hop,
    Party,
    Staff,
    report,
    write_document,
    write_status,
)
from services.sandbox.axis_store import AxisStore
from services.sandbox.knobs import Knobs, Panel
from services.sandbox.profiles.bkav_edoc import AxisApi
from services.sandbox.quirks import QuirkBoard
from services.sandbox.serve import running
from services.sandbox.store import Store

TOKEN = "ma-truy-cap-thu"
US = Party("000.00.03.H53", name="Sở Giáo dục và Đào tạo", address="Tây Ninh")
SCHOOL = Party("000.31.03.H53", name="Trường THPT Tây Ninh", address="Tây Ninh")
LETTER = Document(
    sender=US,
    receivers=(SCHOOL,),
    document_id="000.00.03.H53,2020/01/22,162/KH-SGDĐT",
    number="162",
    notation="KH-SGDĐT",
    issued_on=dt.date(2020, 1, 22),
    type=DocumentType(2, 0, "Kế hoạch"),
    subject="Tuyên truyền",
    content="Tuyên truyền",
    steering_type=1,
    hops=(Hop(US.organ_id, dt.datetime(2020, 1, 22, 8, tzinfo=VIETNAM)),),
    attachments=(Attachment("a.pdf", b"%PDF-1.4", content_id="a1"),),
)


@pytest.fixture
def letter():
    return LETTER


@pytest.fixture
def letter_packet():
    return write_document(LETTER).decode()


@pytest.fixture
def status_packet():
    at = dt.datetime(2020, 1, 23, 8, tzinfo=VIETNAM)
    return write_status(report(LETTER, "05", SCHOOL, Staff(department="Văn thư"), at)).decode()


@pytest.fixture
def database(tmp_path):
    return tmp_path / "sandbox.sqlite"


@pytest.fixture
def panel():
    return Panel(Knobs())


@pytest.fixture
def api(database, panel):
    """The axis without HTTP."""
    store = Store(database)
    store.prepare(US.organ_id)
    return AxisApi(AxisStore(store), panel, QuirkBoard(), TOKEN)


@pytest.fixture
def root(database):
    with running(database, TOKEN, US.organ_id) as url:
        yield url
