"""Which line of an outline is a heading, and what kind of part it opens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.directive.labels import Style
from services.directive.text import Text, shouted
from services.directive.units_in_text import unit_span, unit_start

if TYPE_CHECKING:
    from services.directive.lexicon import Lexicon
    from services.directive.outline import Item

LONGEST_HEADING = 300
"""Characters. A longer numbered paragraph is a sentence."""
LONGEST_TITLE = 60
"""Characters of a heading on the same line as its matter."""
SENTENCE_END = re.compile(r"[.;]$|\./\.?$")


def heading_of(item: Item, lexicon: Lexicon) -> str | None:
    """A numbered line that names what follows: no end of a sentence, and nobody told to do anything.

    Items with letters, and deeper lines that end in a colon, open a list more often than they head a part: they must
    be in capitals, have a word of headings, or (with a number) name something that does nothing.
    """
    text = item.text.rstrip()
    if not shouted(text) and _told(item, lexicon):
        return None
    if titled := _titled(item, lexicon):
        return titled
    if not item.numbered or len(text) > LONGEST_HEADING or SENTENCE_END.search(text):
        return None
    heading = text.rstrip(":").rstrip()
    if shouted(text) or kind_of(heading, lexicon):
        return heading if item.children or item.style is not Style.LETTER else None
    opens_list = item.level > 1 and text.endswith(":") and _sentence(item, lexicon)
    if item.style is Style.LETTER:
        return heading if _titles_matter(item, lexicon) else None
    return None if opens_list else heading


def _titles_matter(item: Item, lexicon: Lexicon) -> bool:
    """Whether a line with a letter is the title of what stands below: short, without a colon, a unit or a verb."""
    text, short = item.paragraph.text, len(item.text) <= LONGEST_TITLE
    acts = unit_start(text, item.body, lexicon) or lexicon.words("verbs").match(text, item.body)
    return item.children and short and not item.text.rstrip().endswith(":") and not acts


def _told(item: Item, lexicon: Lexicon) -> bool:
    """Whether a mode word and a unit stand at its start ("Yêu cầu các sở …")."""
    mode = lexicon.words("modes").match(item.paragraph.text, item.body)
    return mode is not None and unit_start(item.paragraph.text, mode.end() + 1, lexicon) is not None


def _sentence(item: Item, lexicon: Lexicon) -> bool:
    """Whether a line has a subject, or a circumstance, and a verb: "UBND các huyện chịu trách nhiệm:"."""
    text, start = item.paragraph.text, item.body
    begun = unit_start(text, start, lexicon) or lexicon.words("intros").match(text, start)
    return begun is not None and lexicon.words("verbs").search(text, start) is not None


def _titled(item: Item, lexicon: Lexicon) -> str | None:
    """The heading of a numbered line that says its matter at once: "Kinh phí thực hiện: Theo quy định hiện hành."."""
    title, colon, rest = item.text.partition(":")
    if not item.numbered or not colon or not rest.strip() or len(title) > LONGEST_TITLE:
        return None
    return title.strip() if kind_of(title.strip(), lexicon) else None


def kind_of(heading: str, lexicon: Lexicon) -> str | None:
    """The kind by the phrase nearest to the start; in a heading of ordinary letters it must stand at the start.

    "TỔ CHỨC", "TRIỂN KHAI THỰC HIỆN" alone say who carries the work out.
    """
    text = Text.of(heading)
    found = lexicon.words("headings").search(text)
    whole = text.plain.strip() == "to chuc" or lexicon.words("closings", "work").fullmatch(text) is not None
    if found is None and shouted(heading) and whole:
        return "execution"
    if found is None or (found.start() and not shouted(heading)):
        return None
    kind = lexicon.kind_of("headings", found.group())
    works = not shouted(heading) and len(heading) > LONGEST_TITLE and lexicon.words("verbs").match(text) is not None
    return None if kind == "situation" and works else kind  # "Đánh giá chung kết quả thực hiện … của các đơn vị"


def names_unit(heading: str, lexicon: Lexicon) -> bool:
    """Whether a heading is a unit rather than the title of a part: "1. BỘ CHỈ HUY QUÂN SỰ TỈNH"."""
    text = Text.of(heading)
    return unit_start(text, 0, lexicon) is not None and lexicon.words("headings").search(text) is None


def only_names(item: Item, lexicon: Lexicon) -> bool:
    """Whether a line is the name of a unit and nothing else, though a full stop ends it: "2. Phòng Chính trị."."""
    text = item.paragraph.text
    known = lexicon.words("unit-heads").match(text, item.body)
    span = unit_span(text, item.body, lexicon) if known else None
    return span is not None and not span.verb and not text.raw[span.end :].strip(" .")
