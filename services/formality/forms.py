"""How each component looks: sizes, weight, slant, place on the line (NĐ 30/2020/NĐ-CP, Phụ lục I, Mục V).

Rules judge by this table and `fix` mends by it.
"""

from __future__ import annotations

from dataclasses import dataclass

from services.formality.zones import Zone


@dataclass(frozen=True, slots=True)
class Form:
    """Smallest and largest size in pt; bold, italic, centred as asked, None where nothing is asked."""

    sizes: tuple[float, float]
    bold: bool | None = None
    italic: bool | None = False
    centred: bool | None = None


FORMS = {
    Zone.NATION: Form((12, 13), bold=True),
    Zone.MOTTO: Form((13, 14), bold=True, centred=True),
    Zone.PARENT: Form((12, 13), bold=False, centred=True),
    Zone.ISSUER: Form((12, 13), bold=True, centred=True),
    Zone.SYMBOL: Form((13, 13), centred=True),
    Zone.DATELINE: Form((13, 14), italic=True, centred=True),
    Zone.TYPE: Form((13, 14), bold=True, centred=True),
    Zone.ABSTRACT: Form((13, 14), bold=True, centred=True),
    Zone.SUBJECT: Form((12, 13), bold=False, centred=True),
    Zone.ADDRESSEES: Form((13, 14)),
    Zone.BASIS: Form((13, 14), italic=True),
    Zone.BODY: Form((13, 14), italic=None),
    Zone.AUTHORITY: Form((13, 14), bold=True, centred=True),
    Zone.SIGNER: Form((13, 14), bold=True, centred=True),
    Zone.RECIPIENTS_TITLE: Form((12, 12), bold=True, italic=True, centred=False),
    Zone.RECIPIENTS: Form((11, 11), centred=False),
    Zone.ANNEX_TITLE: Form((14, 14), bold=True, centred=True),
    Zone.ANNEX_NAME: Form((13, 14), bold=True, centred=True),
    Zone.ANNEX_POINTER: Form((13, 14), bold=False, italic=True, centred=True),
}
