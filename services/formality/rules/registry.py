"""What a rule is, what it looks at, what it says; every rule stands here by its id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.formality.articles import written_out
from services.formality.doc_types import OFFICIAL_LETTER, known_type
from services.formality.facts import COVER_NOTE, FOREIGN, LETTER, TABLE
from services.formality.policy import USUAL, Tolerances
from services.formality.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from services.formality.effective import Document
    from services.formality.facts import Facts
    from services.formality.model import Severity
    from services.formality.outline import Item
    from services.formality.rendering import Rendering
    from services.formality.zones import Zones

EVERY = frozenset({LETTER, TABLE, COVER_NOTE, FOREIGN})
OURS = frozenset({LETTER, TABLE, COVER_NOTE})
LETTERS = frozenset({LETTER, FOREIGN})
DRAFT = frozenset({LETTER})


@dataclass(frozen=True, slots=True)
class Subject:
    """The file under check: its formatting, its zones, what is known of it, its drawn pages when there are any.

    `outline` are the labelled paragraphs of its text.
    """

    document: Document
    zones: Zones
    facts: Facts
    tolerances: Tolerances = USUAL
    rendering: Rendering | None = None
    outline: tuple[Item, ...] = ()

    @property
    def doc_type(self) -> str:
        """The printed type: the known one, else the page's; a letter without one is a công văn."""
        return self.facts.doc_type or known_type(self.zones.text(Zone.TYPE)) or OFFICIAL_LETTER

    @property
    def official_letter(self) -> bool:
        """Whether it is a công văn: no tên loại, but V/v under the number."""
        if self.facts.doc_type:
            return self.facts.doc_type == OFFICIAL_LETTER
        return not self.zones.of(Zone.TYPE)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault, before it becomes a Finding. `severity` differs from the rule's only where the rule has two.

    `review` marks what a machine cannot decide: a question for a person, not a fail.
    """

    place: str
    expected: str
    found: str
    advice: str
    severity: Severity | None = None
    review: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule: id, name for a clerk, short article, usual severity, the kinds of file it judges, its function.

    `when` says whether the rule concerns a file at all (a công văn has no tên loại to judge).
    """

    id: str
    name: str
    article: str
    severity: Severity
    kinds: frozenset[str]
    when: Callable[[Subject], bool]
    faults: Callable[[Subject], Iterator[Fault]]

    def concerns(self, subject: Subject) -> bool:
        """Whether the rule has anything to say about this file."""
        return subject.facts.kind in self.kinds and self.when(subject)


RULES: dict[str, Rule] = {}
# From the sheet to the words: the order in which a clerk goes over a document.
COMPONENTS = (
    "PG", "FN", "NO", "QH", "OR", "NU", "PL", "TT", "BA", "CI", "ST", "BO", "SG", "RC", "AP", "UR", "DR", "AD", "DF",
    "CA", "CO", "RG", "RP", "PH",
)  # fmt: skip


def place_in_order(rule_id: str) -> tuple[int, str]:
    """Sorts rules by component, then by number."""
    return COMPONENTS.index(rule_id[:2]), rule_id


def always(_: Subject) -> bool:
    """Concerns every file of its kinds."""
    return True


def has_head(subject: Subject) -> bool:
    """One document with a head of its own; every draft letter must be that."""
    return subject.zones.letter or subject.facts.kind == LETTER


def is_official_letter(subject: Subject) -> bool:
    """A công văn."""
    return has_head(subject) and subject.official_letter


def is_named_type(subject: Subject) -> bool:
    """A document with a tên loại."""
    return has_head(subject) and not subject.official_letter


def having(*zones: Zone) -> Callable[[Subject], bool]:
    """A condition: the document has one of these components."""
    return lambda subject: has_head(subject) and bool(subject.zones.of(*zones))


def rule(
    rule_id: str,
    name: str,
    *,
    article: str,
    severity: Severity,
    kinds: frozenset[str] = LETTERS,
    when: Callable[[Subject], bool] = has_head,
) -> Callable[[Callable[[Subject], Iterator[Fault]]], Callable[[Subject], Iterator[Fault]]]:
    """Register a function as a rule. Raises ValueError on a second rule of that id or an unreadable article."""

    def register(faults: Callable[[Subject], Iterator[Fault]]) -> Callable[[Subject], Iterator[Fault]]:
        if rule_id in RULES:
            raise ValueError(f"rule {rule_id} is registered twice")
        RULES[rule_id] = Rule(rule_id, name, written_out(article), severity, kinds, when, faults)
        return faults

    return register
