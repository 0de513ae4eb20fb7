"""Which template makes whose letter: each unit gets the first one made for it, alone or with its like. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.errors import TemplateError
from services.letters.contents.common import Audience, by_unit
from services.letters.contents.organisation import alike
from services.units import selector

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.letters.about import About
    from services.letters.model import Work
    from services.letters.template import Template
    from services.units.model import Unit


def kinds_for(work: Work) -> tuple[str, ...]:
    """The kinds the configuration wants for this directive."""
    wanted = work.drafting
    kinds = next((one.kinds for one in wanted.by_topic if work.plan.topic in one.topics), wanted.kinds)
    return tuple(dict.fromkeys((*kinds, *(wanted.superior_plan if work.is_superior_plan else ()))))


def audiences(work: Work, letters: Sequence[Template], *, everyone: bool) -> Iterator[tuple[Template, Audience]]:
    """A letter for each unit of the plan, in its order (units that share one: in the order of the first).

    Raises TemplateError when `everyone` must get a letter and a unit fits none, or when a letter is not worded for a
    unit's direction of speech.
    """
    chosen = {unit: template for unit in work.plan.units if (template := _first(work, work.units[unit], letters))}
    missed = [work.units[unit].name for unit in work.plan.units if unit not in chosen]
    if missed and everyone:
        raise TemplateError(
            f"Không có mẫu văn bản nào dành cho {missed[0]} (cả thảy {len(missed)} đơn vị) – thêm mẫu vào khóa kinds "
            "của drafts.toml, hoặc mở rộng khóa select, topics trong letter.toml."
        )
    made = [(template, one) for template in letters for one in _of(work, template.about, chosen)]
    order = {unit: number for number, unit in enumerate(work.plan.units)}
    for template, audience in sorted(made, key=lambda pair: order[pair[1].units[0].id]):
        _speaks(template.about, audience)
        yield template, audience


def _first(work: Work, unit: Unit, letters: Sequence[Template]) -> Template | None:
    return next((template for template in letters if _made_for(work, template.about, unit)), None)


def _made_for(work: Work, about: About, unit: Unit) -> bool:
    by_topic = not about.topics or work.plan.topic in about.topics
    return by_topic and bool(selector.pick(about.select, [unit]))


def _of(work: Work, about: About, chosen: dict[str, Template]) -> Iterator[Audience]:
    own = [unit for unit, template in chosen.items() if template.about is about]
    if about.granularity == "per_unit":
        given = by_unit(work.plan.assignments)
        yield from (Audience(unit, (work.units[unit],), given[unit]) for unit in own)
        return
    seen: dict[str, int] = {}
    for audience in alike(work, among=frozenset(own), of_one_kind=True):
        kind = audience.units[0].kind
        seen[kind] = seen.get(kind, 0) + 1
        key = f"nhom:{kind}" + (f"-{seen[kind]}" if seen[kind] > 1 else "")
        yield Audience(audience.units[0].id if len(audience.units) == 1 else key, audience.units, audience.own)


def _speaks(about: About, audience: Audience) -> None:
    unit = audience.units[0]
    if about.tones and unit.tone not in about.tones:
        raise TemplateError(
            f"Mẫu “{about.kind}” không dùng được cách nói “{unit.tone}” của {unit.name} – "
            f"sửa cột tone trong units.csv hoặc khóa tones trong letter.toml."
        )
