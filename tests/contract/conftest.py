from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import subprocess

import pytest

from services.office.connect import open_axis, open_desk
from services.office.connectors.bkav_edoc import BkavSettings
from services.office.connectors.sandbox import SandboxSettings
from services.office.port import AssignmentToFile, DraftToFile, FileToFile
from services.sandbox.deliver import PacketHeader
from services.sandbox.serve import running
from tests import needs

TOKEN = "ma-truy-cap-thu"
ORGAN = "000.00.03.H53"


@pytest.fixture
def database(tmp_path):
    return tmp_path / "sandbox.sqlite"


@pytest.fixture
def root(database):
    """A real server on a free port."""
    with running(database, TOKEN, ORGAN) as url:
        yield url


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
    subject = ["-subj", "/CN=127.0.0.1", "-days", "1"]
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
