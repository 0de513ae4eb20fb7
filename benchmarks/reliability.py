"""Is a value as sure as it says? Each value with a confidence is compared with the annotation, then put into bins.

The rules of comparison are the scorer's own (loaded from its file): an instruction is right when its text and all its
leading units are; a header field when it equals the annotated one. A value that the annotation does not have is wrong.
"""

from __future__ import annotations

import importlib.util
import itertools
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from services.directive.wire import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from benchmarks.quality_sets import DocumentSet
    from services.directive.model import Directive

SCORER = Path(__file__).resolve().parent.parent.parent / "shared" / "tools" / "score.py"
HEADER = ("doc_type", "number", "issuer", "place", "issued_on", "abstract")


@dataclass(frozen=True, slots=True)
class Judged:
    """One value: what kind, how sure it said it was, whether it is right."""

    kind: str
    confidence: float
    right: bool


def judge(documents: DocumentSet, directives: Mapping[str, Directive]) -> tuple[Judged, ...]:
    """Every header value and instruction of the annotated documents of a set."""
    return tuple(
        judged
        for document in documents.documents
        if document.gold is not None
        for judged in _document(json.loads(document.gold.read_text("utf-8")), directives[document.slug])
    )


def _document(gold: dict[str, Any], directive: Directive) -> Iterator[Judged]:
    wanted = _scorer().from_gold(gold)
    yield from _header(wanted, directive)
    yield from _instructions(wanted["instructions"], directive)


def _header(wanted: dict[str, Any], directive: Directive) -> Iterator[Judged]:
    """Also hints below the limit of trust: the table shows what becomes of them."""
    for name in HEADER:
        value = getattr(directive.header, name)
        if value is not None:
            kind = "number, day" if name in {"number", "issued_on"} else "other header fields"
            right = _scorer().field_state(name, wanted, {name: value.text}) == "right"
            yield Judged(kind, value.confidence, right)


def _instructions(wanted: list[dict[str, Any]], directive: Directive) -> Iterator[Judged]:
    scorer, told = _scorer(), as_json(directive)["instructions"]
    pairs = {j: i for i, j in scorer.pairs(wanted, told, scorer.text_match)}
    for index, one in enumerate(told):
        gold = wanted[pairs[index]] if index in pairs else None
        yield Judged("instructions", one["confidence"], gold is not None and _same_leads(gold, one))


def _same_leads(gold: dict[str, Any], told: dict[str, Any]) -> bool:
    if gold["implicit"] and told["implicit"]:
        return True
    hits = len(_scorer().pairs(gold["lead"], told["lead"], _scorer().unit_match))
    return hits == len(gold["lead"]) == len(told["lead"])


def bins(judged: Iterable[Judged], edges: tuple[float, ...]) -> Iterator[tuple[float, float, int, float, float]]:
    """Lower and upper edge, how many values, their mean confidence, the share that is right; empty bins left out."""
    values = list(judged)
    for low, high in itertools.pairwise(edges):
        inside = [one for one in values if low <= one.confidence < high]
        if inside:
            mean = sum(one.confidence for one in inside) / len(inside)
            yield low, high, len(inside), mean, sum(one.right for one in inside) / len(inside)


@lru_cache(maxsize=1)
def _scorer() -> Any:  # noqa: ANN401 - a module that is not ours
    spec = importlib.util.spec_from_file_location("corpus_score", SCORER)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
