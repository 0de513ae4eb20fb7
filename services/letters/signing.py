"""Who signs a letter and how the lines above the name are written. Pure.

NĐ 30/2020/NĐ-CP, Điều 13 and Phụ lục I, Phần I, II.7: KT. for a deputy, TL. by order, TUQ. by authorisation, TM. for a
collective, Q. for an acting head. Nobody is ever guessed: an unknown name stays a marked blank.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.letters import words

if TYPE_CHECKING:
    from services.letters.about import About
    from services.letters.model import Work
    from services.settings.drafting import SignerRule


@dataclass(frozen=True, slots=True)
class Signature:
    """The lines above the name, the name (empty when it is not known), and the documents TUQ. and TL. rest on."""

    lines: tuple[str, ...]
    name: str
    authorization: str = ""
    delegation: str = ""


def signature(work: Work, about: About) -> Signature:
    """The signature of a letter of this kind, by the first rule that fits; else that of the office."""
    rule = next((rule for rule in work.drafting.signers if _fits(rule, work, about)), None)
    if rule is None:
        return Signature(work.office.signer.lines, work.office.signer.name)
    return Signature(lines(rule), rule.name, rule.authorization_ref, rule.delegation_ref)


def lines(rule: SignerRule) -> tuple[str, ...]:
    """The lines above the name ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")."""
    title = rule.title.upper()
    if not rule.capacity:
        return (title,)
    if rule.capacity == "Q":
        return (f"Q. {title}",)
    between = (f"KT. {rule.acting_for.upper()}",) if rule.acting_for else ()
    return (f"{rule.capacity}. {rule.authority.upper()}", *between, title)


def values(work: Work, about: About) -> dict[str, object]:
    """What a template prints."""
    own = signature(work, about)
    return {"dong": list(own.lines), "ten": own.name or words.NO_SIGNER}


def _fits(rule: SignerRule, work: Work, about: About) -> bool:
    asked = (
        (rule.offices, work.office.id),
        (rule.kinds, about.kind),
        (rule.topics, work.plan.topic),
        (tuple(about.capacities), rule.capacity),
    )
    return rule.holds(work.today) and all(not wanted or given in wanted for wanted, given in asked)
