"""`lexicon/abbreviations.txt`: what everybody writes short in names of units ("TT" for "trung tâm")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.units.fold import words

if TYPE_CHECKING:
    from services.settings.source import Source

FILE = "lexicon/abbreviations.txt"


def read_abbreviations(source: Source) -> dict[str, str]:
    """Abbreviation → full words. Lines of another form, of two words or said before are reported; no file, none."""
    text, found = source.text(FILE, required=False) or "", dict[str, str]()
    for number, line in enumerate(text.splitlines(), start=1):
        content = line.partition("#")[0].strip()
        short, equals, full = (part.strip() for part in content.partition("="))
        if not content:
            continue
        if not (equals and full) or len(words(short)) != 1:
            fix = "viết “chữ viết tắt = cụm từ đầy đủ”, ví dụ TT = trung tâm"
            source.report(source.shown(FILE), number, "", f"dòng “{content}” không đúng dạng", fix)
        elif short in found:
            why = f"chữ viết tắt “{short}” đã có ở một dòng trước"
            source.report(source.shown(FILE), number, "", why, "chỉ giữ lại một dòng")
        else:
            found[short] = full
    return found
