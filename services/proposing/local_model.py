"""A language model behind an address of the office's own network, asked as most local servers understand it.

`POST <url>/chat/completions` with `model` and `messages`, the answer in `choices[0].message.content` (llama.cpp,
Ollama, vLLM and others). The answer must be one JSON object; around it a fence of backticks is allowed.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.office.http import Limits, OfficeSession, Request
from services.proposing.port import Proposal

if TYPE_CHECKING:
    from services.proposing.port import Ask
    from services.settings.model import ProposerSettings

NAME = "Mô hình ngôn ngữ [proposer]"
PATH = "/chat/completions"
MOST_BYTES = 2 * 1024 * 1024
MOST_PROPOSALS = 100


class _Wire(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Said(_Wire):
    """One proposal as the model writes it."""

    quote: str
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    mode: str = ""


class _Answer(_Wire):
    """The object the model is asked for."""

    instructions: tuple[_Said, ...] = Field(max_length=MOST_PROPOSALS)


class LocalModel:
    """An `InstructionProposer` over HTTP; one request a directive, within `timeout_seconds` in all."""

    def __init__(self, settings: ProposerSettings) -> None:
        self._model = settings.model
        self._session = OfficeSession(settings.url, NAME, {}, Limits(settings.timeout_seconds, MOST_BYTES))

    def propose(self, ask: Ask) -> tuple[Proposal, ...]:
        """See `InstructionProposer`."""
        request = Request("POST", PATH, changes=False, payload=self._payload(ask))
        reply = self._session.json(request)
        try:
            content = reply["choices"][0]["message"]["content"]
            said = _Answer.model_validate_json(_unfenced(content))
        except (AttributeError, IndexError, KeyError, TypeError, ValidationError) as error:
            raise self._session.unclear(request, "trả lời không đúng dạng đã hỏi") from error
        return tuple(
            Proposal(each.quote, each.lead, each.coordinating, each.mode.strip().lower()) for each in said.instructions
        )

    def reach(self) -> None:
        """See `InstructionProposer`."""
        self._session.reach()

    def _payload(self, ask: Ask) -> dict[str, Any]:
        told = {
            "lines": [{"page": line.page, "line": line.number, "text": line.text} for line in ask.lines],
            "units": [{"id": unit.id, "name": unit.name} for unit in ask.units],
            "found": [{"quote": each.evidence.quote, "lead": list(each.lead)} for each in ask.found],
        }
        return {
            "model": self._model,
            "temperature": 0,
            "stream": False,
            "response_format": {"type": "json_object"},
            "messages": [
                {"role": "system", "content": _prompt()},
                {"role": "user", "content": json.dumps(told, ensure_ascii=False)},
            ],
        }


@cache
def _prompt() -> str:
    return files("services.proposing").joinpath("prompt.txt").read_text(encoding="utf-8")


def _unfenced(content: str) -> str:
    text = content.strip()
    return text.strip("`").removeprefix("json").strip() if text.startswith("```") else text
