from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import subprocess

import pytest

from services.office.connect import open_axis, open_desk
from services.office.connectors.bkav_edoc import BkavSettings
from services.office.connectors.sandbox import SandboxSettings
from services.office.edxml import VIETNAM, Attachment, Document, DocumentType, Hop, Party
from services.office.port import AssignmentToFile, DraftToFile, FileToFile
from services.sandbox.deliver import PacketHeader
from services.sandbox.serve import running
from tests import needs
from tests.contract.worlds import AXES, DESKS, ORGAN, SENDER, TOKEN, World

FILE = "162_KH-UBND.pdf"


@pytest.fixture
def database(tmp_path):
    return tmp_path / "sandbox.sqlite"


@pytest.fixture
def root(database):
    """A real server on a free port."""
    with running(database, TOKEN, ORGAN) as url:
        yield url


@pytest.fixture
def folder(tmp_path):
    """Folders for connectors that have no server."""
    for name in ("den", "di"):
        (tmp_path / "thu-muc" / name).mkdir(parents=True)
    return tmp_path / "thu-muc"


def world_of(variant, root, database, folder):
    if not variant.profile.sandbox:
        pytest.skip(f"NOT IMITATED: the sandbox has no {variant}; see test_real_servers.py")
    world = World(variant, root, database, folder)
    for board, changes in (("knobs", variant.knobs), ("quirks", variant.quirks)):
        if changes:
            world.turn(board, **changes)
    return world


@pytest.fixture(params=AXES, ids=str)
def axis_world(request, root, database, folder):
    return world_of(request.param, root, database, folder)


@pytest.fixture(params=DESKS, ids=str)
def desk_world(request, root, database, folder):
    return world_of(request.param, root, database, folder)


@pytest.fixture
def make_axis(root):
    def make(organ_id=ORGAN, token=TOKEN, timeout=5):
        where = {"base_url": f"{root}/EdocService", "organ_id": organ_id, "token": token}
        return open_axis(BkavSettings(profile="bkav-edoc", timeout_seconds=timeout, **where))

    return make


@pytest.fixture
def make_desk(root):
    def make(token=TOKEN, timeout=5):
        where = {"base_url": f"{root}/desk", "token": token}
        return open_desk(SandboxSettings(profile="sandbox", timeout_seconds=timeout, **where))

    return make


@pytest.fixture
def letter():
    """A document that every known axis takes."""
    us = Party(ORGAN, name="Sở Giáo dục và Đào tạo", address="Tây Ninh")
    return Document(
        sender=Party(SENDER, name="UBND Tỉnh Tây Ninh", address="Tây Ninh"),
        receivers=(us,),
        document_id=f"{SENDER},2020/01/22,162/KH-UBND",
        number="162",
        notation="KH-UBND",
        issued_on=dt.date(2020, 1, 22),
        type=DocumentType(2, 0, "Kế hoạch"),
        subject="Tuyên truyền cải cách hành chính năm 2020",
        content="Tuyên truyền cải cách hành chính năm 2020",
        steering_type=1,
        hops=(Hop(SENDER, dt.datetime(2020, 1, 22, 8, tzinfo=VIETNAM)),),
        attachments=(
            Attachment("162_KH-UBND.pdf", b"%PDF-1.4 van ban", content_id="a1", original_name="162_KH-UBND.pdf"),
        ),
    )


@pytest.fixture
def header():
    return PacketHeader(
        number="162",
        notation="KH-SGDĐT",
        issued_on=dt.date(2020, 1, 22),
        issuer="UBND Tỉnh Tây Ninh",
        issuer_organ_id="000.00.00.H53",
        type_name="Kế hoạch",
        subject="Tuyên truyền cải cách hành chính năm 2020",
        place="Tây Ninh",
    )


@pytest.fixture
def make_file():
    def make(name="1. Công văn.docx", content=b"noi dung"):
        media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        return FileToFile(name, media_type, content, hashlib.sha256(content).hexdigest())

    return make


@pytest.fixture
def make_draft(make_file):
    def make(reference="TK-1-L01", kind="letter", unit="Trường THPT Tây Ninh", **file):
        return DraftToFile(
            reference=reference,
            dossier="TK-1",
            dossier_title="Triển khai Kế hoạch 162/KH-SGDĐT",
            kind=kind,
            title="V/v triển khai tuyên truyền cải cách hành chính năm 2020",
            unit_organ_id="000.31.03.H53",
            unit_name=unit,
            files=(make_file(**file),),
        )

    return make


@pytest.fixture
def make_assignment():
    def make(reference="TK-1-N01"):
        return AssignmentToFile(
            reference=reference,
            dossier="TK-1",
            dossier_title="Triển khai Kế hoạch 162/KH-SGDĐT",
            unit_organ_id="000.31.03.H53",
            unit_name="Trường THPT Tây Ninh",
            role="thực hiện",
            text="Tuyên truyền trong buổi họp giao ban",
            due_on="2020-12-15",
            source="Trang 2, dòng 14",
        )

    return make


@pytest.fixture
def certificate(tmp_path):
    """A self-signed certificate with its key, in one file."""
    openssl = shutil.which("openssl")
    needs.need(openssl, "program openssl")
    pem = tmp_path / "may-chu.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-days", "1", "-addext", "subjectAltName=IP:127.0.0.1"]
    command = [
        openssl,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        pem,
        "-out",
        tmp_path / "c",
        *subject,
    ]
    subprocess.run(command, check=True, capture_output=True)
    pem.write_bytes(pem.read_bytes() + (tmp_path / "c").read_bytes())
    return pem
