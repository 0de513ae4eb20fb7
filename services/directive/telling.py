"""Whether words tell somebody to act, and whom: the issuer speaks of himself, a letter may name nobody."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from services.directive import clause
from services.directive.frames import everybody
from services.directive.text import Text, collapse, skeleton

if TYPE_CHECKING:
    from services.directive.clause import Clause
    from services.directive.frames import Frame, Setting

_SCHOOL = re.compile(r"truong|hoc vien|dai hoc")
_STAFF = re.compile(r"(?:luc luong|can bo|cong chuc|vien chuc|giao vien|nhan vien|chuyen vien|nhan su|nguoi)\b")
"""People whom an office puts to work, no units."""
NEAR = 20
"""Characters behind the subject in which a sentence shows that it only tells."""
DIFFICULTY = (
    r"(?:(?:trong\s+)?qua trinh[^.;]{0,40}?\s)?(?:neu|khi|truong hop|moi)\b[^.;]{0,40}"
    r"\b(?:vuong mac|kho khan|thong tin chi tiet|them thong tin)\b[^.;]*"
)
"""A sentence on difficulties, to its end: "Trong quá trình thực hiện, nếu có vướng mắc, …"."""
_TROUBLE = re.compile(
    rf"{DIFFICULTY}\b(?:(?:phan anh|lien he)\b"
    r"|bao cao\b[^.;]{0,200}\bde\s+(?:duoc\s+)?(?:xem xet|huong dan|giai quyet|thao go)\b)"
)
_ANSWER = re.compile(r"\b(?:tra loi|bao cao|phuc dap|giai trinh)\b[^.;:]{0,120}(?:,\s+)?(?:cu the\s+)?nhu sau\s*:\s*$")
_SENTENCE = re.compile(r"(?<=[.;]\s)\S|^\S")
"""Where a sentence begins."""


def answers(text: Text, start: int, setting: Setting) -> bool:
    """Whether a line opens an answer or a report: "Sở Y tế xin trả lời như sau:", not "đề nghị … báo cáo như sau:"."""
    if _ANSWER.search(text.plain, start) is None:
        return False
    return clause.read(text, last_sentence(text, start), setting.lexicon).mode is None


def last_sentence(text: Text, start: int) -> int:
    """Where the last sentence of a paragraph begins."""
    return max((m.start() for m in _SENTENCE.finditer(text.plain, start)), default=start)


def trouble(text: Text, start: int, end: int | None) -> int | None:
    """Where a sentence offers help, which is no work: "Nếu có vướng mắc, các đơn vị phản ánh về …"; else None."""
    limit = len(text) if end is None else end
    begins = [start, *(m.start() for m in _SENTENCE.finditer(text.plain, start, limit))]
    return next((at for at in begins if _TROUBLE.match(text.plain[:limit], at)), None)


def told(
    text: Text, start: int, end: int, setting: Setting, *, introduction: bool = False, opening: bool = False
) -> Clause | None:
    """The clause when a sentence tells somebody: a named unit, or a mode word alone in a letter.

    `introduction`: it stands before the numbered items, where only a mode word tells; `opening`: in the opening part.
    """
    lexicon = setting.lexicon
    read = clause.read(text[:end], start, lexicon)
    repeated = any(lexicon.words("closings", kind).match(text, start) for kind in ("closing", "formula"))
    if (repeated and read.mode is None) or trouble(text, start, end) == start:
        return None
    if is_issuer(read, setting) or (read.mode is None and not read.lead):
        read = clause.behind(text[:end], read.body, lexicon) or read
    if _overdue(text, read.body, end, setting):
        return None
    if opening and read.mode is None and lexicon.words("openings", "tells").search(text, start, read.body + NEAR):
        return None
    if read.lead and read.verb and not is_issuer(read, setting) and (read.mode or not introduction):
        return read
    asks = clause.asked(text[:end], start, lexicon) if setting.addressees and not read.lead else None
    if asks:
        return replace(read, mode=asks[0], lead=setting.addressees, body=asks[1], verb=True)
    return None


def _overdue(text: Text, start: int, end: int, setting: Setting) -> bool:
    """Whether a sentence only tells of an old order that was not met: "… trước ngày 15/10 nhưng đã quá hạn"."""
    late = setting.lexicon.words("deadline-traps", "stale").search(text, start, end)
    stop = text.raw.find(". ", start, end)
    if late is None or (0 <= stop < late.start()):
        return False
    return setting.lexicon.words("modes").search(text, late.end(), end if stop < 0 else stop) is None


def is_issuer(read: Clause, setting: Setting) -> bool:
    """What the issuer says of himself is his intention, unless he is told by a mode word."""
    if read.mode or not read.lead:
        return False
    own = _plain_name(setting.issuer)
    names = [_plain_name(unit) for unit in read.lead]
    return bool(own) and all(own.startswith(name) or (name == "nha truong" and _SCHOOL.match(own)) for name in names)


def passes_on(read: Clause, setting: Setting) -> bool:
    """Whether those asked work for the unit that a heading names: "1. Ban Quản lý dự án / a) Yêu cầu nhà thầu …"."""
    hired = setting.lexicon.words("subjects", "hired")
    return read.mode is not None and bool(read.lead) and all(hired.match(Text.of(unit)) for unit in read.lead)


def staffs(read: Clause, above: Frame) -> bool:
    """Whether somebody is told to put his own people to work: "1. UBND xã: a) Phân công lực lượng trực 24/24 giờ"."""
    people = bool(read.lead) and all(_STAFF.match(skeleton(unit)) for unit in read.lead)
    return people and above.opened and bool(above.lead) and read.mode in {"giao", "phân công"}


def meant(lead: tuple[str, ...], above: Frame, setting: Setting) -> tuple[str, ...]:
    """Below "Các đơn vị trực thuộc ngành Y tế", "các đơn vị" are those."""
    classes = bool(lead) and all(everybody(one, setting.lexicon) for one in lead)
    if not (above.opened and above.lead and classes):
        return lead
    start = skeleton(lead[0]).removeprefix("lanh dao ").removeprefix("thu truong ")
    return above.lead if skeleton(above.lead[0]).startswith(start) else lead


def _plain_name(name: str) -> str:
    return re.sub(r"\buy ban nhan dan\b", "ubnd", skeleton(collapse(name)))
