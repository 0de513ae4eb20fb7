"""The console in a real browser: what waits for a person, and offices that nobody has asked yet."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

import pytest
import uvicorn

from services.console.app import create_app
from services.ledger import directives, holds, polls
from services.ledger.store import open_ledger
from services.settings.load import load_offices
from tests import needs
from tests.browser.test_inbox import PHONE, QUIET, photograph

pytestmark = pytest.mark.chromium

OFFICE = "sgddt-tay-ninh"
QUESTION = "Tệp “ke-hoach.pdf” không có số. Trả lời: trienkhai resume 4d72 --set number=SỐ"


@pytest.fixture
def ledger(tmp_path):
    ledger = open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    with ledger.write() as conn:
        key = directives.receive(conn, OFFICE, "goi-1", "a" * 64)
        directives.move(conn, directives.get(conn, key), "fetched", reference="TK-1", abstract="An toàn trường học")
        holds.ask(conn, key, "understand", "header", QUESTION)
    yield ledger
    ledger.close()


@pytest.fixture
def page(ledger):
    sync_api = pytest.importorskip("playwright.sync_api")
    browser_path = needs.need_command("chromium", "chromium-browser", "google-chrome")
    app = create_app(ledger, lambda: load_offices(needs.ROOT / "config"))
    with _served(app) as root, sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(15_000)
        page.goto(root)
        yield page
        browser.close()


@contextlib.contextmanager
def _served(app):
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        server.should_exit = True
        thread.join(20)


def test_what_waits_is_shown_with_its_question(page):
    assert page.get_by_role("heading", name="Chờ văn thư (1)").is_visible()
    assert page.get_by_text(QUESTION).is_visible()
    assert page.get_by_text("An toàn trường học").first.is_visible()
    photograph(page, "console")


def test_an_office_is_well_only_once_it_was_asked(ledger, page):
    row = page.get_by_role("row", name="Sở Giáo dục và Đào tạo")
    assert row.get_by_text("chưa hỏi trục lần nào").is_visible()
    with ledger.write() as conn:
        polls.record(conn, OFFICE, None)
    page.reload()
    assert row.get_by_text("bình thường").is_visible()


def test_a_phone_shows_the_console_without_scrolling_sideways(page):
    page.set_viewport_size(PHONE)
    photograph(page, "console-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
