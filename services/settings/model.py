"""The shape of configuration: frozen, validated, one object for the whole service."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from services.blocks import Frozen, Seconds


class SignerProfile(Frozen):
    """Who signs: lines above the name ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC") and the name; an empty name stays a blank."""

    lines: tuple[str, ...] = Field(min_length=1)
    name: str = ""


class OfficeProfile(Frozen):
    """The office that sends the letters (`[office]` of office.toml).

    `paused`: nothing is done for it, until an admin takes that back.
    """

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str
    full_name: str
    short_name: str
    parent_name: str
    place: str
    organ_id: str
    other_organ_ids: tuple[str, ...] = ()
    code: str
    secretariat: str
    territory: str = ""
    aliases: tuple[str, ...] = ()
    paused: bool = False
    signer: SignerProfile


class FilingSettings(Frozen):
    """`[filing]`: lease > HTTP timeout > vendor commit time; quiesce covers timeout, processing and index lag."""

    lease_seconds: Seconds = 30
    quiesce_seconds: Seconds = 15
    step_lease_seconds: Seconds = 60
    batch: Annotated[int, Field(ge=1, le=50)] = 25
    attempts: Annotated[int, Field(ge=1, le=20)] = 8


class ProposerSettings(Frozen):
    """`[proposer]`: a language model on the office's own network that points at instructions; without it there is none.

    `url` is the base of its interface ("http://127.0.0.1:8080/v1"), `model` the name it knows itself by.
    """

    url: str = Field(pattern=r"^https?://\S+$")
    model: str = Field(min_length=1)
    timeout_seconds: Seconds = 20


class Schedule(Frozen):
    """`schedule.toml`: seconds between two ticks of each job."""

    poll_seconds: Seconds = 60
    sweep_seconds: Annotated[float, Field(gt=0, le=5)] = 4
    follow_seconds: Seconds = 120
    reconcile_seconds: Seconds = 3600
    digest_seconds: Seconds = 86_400


class DayOverride(Frozen):
    """One dated exception of the calendar, with the document that ordered it."""

    day: dt.date
    source: str
    confirmed: bool = True


class CalendarSettings(Frozen):
    """`calendar.toml`: days off and days worked beyond what the holidays package knows.

    `announced_until` is the last year whose days off the Prime Minister has decided; later ones are estimates.
    """

    announced_until: Annotated[int, Field(ge=2020, le=2100)] | None = None
    days_off: tuple[DayOverride, ...] = ()
    days_worked: tuple[DayOverride, ...] = ()


class TopicItem(Frozen):
    """One content item of a topic: which instructions it recognises, whom they concern, how and with what result.

    An instruction matches when one of `any` occurs in it, all of `all` do and none of `none` does (folded text).
    `select` uses the selector terms of a group (`kind:…`, `group:…`, `unit:…`, `all`).
    """

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    select: str
    channels: tuple[str, ...] = ()
    product: str = ""
    measure: str = ""


class Audience(Frozen):
    """A word for a group of people ("học sinh") and the units that have such people."""

    word: str
    select: str


class Topic(Frozen):
    """One topic pack (`topics/<id>.toml`): the words that show it and its content items, first match wins."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str
    keywords: tuple[str, ...] = Field(min_length=1)
    audiences: tuple[Audience, ...] = ()
    items: tuple[TopicItem, ...] = ()


class ToleranceSettings(Frozen):
    """`[tolerances]` of formality.toml: what measuring and rounding may cost."""

    length_mm: Annotated[float, Field(ge=0, le=5)] = 0.5
    size_pt: Annotated[float, Field(ge=0, le=1)] = 0.05
    rule_line_percent: Annotated[float, Field(ge=0, le=50)] = 5


class AbolishedUnit(Frozen):
    """A name of a unit that ended, and the first day without it."""

    name: str = Field(min_length=1)
    since: dt.date


class ContentSettings(Frozen):
    """`[content]` of formality.toml: what drafts may not say, beyond form."""

    lead_days: Annotated[int, Field(ge=0, le=60)] = 0
    abolished: tuple[AbolishedUnit, ...] = ()


class FormProfile(Frozen):
    """One legal state of form: in force from a day until the next begins.

    `left_out` are rules it does not have; no finding weighs more than `highest`.
    """

    id: str = Field(pattern=r"^[a-z0-9_]+$")
    name: str
    since: dt.date
    highest: Literal["E", "W", "I"] = "E"
    left_out: tuple[str, ...] = ()


class RuleSettings(Frozen):
    """`[rules.ID]`: another severity for a rule, and the days (both included) on which documents must keep it."""

    severity: Literal["E", "W", "I"] | None = None
    since: dt.date | None = None
    until: dt.date | None = None


class FormalitySettings(Frozen):
    """`formality.toml`: the check of form. Without the file everything is as NĐ 30/2020/NĐ-CP has it."""

    tolerances: ToleranceSettings = ToleranceSettings()
    content: ContentSettings = ContentSettings()
    profiles: tuple[FormProfile, ...] = ()
    rules: dict[str, RuleSettings] = Field(default_factory=dict)


class Paths(Frozen):
    """Where things live; all absolute after loading."""

    config: Path
    templates: Path
    data: Path


class Connections(Frozen):
    """URLs of the ledger database and of the broker."""

    ledger_url: str
    broker_url: str
