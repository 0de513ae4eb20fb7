"""The check of form: our letters (fixed parts judged once, the rest anew) and files of others, beside opening the file.

The floor is what any check must do: unzip the file and parse its text; python-docx shows what opening it usually costs.
"""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from lxml import etree

from benchmarks.measure import compare
from services.formality.check import check
from services.formality.facts import Facts
from services.letters.draft import draft
from services.letters.template import load_templates
from services.settings.load import load_settings
from services.steps import dossier, judging
from tests.needs import ROOT, SHARED
from tests.unit.formality.drafts import plan_document
from tests.unit.formality.forgetting import forgetful
from tests.unit.letters.samples import PLAN, SCHOOL, WORK, many

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from services.formality.facts import Facts as Known
    from services.letters.model import Work

SCHOOLS = 20
# Processor time is counted in hundredths of a second: a round of the floor must be longer than that.
REPEATED, OPENED = 5, 40
FOREIGN = Facts("foreign")
PACKAGES = ("lxml", "python-docx")


def main() -> None:
    """Check first that remembering changes no finding, then compare."""
    settings, templates = load_settings(ROOT / "config", {}), load_templates(ROOT / "templates")
    for name, work in (
        ("three assignments", schools(PLAN.assignments[2:5])),
        ("twelve", schools(many(12).plan.assignments)),
    ):
        book = judging.fact_book(settings, work, dossier.issue_day(work.directive))
        made = list(draft(work, templates, ["cong-van-trien-khai"]))
        about = templates["cong-van-trien-khai"].about
        letters = [(one.files[0].content, judging.facts_of(book, one.kind, one.units, about)) for one in made]
        if [check(*one) for one in letters] != [forgetful(*one) for one in letters]:
            raise SystemExit("the fast path and the full path do not agree")
        compare(f"our letters, {name}", cases(letters * REPEATED, check, forgetful), len(letters) * REPEATED, PACKAGES)
    for path in others():
        file = [(path.read_bytes() if path else plan_document().bytes(), FOREIGN)]
        name = path.name if path else "a plan of one page"
        compare(f"file of others: {name}", cases(file * OPENED, forgetful), OPENED, PACKAGES, rounds=5)


def cases(
    files: list[tuple[bytes, Known]], *checks: Callable[[bytes, Known], object]
) -> dict[str, Callable[[], object]]:
    """Floor and peer first, then ours."""
    names = {check: "ours: check, as before filing", forgetful: "ours: check, nothing remembered"}
    return {
        "floor: unzip and parse the text": lambda: [parsed(content) for content, _ in files],
        "usual: open with python-docx": lambda: [Document(BytesIO(content)) for content, _ in files],
        **{names[one]: (lambda one=one: [one(*file) for file in files]) for one in checks},
    }


def parsed(content: bytes) -> etree._Element:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def schools(given: tuple) -> Work:
    """The sample directive for many schools, each with the same assignments."""
    units = [replace(SCHOOL, id=f"thpt-{n}", name=f"Trường THPT Mẫu {n}", addressee="") for n in range(SCHOOLS)]
    own = tuple(replace(one, unit=unit.id, unit_name=unit.name) for unit in units for one in given)
    plan = replace(PLAN, units=tuple(unit.id for unit in units), assignments=own, exclusions=())
    return replace(WORK, plan=plan, units={unit.id: unit for unit in units})


def others() -> list[Path | None]:
    """Real files when they lie beside the project."""
    found = [*SHARED.glob("corpus/originals/*.docx"), *SHARED.glob("formality/official/*.docx")]
    return [None, *sorted(found)]


if __name__ == "__main__":
    main()
