"""A model server of our own that helps, lies, babbles and sleeps; the directive never suffers."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.cli.commands import app
from services.directive.model import Line, Page, Pages, Source
from services.directive.understand import understand
from services.errors import UnavailableError
from services.proposing.complete import Completion
from services.proposing.local_model import LocalModel
from services.settings.load import load_settings
from services.settings.model import ProposerSettings
from tests.needs import ROOT

TEXT = """UBND TỈNH TÂY NINH            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ GIÁO DỤC VÀ ĐÀO TẠO        Độc lập - Tự do - Hạnh phúc
Số: 45/KH-SGDĐT               Tây Ninh, ngày 16 tháng 3 năm 2026

KẾ HOẠCH
An toàn trường học

I. NỘI DUNG
Công tác kiểm tra hồ sơ an toàn là trách nhiệm của bộ phận tổ chức cán bộ, xong trước ngày 15/4/2026.
II. TỔ CHỨC THỰC HIỆN
1. Giao Văn phòng Sở chủ trì, theo dõi việc thực hiện Kế hoạch này.
"""
CLAUSE = "Công tác kiểm tra hồ sơ an toàn là trách nhiệm của bộ phận tổ chức cán bộ, xong trước ngày 15/4/2026."
GOOD = {"quote": CLAUSE, "lead": ["phong-tccb"], "coordinating": [], "mode": "giao"}
LIES = [
    {**GOOD, "quote": "Phòng Tổ chức cán bộ báo cáo Bộ trưởng trước ngày 01/01/2027."},
    {**GOOD, "lead": ["phong-ma"]},
    {**GOOD, "quote": "theo dõi việc thực hiện Kế hoạch này"},
    {"number": "46", "issued_on": "2030-01-01", "quote": CLAUSE, "lead": []},
]


class Server:
    """Answers every request with `answer` after `delay` seconds and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict] = []
        self.answer: bytes = b"{}"
        self.status, self.delay, self.closed = 200, 0.0, threading.Event()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                owner.asked.append({"path": self.path, **json.loads(body)})
                owner.closed.wait(owner.delay)
                self.send_response(owner.status)
                self.send_header("Content-Length", str(len(owner.answer)))
                self.end_headers()
                try:
                    self.wfile.write(owner.answer)
                except OSError:  # the client did not wait
                    return

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.block_on_close = False
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def says(self, instructions: object, *, fence: bool = False) -> None:
        text = json.dumps({"instructions": instructions}, ensure_ascii=False)
        content = f"```json\n{text}\n```" if fence else text
        self.answer = json.dumps({"choices": [{"message": {"content": content}}]}).encode()

    def close(self) -> None:
        self.closed.set()
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server():
    running = Server()
    yield running
    running.close()


@pytest.fixture(scope="module")
def office():
    return load_settings(ROOT / "config", {"TRIENKHAI_SANDBOX_TOKEN": "x"})


def completed(office, server, seconds=5.0):
    pages = Pages("ke-hoach.txt", (Page(1, tuple(Line(1, n, t) for n, t in enumerate(TEXT.splitlines(), 1))),))
    read = understand(pages, None, office.lexicon)
    model = LocalModel(ProposerSettings(url=server.url, model="nho", timeout_seconds=seconds))
    whole = Completion(model, office.registry, office.lexicon, lambda: dt.date(2026, 3, 20))
    assert Completion(None, office.registry, office.lexicon, dt.date.today)(read, pages) is read
    return read, whole(read, pages)


@pytest.mark.parametrize("fence", [False, True])
def test_a_clause_the_rules_did_not_see_is_added_with_a_question(office, server, fence):
    server.says([GOOD], fence=fence)
    read, whole = completed(office, server)
    added = [each for each in whole.instructions if each.method is Source.LLM]
    assert [each for each in whole.instructions if each not in added] == list(read.instructions)
    assert [(each.text, each.lead, each.confidence) for each in added] == [(CLAUSE, ("Phòng Tổ chức cán bộ",), 0.7)]
    assert added[0].deadline is not None
    assert added[0].deadline.date == dt.date(2026, 4, 15)
    assert [doubt.code for doubt in whole.doubts][-1] == "proposed"
    assert whole.header == read.header


def test_what_is_sent_is_the_body_the_units_of_the_day_and_what_is_known(office, server):
    server.says([])
    completed(office, server)
    (asked,) = server.asked
    told = json.loads(asked["messages"][1]["content"])
    assert (asked["path"], asked["model"], asked["temperature"]) == ("/v1/chat/completions", "nho", 0)
    assert told["lines"][0]["text"] == "I. NỘI DUNG"
    assert {"id": "van-phong", "name": "Văn phòng Sở"} in told["units"]
    assert "pgd-go-dau" not in {unit["id"] for unit in told["units"]}
    assert [each["lead"] for each in told["found"]] == [["Văn phòng Sở"]]


def test_lies_change_nothing(office, server):
    server.says(LIES)
    read, whole = completed(office, server)
    assert whole == read


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>busy</html>",
        b"null",
        b"[]",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": "Toi khong biet."}}]}',
        b'{"choices": [{"message": {"content": "{\\"instructions\\": 5}"}}]}',
        b'{"choices": [{"message": {"content": "{\\"instructions\\": [{\\"lead\\": []}]}"}}]}',
        json.dumps({"choices": [{"message": {"content": json.dumps({"instructions": [GOOD] * 101})}}]}).encode(),
        b"x" * 3_000_000,
    ],
)
def test_babble_leaves_the_rules_reading_and_tells(office, server, answer):
    server.answer = answer
    read, whole = completed(office, server)
    assert whole.instructions == read.instructions
    assert [doubt.code for doubt in whole.doubts][len(read.doubts) :] == ["proposer_silent"]
    assert "Nội dung giao chỉ đọc theo quy tắc." in whole.doubts[-1].message


@pytest.mark.parametrize("status", [401, 404, 429, 500, 302])
def test_a_server_that_refuses_or_fails_leaves_the_rules_reading(office, server, status):
    server.status = status
    read, whole = completed(office, server)
    assert whole.instructions == read.instructions
    assert whole.doubts[-1].code == "proposer_silent"


def test_a_slow_model_is_not_waited_for(office, server):
    server.says([GOOD])
    server.delay = 60.0
    begun = time.monotonic()
    read, whole = completed(office, server, seconds=0.5)
    assert time.monotonic() - begun < server.delay / 2  # far more than half a second on a busy machine
    assert whole.instructions == read.instructions
    assert whole.doubts[-1].code == "proposer_silent"


def test_reaching(server):
    LocalModel(ProposerSettings(url=server.url, model="nho")).reach()
    server.close()
    with pytest.raises(UnavailableError):
        LocalModel(ProposerSettings(url=server.url, model="nho")).reach()


@pytest.mark.parametrize("alive", [True, False])
def test_check_tries_the_model_when_there_is_one(tmp_path, monkeypatch, server, alive):
    if not alive:
        server.close()
    config = Path(shutil.copytree(ROOT / "config", tmp_path / "config"))
    with (config / "office.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[proposer]\nurl = "{server.url}"\nmodel = "nho"\n')
    monkeypatch.setenv("TRIENKHAI_CONFIG", str(config))
    monkeypatch.setenv("TRIENKHAI_TEMPLATES", str(ROOT / "templates"))
    monkeypatch.setenv("TRIENKHAI_DATA", str(tmp_path / "var"))
    told = json.loads(CliRunner().invoke(app, ["check", "--json"]).stdout)
    (trial,) = [one for one in told["trials"] if one["connection"] == "Mô hình ngôn ngữ [proposer]"]
    assert (trial["step"], bool(trial["problem"])) == ("connection", not alive)
