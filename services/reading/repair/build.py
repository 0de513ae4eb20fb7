"""Make the shipped counts again: `python -m services.reading.repair.build --counts FOLDER`.

FOLDER holds `unigrams.tsv.xz`, `bigrams.tsv.xz` and `trigrams.tsv.xz` (token(s), count; unigrams also documents and
class), counted over laws and administrative documents. Written are, beside this file, `data/counts.xz` (the language
model), `data/syllables.txt` (what the gate takes for Vietnamese) and `data/provenance.toml`. The same counts give the
same bytes. The table of confusions is made by `services.reading.repair.teach`.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
from array import array
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from services.reading.repair.packing import Packed, Rows, code_of, pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DATA = Path(__file__).parent / "data"
FILES = ("unigrams.tsv.xz", "bigrams.tsv.xz", "trigrams.tsv.xz")
SYLLABLE_DOCUMENTS = 3
"""Documents. Syllables of fewer documents are mostly slips of the sources that happen to be well formed."""
WORD_DOCUMENTS = 10
"""Documents. Other words (abbreviations, names) are context only when they are common."""
SIGNS = ("<s>", "<num>", "<code>", "<unk>")


class Token(NamedTuple):
    """One row of the unigrams."""

    text: str
    times: int
    documents: int
    kind: str

    @property
    def kept(self) -> bool:
        """Whether the model knows it."""
        least = {"s": SYLLABLE_DOCUMENTS, "x": WORD_DOCUMENTS}.get(self.kind, 0)
        return self.documents >= least


def build(counts: Path, out: Path) -> dict[str, int]:
    """Write the data and return the bytes of each file."""
    tokens = [token for token in _unigrams(counts) if token.kept]
    packed = _packed(tokens, counts)
    syllables = sorted(token for token in tokens if token.kind == "s")
    files = {
        "counts.xz": pack(packed),
        "syllables.txt": "".join(f"{t.text}\t{t.times}\n" for t in syllables).encode(),
        "provenance.toml": _provenance(counts, packed, len(syllables)).encode(),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content)
    return {name: len(content) for name, content in files.items()}


def _unigrams(counts: Path) -> Iterator[Token]:
    for text, count, documents, kind in _rows_of(counts / "unigrams.tsv.xz"):
        yield Token(text, int(count), int(documents), kind)


def _rows_of(path: Path) -> Iterator[list[str]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _packed(tokens: list[Token], counts: Path) -> Packed:
    ids = {token.text: number for number, token in enumerate(tokens)}
    bigrams: dict[tuple[int, ...], dict[int, int]] = {(number,): {} for number in range(len(tokens))}
    bigrams |= _grouped(counts / "bigrams.tsv.xz", ids)
    bigrams = dict(sorted(bigrams.items()))
    heads: dict[tuple[int, ...], dict[int, int]] = {
        (*first, second): {} for first, row in bigrams.items() for second in sorted(row)
    }
    trigrams = _grouped(counts / "trigrams.tsv.xz", ids)
    return Packed(
        tuple(token.text for token in tokens),
        "".join(token.kind for token in tokens),
        array("I", (token.times for token in tokens)),
        _rows(bigrams),
        _rows({head: trigrams.get(head, {}) for head in heads}),
    )


def _grouped(path: Path, ids: Mapping[str, int]) -> dict[tuple[int, ...], dict[int, int]]:
    """Context → next token → count, without n-grams of words that the model does not know."""
    grouped: dict[tuple[int, ...], dict[int, int]] = defaultdict(dict)
    for words, count in _rows_of(path):
        numbers = [ids.get(word, -1) for word in words.split(" ")]
        if min(numbers) >= 0:
            *context, last = numbers
            grouped[tuple(context)][last] = int(count)
    return grouped


def _rows(grouped: Mapping[tuple[int, ...], Mapping[int, int]]) -> Rows:
    columns, codes = array("H"), bytearray()
    for row in grouped.values():
        columns.extend(sorted(row))
        codes.extend(code_of(row[column]) for column in sorted(row))
    return Rows.of([len(row) for row in grouped.values()], columns, bytes(codes))


def _provenance(counts: Path, packed: Packed, syllables: int) -> str:
    digests = "".join(f'"{name}" = "{hashlib.sha256((counts / name).read_bytes()).hexdigest()}"\n' for name in FILES)
    return PROVENANCE.format(
        syllable_documents=SYLLABLE_DOCUMENTS,
        word_documents=WORD_DOCUMENTS,
        tokens=len(packed.tokens),
        syllables=syllables,
        bigrams=len(packed.bigrams.columns),
        trigrams=len(packed.trigrams.columns),
        digests=digests,
    )


PROVENANCE = """\
# Where counts.xz and syllables.txt come from. Written by services.reading.repair.build; do not edit.
what = "Frequencies of Vietnamese syllables, of pairs and of triples of them. No text: nothing longer than three syllables."
texts = "Laws, decrees, circulars, decisions and other administrative documents of Vietnam (Bộ Pháp điển, vbpl.vn, a corpus of laws, abstracts of UBND tỉnh Bình Dương, Nghị định 30/2020/NĐ-CP), 7,702 documents, 19.8 million tokens."
licence = "Texts of this kind are outside copyright (Luật Sở hữu trí tuệ 50/2005/QH11, Điều 15 khoản 2)."
confusions = "confusions.tsv counts how letters of nonsense, composed from these counts and rendered, were misread by Tesseract with its English model (services.reading.repair.teach)."
pruning = "Syllables of at least {syllable_documents} documents, other words of at least {word_documents}; pairs seen 3 times, triples seen 4 times; counts rounded to eighths of an octave."

[size]
tokens = {tokens}
syllables = {syllables}
bigrams = {bigrams}
trigrams = {trigrams}

[sha256]
{digests}"""  # noqa: E501 - sentences of a file, not of this one


def main() -> None:
    """Build from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--counts", type=Path, required=True, help="folder of the three count files")
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write (default: beside this module)")
    arguments = parser.parse_args()
    for name, size in build(arguments.counts, arguments.out).items():
        print(f"{name}: {size:,} bytes")  # noqa: T201 - a script talks to the person who runs it


if __name__ == "__main__":
    main()
