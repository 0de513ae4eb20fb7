"""The forms under which a mention may stand in the registry: with or without the head's title and the owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from services.units.fold import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.units.fold import Word

# Grammar, not configuration: in an order to a unit, its head means the unit; "các" and "đồng chí" mean nobody.
_HEADS = (
    "người đứng đầu",
    "thủ trưởng",
    "hiệu trưởng",
    "giám đốc",
    "chủ tịch",
    "đại diện",
    "lãnh đạo",
    "chủ nhiệm",
    "đồng chí",
    "đ/c",
    "ông",
    "bà",
    "trưởng",
    "chánh",
    "các",
)
_ALL = ("toàn thể", "toàn bộ", "tất cả", "những", "mọi", "mỗi", "từng")
HEADS = tuple(words(head) for head in (*_HEADS, *_ALL))
_EACH, _QUANTIFIERS = words("các"), tuple(words(quantifier) for quantifier in _ALL)
_BELONGING = (["thuoc"], ["cua"])
_DIRECTLY = ["truc"]
_DAMAGED_HEAD = 80
_SHORT_HEAD = 4


def with_owner(phrase: tuple[Word, ...], owners: Sequence[tuple[Word, ...]]) -> tuple[Word, ...]:
    """The phrase with every name of the office itself made its shortest one, and a "thuộc" or "của" before it gone.

    So "Văn phòng Sở", "Văn phòng Sở GD&ĐT" and "Văn phòng của Sở Giáo dục và Đào tạo" are one phrase. `owners` are
    the office's names, longest first.
    """
    result: list[Word] = []
    position = 0
    while position < len(phrase):
        owner = next((owner for owner in owners if _starts(phrase[position:], owner)), None)
        if owner:
            if _belongs(result):
                result.pop()
            result.extend(owners[-1])
        else:
            result.append(phrase[position])
        position += len(owner) if owner else 1
    return tuple(result)


def forms(phrase: tuple[Word, ...], owner: tuple[Word, ...], *, damaged: bool) -> Iterator[tuple[Word, ...]]:
    """The phrase, then without its leading titles one after another, then all of these without the owner at the end.

    `damaged` text may show a title with a few wrong letters.
    """
    beheaded = list(_beheaded(phrase, damaged=damaged))
    yield from beheaded
    for form in beheaded:
        if owner and form[-len(owner) :] == owner and len(form) > len(owner):
            yield form[: -len(owner)]


def _belongs(before: Sequence[Word]) -> bool:
    """Whether a bare "thuộc" or "của" stands last; "trực thuộc" says more than that."""
    letters = [word.letters for word in before[-2:]]
    return letters[-1:] in _BELONGING and letters[:-1] != _DIRECTLY


def _starts(phrase: tuple[Word, ...], start: tuple[Word, ...]) -> bool:
    return [word.letters for word in phrase[: len(start)]] == [word.letters for word in start]


def _beheaded(phrase: tuple[Word, ...], *, damaged: bool) -> Iterator[tuple[Word, ...]]:
    while phrase:
        yield phrase
        head = next((head for head in HEADS if _is_head(phrase, head, damaged=damaged)), None)
        if head is None:
            return
        phrase = phrase[len(head) :]
        if head in _QUANTIFIERS and phrase[:1] != _EACH:
            yield _EACH + phrase  # "từng đơn vị" are "các đơn vị"


def _is_head(phrase: tuple[Word, ...], head: tuple[Word, ...], *, damaged: bool) -> bool:
    if not damaged:  # in sound text "Trường" is no "Trưởng"
        return phrase[: len(head)] == head
    seen, meant = (" ".join(word.letters for word in part) for part in (phrase[: len(head)], head))
    return seen == meant or (len(meant) > _SHORT_HEAD and fuzz.ratio(seen, meant) >= _DAMAGED_HEAD)
