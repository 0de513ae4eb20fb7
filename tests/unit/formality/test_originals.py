"""Real documents of offices: each error named here is in the file; anything else would be the check's own mistake."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from services.formality.check import blocking, check, profile_of
from services.formality.facts import Facts
from services.formality.model import Result
from services.formality.policy import policy_of
from services.settings.load import load_settings
from tests.needs import ROOT, need_command, shared

FOREIGN = Facts("foreign")
DOCS = (ROOT / "docs" / "formality.md").read_text(encoding="utf-8")
#: What the docs say of each file: findings that fail by severity, and questions.
COUNTED = {
    name: tuple(map(int, counts.split("|")))
    for name, counts in re.findall(r"^\| `([\w-]+\.docx?)` \|((?: \d+ \|){3} \d+) \|", DOCS, re.MULTILINE)
}
# Both telegrams are copies typed anew for a web library: default margins of Word, no sizes set (so 10 pt), Arial and
# Calibri; their last recipient lacks the period. The second has en dashes in its Tiêu ngữ.
RETYPED = {"PG-05", "PG-06", "FN-01", "QH-01", "QH-02", "OR-02", "NU-01", "PL-04", "TT-01", "TT-02", "BO-01", "SG-02"}
RETYPED |= {"SG-08", "RC-05", "RC-06"}


@pytest.fixture(scope="module")
def policy():
    return policy_of(load_settings(ROOT / "config", {}).formality)


@pytest.mark.parametrize("name", ["cd-ttg-117-2024", "cd-ttg-119-2024"])
def test_telegrams_typed_anew(name, policy):
    content = shared(f"corpus/originals/{name}.docx").read_bytes()
    assert {f.rule for f in blocking(check(content, FOREIGN, policy))} == RETYPED


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """The .doc files of the corpus as LibreOffice saves them."""
    home = tmp_path_factory.mktemp("doc")
    files = sorted(shared("corpus/originals").glob("*.doc"))
    soffice = need_command("soffice")
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir", str(home), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    yield {path.stem: path.read_bytes() for path in home.glob("*.docx")}
    shutil.rmtree(home, ignore_errors=True)


@pytest.mark.office
@pytest.mark.parametrize("name", ["qd-ttg-93-2007", "qd-ubnd-hanoi-15-2010"])
def test_regulations_are_not_judged(name, converted, policy):
    (only,) = check(converted[name], FOREIGN, policy)
    assert only.result is Result.NOT_APPLICABLE


@pytest.mark.office
def test_a_plan_of_2011_is_judged_by_the_rules_of_its_time(converted, policy):
    content = converted["kh-stttt-phutho-2011-draft"]
    found = check(content, FOREIGN, policy)
    assert profile_of(content, policy).id == "tt01_2011"
    assert blocking(found) == ()
    # Its margins are 15 mm, its chủ quản is bold, its tên loại 15 pt, its points italic: all of it is so in the file.
    failed = {f.rule for f in found if f.result is Result.FAIL and f.severity == "W"}
    assert failed == {"PG-03", "PG-04", "OR-01", "TT-01", "TT-03", "ST-05", "ST-08", "BO-01"}


def counts(content: bytes, policy) -> tuple[int, ...]:
    found = check(content, FOREIGN, policy)
    failed = tuple(sum(f.result is Result.FAIL and f.severity == one for f in found) for one in "EWI")
    return (*failed, sum(f.result is Result.NEEDS_REVIEW for f in found))


def test_the_docs_count_what_is_found_in_word_files(policy):
    homes = (shared("formality/official"), shared("corpus/originals"))
    files = [path for home in homes for path in sorted(home.glob("*.docx"))]
    assert {path.name: counts(path.read_bytes(), policy) for path in files} == {
        name: told for name, told in COUNTED.items() if name.endswith(".docx")
    }


@pytest.mark.office
def test_the_docs_count_what_is_found_in_older_word_files(converted, policy):
    found = {f"{name}.doc": counts(content, policy) for name, content in converted.items()}
    assert found == {name: told for name, told in COUNTED.items() if name.endswith(".doc")}
