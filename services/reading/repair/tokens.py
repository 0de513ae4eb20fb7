"""Tokens of a garbled line: which part may be repaired, and which must never change (numbers, dates, codes).

A line is cut into pieces and put together again character for character, so addresses survive a repair.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.reading.spelling import composed

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

LOOKS_LIKE = str.maketrans(
    {
        **dict.fromkeys("¢€£&", "e"),
        **dict.fromkeys("069", "o"),
        **dict.fromkeys("1|!", "i"),
        **dict.fromkeys("58$", "s"),
        **dict.fromkeys("4@", "a"),
        **dict.fromkeys("3đ", "d"),
        "7": "t",
    }
)
CHUNK = re.compile(r"\S+")
EDGES = re.compile(
    r"(?P<pre>(?:(?![¢€£&$@])[\W_])*)(?P<core>(?:[^\W_]|[¢€£&$@])(?:.*(?:[^\W_]|[¢€£&$@]))?)?(?P<post>.*)"
)
"""Signs that look like letters belong to a word, other punctuation around it does not."""
JOINT = re.compile(r"(?<=[^\W\d_]{2})([-–—,;:]+)(?=[^\W\d_]{2})")
"""Punctuation between two words that stand together without a blank (kinh tế-xã hội)."""
PROTECTED = re.compile(
    r"""[\W_]*\d[\d\W_]*            # digits with separators
      | .*\d{3}.*                   # a run of three digits
      | .*/.*                       # symbols, dates, và/hoặc
      | .*\d[-–]\d.*                # ranges
      | [^\W\d_]{1,2}\.?\d{2,}      # letter and two digits
      | \S+@\S+\.\S+ | www\..+      # addresses
      | [IVX]{1,4}                  # Roman numerals
      | \w*[A-ZĐ]{2}\w*-\w*[A-ZĐ]\w*  # AB-CD
      | (?:[^\W\d_]&?)*[A-ZĐ]&[A-ZĐ]\w*  # GD&ĐT
      | [B-DF-HJ-NP-TV-XZĐ]{2,}     # capitals without a vowel
      | [B-DF-HJ-NP-TV-XZbcf-hj-np-tv-xz]  # a consonant alone; d may be a misread vowel
      | \d+[^\W\d_]\d*              # 7A, 16h, 8h30
      | \d+(?:km|kg|mg|ha|cm|mm|ml|k[vVwW]|[mMgG][bB]|tr|tỷ|đ/?)  # numbers with their measure
      | [km]?m[23]                  # m2, km2
    """,
    re.VERBOSE,
)
NUMBER = re.compile(r"[\W_]*\d[\d\W_]*%?|[IVX]{2,4}")
LABEL = re.compile(r"(?:\d+(?:\.\d+)*|[IVX]+|[a-zđ])[.)]+|[-–—+*•]+")
"""A list label as a whole chunk at the start of a line."""
SENTENCE_END = re.compile(r"[.;!?…]")


def skeleton(word: str) -> str:
    """Lower-case letters without marks, digits and signs as the letters they are read for: S¢ → se, 16ng → iong."""
    plain = unicodedata.normalize("NFD", composed(word).lower().translate(LOOKS_LIKE))
    return "".join(char for char in plain if char.isalpha())


@dataclass(frozen=True, slots=True)
class Token:
    """One token with its place in the line: `pre` + `core` + `post` is the text printed there."""

    start: int
    pre: str
    core: str
    post: str
    fixed: bool
    label: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """Where the core stands in its line."""
        begin = self.start + len(self.pre)
        return begin, begin + len(self.core)

    @property
    def ends_sentence(self) -> bool:
        """Whether punctuation behind it closes a sentence."""
        return bool(SENTENCE_END.search(self.post))

    @property
    def is_number(self) -> bool:
        """Whether counting takes it for a number."""
        return NUMBER.fullmatch(self.core) is not None


def tokens(line: str, acronyms: Container[str] = ()) -> Iterator[Token]:
    """The tokens of a line, in order. `acronyms` are never repaired; upper case counts."""
    first = True
    for chunk in CHUNK.finditer(line):
        label = first and LABEL.fullmatch(chunk.group()) is not None
        first = False
        for start, text in _parts(chunk):
            edges = EDGES.fullmatch(text)
            if edges and edges["core"]:
                core = edges["core"]
                fixed = label or is_protected(core, acronyms)
                yield Token(start, edges["pre"], core, edges["post"], fixed, label)


def is_protected(core: str, acronyms: Container[str] = ()) -> bool:
    """Whether a token is a number, a date, a code, an address or an abbreviation: never to be altered."""
    return core in acronyms or PROTECTED.fullmatch(core) is not None


def _parts(chunk: re.Match[str]) -> Iterator[tuple[int, str]]:
    text, start = chunk.group(), chunk.start()
    if PROTECTED.fullmatch(text.strip(".,;:()“”\"'")):
        yield start, text
        return
    cut = 0
    for joint in JOINT.finditer(text):
        yield start + cut, text[cut : joint.end()]
        cut = joint.end()
    yield start + cut, text[cut:]
