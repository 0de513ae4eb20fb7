"""`--fix`: what is measurable is mended, words stay, and mending again changes nothing."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from services.formality.check import Facts, check
from services.formality.fix import fix
from services.formality.model import Result
from services.formality.reader import read
from tests.needs import shared
from tests.unit.formality.drafts import official_letter, plan_document
from tests.unit.formality.mutations import both, margins, paper, run, say, shape, table
from tests.unit.formality.test_rules_letter import page_number

LEFT, CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
FOREIGN = Facts("foreign")

MENDED = [
    ("PG-01", paper(216, 279)),
    ("PG-03", margins(top=10)),
    ("PG-04", margins(bottom=40)),
    ("PG-05", margins(left=25.4)),
    ("PG-06", margins(right=25.4)),
    ("PG-07", both(margins(left=25), lambda d: setattr(d.section, "gutter", Mm(5)))),
    ("FN-01", run("body 1", font="Arial")),
    ("FN-02", run("body 1", font="Times New Roman Bold")),
    ("FN-04", run("body 2", colour="FF0000")),
    ("NO-01", page_number(size=11)),
    ("NO-01", lambda d: setattr(d.number, "alignment", LEFT)),
    ("NO-02", lambda d: setattr(d.section, "different_first_page_header_footer", False)),
    ("QH-01", run("nation", size=10, bold=False)),
    ("QH-02", both(run("motto", size=16), shape("motto", alignment=LEFT))),
    ("OR-01", run("parent", bold=True)),
    ("OR-02", run("issuer", size=14)),
    ("NU-01", run("symbol", size=12)),
    ("NU-03", say("symbol", "Số:      / SGDĐT - VP")),
    ("PL-04", run("date", italic=False)),
    ("TT-04", both(run("subject", bold=True), shape("subject", space_before=Pt(0)))),
    ("BO-01", both(shape("body 1", alignment=LEFT), run("body 2", italic=True))),
    ("BO-01", lambda d: [d.run(f"body {i}", size=11) for i in (1, 2, 3)]),
    ("BO-02", shape("body 2", first_line_indent=Mm(0))),
    ("BO-03", shape("body 2", space_before=Pt(0))),
    ("BO-04", shape("body 2", line_spacing=2.0)),
    ("BO-05", run("body 2", size=13)),
    ("SG-02", both(run("authority", size=12), run("deputy", bold=False))),
    ("SG-08", run("name", italic=True)),
    ("RC-02", run("kính gửi", italic=True)),
    ("RC-05", both(run("nơi nhận", italic=False, size=14), shape("nơi nhận", alignment=CENTRE))),
    ("RC-06", both(run("second", size=13), shape("second", left_indent=Mm(8)))),
]


def wrong(content: bytes) -> set[str]:
    return {f.rule for f in check(content, FOREIGN) if f.result in {Result.FAIL, Result.NEEDS_REVIEW}}


def words(content: bytes) -> list[str]:
    return ["".join(run.text for run in paragraph.runs) for paragraph in read(content).everything]


@pytest.mark.parametrize(("rule", "spoil"), table(MENDED))
def test_a_measurable_fault_is_mended(rule, spoil):
    draft = official_letter()
    spoil(draft)
    spoilt = draft.bytes()
    assert rule in wrong(spoilt)
    fixed = fix(spoilt)
    assert wrong(fixed.content) == wrong(official_letter().bytes())
    assert fixed.changes
    assert all(change.count and change.what for change in fixed.changes)
    if rule != "NU-03":
        assert words(fixed.content) == words(spoilt)


@pytest.mark.parametrize("make", [official_letter, plan_document])
def test_a_right_file_keeps_its_bytes(make):
    content = make().bytes()
    assert fix(content).content is content
    assert fix(content).changes == ()


def test_only_blanks_inside_a_notation_are_words_that_change():
    draft = official_letter()
    draft.say("symbol", "Số:      / SGDĐT - VP")
    before, after = words(draft.bytes()), words(fix(draft.bytes()).content)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [("Số:      / SGDĐT - VP", "Số:      /SGDĐT-VP")]


def test_a_style_may_have_said_it():
    draft = official_letter()
    draft.doc.styles["Normal"].font.bold = True
    for paragraph in ("symbol", "date"):
        for one in draft.at[paragraph].runs:
            one.font.bold = None
    assert "NU-01" not in wrong(draft.bytes())
    for one in draft.at["parent"].runs:
        one.font.bold = None
    assert "OR-01" in wrong(draft.bytes())
    assert "OR-01" not in wrong(fix(draft.bytes()).content)


def test_text_in_the_font_of_an_old_encoding_is_left_alone():
    draft = official_letter()
    draft.run("body 1", font=".VnTime")
    assert "FN-02" in wrong(fix(draft.bytes()).content)


def test_a_legal_document_is_left_alone():
    draft = plan_document()
    draft.say("symbol", "Số: 30/2020/NĐ-CP")
    draft.run("body 1", font="Arial")
    assert fix(draft.bytes()).changes == ()


def test_other_parts_keep_their_bytes():
    draft = official_letter()
    draft.run("body 1", font="Arial")
    old, new = (zipfile.ZipFile(BytesIO(content)) for content in (draft.bytes(), fix(draft.bytes()).content))
    assert old.namelist() == new.namelist()
    changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert "word/document.xml" in changed
    assert set(changed) <= {
        "word/document.xml",
        *(name for name in old.namelist() if "header" in name or "footer" in name),
    }


@pytest.mark.parametrize("name", ["cd-ttg-117-2024", "cd-ttg-119-2024"])
def test_real_files_have_fewer_findings_and_the_same_words(name):
    content = shared(f"corpus/originals/{name}.docx").read_bytes()
    fixed = fix(content)
    left = {f.rule for f in check(fixed.content, FOREIGN) if f.result is Result.FAIL and f.severity.value == "E"}
    assert (
        len(left) < len({f.rule for f in check(content, FOREIGN) if f.result is Result.FAIL and f.severity == "E"}) / 3
    )
    assert words(fixed.content) == words(content)
    assert fix(fixed.content).changes == ()
