"""Rules on drawn pages: rule lines measured, fonts really used, a signature block alone on its page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.shared import Mm, Pt

from services.formality.check import Facts, check
from services.formality.model import Result
from services.reading.rendering import Page, Rendering, render
from tests.needs import need_command
from tests.unit.formality.drafts import MOTTO_MM, official_letter

FOREIGN = Facts("foreign")
pytestmark = pytest.mark.office


@pytest.fixture(scope="module", autouse=True)
def _office():
    need_command("soffice")


def drawn(*changes) -> tuple[bytes, Rendering]:
    draft = official_letter()
    for change in changes:
        change(draft)
    content = draft.bytes()
    return content, render(content, "thu.docx")


def wrong(content: bytes, rendering: Rendering) -> dict[str, str]:
    found = check(content, FOREIGN, rendering=rendering)
    return {f.rule: f.found for f in found if f.result is not Result.PASS and f.result is not Result.NOT_APPLICABLE}


@pytest.fixture(scope="module")
def right() -> tuple[bytes, Rendering]:
    return drawn()


def test_a_right_letter_is_right_as_drawn(right):
    assert wrong(*right) == {}


def test_places_are_those_of_the_page(right):
    (page,) = right[1].pages
    motto = next(line for line in page.lines if line.text.startswith("Độc lập"))
    body = next(line for line in page.lines if line.text.startswith("1. Tổ chức"))
    assert (round(page.width_mm), round(page.height_mm)) == (210, 297)
    assert motto.right_mm - motto.left_mm == pytest.approx(MOTTO_MM, abs=0.5)
    assert body.left_mm == pytest.approx(30 + 10, abs=0.5)
    assert all(name.startswith(("LiberationSerif", "Tinos", "TimesNewRoman")) for name in page.fonts)


def short_rule(draft):
    draft.shape("motto rule", left_indent=Mm(30), right_indent=Mm(30))


def test_a_rule_is_measured_as_drawn():
    found = wrong(*drawn(short_rule))
    assert list(found) == ["QH-03"]
    assert 20 <= int(found["QH-03"].split()[2]) <= 35


def test_a_rule_that_nobody_draws_is_missed():
    assert wrong(*drawn(lambda draft: draft.drop("issuer rule"))) == {"OR-03": "không tìm thấy đường kẻ"}


def test_a_signature_block_alone_on_its_page_is_seen():
    def pushed(draft):
        draft.shape("nơi nhận", page_break_before=True)

    assert wrong(*drawn(pushed))["SG-12"] == "khối chữ ký đứng riêng trên trang cuối"


def test_a_block_with_text_above_it_on_the_page_is_not_alone():
    def pushed(draft):
        draft.shape("body 2", page_break_before=True)
        draft.shape("body 2", space_before=Pt(6))

    assert "SG-12" not in wrong(*drawn(pushed))


def test_a_font_that_only_the_page_shows_warns(right):
    content, rendering = right
    strange = replace(rendering.pages[0], fonts=("DejaVuSans",))
    assert isinstance(strange, Page)
    assert wrong(content, Rendering((strange,))) == {"FN-01": "trang in ra có phông DejaVuSans"}
