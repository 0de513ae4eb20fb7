"""Each assignment with its source on the cover note; what several share is said once. Pure."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from services.directive.text import CAPITALS
from services.letters import words
from services.letters.contents.naming import addressed, who
from services.letters.contents.sources import place
from services.letters.contents.unit_letter import POINT_LETTERS
from services.planning.model import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from services.letters.contents.table import Row
    from services.letters.model import Work

_SENTENCE_END: Final = re.compile(rf"(?<=[\wà-ỹ”)]\.)\s+(?=[{CAPITALS}“])")
#: A sentence as short as this is said again rather than looked up.
_SHORT: Final = 40
#: Words shown on each side of what differs.
_AROUND: Final = 3
#: Characters from which a quote that is nearly the content is not written out once more.
_LONG: Final = 240


def shared_rules(table: Sequence[Row]) -> dict[str, str]:
    """Sentences that stand in the rules of several rows, each with the letter it is referred to by."""
    counted = Counter(one for row in table for one in _sentences(row) if len(one) > _SHORT)
    several = [sentence for sentence, count in counted.items() if count > 1]
    return dict(zip(several, POINT_LETTERS, strict=False))


def _sentences(row: Row) -> list[str]:
    """The sentences of a row's rules, none twice."""
    rules = dict.fromkeys(assignment.rule for assignment in row.assignments)
    return list(dict.fromkeys(one for rule in rules for one in _SENTENCE_END.split(words.sentence(rule))))


def source_rows(work: Work, table: Sequence[Row], shared: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows of the table with place, quote, rule and how sure.

    Quotes and texts that came before are pointed to; a deadline that all rows share is left out.
    """
    everybody, firsts, common = addressed(work), _firsts(table), len({row.due for row in table}) == 1
    return [
        {
            "so": str(number),
            **_text(row, number, table, firsts),
            "chu_tri": who(work, _in_role(row, Role.LEAD), everybody),
            "thuc_hien": who(work, _in_role(row, Role.IMPLEMENTING), everybody),
            "phoi_hop": who(work, row.helpers, everybody),
            "thoi_han": "" if common else row.due,
            "vi_tri": place(row.assignments[0]),
            **_rules(row, shared),
            "tin_cay": words.certainty(confidence(row)),
        }
        for number, row in enumerate(table, start=1)
    ]


def _in_role(row: Row, role: Role) -> tuple[str, ...]:
    return tuple(one.unit for one in row.assignments if one.role is role)


def confidence(row: Row) -> float:
    """The least of a row's assignments."""
    return min(assignment.confidence for assignment in row.assignments)


def _firsts(table: Sequence[Row]) -> dict[str, int]:
    """For each instruction its first row in the table."""
    return {row.assignments[0].instruction: number for number, row in reversed(list(enumerate(table, start=1)))}


def _text(row: Row, number: int, table: Sequence[Row], firsts: Mapping[str, int]) -> dict[str, str]:
    quote, first = _quote(row), firsts[row.assignments[0].instruction]
    if first == number:
        return {"noi_dung": row.text, "nhu": "", "trich_dan": quote, "trich_o": ""}
    said = difference(table[first - 1].text, row.text)
    again = quote and row.assignments[0].evidence == table[first - 1].assignments[0].evidence
    shown = {"trich_dan": "", "trich_o": str(first)} if again else {"trich_dan": quote, "trich_o": ""}
    return {"noi_dung": said or row.text, "nhu": str(first) if said else "", **shown}


def difference(first: str, other: str) -> str:
    """The words of the other text that differ from the first, with some around them; empty when most of it differs."""
    ours, theirs = other.split(), first.split()
    least = min(len(ours), len(theirs))
    head = next((n for n in range(least) if ours[n] != theirs[n]), least)
    tail = next((n for n in range(least - head) if ours[-1 - n] != theirs[-1 - n]), least - head)
    start, end = max(head - _AROUND, 0), min(len(ours) - tail + _AROUND, len(ours))
    if 2 * (end - start) > len(ours):
        return ""
    before, after = "… " if start else "", " …" if end < len(ours) else ""
    return f"{before}{' '.join(ours[start:end])}{after}"


def _quote(row: Row) -> str:
    """The words of the directive; empty when the content of the row is just these, of a long quote what differs."""
    quote = words.one_line(row.assignments[0].evidence.quote)
    if words.sentence(quote) == row.text:
        return ""
    return (difference(row.text, words.sentence(quote)) if len(quote) > _LONG else "") or quote


def _rules(row: Row, shared: Mapping[str, str]) -> dict[str, Any]:
    own = _sentences(row)
    return {
        "quy_tac_chung": ", ".join(sorted((shared[one] for one in own if one in shared), key=POINT_LETTERS.index)),
        "quy_tac": " ".join(one for one in own if one not in shared),
    }
