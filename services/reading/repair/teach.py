"""Make the table of confusions again: `python -m services.reading.repair.teach`.

Law-like nonsense is composed from the shipped counts, set in the type of offices, rendered at several resolutions,
recognised by Tesseract with its *English* model (what happens to Vietnamese where the right model is missing) and
laid beside what was printed. Needs LibreOffice, poppler-utils and tesseract-ocr; takes some minutes. The text is the
same each time; the table is too, as long as these programs and the fonts are.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import tempfile
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from services.reading.repair.build import DATA
from services.reading.repair.channel import dump, learn
from services.reading.repair.packing import ROUNDED, Packed, unpack
from services.reading.repair.tokens import skeleton, tokens
from services.reading.repair.wear import SCANS, worn

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 1975
PAGES = 120
LINES = 34
WORDS = 14
CAPITALS = 5
"""Each so many lines one stands in capitals, as headings do."""
STYLES = ("", "font-weight:bold", "font-style:italic", "", "")
BREAK = ";page-break-before:always"
FAR = 0.67
"""Share of letters. Words whose skeletons differ more were not the same word."""
GAP = 0.7


def compose(packed: Packed, dice: random.Random) -> Iterator[str]:
    """Endless words, each drawn by what the two before it say; signs of the counts become numbers and stops."""
    before = now = 0
    while True:
        before, now = now, _next(packed, before, now, dice)
        yield packed.tokens[now]


def _next(packed: Packed, before: int, now: int, dice: random.Random) -> int:
    pair = packed.bigrams.find(before, now)
    for rows, row in ((packed.trigrams, pair), (packed.bigrams, now)):
        if row >= 0 and (before or rows is packed.bigrams):
            span = slice(rows.starts[row], rows.starts[row + 1])
            if columns := rows.columns[span]:
                return dice.choices(columns, [ROUNDED[code] for code in rows.codes[span]])[0]
    return 0


def lines(packed: Packed, dice: random.Random) -> Iterator[list[str]]:
    """Lines of printed words: sentences begin with a capital, some words are names, some lines are headings."""
    words, line, fresh = compose(packed, dice), list[str](), True
    signs = {"<num>": lambda: str(dice.randint(1, 300)), "<code>": lambda: f"{dice.randint(1, 99)}/QĐ-UBND"}
    number = 0
    for word in words:
        if word in {"<s>", "<unk>"}:
            fresh = True
            continue
        shown = signs[word]() if word in signs else word
        line.append(shown.capitalize() if fresh or dice.random() < 0.06 else shown)  # noqa: PLR2004 - a share of names
        fresh = False
        if len(line) == WORDS:
            number += 1
            yield [w.upper() for w in line[:9]] if number % CAPITALS == 0 else line
            line = []


def render(pages: list[list[list[str]]], folder: Path) -> list[Path]:
    """One image a page."""
    sheets = "".join(_sheet(page) for page in pages)
    (folder / "page.html").write_text(f"<html><meta charset=utf-8><body>{sheets}</body></html>", encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    _run("soffice", profile, "--headless", "--convert-to", "pdf:writer_web_pdf_Export", "page.html", at=folder)
    for turn in range(len(pages)):
        page, scan = str(turn + 1), SCANS[turn % len(SCANS)]
        _run("pdftoppm", "-gray", "-r", str(scan.dpi), "-f", page, "-l", page, "page.pdf", f"p{turn:03}", at=folder)
    images = sorted(folder.glob("p*.pgm"))
    for turn, image in enumerate(images):
        image.write_bytes(worn(image.read_bytes(), SCANS[turn % len(SCANS)], random.Random(turn)))  # noqa: S311
    return images


def _sheet(page: list[list[str]]) -> str:
    return "".join(
        f'<p style="margin:2pt;font:14pt Liberation Serif;{STYLES[n % len(STYLES)]}{"" if n else BREAK}">'
        f"{escape(' '.join(line))}</p>"
        for n, line in enumerate(page)
    )


def read(image: Path) -> list[str]:
    """The cores of the words that Tesseract saw without Vietnamese."""
    text = _run("tesseract", image.name, "-", "-l", "eng", "--psm", "4", at=image.parent)
    return [token.core for line in text.splitlines() for token in tokens(line)]


def _run(*command: str, at: Path) -> str:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, cwd=at, check=True, capture_output=True, env=environment)
    return done.stdout.decode()


def align(printed: list[str], seen: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of the same word, printed and read, by the cheapest alignment of both pages."""
    left, right = [skeleton(w) for w in printed], [skeleton(w) for w in seen]
    rows = [[GAP * j for j in range(len(right) + 1)]]
    for i, a in enumerate(left, 1):
        above, row = rows[-1], [GAP * i]
        for j, b in enumerate(right, 1):
            row.append(min(above[j - 1] + _distance(a, b), above[j] + GAP, row[-1] + GAP))
        rows.append(row)
    i, j = len(left), len(right)
    while i and j:
        if rows[i][j] == rows[i - 1][j - 1] + _distance(left[i - 1], right[j - 1]):
            i, j = i - 1, j - 1
            if _distance(left[i], right[j]) <= FAR:
                yield printed[i], seen[j]
        elif rows[i][j] == rows[i - 1][j] + GAP:
            i -= 1
        else:
            j -= 1


def _distance(one: str, other: str) -> float:
    return Levenshtein.normalized_distance(one, other)


def pairs(packed: Packed, folder: Path) -> Iterator[tuple[str, str]]:
    """Words printed and read, from all pages; numbers and codes are left out."""
    source = lines(packed, random.Random(SEED))  # noqa: S311 - the same nonsense each time
    pages = [[next(source) for _ in range(LINES)] for _ in range(PAGES)]
    for page, image in zip(pages, render(pages, folder), strict=True):
        printed = [word for line in page for word in line]
        yield from ((t, s) for t, s in align(printed, read(image)) if t.isalpha())


def main() -> None:
    """Teach from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--out", type=Path, default=DATA / "confusions.tsv", help="table to write")
    arguments = parser.parse_args()
    packed = unpack((DATA / "counts.xz").read_bytes())
    with tempfile.TemporaryDirectory() as folder:
        found = list(pairs(packed, Path(folder)))
    table = dump(learn(found))
    arguments.out.write_text(table, encoding="utf-8")
    print(f"{len(found):,} words, {len(table.encode()):,} bytes")  # noqa: T201 - a script talks to its user


if __name__ == "__main__":
    main()
