"""What the check of form says on the cover note: each rule once for all drafts, with what it found and where. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from services.formality.model import Result, Severity
from services.letters import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from services.formality.model import Finding

_SHOWN: Final = (Result.FAIL, Result.NEEDS_REVIEW)
#: What was found, written out; further ones are counted.
_FEW: Final = 12
#: Rank from which on a remark asks for no decision.
_LATER: Final = 2


class Remark(NamedTuple):
    """What one rule wants to be done, on whatever drafts."""

    rule: str
    severity: Severity
    result: Result
    expected: str
    advice: str
    article: str


class Spot(NamedTuple):
    """One place of one draft (by its title) and what stands there."""

    title: str
    place: str
    found: str


def remarks(
    findings: Mapping[str, Sequence[Finding]], told: frozenset[str] = frozenset()
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What a person must decide (errors first, then questions), and what may stay; `findings` by title of the draft.

    Questions and information whose finding begins with one of `told` are left out: the cover note asks for what
    belongs there itself.
    """
    same: dict[Remark, list[Spot]] = {}
    for remark, spot in _shown(findings):
        open_only = remark.result is Result.NEEDS_REVIEW or remark.severity is Severity.INFO
        if not (open_only and spot.found.startswith(tuple(told))):
            same.setdefault(remark, []).append(spot)
    ordered = sorted(same.items(), key=lambda item: (_rank(item[0]), item[0].rule))
    lines = [(_rank(remark), _line(remark, spots)) for remark, spots in ordered]
    return [line for rank, line in lines if rank < _LATER], [line for rank, line in lines if rank >= _LATER]


def _shown(findings: Mapping[str, Sequence[Finding]]) -> Iterator[tuple[Remark, Spot]]:
    for title, own in findings.items():
        for one in own:
            if one.result in _SHOWN:
                remark = Remark(one.rule, one.severity, one.result, one.expected, one.advice, one.article)
                yield remark, Spot(title, one.place, one.found)


def _rank(remark: Remark) -> int:
    """Errors, questions, warnings, information."""
    if remark.result is Result.NEEDS_REVIEW:
        return 1
    return {Severity.ERROR: 0, Severity.WARNING: _LATER, Severity.INFO: _LATER + 1}[remark.severity]


def _line(remark: Remark, spots: Sequence[Spot]) -> dict[str, Any]:
    titles, places = dict.fromkeys(spot.title for spot in spots), dict.fromkeys(spot.place for spot in spots)
    found = list(dict.fromkeys(words.phrase(spot.found) for spot in spots))
    alone = len(titles) == 1
    return {
        "loai": ("loi", "hoi", "nen_sua", "de_biet")[_rank(remark)],
        "ma": remark.rule,
        "noi": "; ".join(places) if alone else "",
        "can": words.phrase(remark.expected),
        "co": _joined(found[:_FEW]),
        "con": str(len(found) - _FEW) if len(found) > _FEW else "",
        "cach_sua": _told(remark),
        "dieu": remark.article,
        "so_du_thao": len(titles),
        "du_thao": next(iter(titles)) if alone else "",
    }


def _told(remark: Remark) -> str:
    """The advice as a sentence; none when it only says again what is wanted."""
    said = words.sentence(remark.advice)
    return "" if said == words.sentence(f"Viết {remark.expected}") else said


def _joined(found: Sequence[str]) -> str:
    """What was found in one line; words that all of it ends with stand once: "“A”, “B” đã giải thể"."""
    parts = [one.split() for one in found]
    least = min(len(part) for part in parts) - 1
    same = next((n for n in range(least) if len({part[-1 - n] for part in parts}) > 1), least)
    if len(parts) == 1 or same < 1:
        return "; ".join(found)
    return f"{', '.join(' '.join(part[:-same]) for part in parts)} {' '.join(parts[0][-same:])}"
