"""The rules of NĐ 30/2020/NĐ-CP, one function a rule, grouped by component; importing this registers them all."""

from services.formality.rules import (
    blanks,
    body,
    content,
    dateline,
    font,
    head,
    numbering,
    page,
    recipients,
    signature,
    symbol,
    title,
)
from services.formality.rules.registry import RULES, Fault, Rule, Subject

__all__ = [
    "RULES",
    "Fault",
    "Rule",
    "Subject",
    "blanks",
    "body",
    "content",
    "dateline",
    "font",
    "head",
    "numbering",
    "page",
    "recipients",
    "signature",
    "symbol",
    "title",
]
