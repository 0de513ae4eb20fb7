"""How single values are written in an office letter: dates, enumerations, symbols, names of files."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from services.directive.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_SIGNER: Final = "[CHƯA XÁC ĐỊNH NGƯỜI KÝ]"
NO_DEADLINE: Final = "[CHƯA CÓ THỜI HẠN]"
CHECK_SOURCE: Final = "[CẦN XÁC MINH CĂN CỨ]"
TO_BE_ADDED: Final = "[CẦN BỔ SUNG]"

_LAST_PADDED_MONTH: Final = 2
_BEGINNING: Final = 120
_METHODS: Final = {
    Source.METADATA: "siêu dữ liệu eGov",
    Source.CLERK: "văn thư nhập",
    Source.NATIVE: "văn bản gốc",
    Source.OCR: "nhận dạng chữ trên bản quét",
    Source.REPAIRED: "bản quét, đã phục hồi dấu",
}
_CERTAINTY: Final = ((0.95, "rất chắc chắn"), (0.8, "chắc chắn"), (0.5, "nên xem lại"), (0.0, "phải kiểm tra"))
_RECURRENCE: Final = {
    "daily": "hằng ngày",
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "quarterly": "hằng quý",
    "semi-annual": "6 tháng một lần",
    "annual": "hằng năm",
    "ad-hoc": "khi có yêu cầu",
    "periodic-unspecified": "định kỳ",
}
#: Days as numbers ("5/03/2020", "ngày 30/06") and in words ("ngày 5 tháng 03").
_NUMBERS: Final = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])|(?<=ngày )(\d{1,2})/(\d{1,2})(?![\d/])")
_IN_WORDS: Final = re.compile(r"\b([Nn]gày) (\d{1,2}) tháng (\d{1,2})\b")
_MONTHS: Final = range(1, 13)
_BULLET: Final = re.compile(r"^\s*(?:[-–+•*]\s*|\d{1,2}[.)]\s+|[a-zđ]\)\s+)")


def month(number: int) -> str:
    """A month as NĐ 30/2020, Phụ lục I, II.4.b writes it: a zero before 1 and 2 only."""
    return f"{number:02d}" if number <= _LAST_PADDED_MONTH else str(number)


def date(day: dt.date) -> str:
    """A date inside a sentence: 22/01/2020, 05/3/2020."""
    return f"{day.day:02d}/{month(day.month)}/{day.year}"


def iso_date(text: str) -> str:
    """An ISO date inside a sentence."""
    return date(dt.date.fromisoformat(text))


def dated(text: str) -> str:
    """A text with each of its days in the one style of our papers, whatever style the directive has: 05/3/2020.

    What is no month stays as it is; words of the directive that are quoted are not given to this.
    """
    return _IN_WORDS.sub(_in_words, _NUMBERS.sub(_in_numbers, text))


def _in_numbers(found: re.Match[str]) -> str:
    day, number, *year = [part for part in found.groups() if part]
    known = int(number) in _MONTHS
    return "/".join((f"{int(day):02d}", month(int(number)), *year)) if known else found.group()


def _in_words(found: re.Match[str]) -> str:
    word, day, number = found.groups()
    return f"{word} {int(day):02d} tháng {month(int(number))}" if int(number) in _MONTHS else found.group()


def method(source: Source) -> str:
    """How a value was obtained."""
    return _METHODS[source]


def certainty(confidence: float) -> str:
    """A confidence (0..1) in words a clerk can act on."""
    return next((words for least, words in _CERTAINTY if confidence >= least), _CERTAINTY[-1][1])


def recurrence(codes: str) -> str:
    """Recurrence codes ("quarterly+annual") in words; unknown codes stay as they are."""
    return ", ".join(_RECURRENCE.get(code, code) for code in codes.split("+"))


def one_line(text: str) -> str:
    """Text with all white space folded to single blanks."""
    return " ".join(text.split())


def sentence(text: str) -> str:
    """A clause as a paragraph of its own: no bullet, a capital first, a full stop at the end, days in our style."""
    words = _BULLET.sub("", dated(one_line(text)), count=1)
    if not words:
        return ""
    if not words.endswith((".", "!", "?", "…", ".”")):
        words = words.rstrip(" ;:,") + "."
    return words[0].upper() + words[1:]


def beginning(text: str) -> str:
    """The first words of a clause, to recognise it by; what was left out shows as "…"."""
    whole = sentence(text)
    return whole if len(whole) <= _BEGINNING else whole[:_BEGINNING].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def phrase(text: str) -> str:
    """A value inside a sentence: on one line, without a final stop, days in our style."""
    return dated(one_line(text)).rstrip(" ;,.")


def inside(text: str) -> str:
    """A title inside a sentence: its first letter small, unless it begins with a proper name or an abbreviation.

    "Tuyên truyền cải cách" becomes "tuyên truyền cải cách"; "Luật An toàn giao thông" and "CCHC năm 2020" stay.
    """
    first, _, rest = text.partition(" ")
    if len(first) > 1 and first.isupper():
        return text
    return text if rest[:1].isupper() else text[:1].lower() + text[1:]


def listing(names: Iterable[str]) -> str:
    """Names in one line, in their order, none twice."""
    return ", ".join(dict.fromkeys(one_line(name) for name in names if name.strip()))


def slug(text: str) -> str:
    """A name for files: ASCII letters, digits and hyphens, at most 80 of them."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("ð", "d"))
    ascii_only = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c)))
    return ascii_only.strip("-")[:80].rstrip("-") or "van-ban"


def capital(text: str) -> str:
    """The text with a capital first, as at the beginning of a line."""
    return text[:1].upper() + text[1:]
