"""A program that stays answers one question after the other, within the limits of each; else it is gone."""

from __future__ import annotations

import sys
import time

import pytest

from services.reading.isolation import Limits
from services.reading.standing import Standing

ECHO = """
import os, sys
given, answers = sys.stdin.buffer, sys.stdout.buffer
for line in given:
    text = b"%d " % os.getpid() + given.read(int(line))
    answers.write(b"%d\\n" % len(text) + text)
    answers.flush()
"""


def standing(code: str, **limits) -> Standing:
    return Standing([sys.executable, "-I", "-S", "-c", code], Limits(**limits), {})


def test_one_process_answers_many_questions_of_any_size():
    program = standing(ECHO)
    large = b"a" * 9_000_000
    answers = [program.ask(b"%d\n" % len(text), text) for text in (b"", large, "một".encode())]
    pids, texts = zip(*(answer.split(b" ", 1) for answer in answers if answer), strict=True)
    assert (texts, len(set(pids)), program.ended) == ((b"", large, "một".encode()), 1, False)
    program.end()
    assert program.ended


@pytest.mark.parametrize(
    ("code", "limits"),
    [
        pytest.param("import time; time.sleep(60)", {"wall": 0.3}, id="out of time"),
        pytest.param("while True: pass", {"cpu": 1}, id="out of processor time"),
        pytest.param("bytearray(2**30); print(0)", {"memory": 2**28}, id="out of memory"),
        pytest.param("print(10**6); print('a' * 10**6)", {"answer": 10**5}, id="an answer longer than allowed"),
        pytest.param("print('1' * 10**6)", {}, id="a length without end"),
        pytest.param("print(-1)", {}, id="a length below nothing"),
        pytest.param("print('many')", {}, id="no length"),
        pytest.param("print(9); print('short')", {}, id="less than it said"),
        pytest.param("", {}, id="gone before it is asked"),
    ],
)
def test_a_program_that_does_not_answer_as_it_should_is_ended(code, limits):
    program = standing(code, **({"wall": 3.0} | limits))
    started = time.monotonic()
    # more than a pipe holds: whoever asks does not wait for ever on one that neither reads nor ends
    assert program.ask(b"a" * 1_000_000) is None
    assert program.ended
    assert program.ask(b"again") is None
    assert time.monotonic() - started < 10


def test_it_sees_no_environment_of_ours(monkeypatch):
    monkeypatch.setenv("SECRET_OF_OURS", "x")
    program = standing("import os; text = ' '.join(os.environ); print(len(text)); print(text, end='', flush=True)")
    assert b"SECRET_OF_OURS" not in (program.ask() or b"SECRET_OF_OURS")
    program.end()
