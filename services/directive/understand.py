"""Pages → Directive: header, outline, references, instructions and report duties, each value with its evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from services.directive import (
    addressees,
    bodies,
    footer,
    header,
    merging,
    orders,
    outline,
    references,
    reports,
    verdicts,
    zones,
)
from services.directive.frames import Setting
from services.directive.joining import join
from services.directive.model import Directive, Source
from services.directive.quality import SUSPECT_BELOW, judge, remarks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from services.directive.due_shapes import Issued
    from services.directive.frames import Found
    from services.directive.lexicon import Lexicon
    from services.directive.model import Header, OfficeMetadata, Pages, Quality, ReportDuty
    from services.directive.verdicts import Habit

NEEDED = ("doc_type", "number", "notation", "issued_on", "issuer", "abstract")
"""Header fields without which no letter can refer to the directive."""
CAPS = {Source.NATIVE: 1.0, Source.OCR: 0.95, Source.REPAIRED: 0.8}
"""Confidence that a source of text allows at most."""
HINT = 0.6
"""Confidence that a suspect text allows at most."""


def understand(
    pages: Pages, metadata: OfficeMetadata | None, lexicon: Lexicon, answers: Mapping[str, str] | None = None
) -> Directive:
    """What the document says. Metadata beat the page, the clerk's `answers` (field → text) beat both.

    Nothing is guessed: a field nobody could read is None, an instruction keeps the mentions as written.
    """
    source = _source(pages)
    lexicon = lexicon if source is Source.NATIVE else _for_recognised(lexicon)
    quality = judge(pages, source)
    zone = zones.divide(pages.lines, lexicon)
    page = header.read(zone, lexicon, source)
    merged, conflicts = merging.merge(page.header, metadata, answers or {})
    recipients, signer = footer.read(zone.footer, lexicon)
    paragraphs = join(zone.body[page.abstract_lines :])
    greeted = addressees.read(paragraphs, lexicon)
    habit = verdicts.habit(merged, lexicon)
    setting = _setting(merged, greeted.names, habit, quality, lexicon)
    told = bodies.read(zone, paragraphs[greeted.taken :], habit, setting)
    directive = Directive(
        file=pages.file,
        header=merged,
        signer=(metadata.signer if metadata else None) or signer,
        addressees=greeted.names,
        alias=greeted.alias,
        recipients=recipients,
        references=references.find((*paragraphs, *join(zone.attached)), lexicon, merged.symbol),
        sections=outline.sections(told.items),
        instructions=tuple(orders.keyed(told.found, told.items)),
        report_duties=tuple(_duties(told.found, lexicon)),
        quality=quality,
        doubts=(*conflicts, *remarks(pages), *told.doubts),
    )
    return replace(directive, doubts=(*directive.doubts, *verdicts.doubts(directive, habit, draft=page.draft)))


def is_marked(pages: Pages, lexicon: Lexicon) -> bool:
    """Whether a độ mật stands on the page; nothing but the header is looked at."""
    source = _source(pages)
    lexicon = lexicon if source is Source.NATIVE else _for_recognised(lexicon)
    return header.read(zones.divide(pages.lines, lexicon), lexicon, source).header.secrecy is not None


@lru_cache(maxsize=4)
def _for_recognised(lexicon: Lexicon) -> Lexicon:
    return lexicon.for_recognised()


def unresolved_header(directive: Directive) -> tuple[str, ...]:
    """The header fields a letter cannot do without that are missing or not to be trusted, in reading order."""
    values = {name: getattr(directive.header, name) for name in NEEDED}
    return tuple(name for name, value in values.items() if value is None or not value.trusted)


def is_directive(directive: Directive) -> tuple[bool, str]:
    """Whether the document tells anybody to do something; else False and the reason in Vietnamese."""
    reason = next((doubt.message for doubt in directive.doubts if doubt.code == verdicts.NOT_A_DIRECTIVE), "")
    return not reason, reason


def _source(pages: Pages) -> Source:
    """The least trustworthy source of any page."""
    order = [Source.NATIVE, Source.OCR, Source.REPAIRED]
    return max((page.source for page in pages.pages if page.source in order), key=order.index, default=Source.NATIVE)


def _setting(merged: Header, addressed: tuple[str, ...], habit: Habit, quality: Quality, lexicon: Lexicon) -> Setting:
    return Setting(
        lexicon=lexicon,
        whole=habit.whole,
        issued=_issued(merged),
        issuer=merged.issuer.text if merged.issuer else "",
        addressees=addressed,
        cap=min(CAPS[quality.source], HINT if quality.score < SUSPECT_BELOW else 1.0),
    )


def _issued(merged: Header) -> Issued:
    """The day of issue when it is known well enough to reckon with, else the printed year."""
    if merged.issued_on is None or not merged.issued_on.trusted:
        month = merged.issued_month
        return int(month.text[:4]) if month and month.method is not Source.NATIVE else None
    try:
        return dt.date.fromisoformat(merged.issued_on.text)
    except ValueError:
        return None


def _duties(found: Sequence[Found], lexicon: Lexicon) -> Iterator[ReportDuty]:
    for one in sorted(found, key=lambda one: (one.item, one.start)):
        told = one.instruction
        if "|" in one.paragraph.text.raw:
            yield from reports.in_row(one.paragraph, told, lexicon)
            continue
        yield from reports.find(one.paragraph, (one.start, one.end), told.lead, told.deadline, lexicon)
        for paragraph in one.later:
            yield from reports.find(paragraph, (0, None), told.lead, told.deadline, lexicon)
