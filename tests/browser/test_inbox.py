"""The clerk's inbox in a real browser: the dossier is there, files come down, drafts are returned and issued."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from pathlib import Path

import pytest

from services.office.connect import open_axis, open_desk
from services.office.connectors.bkav_edoc import BkavSettings
from services.office.connectors.sandbox import SandboxSettings
from services.office.edxml import VIETNAM, Party, Staff, read_packet, report, write_status
from services.office.port import AssignmentToFile, DraftToFile, FileToFile, PacketKind
from services.sandbox.deliver import PacketHeader, deliver
from services.sandbox.serve import running
from tests import needs

pytestmark = pytest.mark.chromium

TOKEN = "ma-truy-cap-thu"
ORGAN = "000.00.03.H53"
TITLE = "Triển khai Kế hoạch 162/KH-SGDĐT về tuyên truyền cải cách hành chính năm 2020"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
UNITS = [
    "Trường THPT Tây Ninh",
    "Trường THPT Chuyên Hoàng Lê Kha",
    "Trường Cao đẳng sư phạm Tây Ninh",
    "Trung tâm Giáo dục thường xuyên tỉnh Tây Ninh",
    "Trường Phổ Thông Dân tộc Nội trú",
]
PHONE = {"width": 390, "height": 844}


def draft(reference, kind, title, unit, name):
    content = f"{reference} {title}".encode()
    file = FileToFile(name, "application/octet-stream", content, hashlib.sha256(content).hexdigest())
    return DraftToFile(f"TK-162-{reference}", "TK-162", TITLE, kind, title, "", unit, (file,))


def fill(root, database, folder):
    """A directive delivered, its dossier filed, and the statuses sent back."""
    directive = folder / "162_KH-SGDĐT.pdf"
    directive.write_bytes(b"%PDF-1.4")
    header = PacketHeader(
        number="162",
        notation="KH-SGDĐT",
        issued_on=dt.date(2020, 1, 22),
        issuer="Sở Giáo dục và Đào tạo",
        issuer_organ_id="000.00.00.H53",
        type_name="Kế hoạch",
        subject="Tuyên truyền cải cách hành chính năm 2020",
        place="Tây Ninh",
    )
    deliver(database, [directive], header)
    axis = open_axis(BkavSettings(profile="bkav-edoc", base_url=f"{root}/EdocService", organ_id=ORGAN, token=TOKEN))
    (ref,) = axis.list_pending(PacketKind.DOCUMENT)
    document = read_packet(axis.fetch(ref))
    axis.ack(ref)
    desk = open_desk(SandboxSettings(profile="sandbox", base_url=f"{root}/desk", token=TOKEN))
    desk.create_draft(draft("P", "cover_note", "Phiếu trình", "", "Phiếu trình.docx"))
    desk.create_draft(draft("S", "slip", "Phiếu giải quyết văn bản đến", "", "Phiếu giải quyết.docx"))
    desk.create_draft(draft("B", "table", "Bảng phân công nhiệm vụ", "", "Bảng phân công.xlsx"))
    title = "V/v triển khai tuyên truyền cải cách hành chính năm 2020"
    for number, unit in enumerate(UNITS, start=1):
        desk.create_draft(draft(f"L{number}", "letter", title, unit, f"Công văn gửi {unit}.docx"))
        for item in ("Tuyên truyền trong các buổi họp giao ban", "Đăng tin trên trang thông tin điện tử"):
            place = (f"TK-162-N{number}-{item[:3]}", "TK-162", TITLE, "", unit)
            desk.create_assignment(AssignmentToFile(*place, "thực hiện", item, "2020-12-15", "Trang 2, dòng 14"))
    us = Party(ORGAN, name="Sở Giáo dục và Đào tạo")
    for code in ("01", "03", "04", "05"):
        status = report(document, code, us, Staff(department="Văn thư"), dt.datetime.now(VIETNAM))
        axis.send(write_status(status), PacketKind.STATUS)
    return desk


@pytest.fixture
def office(tmp_path):
    database = tmp_path / "sandbox.sqlite"
    with running(database, TOKEN, ORGAN) as root:
        yield root, fill(root, database, tmp_path)


@pytest.fixture
def page(office):
    sync_api = pytest.importorskip("playwright.sync_api")
    browser_path = needs.need_command("chromium", "chromium-browser", "google-chrome")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(15_000)
        page.goto(office[0])
        yield page
        browser.close()


def photograph(page, name):
    """Keep a picture when a folder for pictures is named."""
    folder = os.environ.get("TRIENKHAI_SCREENSHOTS")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def open_dossier(page):
    """Click its link and wait for the page: a click alone may come back before it has changed."""
    page.get_by_role("link", name=TITLE).click()
    page.wait_for_url("**/ho-so/*")


def paper(page, heading):
    return page.locator("article.paper", has=page.get_by_role("heading", name=heading, exact=True))


def test_the_inbox_shows_the_dossier_and_what_came_over_the_axis(page):
    assert page.get_by_role("link", name=TITLE).is_visible()
    assert page.get_by_text("04 Phân công").is_visible()
    photograph(page, "inbox")
    open_dossier(page)
    headings = page.locator("h3").all_inner_texts()
    assert headings[:3] == ["Phiếu trình", "Phiếu giải quyết văn bản đến", "Bảng phân công nhiệm vụ"]
    assert sorted(headings[3:]) == sorted(UNITS)
    page.get_by_text("2 nhiệm vụ").first.click()
    paper(page, UNITS[0]).get_by_text("Xử lý văn bản").click()
    photograph(page, "dossier")


def test_a_phone_shows_everything_without_scrolling_sideways(page):
    page.set_viewport_size(PHONE)
    photograph(page, "inbox-phone")
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        page.goto(f"{page.url}ho-so/1") if page.url.endswith("/") else None
    photograph(page, "dossier-phone")


def test_a_download_gives_the_bytes_under_the_right_name(page):
    open_dossier(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Phiếu trình.docx").click()
    assert started.value.suggested_filename == "Phiếu trình.docx"
    assert Path(started.value.path()).read_bytes().startswith(b"P Phi")


def test_a_draft_is_issued_and_another_returned(office, page):
    open_dossier(page)
    first = paper(page, UNITS[0])
    first.get_by_text("Xử lý văn bản").click()
    first.get_by_label("Số, ký hiệu").fill("215/SGDĐT-VP")
    first.get_by_label("Ngày ban hành").fill("03/02/2020")
    first.get_by_role("button", name="Ban hành").click()
    first.get_by_text("Đã ban hành").wait_for()
    assert "215/SGDĐT-VP" in first.inner_text()

    second = paper(page, UNITS[1])
    second.get_by_text("Xử lý văn bản").click()
    second.get_by_label("Lý do trả lại").fill("Sai nơi nhận")
    second.get_by_role("button", name="Trả lại").click()
    second.get_by_text("Lý do trả lại: Sai nơi nhận").wait_for()
    photograph(page, "decided")

    decisions = [
        (said.reference, said.decision, said.symbol, said.issued_on, said.reason) for said in office[1].results()
    ]
    assert decisions == [
        ("TK-162-L1", "issued", "215/SGDĐT-VP", "2020-02-03", ""),
        ("TK-162-L2", "returned", "", "", "Sai nơi nhận"),
    ]
