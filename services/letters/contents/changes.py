"""The note on changes (phiếu trình thay đổi): old and new side by side, for the clerk. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.letters import words
from services.letters.contents.common import Audience, Filled, office_values
from services.letters.contents.sources import place
from services.letters.due import due
from services.planning.difference import differing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from services.letters.about import About
    from services.letters.model import Revision, Work
    from services.planning.difference import Change, Reheaded
    from services.planning.model import Assignment


def changes(work: Work, about: About, _audience: Audience) -> Filled:
    """The values of the note; a directive that changes nothing has empty lists."""
    values = office_values(work, about) | {"ma_tham_chieu": work.reference, "ngay_lap": words.date(work.today)}
    return Filled(values | (_values(work.revision) if work.revision else {}))


def _values(revision: Revision) -> dict[str, Any]:
    found = revision.difference
    return {
        "loai_thay_doi": revision.kind,
        "van_ban_truoc": revision.earlier,
        "ma_ho_so_truoc": revision.dossier,
        "thong_tin": [_header(one) for one in found.header],
        "noi_dung": [_change(revision, number, one) for number, one in enumerate(found.changes, start=1)],
        "lap_moi": _names(revision, found.redrafted),
        "thoi_giao": _names(revision, found.dropped),
        "giu_nguyen": _names(revision, found.same),
        "da_xu_ly": [{"ten": title, "trang_thai": state} for title, state in revision.kept],
    }


def _header(one: Reheaded) -> dict[str, str]:
    return {"ten": one.field, "truoc": _day(one.before) or "(không có)", "nay": _day(one.after) or "(không có)"}


def _day(text: str) -> str:
    """An ISO day as it is written in letters; anything else stays."""
    try:
        return words.iso_date(text)
    except ValueError:
        return text


def _change(revision: Revision, number: int, one: Change) -> dict[str, str]:
    return {
        "so": str(number),
        "thay_doi": ", ".join(differing(one)),
        "truoc": _told(one.before),
        "han_truoc": due(one.before) if one.before else "",
        "nay": _told(one.after),
        "han_nay": due(one.after) if one.after else "",
        "nguon": place(one.after) if one.after else "",
        "don_vi": _names(revision, one.units),
    }


def _told(one: Assignment | None) -> str:
    return words.sentence(one.text) if one else ""


def _names(revision: Revision, units: Iterable[str]) -> str:
    return "; ".join(revision.names.get(unit, unit) for unit in units)
