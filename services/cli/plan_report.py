"""What a plan looks like to a person at the terminal: by instruction, or one unit in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.cli.output import say
from services.cli.report import doubts, place, short
from services.directive.labels import at_start, in_words
from services.planning.answers import waiting
from services.planning.overview import by_instruction
from services.planning.places import typable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from services.directive.model import Directive, Header
    from services.planning.model import Assignment, Plan
    from services.planning.overview import Outcome

#: How many units are named before they are only counted.
NAMED = 3
LONG_REASON = 100
"""Characters of a reason that is not told again for every instruction."""
AS_ABOVE = "như trên"


def plan(source: Directive, result: Plan, unit: str | None) -> None:
    """Who does what: one unit in full, or what became of each instruction."""
    topic = result.topic_name or "không có chủ đề phù hợp, giao nguyên văn"
    say(f"Văn bản: {_symbol(source.header) or source.file} – chủ đề: {topic}", hang=4)
    if unit is not None:
        _one_unit(result, unit)
        return
    more = " Xem một đơn vị bằng --unit MÃ." if result.units else ""
    outcomes = by_instruction(source, result)
    still = sum(bool(outcome.open) for outcome in outcomes)
    left = f"; {still} nội dung còn chưa giao cho ai hoặc chưa giao đủ" if still else ""
    say(f"{len(result.units)} đơn vị, {len(result.assignments)} nhiệm vụ{left}.{more}{_way(result)}")
    reasons: dict[str, str] = {}
    for outcome in outcomes:
        _outcome(outcome, reasons)
    doubts((*source.doubts, *result.doubts))


def _way(result: Plan) -> str:
    """How to assign what waits for the clerk: all of it, or the first of it."""
    places = [typable(key) for key in waiting(result.unassigned)]
    return f" Giao bằng --set assign_to=MÃ, riêng từng nội dung bằng --set assign_to:{places[0]}=MÃ." if places else ""


def _symbol(header: Header) -> str:
    """Số, ký hiệu; a number nobody can trust is not told."""
    if header.notation is None:
        return ""
    number = header.number.text if header.number and header.number.trusted else "(chưa rõ số)"
    return f"{number}/{header.notation.text}"


def _outcome(outcome: Outcome, reasons: dict[str, str]) -> None:
    """One instruction: who got it and why, whom it leaves out and why, what is still open.

    `reasons` are those told before, with the instruction that they were told at.
    """
    one, said = outcome.instruction, ""
    say()
    say(f"{at_start(one.key)}  {short(one.text)} ({place(one.evidence)})", hang=4)
    for given in outcome.given:
        say(f"{given.role.value}{_due(given.due_on)}: {_names(given.units)}", indent=4, hang=4)
        say(f"vì: {_told_before(given.rule, one.key, reasons) or _new(given.rule, said)}", indent=8)
        said = said or given.rule
    for left in outcome.left_out:
        say(f"không giao {len(left.units)} đơn vị khác – {_new(left.rule, said)}", indent=4, hang=4)
        said = said or left.rule
    for still in outcome.open:
        first = reasons.setdefault(still.reason, one.key)
        why = still.reason if first == one.key else f"lý do như {in_words(first)}."
        say(f"CHƯA GIAO ({'; '.join(still.mentions) or 'không nêu đơn vị'}): {why}", indent=4, hang=4)


def _told_before(rule: str, key: str, reasons: dict[str, str]) -> str:
    """Where the same reason stands when another instruction was given for it; only long ones are worth a look back."""
    _, _, why = rule.partition(": ")
    first = reasons.setdefault(why, key) if len(why) > LONG_REASON else key
    return "" if first == key else f"như {in_words(first)}."


def _new(rule: str, said: str) -> str:
    """What a rule adds to one that was told before, in whole sentences."""
    if rule == said:
        return AS_ABOVE
    stops = (number for number, char in enumerate(said) if char == ".")
    common = max((stop + 2 for stop in stops if rule.startswith(f"{said[:stop]}. ")), default=0)
    return f"{AS_ABOVE}; {rule[common].lower()}{rule[common + 1 :]}" if common else rule


def _due(day: dt.date | None) -> str:
    return f", hạn {day:%d/%m/%Y}" if day else ""


def _names(units: Sequence[str]) -> str:
    shown = ", ".join(units[:NAMED])
    return shown if len(units) <= NAMED else f"{len(units)} đơn vị ({shown} …)"


def _one_unit(result: Plan, unit: str) -> None:
    for one in (one for one in result.assignments if one.unit == unit):
        _assignment(one)
    for left in (one for one in result.exclusions if one.unit == unit):
        say()
        say(f"{at_start(left.instruction)}  không giao: {left.rule}", hang=4)


def _assignment(one: Assignment) -> None:
    partners = f" cùng {', '.join(one.partners)}" if one.partners else ""
    due = _due(one.due_on) or (f", {one.due_text.strip()}" if one.due_text else "")
    say()
    say(f"{at_start(one.instruction)}  {one.role.value}{partners}{due} ({place(one.evidence)})", hang=4)
    say(one.text, indent=4)
    for name, value in (("Sản phẩm", one.product), ("Đo bằng", one.measure), ("Kênh", "; ".join(one.channels))):
        if value:
            say(f"{name}: {value}", indent=4, hang=4)
    say(f"Vì sao: {one.rule}", indent=4, hang=4)
