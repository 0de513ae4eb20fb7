"""A copy of the delivered configuration that a test may spoil."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from services.settings.load import Problem, find_problems


@dataclass(frozen=True)
class Copy:
    folder: Path

    def spoil(self, name: str, old: str, new: str) -> int:
        """Replace the one place where `old` stands in a file; the line where it stood."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def problems(self, env: dict[str, str] | None = None) -> tuple[Problem, ...]:
        return find_problems(self.folder, env or {})

    def only(self, env: dict[str, str] | None = None) -> Problem:
        problems = self.problems(env)
        assert len(problems) == 1, [problem.sentence for problem in problems]
        return problems[0]
