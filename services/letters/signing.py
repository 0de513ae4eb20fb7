"""Who signs a letter and how the lines above the name are written. Pure.

NĐ 30/2020/NĐ-CP, Điều 13 and Phụ lục I, Phần I, II.7: KT. for a deputy, TL. by order, TUQ. by authorisation, TM. for a
collective, Q. for an acting head. Nobody is ever guessed: an unknown name stays a marked blank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from services.errors import TemplateError
from services.letters import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.letters.about import About
    from services.letters.model import Work
    from services.settings.drafting import SignerRule

_CAPACITY: Final = re.compile(r"(KT|TL|TUQ|TM|Q)\.")


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


def unfit(work: Work, about: About) -> tuple[str, str] | None:
    """Why a letter of this kind would not be signed as the configuration wants it, and what to do; None if it would.

    A rule that names the kind in a capacity the template does not allow would be passed over in silence; the signer of
    the office, who signs where no rule fits, must be one the template allows as well.
    """
    if not about.capacities:
        return None
    allowed = ", ".join(f"“{one}.”" if one else "người đứng đầu ký" for one in sorted(about.capacities))
    only = f"mẫu chỉ cho phép: {allowed} (khóa capacities của letter.toml)"
    for rule in work.drafting.signers:
        ours = not rule.offices or work.office.id in rule.offices
        if ours and about.kind in rule.kinds and rule.capacity not in about.capacities and rule.holds(work.today):
            why = f"drafts.toml ghi {_said(rule.capacity)} cho mẫu này, {only}"
            return why, "sửa capacity trong khối [[signers]] nêu mẫu này, hoặc thêm vào khóa capacities"
    if any(_fits(rule, work, about) for rule in work.drafting.signers):
        return None
    capacity = capacity_of(work.office.signer.lines)
    if capacity in about.capacities:
        return None
    why = f"[office.signer] của office.toml ghi {_said(capacity)}, {only}"
    return why, f'thêm khối [[signers]] có kinds = ["{about.kind}"] vào drafts.toml'


def fitting(work: Work, about: About) -> None:
    """Raises TemplateError when a letter of this kind would not be signed as the configuration wants it."""
    if found := unfit(work, about):
        raise TemplateError(f"Mẫu “{about.kind}”: {found[0]} – {found[1]}.")


def capacity_of(lines: Sequence[str]) -> str:
    """The capacity that the lines above a name say; empty when the head signs."""
    found = _CAPACITY.match(lines[0].strip().upper()) if lines else None
    return found[1] if found else ""


def _said(capacity: str) -> str:
    return f"ký {capacity}." if capacity else "người đứng đầu ký"


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
