"""What was read against what a table says: the differences in words, and counts for precision and recall."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from services.directive.text import collapse, skeleton
from tests.unit.directive.phrasings.cases import Due

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.unit.directive.phrasings.cases import Case

Row = dict[str, Any]
ALIKE = 0.7
"""Share of the shorter text's words that another text must have to be taken for the same."""
ELLIPSIS = "…"


@dataclass(slots=True)
class Judgement:
    """Differences (none: read as the table says) and counts: "lead.right", "lead.extra", "lead.missed" …"""

    differences: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def compare(self, name: str, wanted: Sequence[str], got: Sequence[str]) -> None:
        """Count two lists as sets and tell what differs."""
        want, have = Counter(map(fold, wanted)), Counter(map(fold, got))
        right = (want & have).total()
        self.counts.update(
            {f"{name}.right": right, f"{name}.missed": want.total() - right, f"{name}.extra": have.total() - right}
        )
        if want != have:
            self.differences.append(f"{name}: expected {'; '.join(wanted) or '–'}, read {'; '.join(got) or '–'}")

    def unpaired(self, name: str, missed: Sequence[str], extra: Sequence[str], right: int) -> None:
        """Count a list whose rows were paired, and tell what has no pair."""
        self.counts.update({f"{name}.right": right, f"{name}.missed": len(missed), f"{name}.extra": len(extra)})
        self.differences += [f"{name}: missed {text}" for text in missed]
        self.differences += [f"{name}: extra {text}" for text in extra]


def fold(text: str) -> str:
    """Letters and digits without marks, single blanks."""
    return re.sub(r"[^a-z0-9]+", " ", skeleton(collapse(text))).strip()


def judge(case: Case, read: Row) -> Judgement:
    """Compare every kind of line the table has."""
    result = Judgement()
    told = dict(read)
    for _, other in reversed(_pairs(case.expected.get("maybe", []), read["instructions"], _text_alike)):
        told["instructions"] = [row for row in told["instructions"] if row is not read["instructions"][other]]
    for kind, judged in JUDGES.items():
        if kind in case.expected:
            judged(result, case.expected[kind], told[kind])
    if case.doubt and not read["doubts"]:
        result.differences.append(f"doubt: none, expected {case.doubt}")
    for name, value in case.header.items():
        result.compare(f"header {name}", [value] if value else [], [read[name]] if read[name] else [])
    return result


def _instructions(result: Judgement, wanted: list[Row], got: list[Row]) -> None:
    pairs = _pairs(wanted, got, _text_alike)
    _tell_unpaired(result, "instruction", wanted, got, pairs, "text")
    for one, other in pairs:
        want, have = wanted[one], got[other]
        if not (want["implicit"] and have["implicit"]) or have["lead"]:  # the text names nobody: an open lead is right
            result.compare("lead", _units(want["lead"]), have["lead"])
        result.compare("coordinating", _units(want["coordinating"]), have["coordinating"])
        if not want["implicit"]:
            result.compare("mode", [want["mode"]], [have["mode"]])
        if bool(want["implicit"]) != have["implicit"]:
            result.differences.append(f"implicit: expected {want['implicit'] or 'no'}: {want['text'][:40]}")
        _deadline(result, Due.of(want["deadline"]), have["deadline"])


def _deadline(result: Judgement, want: Due | None, have: Row | None) -> None:
    state = "exact"
    if want is None:
        state = "invented" if have else "exact"
    elif have is None:
        state = "missing"
    elif (have["date"], _cycles(have["recurrence"])) != (want.date, _cycles(want.recurrence)):
        state = "wrong"
    elif want.date and want.before != (have["boundary"] == "before"):
        state = "boundary"
    result.counts[f"deadline.{state}"] += 1
    if state != "exact":
        result.differences.append(f"deadline {state}: expected {want}, read {have}")


def _cycles(recurrence: str | None) -> set[str]:
    return set((recurrence or "").split("+")) - {""}


def _duties(result: Judgement, wanted: list[Row], got: list[Row]) -> None:
    pairs = _pairs(wanted, got, _duty_alike)
    _tell_unpaired(result, "duty", wanted, got, pairs, "what")
    for one, other in pairs:
        want, have = wanted[one], got[other]
        result.compare("who", _units(want["who"]), have["who"])
        result.compare("to", [want["to"]] if want["to"] else [], [have["to"]] if have["to"] else [])
        _deadline(result, Due.of(want["deadline"]), have["deadline"])


def _references(result: Judgement, wanted: list[Row], got: list[Row]) -> None:
    pairs = _pairs(wanted, got, lambda a, b: float(_tight(a["symbol"]) == _tight(b["symbol"])))
    _tell_unpaired(result, "reference", wanted, got, pairs, "symbol")
    for one, other in pairs:
        for name in ("date", "issuer"):
            want, have = wanted[one][name], got[other][name]
            result.compare(f"reference {name}", [want] if want else [], [have] if have else [])


def _sections(result: Judgement, wanted: list[Row], got: list[Row]) -> None:
    headed = [row for row in got if row["heading"]]
    result.compare("section", [_titled(row) for row in wanted], [_titled(row) for row in headed])


def _titled(row: Row) -> str:
    return f"{row['level']} {row['label']} {row['heading']}"


def _recipients(result: Judgement, wanted: list[Row], got: list[str]) -> None:
    result.compare("recipient", [row["name"] for row in wanted], got)


def _signer(result: Judgement, wanted: list[Row], got: Row) -> None:
    want = wanted[0] if wanted else {"capacity": "", "title": "", "name": ""}
    for name, value in want.items():
        result.compare(f"signer {name}", [value] if value else [], [got[name]] if got[name] else [])


JUDGES: dict[str, Callable[[Judgement, list[Row], Any], None]] = {
    "instructions": _instructions,
    "report_duties": _duties,
    "references": _references,
    "sections": _sections,
    "recipients": _recipients,
    "signer": _signer,
}


def _units(written: str) -> list[str]:
    return [unit.strip() for unit in written.split(";") if unit.strip()]


def _tight(symbol: str) -> str:
    return re.sub(r"\s", "", symbol).lower()


def _pairs(wanted: list[Row], got: list[Row], alike: Callable[[Row, Row], float]) -> list[tuple[int, int]]:
    """Greedy pairs, the likest first; ties keep the order of the document."""
    scored = [(-value, i, j) for i, one in enumerate(wanted) for j, two in enumerate(got) if (value := alike(one, two))]
    pairs: list[tuple[int, int]] = []
    for _, i, j in sorted(scored):
        if all(i != one and j != other for one, other in pairs):
            pairs.append((i, j))
    return pairs


def _tell_unpaired(
    result: Judgement, name: str, wanted: list[Row], got: list[Row], pairs: list[tuple[int, int]], text: str
) -> None:
    ones, others = {i for i, _ in pairs}, {j for _, j in pairs}
    result.unpaired(
        name,
        [str(row[text]) for i, row in enumerate(wanted) if i not in ones],
        [str(row[text]) for j, row in enumerate(got) if j not in others],
        len(pairs),
    )


def _text_alike(want: Row, have: Row) -> float:
    """How alike two works are: shared words in order, and units as a tie-breaker; 0 when they are different works."""
    shared = _shared(want["text"], have["text"])
    units = set(map(fold, _units(want["lead"]))) & set(map(fold, have["lead"]))
    return shared + len(units) / 1000 if shared >= ALIKE else 0.0


def _duty_alike(want: Row, have: Row) -> float:
    shared = _shared(want["what"], f"{have['what']} {have['to'] or ''}")
    return shared if shared >= ALIKE else 0.0


def _shared(want: str, have: str) -> float:
    left, right = set(fold(want.replace(ELLIPSIS, " ")).split()), set(fold(have).split())
    return len(left & right) / (min(len(left), len(right)) or 1)
