"""The words of administrative Vietnamese that reading relies on: data from `config/lexicon/*.txt`, not code.

One entry a line; `#` starts a comment; a file whose entries have kinds writes `kind = phrase`. `SHAPES` lists the
files that must be there and the kinds each allows; files of other rooms in the same folder are left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.directive.text import collapse, skeleton
from services.directive.words import WordList

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ANY = frozenset({"*"})
NONE: frozenset[str] = frozenset()
SHAPES: Mapping[str, frozenset[str]] = {
    "abstract-stops": NONE,
    "brackets": frozenset({"except", "alias"}),
    "closings": frozenset({"closing", "formula", "work"}),
    "columns": frozenset({"order", "work", "lead", "partner", "time", "product", "note"}),
    "coordination": frozenset({"chair", "with"}),
    "deadline-traps": frozenset({"period", "stale", "noun", "meeting", "year"}),
    "deadline-triggers": frozenset({"before", "by", "weak", "within", "done", "event"}),
    "document-types": ANY,
    "everybody": NONE,
    "head-titles": NONE,
    "header": frozenset(
        {
            "motto",
            "republic",
            "number",
            "subject",
            "about",
            "addressee",
            "recipients",
            "archive",
            "alias",
            "draft",
            "attached",
            "more",
        }
    ),
    "headings": frozenset(
        {"purpose", "requirement", "audience", "situation", "content", "task", "time", "place", "budget", "execution"}
    ),
    "intros": NONE,
    "levels": NONE,
    "mention-stops": NONE,
    "modes": ANY,
    "name-tails": NONE,
    "noun-signs": NONE,
    "openings": frozenset({"opening", "tells", "link"}),
    "people": NONE,
    "periods": frozenset(
        {"every", "periodic", "weekly", "monthly", "quarterly", "semi-annual", "annual", "ad-hoc", "daily"}
    ),
    "quantifiers": NONE,
    "reports": frozenset({"verb", "send", "ask", "trap", "to", "matter"}),
    "role-lines": frozenset({"lead", "partner", "time", "product", "other"}),
    "sectors": NONE,
    "signing": NONE,
    "stamps": frozenset({"urgency", "secrecy"}),
    "subjects": frozenset({"person", "hired"}),
    "territories": NONE,
    "type-habits": frozenset({"whole", "plan", "none", "maybe"}),
    "unit-compounds": NONE,
    "unit-heads": NONE,
    "unit-traps": NONE,
    "verbs": frozenset({"verb", "adverb", "duty", "narrative"}),
}


BENT = frozenset({"verbs", "coordination", "reports", "closings", "unit-heads"})
"""Lists whose phrases are looked for more loosely in recognised text: marks are what recognition bends most."""
MARKED = frozenset({"verbs"})
"""Lists with many phrases of one syllable, which without their marks may be any word."""


class LexiconError(ValueError):
    """A line of a lexicon file that cannot be used: `file` (stem), `line` (from 1; 0: the whole file), `message`."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(file, line, message)
        self.file, self.line, self.message = file, line, message

    def __str__(self) -> str:
        return f"{self.file}.txt, dòng {self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase as written, and its kind ("" in files without kinds)."""

    kind: str
    phrase: str


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All word lists, compiled once."""

    entries: Mapping[str, tuple[Entry, ...]]
    lists: Mapping[tuple[str, str], WordList]
    unit_names: WordList

    @classmethod
    def from_texts(cls, texts: Mapping[str, str], unit_names: Sequence[str] = ()) -> Lexicon:
        """Build from file stem → content. Raises `LexiconError` at the first line that cannot be used.

        `unit_names` are names and aliases of the registry: a list of units is never split inside one of them.
        """
        entries = {stem: tuple(_entries(stem, kinds, texts)) for stem, kinds in SHAPES.items()}
        lists = {
            (stem, kind): WordList.of((e.phrase for e in found if kind in {"", e.kind}), marked=stem in MARKED)
            for stem, found in entries.items()
            for kind in {"", *(e.kind for e in found), *(SHAPES[stem] - ANY)}
        }
        return cls(entries, lists, WordList.of(name for name in unit_names if " " in name.strip()))

    def for_recognised(self) -> Lexicon:
        """The same for text that recognition has bent: a phrase may have one wrong mark in two syllables."""
        lists = {(stem, kind): words.loose() if stem in BENT else words for (stem, kind), words in self.lists.items()}
        return Lexicon(self.entries, lists, self.unit_names)

    def words(self, stem: str, kind: str = "") -> WordList:
        """Finds any phrase of a list, or of one kind of it."""
        return self.lists[stem, kind]

    def phrases(self, stem: str, kind: str = "") -> tuple[str, ...]:
        """The phrases of a list as written, or of one kind of it."""
        return tuple(entry.phrase for entry in self.entries[stem] if kind in {"", entry.kind})

    def kind_of(self, stem: str, phrase: str) -> str | None:
        """The kind of a phrase, marks and case aside; None when the list does not have it."""
        wanted = skeleton(collapse(phrase))
        return next((e.kind for e in self.entries[stem] if skeleton(e.phrase) == wanted), None)


def _entries(stem: str, kinds: frozenset[str], texts: Mapping[str, str]) -> Iterator[Entry]:
    if stem not in texts:
        raise LexiconError(stem, 0, "Thiếu tệp này trong thư mục config/lexicon. Hãy chép lại từ bản cài đặt.")
    seen: dict[tuple[str, str], int] = {}
    for number, raw in enumerate(texts[stem].splitlines(), 1):
        content = collapse(raw.removeprefix("\ufeff"))
        if not content or content.startswith("#"):
            continue
        entry = _entry(stem, number, content, kinds)
        if (first := seen.setdefault((entry.kind, entry.phrase.lower()), number)) != number:
            raise LexiconError(stem, number, f'"{entry.phrase}" đã có ở dòng {first}. Hãy xóa một trong hai dòng.')
        yield entry
    if not seen:
        raise LexiconError(stem, 0, "Tệp không có mục nào. Hãy ghi ít nhất một mục.")


def _entry(stem: str, number: int, content: str, kinds: frozenset[str]) -> Entry:
    kind, equals, phrase = (part.strip() for part in content.partition("="))
    if kinds == NONE:
        if equals:
            raise LexiconError(stem, number, 'Tệp này mỗi dòng chỉ ghi một cụm từ, không dùng dấu "=".')
        return Entry("", content)
    if not equals or not kind or not phrase:
        raise LexiconError(stem, number, 'Hãy ghi theo dạng "loại = cụm từ".')
    if kinds != ANY and kind not in kinds:
        raise LexiconError(stem, number, f'Không có loại "{kind}". Các loại được dùng: {", ".join(sorted(kinds))}.')
    return Entry(kind, phrase)
