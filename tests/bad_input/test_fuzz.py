"""Damage of every kind at each border where strangers' bytes are parsed: pages or an error of ours, never another."""

from __future__ import annotations

import contextlib
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from services.directive.model import Pages
from services.errors import NeedsOcrError, PacketError, UnreadableFileError
from services.office.edxml import Document, Status, read_packet
from services.reading import OcrOptions, grid, legacy, read_bytes
from services.reading.gate import judge
from tests import files
from tests.bad_input import pdf_files
from tests.bad_input.damage import damaged
from tests.unit.office.test_hostile import with_file

NO_OCR = OcrOptions(enabled=False)
LINES = ["Thực hiện Kế hoạch cải cách hành chính của tỉnh", "Số: 12/KH-SGDĐT"]


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("L", (64, 64), 200).save(out, kind)
    return out.getvalue()


SEEDS = {
    "pdf": files.pdf(*LINES),
    "signed pdf": pdf_files.forged_after_signing(),
    "docx": files.word(lambda document: [document.add_paragraph(line) for line in LINES]),
    "png": picture("PNG"),
    "tiff": picture("TIFF"),
    "jpeg": picture("JPEG"),
    "html": f"<html><body><p>{LINES[0] * 12}</p><table><tr><td>a<td>b<td>c</table></body></html>".encode(),
}


@pytest.mark.parametrize("kind", SEEDS)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_files(kind, data):
    content = data.draw(damaged(SEEDS[kind]))
    end = read_or_refused(content)
    assert isinstance(end, Pages) or "“a”" in end.message


def read_or_refused(content: bytes) -> Pages | UnreadableFileError | NeedsOcrError:
    try:
        return read_bytes(content, "a", ocr=NO_OCR)
    except (UnreadableFileError, NeedsOcrError) as error:
        return error


@settings(max_examples=400)
@given(damaged(with_file("Tm9pIGR1bmc=", "text/plain").encode()))
def test_packets(content):
    with contextlib.suppress(PacketError):
        assert isinstance(read_packet(content), Document | Status)


@settings(max_examples=200)
@given(st.binary(max_size=400), st.text(max_size=400), st.text(max_size=30))
def test_text_of_any_encoding_and_font(content, text, font):
    legacy.from_bytes(content)
    assert isinstance(legacy.decoded(text, font), str)
    assert judge(legacy.restored(text)).words >= 0


RULES = st.lists(st.builds(grid.Rule, *[st.floats(-1e6, 1e6)] * 3), max_size=12)


@settings(max_examples=200)
@given(RULES, RULES, st.floats(0, 50))
def test_any_rules_make_tables_of_whole_rows(across, down, slack):
    for table in grid.tables(across, down, slack):
        assert len(table.rows) >= 2
        assert all(row for row in table.rows)
        assert set(table.cells) == {cell for row in table.rows for cell in row}
