"""FN: font, encoding, colour (Phụ lục I, Phần I, Mục I khoản 4)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from services.formality.model import Severity
from services.formality.rules.measure import place
from services.formality.rules.registry import EVERY, OURS, Fault, Subject, always, rule
from services.formality.text import old_tones, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.formality.effective import Paragraph, Run

STAMP = re.compile(r"(HỎA TỐC|THƯỢNG KHẨN|KHẨN)( HẸN GIỜ\b.*)?|(TUYỆT |TỐI )?MẬT")
FONT = "Times New Roman"
BLACK = frozenset({"", "000000"})
_SHOWN = 2  # ascii and hAnsi are the fonts Vietnamese letters are shown in; cs and eastAsia wait for other scripts
_ALIAS = re.compile(r"times ?new ?roman( bold| italic| bold italic)$|timesnewromanps(-\w+)?(mt)?$", re.IGNORECASE)
_LEGACY = re.compile(r"\.vn|vni-|vn[a-z]*time|vntime", re.IGNORECASE)
_SAME_WIDTHS = re.compile(r"times ?new ?roman|timesnewroman|liberation ?serif|tinos", re.IGNORECASE)
_COMBINING = re.compile("[\u0300-\u0323]")
# A word typed in TCVN3 or VNI and shown in a Unicode font has letters inside that Vietnamese does not have.
_OLD_BYTES = re.compile(r"\b\w*[A-Za-z][®µ¸¶¹¨»¾¼½ªþß÷×ÆæäåëïñöøûÿÄÅËÏÑÖØÛ]+\w*", re.IGNORECASE)
# A foreign name has one such word; a text in an old encoding is full of them.
_MANY = 3


@rule("FN-01", "Phông chữ", article="I.4", severity=Severity.ERROR, kinds=EVERY, when=always)
def font(subject: Subject) -> Iterator[Fault]:
    """Times New Roman for ascii, hAnsi, cs and eastAsia of every visible run (I.4).

    Vietnamese text is shown in the first two; a foreign name in the others does not show, so it only warns. Drawn
    pages tell which fonts were really used: on a machine without Times New Roman those of the same widths.
    """
    drawn = {name for page in (subject.rendering.pages if subject.rendering else ()) for name in page.fonts}
    for name in sorted(name for name in drawn if not _SAME_WIDTHS.match(name)):
        advice = f"Tìm đoạn dùng phông này và đặt phông {FONT}."
        yield Fault("Trang in", FONT, f"trang in ra có phông {name}", advice, severity=Severity.WARNING)
    for paragraph, run in _visible(subject):
        for name, severity in _strange(run.fonts):
            yield Fault(
                place(paragraph),
                expected=FONT,
                found=f"phông {name}",
                advice=f"Chọn toàn bộ văn bản (Ctrl+A) và đặt phông {FONT}.",
                severity=severity,
            )


@rule("FN-02", "Tên phông tương đương", article="derived", severity=Severity.WARNING, kinds=EVERY, when=always)
def font_alias(subject: Subject) -> Iterator[Fault]:
    """A cut of Times New Roman by another name warns; a font of an old encoding (.Vn, VNI) is an error (derived)."""
    for paragraph, run in _visible(subject):
        for name, legacy in _cuts(run.fonts[:_SHOWN]):
            yield Fault(
                place(paragraph),
                expected=FONT,
                found=f"phông {name}",
                advice="Chuyển mã sang Unicode rồi đặt phông Times New Roman."
                if legacy
                else f"Đặt phông {FONT} và dùng nút B, I để in đậm, nghiêng.",
                severity=Severity.ERROR if legacy else Severity.WARNING,
            )


@rule("FN-03", "Bộ mã ký tự", article="I.4", severity=Severity.ERROR, kinds=EVERY, when=always)
def encoding(subject: Subject) -> Iterator[Fault]:
    """Unicode TCVN 6909:2001, letters precomposed: no combining marks, no look-alike Ð, no TCVN3 or VNI (I.4)."""
    odd: list[tuple[Paragraph, str]] = []
    for paragraph in subject.document.everything:
        text = "".join(run.text for run in paragraph.seen)
        yield from _combining(paragraph, text)
        odd += [(paragraph, word) for word in _old_words(text)]
        if "Ð" in text:
            yield Fault(
                place(paragraph),
                expected="chữ Đ (U+0110)",
                found="ký tự Ð (U+00D0) trông giống chữ Đ",
                advice="Gõ lại chữ Đ bằng bộ gõ Unicode.",
            )
    if len(odd) >= _MANY:
        paragraph, word = odd[0]
        yield Fault(
            place(paragraph),
            expected="Unicode TCVN 6909:2001",
            found=f"chữ gõ bằng bảng mã cũ (TCVN3, VNI): {quote(word)}",
            advice="Chuyển mã toàn văn bản sang Unicode.",
        )


@rule("FN-04", "Màu chữ", article="I.4", severity=Severity.ERROR, kinds=EVERY, when=always)
def colour(subject: Subject) -> Iterator[Fault]:
    """Black: 000000, automatic or none (I.4). White text is invisible and not judged; stamps of urgency are red."""
    for paragraph, run in _visible(subject):
        if run.colour not in BLACK and not STAMP.fullmatch(old_tones(paragraph.text)):
            yield Fault(
                place(paragraph),
                expected="chữ màu đen",
                found=f"màu {run.colour}",
                advice="Chọn toàn bộ văn bản (Ctrl+A) và đặt màu chữ Automatic.",
            )


@rule("FN-05", "Vị trí dấu thanh", article="derived", severity=Severity.INFO, kinds=OURS, when=always)
def tone_marks(subject: Subject) -> Iterator[Fault]:
    """Our drafts write "hòa", "ủy", "hỏa" throughout; words quoted from a directive may come otherwise (observed)."""
    for paragraph in subject.document.everything:
        old = old_tones(paragraph.text)
        if old != paragraph.text:
            word = next(a for a, b in zip(paragraph.text.split(), old.split(), strict=True) if a != b)
            yield Fault(place(paragraph), quote(old_tones(word)), quote(word), "Thống nhất cách đặt dấu thanh.")


def is_legacy(name: str) -> bool:
    """Whether it is a font of an old encoding (.Vn, VNI): its letters are no Unicode."""
    return _LEGACY.match(name) is not None


def _combining(paragraph: Paragraph, text: str) -> Iterator[Fault]:
    marks = _loose_marks(text)
    if marks is not None:
        yield Fault(
            place(paragraph),
            expected="chữ Unicode dựng sẵn (NFC)",
            found=f"{marks} dấu rời (Unicode tổ hợp)",
            advice="Gõ lại đoạn này bằng bộ gõ Unicode dựng sẵn.",
        )


@lru_cache(maxsize=4096)
def _loose_marks(text: str) -> int | None:
    """How many combining marks a text has, None when it is precomposed."""
    marks = len(_COMBINING.findall(text))
    return marks if marks or not unicodedata.is_normalized("NFC", text) else None


@lru_cache(maxsize=4096)
def _old_words(text: str) -> tuple[str, ...]:
    """Words with letters inside that Vietnamese does not have."""
    return tuple(word for word in _OLD_BYTES.findall(text) if "Ð" not in word)


@lru_cache(maxsize=1024)
def _strange(fonts: tuple[str, ...]) -> tuple[tuple[str, Severity], ...]:
    """Fonts of a run that are none of ours; those that wait for other scripts weigh less."""
    shown = {name for name in fonts[:_SHOWN] if _foreign(name)}
    waiting = {name for name in fonts[_SHOWN:] if _foreign(name)} - shown
    weighed = ((shown, Severity.ERROR), (waiting, Severity.WARNING))
    return tuple((name, severity) for names, severity in weighed for name in sorted(names))


@lru_cache(maxsize=1024)
def _cuts(fonts: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """Fonts that are a cut of Times New Roman by another name or, then true, of an old encoding."""
    return tuple((name, is_legacy(name)) for name in sorted(set(fonts)) if is_legacy(name) or _ALIAS.match(name))


def _foreign(name: str) -> bool:
    return name not in {"", FONT} and not _ALIAS.match(name) and not is_legacy(name)


def _visible(subject: Subject) -> Iterator[tuple[Paragraph, Run]]:
    for paragraph in subject.document.everything:
        for run in paragraph.seen:
            yield paragraph, run
