"""Two offices in one service, each with an eGov of its own over real HTTP."""

from __future__ import annotations

import os
import shutil

import pytest

from services import pipeline
from services.context import open_service
from services.ledger import directives, pauses
from services.sandbox.deliver import deliver
from services.sandbox.serve import running
from services.settings.load import load_offices
from tests.integration.flow.conftest import PLAN
from tests.needs import ROOT

FIRST, SECOND = "sgddt-tay-ninh", "ubnd-xa-mau"
ORGANS = {FIRST: "000.00.03.H53", SECOND: "000.07.03.H53"}
TOKENS = {FIRST: "ma-cua-so-7f3a", SECOND: "ma-cua-xa-91cd"}
UNIT = f"van-phong-xa,Văn phòng UBND xã Mẫu,van_phong,Văn phòng Sở,noi_bo,{SECOND},,VP,Chánh Văn phòng,,yêu cầu,,,,,\n"
BLOCK = """
[[offices]]
[offices.office]
id = "ubnd-xa-mau"
name = "Ủy ban nhân dân xã Mẫu"
full_name = "Ủy ban nhân dân xã Mẫu"
short_name = "UBND xã"
parent_name = "UBND tỉnh Tây Ninh"
place = "Mẫu"
organ_id = "000.07.03.H53"
code = "UBND"
secretariat = "Văn phòng"
[offices.office.signer]
lines = ["CHỦ TỊCH"]
[offices.axis]
profile = "bkav-edoc"
base_url = "{root}/EdocService"
organ_id = "000.07.03.H53"
token_file = "xa.txt"
[offices.desk]
profile = "sandbox"
base_url = "{root}/desk"
token_file = "xa.txt"
timeout_seconds = 2
vendor_commit_seconds = 1
"""


class House:
    """The service by hand: every step of each office, as workers would be rung for it."""

    def __init__(self, folder, roots) -> None:
        self.config, self.data, self.roots = folder / "config", folder / "data", roots
        self.databases = {office: folder / f"{office}.sqlite" for office in ORGANS}
        self.service = self.open()

    def open(self):
        """The service on what the configuration says now."""
        return open_service(load_offices(self.config, self.environment(), self.data))

    @staticmethod
    def environment():
        return {name: value for name, value in os.environ.items() if not name.startswith("TRIENKHAI_")}

    def deliver(self, office, files, header):
        return str(deliver(self.databases[office], files, header))

    def turn(self, rounds=40):
        """Poll every office and take steps until nothing is rung for any more."""
        bells = [bell for ctx in self.service.working() for bell in pipeline.poll(ctx)]
        for _ in range(rounds):
            bells += pipeline.sweep(self.service)
            for bell in bells[:]:
                bells.remove(bell)
                if ctx := self.service.of(bell.subject):
                    bells += getattr(pipeline, bell.step)(ctx, bell.subject)
            if not bells:
                break

    def rows(self, office):
        with self.service.ledger.read() as conn:
            return [directives.get(conn, row.id) for row in directives.listed(conn) if row.office == office]

    def pause(self, office):
        with self.service.ledger.write() as conn:
            pauses.hold(conn, office, "thử")


@pytest.fixture
def house(tmp_path):
    shutil.copytree(ROOT / "config", tmp_path / "config")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    sandboxes = [running(tmp_path / f"{office}.sqlite", TOKENS[office], ORGANS[office]) for office in ORGANS]
    with sandboxes[0] as first, sandboxes[1] as second:
        roots = {FIRST: first, SECOND: second}
        configure(tmp_path / "config", roots)
        made = House(tmp_path, roots)
        yield made
        made.service.ledger.close()


def configure(config, roots):
    (config / "so.txt").write_text(TOKENS[FIRST], encoding="utf-8")
    (config / "xa.txt").write_text(TOKENS[SECOND], encoding="utf-8")
    main = config / "office.toml"
    text = main.read_text(encoding="utf-8").replace("http://127.0.0.1:8070", roots[FIRST])
    text = text.replace('token_env = "TRIENKHAI_SANDBOX_TOKEN"', 'token_file = "so.txt"')
    main.write_text(text + BLOCK.replace("{root}", roots[SECOND]), encoding="utf-8")
    units = config / "units.csv"
    units.write_text(units.read_text(encoding="utf-8") + UNIT, encoding="utf-8")


@pytest.fixture
def plan(tmp_path):
    file = tmp_path / "ke-hoach.txt"
    file.write_text(PLAN, encoding="utf-8")
    return file
