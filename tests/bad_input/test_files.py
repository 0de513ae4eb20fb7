"""Bad files, no. 1 to 38 (`pdf_files`, `word_files`): each ends as required, in bounded time and memory."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from services.errors import NeedsOcrError, UnreadableFileError
from services.reading import OcrOptions, read_bytes
from tests import files
from tests.bad_input import pdf_files, word_files
from tests.bad_input.model import Input, Outcome

INPUTS = [*pdf_files.INPUTS, *word_files.INPUTS]
NO_OCR = OcrOptions(enabled=False)
SECONDS, MEBIBYTES = 30, 20
PAGE = 4096


@pytest.mark.parametrize("given", INPUTS, ids=lambda given: given.label)
def test_required_outcome(given: Input):
    content = given.content
    reset_peak()
    before, start = peak(), time.monotonic()
    said = outcome(given, content)
    assert time.monotonic() - start < SECONDS
    assert peak() - before < MEBIBYTES
    assert said


def outcome(given: Input, content: bytes) -> bool:
    """Whether it ended as required."""
    if given.outcome in {Outcome.READ, Outcome.FLAGGED}:
        pages = read_bytes(content, given.name, ocr=NO_OCR)
        remarks = " ".join(remark for page in pages.pages for remark in page.remarks)
        flagged = given.outcome is Outcome.FLAGGED
        assert bool(remarks) is flagged
        return given.words in (remarks if flagged else " ".join(line.text for line in pages.lines))
    kind = NeedsOcrError if given.outcome is Outcome.NO_TEXT else UnreadableFileError
    with pytest.raises(kind) as stopped:
        read_bytes(content, given.name, ocr=NO_OCR)
    assert f"“{given.name}”" in stopped.value.message
    assert "Hãy" in stopped.value.message
    return given.words in stopped.value.message


def reset_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak() -> float:
    """Largest resident memory since the last reset, MiB."""
    found = re.search(r"^VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) / 1024


def test_every_number_of_the_list_has_an_input():
    assert {given.number for given in INPUTS} - {0} == set(range(1, 39))


def test_hidden_and_deleted_text_is_not_seen():
    (given,) = [given for given in INPUTS if given.number == 38]
    assert [line.text for line in read_bytes(given.content, "a.docx").lines] == ["Nội dung"]


@pytest.mark.parametrize("build", [pdf_files.signature_over_all, pdf_files.stamped_after_signing])
def test_pages_that_are_as_they_were_signed_are_not_flagged(build):
    pages = read_bytes(build(), "a.pdf")
    assert pages.pages[0].remarks == ()
    assert pages.lines[0].text == "Noi dung"


def test_what_is_said_of_the_file_stays_when_its_text_is_repaired():
    objects = files.page_objects(pdf_files.GARBAGE)
    objects[1] = objects[1].replace(b"/Pages", b"/OpenAction<</S/JavaScript/JS(x)>>/Pages")
    remarks = read_bytes(files.assemble(objects), "a.pdf", ocr=NO_OCR).pages[0].remarks
    assert [remark.split()[0] for remark in remarks] == ["Tệp", "Trang"]
