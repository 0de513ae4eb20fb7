"""Fault knobs: how badly this eGov behaves, changed while it runs; counters tell whether a fault really happened.

Two ways to ask for a fault: a share of all calls (thrown with dice that a seed repeats), or `next_faults`, a list that
the next calls take one by one. Each call meets at most one fault.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Mapping

ENVIRONMENT_PREFIX = "TRIENKHAI_SANDBOX_"
Share = Annotated[float, Field(ge=0, le=1)]
Wait = Annotated[float, Field(ge=0, le=3600)]


class Fault(StrEnum):
    """What may go wrong with one call; each has a knob of the same name, its share."""

    REFUSE_503 = "refuse_503"
    REFUSE_401 = "refuse_401"
    ERROR_IN_200 = "error_in_200"
    CUT_ANSWER = "cut_answer"
    LOSE_RESPONSE_AFTER_COMMIT = "lose_response_after_commit"
    ERROR_500_AFTER_COMMIT = "error_500_after_commit"
    COMMIT_LATE = "commit_late"


#: These are about what was committed, so they happen to calls that may change something.
AFTER_COMMIT = frozenset({Fault.LOSE_RESPONSE_AFTER_COMMIT, Fault.ERROR_500_AFTER_COMMIT, Fault.COMMIT_LATE})


class Knobs(BaseModel):
    """Settings of misbehaviour; all off by default. The descriptions are what admins read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    refuse_503: Share = Field(0, description="tỷ lệ lời gọi bị trả lời 503, không ghi gì")
    refuse_401: Share = Field(0, description="tỷ lệ lời gọi bị từ chối mã truy cập (401), không ghi gì")
    error_in_200: Share = Field(0, description="tỷ lệ lời gọi được trả lời 200 với nội dung báo lỗi, không ghi gì")
    cut_answer: Share = Field(0, description="tỷ lệ câu trả lời bị ngắt sau cut_after_bytes byte")
    cut_after_bytes: Annotated[int, Field(ge=0)] = Field(0, description="ngắt câu trả lời sau bao nhiêu byte")
    lose_response_after_commit: Share = Field(0, description="tỷ lệ ghi xong mà mất câu trả lời")
    error_500_after_commit: Share = Field(0, description="tỷ lệ ghi xong mà báo lỗi 500")
    commit_late: Share = Field(0, description="tỷ lệ ghi muộn, sau khi nơi gọi đã hết kiên nhẫn")
    commit_late_seconds: Wait = Field(2, description="ghi muộn bao nhiêu giây")
    latency_seconds: Wait = Field(0, description="chậm bao nhiêu giây trước khi thực hiện")
    latency_spread_seconds: Wait = Field(0, description="chậm thêm ngẫu nhiên đến bao nhiêu giây")
    index_lag_seconds: Wait = Field(0, description="bao lâu mới tìm thấy dự thảo mới")
    unique_reference: bool = Field(default=False, description="từ chối mã tham chiếu trùng (409)")
    idempotency_key: bool = Field(default=False, description="cùng Idempotency-Key thì trả lại bản đã ghi")
    repeat_listing: bool = Field(default=False, description="mỗi mục trong danh sách chờ xuất hiện hai lần")
    shared_numbers: bool = Field(default=False, description="văn bản và trạng thái dùng chung số")
    token_dies_after: Annotated[int, Field(ge=0)] = Field(
        0, description="mã truy cập hết hiệu lực sau bao nhiêu lời gọi"
    )
    clock_skew_seconds: float = Field(0, description="đồng hồ của eGov lệch bao nhiêu giây")
    malformed_packet: Share = Field(0, description="tỷ lệ gói tin bị hỏng khi lấy về")
    huge_packet_bytes: Annotated[int, Field(ge=0, le=2**31)] = Field(
        0, description="gói tin lấy về được độn thêm bao nhiêu byte"
    )
    next_faults: tuple[Fault, ...] = Field((), description="lỗi cho những lời gọi kế tiếp, lần lượt")
    seed: int = Field(0, description="số khởi đầu của chuỗi ngẫu nhiên")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Knobs:
        """Knobs from `TRIENKHAI_SANDBOX_<NAME>`; raises pydantic's ValidationError for a wrong value."""
        named = {name: environment.get(ENVIRONMENT_PREFIX + name.upper()) for name in cls.model_fields}
        return cls.from_texts({name: value for name, value in named.items() if value is not None})

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> Knobs:
        """Knobs as a person types them; a list is separated by commas."""
        listed = {name: value.split(",") for name, value in texts.items() if name == "next_faults"}
        return cls.model_validate({**texts, **listed})


class Panel:
    """The knobs in force, the dice, and counters: `requests`, `conflicts`, `replays`, and one for each fault."""

    def __init__(self, knobs: Knobs) -> None:
        self._lock = threading.Lock()
        self._dice = random.Random(knobs.seed)  # noqa: S311 - repeatable faults, no secrets
        self.knobs = knobs
        self.counters: Counter[str] = Counter(dict.fromkeys(("requests", "conflicts", "replays", *Fault), 0))

    def turn(self, changes: Mapping[str, Any]) -> None:
        """Change the named knobs; a new seed starts the dice again."""
        with self._lock:
            self.knobs = Knobs.model_validate({**self.knobs.model_dump(), **changes})
            if "seed" in changes:
                self._dice = random.Random(self.knobs.seed)  # noqa: S311 - as above

    def count(self, what: str) -> None:
        """Add one to a counter."""
        with self._lock:
            self.counters[what] += 1

    def draw(self, *, changes: bool) -> Fault | None:
        """The fault this call meets, if any; `changes`: it may change something."""
        with self._lock:
            fault = self._ordered() or self._thrown(changes=changes)
            if fault is not None:
                self.counters[fault] += 1
            return fault

    def throws(self, share: float) -> bool:
        """Throw the dice for something else than a call."""
        with self._lock:
            return self._dice.random() < share

    def latency(self) -> float:
        """How long this call waits (seconds)."""
        with self._lock:
            return self.knobs.latency_seconds + self._dice.random() * self.knobs.latency_spread_seconds

    def token_is_dead(self) -> bool:
        """Whether the token has served its calls; a new value of the knob brings it back."""
        return 0 < self.knobs.token_dies_after < self.counters["requests"]

    def _ordered(self) -> Fault | None:
        if not self.knobs.next_faults:
            return None
        first, *rest = self.knobs.next_faults
        self.knobs = self.knobs.model_copy(update={"next_faults": tuple(rest)})
        return first

    def _thrown(self, *, changes: bool) -> Fault | None:
        thrown = self._dice.random()
        for fault in Fault:
            if fault in AFTER_COMMIT and not changes:
                continue
            thrown -= float(getattr(self.knobs, fault))
            if thrown < 0:
                return fault
        return None
