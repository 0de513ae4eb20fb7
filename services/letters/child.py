"""The child in which templates are tried: files on standard input, problems and papers on standard output, as JSON.

Run as a module by `services.letters.proof`, with limits on memory, time and files.
"""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import asdict
from typing import Any

from services.letters.model import Draft
from services.letters.sample import sample_work
from services.letters.template import TemplateFiles
from services.letters.trial import examine
from services.reading import isolation
from services.settings.drafting import DraftSettings
from services.settings.model import OfficeProfile


def main() -> None:
    """Answer one request."""
    asked = json.load(sys.stdin.buffer)
    office = OfficeProfile.model_validate(asked["office"]) if asked["office"] else None
    drafting = DraftSettings.model_validate(asked["drafting"]) if asked["drafting"] else None
    work = sample_work(office, drafting)
    answers = []
    for one in asked["templates"]:
        files = TemplateFiles(one["folder"], base64.b64decode(one["word"]), base64.b64decode(one["toml"]))
        made = examine(files, work)
        papers = [_paper(draft) for draft in made.papers] if asked["papers"] else []
        answers.append({"problems": [asdict(problem) for problem in made.problems], "papers": papers})
    sys.stdout.write(json.dumps(answers))


def _paper(draft: Draft) -> dict[str, Any]:
    files = [{**asdict(file), "content": base64.b64encode(file.content).decode()} for file in draft.files]
    return {**asdict(draft), "files": files}


if __name__ == "__main__":
    try:
        main()
    except (MemoryError, RecursionError):
        sys.exit(isolation.EXHAUSTED)
