from __future__ import annotations

import os
import re

import pytest
import requests

from services import pipeline
from services.context import open_context
from services.ledger import directives
from services.sandbox.serve import running
from services.settings.load import load_settings
from services.settings.secrets import SANDBOX_TOKEN

ORGAN = "000.00.03.H53"


class Office:
    """The real flow in this process: every step by hand, a real eGov over HTTP."""

    def __init__(self, url, folder) -> None:
        self.url, self.database = url, folder / "sandbox.sqlite"
        env = {**os.environ, "TRIENKHAI_AXIS_URL": f"{url}/EdocService", "TRIENKHAI_DESK_URL": f"{url}/desk"}
        self.ctx = open_context(load_settings(env=env, data_dir=folder))

    def rows(self):
        with self.ctx.ledger.read() as conn:
            return {row.external_id: directives.get(conn, row.id) for row in directives.listed(conn)}

    def poll(self):
        return pipeline.poll(self.ctx)

    def run(self, handle, rounds=60):
        """Take steps, file and report until nothing moves any more; the row."""
        row = self.rows()[str(handle)]
        for _ in range(rounds):
            before = self.rows()[str(handle)].state
            pipeline.advance(self.ctx, row.id)
            while pipeline.file(self.ctx, row.id):
                pass
            pipeline.report(self.ctx, row.id)
            if self.rows()[str(handle)].state == before:
                break
        return self.rows()[str(handle)]

    def get(self, directive_id):
        with self.ctx.ledger.read() as conn:
            return directives.get(conn, directive_id)

    def settle(self, directive_id, rounds=30):
        """Take whatever is due of any directive until nothing moves any more; the row of this one."""
        for _ in range(rounds):
            before = {key: row.state for key, row in self.rows().items()}
            for row in self.rows().values():
                pipeline.advance(self.ctx, row.id)
                for step in (pipeline.withdraw, pipeline.file):
                    while step(self.ctx, row.id):
                        pass
                pipeline.report(self.ctx, row.id)
            if {key: row.state for key, row in self.rows().items()} == before:
                break
        return self.get(directive_id)

    def decide(self, row, decision):
        """Let a clerk decide on the first letter in eGov, which we do not hear of."""
        page = requests.get(f"{self.url}/ho-so/1", timeout=5).text
        number = re.findall(r'action="/du-thao/(\d+)/tiep-nhan"', page.split('id="du-thao"')[1])[0]
        assert decision == "accepted", row
        requests.post(
            f"{self.url}/du-thao/{number}/tiep-nhan", headers={"Origin": self.url}, timeout=5
        ).raise_for_status()

    def turn(self, **knobs):
        headers = {"Authorization": f"Bearer {SANDBOX_TOKEN}"}
        requests.post(f"{self.url}/sandbox/knobs", json=knobs, headers=headers, timeout=5).raise_for_status()

    def counts(self):
        return requests.get(f"{self.url}/status.json", timeout=5).json()


@pytest.fixture
def office(tmp_path):
    with running(tmp_path / "sandbox.sqlite", SANDBOX_TOKEN, ORGAN) as url:
        made = Office(url, tmp_path)
        yield made
        made.ctx.ledger.close()


@pytest.fixture
def document(tmp_path):
    """A small plan addressed to one unit, so that its dossier is quickly filed."""

    def write(name="ke-hoach.txt", extra=""):
        file = tmp_path / name
        file.write_text(PLAN + extra, encoding="utf-8")
        return file

    return write


PLAN = """UBND TỈNH TÂY NINH            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ GIÁO DỤC VÀ ĐÀO TẠO        Độc lập - Tự do - Hạnh phúc
Số: 45/KH-SGDĐT               Tây Ninh, ngày 16 tháng 3 năm 2026

KẾ HOẠCH
An toàn trường học

I. MỤC ĐÍCH
Bảo đảm an toàn cho học sinh trong năm học.
II. TỔ CHỨC THỰC HIỆN
1. Giao Văn phòng Sở chủ trì, theo dõi và tổng hợp kết quả thực hiện Kế hoạch này trước ngày 20/5/2026.
Trên đây là Kế hoạch an toàn trường học./.
"""
