"""`drafts.toml`: which letters are drafted, and who signs them in which capacity.

Articles are those of Nghị định 30/2020/NĐ-CP: Điều 13 (who may sign) and Phụ lục I, Phần I, II.7 (how it is written).
"""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, ValidationError

from services.blocks import Frozen
from services.settings.problem import did_you_mean
from services.settings.validation import Block, Location, place, validate
from services.units import selector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from services.settings.source import Document, Source

FILE = "drafts.toml"
#: ký thay, thừa lệnh, thừa ủy quyền, thay mặt tập thể, quyền; empty: the head signs.
Capacity = Literal["", "KT", "TL", "TUQ", "TM", "Q"]


class SignerRule(Frozen):
    """Who signs which letters (SG-09): the first rule that fits counts; what a rule leaves empty it does not ask.

    `kinds` are templates, `topics` topic ids, `valid_from` and `valid_to` the days it holds. `authority` is the head
    (or collective) signed for, `acting_for` a second office between them (TL and TM only), `title` the signer's own.
    `authorization_ref` is the written authorisation a TUQ. needs (Điều 13 khoản 3), `delegation_ref` the clause of the
    working rules a TL. rests on (Điều 13 khoản 4). `offices` are the ids of offices it holds for.
    """

    offices: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    capacity: Capacity = ""
    authority: str = ""
    acting_for: str = ""
    title: str = Field(min_length=1)
    name: str = ""
    authorization_ref: str = ""
    delegation_ref: str = ""

    def holds(self, day: dt.date) -> bool:
        """Whether it is in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class UnitGroup(Frozen):
    """How letters call many units at once: only when exactly all units of the day that `select` picks are meant."""

    name: str = Field(min_length=1)
    select: str = Field(min_length=1)


class TopicDrafts(Frozen):
    """What is drafted for directives of these topics, in place of `kinds`."""

    topics: tuple[str, ...] = Field(min_length=1)
    kinds: tuple[str, ...] = Field(min_length=1)


class DraftSettings(Frozen):
    """`drafts.toml`.

    `kinds` are the templates drafted for a directive; a unit gets the first letter among them that is made for it.
    `superior_plan` are drafted as well when the directive is a plan of another office, `by_topic` in place of `kinds`.
    `comments` puts the source of every assignment into the drafts as Word comments. `remind_days` is how many days
    before its due day an assignment may be reminded of. `collective` says that the office is led by a collective
    (UBND): only then may TM. be signed (Điều 13 khoản 1, 2). `unit_groups` are short names for many units.
    """

    kinds: tuple[str, ...] = ("cong-van-xa-phuong", "cong-van-trien-khai", "bang-phan-cong")
    superior_plan: tuple[str, ...] = ()
    by_topic: tuple[TopicDrafts, ...] = ()
    comments: bool = False
    remind_days: int = Field(default=3, ge=0, le=60)
    collective: bool = False
    unit_groups: tuple[UnitGroup, ...] = ()
    signers: tuple[SignerRule, ...] = ()


def read_drafting(source: Source, topics: frozenset[str], templates: frozenset[str]) -> DraftSettings | None:
    """`drafts.toml`, or its defaults when there is none. Problems are reported to the source.

    `topics` and `templates` are those that exist; an empty `templates` is one nobody has looked into. A block with a
    mistake hides none of the other blocks.
    """
    if not source.has(FILE):
        return DraftSettings()
    document = source.toml(FILE)
    if document is None:
        return None
    read = validate(source, document, (), DraftSettings, document.data)
    by_topic = list(_readable(document, "by_topic", TopicDrafts))
    rules = list(_readable(document, "signers", SignerRule))
    _check_groups(source, document)
    for number, rule in rules:
        for key, why, fix in _signing_problems(rule, collective=document.data.get("collective") is True):
            _report(source, document, ("signers", number, key), why, fix)
    named = [(("signers", n, "topics"), rule.topics) for n, rule in rules]
    named += [(("by_topic", n, "topics"), one.topics) for n, one in by_topic]
    for path, ids in named:
        for unknown in sorted(set(ids) - topics):
            _report(source, document, path, f"không có chủ đề “{unknown}”", "dùng id của một tệp trong config/topics")
    _check_kinds(source, document, by_topic, templates)
    return read


def _readable(document: Document, key: str, model: type[Block]) -> Iterator[tuple[int, Block]]:
    """The blocks of an array that are right by themselves, with their places in it (from 0)."""
    blocks = document.data.get(key)
    for number, block in enumerate(blocks if isinstance(blocks, list) else ()):
        with contextlib.suppress(ValidationError):
            yield number, model.model_validate(block)


def _check_groups(source: Source, document: Document) -> None:
    for number, group in _readable(document, "unit_groups", UnitGroup):
        try:
            selector.parse(group.select)
        except selector.SelectorError as error:
            fix = "viết như ở config/lexicon/groups.txt, ví dụ kind:thpt"
            _report(source, document, ("unit_groups", number, "select"), str(error), fix)


def _check_kinds(
    source: Source, document: Document, by_topic: Iterable[tuple[int, TopicDrafts]], templates: frozenset[str]
) -> None:
    """Report templates to be drafted that are not there."""
    wanted: list[tuple[Location, Any]] = [((key,), document.data.get(key)) for key in ("kinds", "superior_plan")]
    wanted += [(("by_topic", number, "kinds"), one.kinds) for number, one in by_topic]
    for path, kinds in wanted if templates else ():
        for kind in kinds if isinstance(kinds, list | tuple) else ():
            if isinstance(kind, str) and kind not in templates:
                _report(source, document, path, f"không có mẫu “{kind}”", did_you_mean(kind, templates))


def _signing_problems(rule: SignerRule, *, collective: bool) -> Iterator[tuple[str, str, str]]:
    """Key, why, what to do, for each thing the decree does not allow, and for days on which nothing is signed."""
    if rule.valid_from and rule.valid_to and rule.valid_from > rule.valid_to:
        why = f"ngày kết thúc trước ngày bắt đầu ({rule.valid_from}) nên quy tắc không bao giờ được dùng"
        yield "valid_to", why, "sửa một trong hai ngày"
    if rule.capacity in {"KT", "TL", "TUQ", "TM"} and not rule.authority:
        yield "authority", f"ký {rule.capacity}. phải ghi ký cho ai", 'thêm authority, ví dụ authority = "Giám đốc"'
    if rule.capacity == "TUQ" and not rule.authorization_ref:
        fix = "thêm authorization_ref: số, ngày của văn bản ủy quyền"
        yield "authorization_ref", "ký TUQ. phải có văn bản ủy quyền (Điều 13 khoản 3 Nghị định 30/2020/NĐ-CP)", fix
    if rule.capacity == "TL" and not rule.delegation_ref:
        fix = "thêm delegation_ref: điều khoản của quy chế làm việc hoặc quy chế văn thư"
        yield "delegation_ref", "ký TL. phải được quy định trong quy chế (Điều 13 khoản 4 Nghị định 30/2020/NĐ-CP)", fix
    if rule.capacity == "TM" and not collective:
        fix = "sửa capacity; nếu cơ quan làm việc theo chế độ tập thể (UBND) thì thêm collective = true"
        yield "capacity", "cơ quan theo chế độ thủ trưởng không ký TM. (Điều 13 khoản 1)", fix
    if rule.acting_for and rule.capacity not in {"TL", "TM"}:
        yield "acting_for", "chỉ dùng khi ký TL. hoặc TM.", "bỏ khóa này"


def _report(source: Source, document: Document, path: tuple[str | int, ...], why: str, fix: str) -> None:
    source.report(document.file, document.line(path), place(path), why, fix)
