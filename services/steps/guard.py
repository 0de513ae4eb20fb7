"""What becomes of a step that fails: a later try, or a question for a person; never silence.

Errors of eGov and of the disk are tried again for as long as it takes. An error nobody foresaw, and a step that kills
its worker, are given up after a while and shown to a person.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import structlog

from services.errors import (
    CredentialsError,
    PacketError,
    PermanentError,
    PoisonError,
    TemporaryError,
    UnreadableFileError,
)
from services.ledger import holds, leases
from services.ledger.tables import directives as directives_table
from services.steps import questions

if TYPE_CHECKING:
    from sqlalchemy import Row

    from services.context import Context

log = structlog.get_logger()

#: A step that ended without a word this often (its worker died each time) is poison.
POISON_ATTEMPTS = 4
#: An error nobody foresaw is shown to a person after so many tries.
FAILURES = 8
#: What its sender has to send again; and the ways on after a stop, with {id} for the directive.
UNUSABLE = (PacketError, UnreadableFileError)
RESENT = "Đề nghị nơi gửi gửi lại, rồi đóng bản này: “trienkhai resume {id} --close”."
TRIED_AGAIN = "Sửa xong chạy “trienkhai retry {id}”; không xử lý tiếp: “trienkhai resume {id} --close”."
RETRY_SECONDS = (2, 5, 15, 30)

Step = Callable[["Context", "Row[Any]", str], None]


def guarded(ctx: Context, row: Row[Any], holder: str, step: Step) -> None:
    """Run a step; whatever goes wrong ends in a later try or in a question for a person, never in silence."""
    try:
        _refuse_poison(row)
        step(ctx, row, holder)
    except leases.LeaseLostError:
        log.info("lease_lost")
    except (TemporaryError, CredentialsError) as error:
        _later(ctx, row, holder, error.message)
    except PermanentError as error:
        _stop(ctx, row, holder, error)
    except OSError as error:
        # A full disk or a missing volume: nothing is wrong with the document, so it is never given up.
        _later(ctx, row, holder, f"lỗi đọc, ghi đĩa ({error.strerror})")
    except Exception as error:
        log.exception("step_failed", error=type(error).__name__)
        _unforeseen(ctx, row, holder, error)


def _refuse_poison(row: Row[Any]) -> None:
    if row.attempt > POISON_ATTEMPTS:
        raise PoisonError(f"Bước này đã làm dừng tiến trình xử lý {row.attempt - 1} lần. Hãy báo người phát triển.")


def _unforeseen(ctx: Context, row: Row[Any], holder: str, error: Exception) -> None:
    what = f"lỗi chưa lường trước ({type(error).__name__})"
    if row.failures + 1 >= FAILURES:
        _stop(
            ctx, row, holder, PoisonError(f"Đã thử {FAILURES} lần, lần nào cũng gặp {what}. Hãy báo người phát triển.")
        )
    else:
        _later(ctx, row, holder, what)


def _later(ctx: Context, row: Row[Any], holder: str, error: str) -> None:
    delay = RETRY_SECONDS[min(row.failures, len(RETRY_SECONDS) - 1)]
    with ctx.ledger.write() as conn:
        leases.release(conn, directives_table, holder, delay=delay, error=error, failed=True)


def _stop(ctx: Context, row: Row[Any], holder: str, error: PermanentError) -> None:
    state = "quarantined" if isinstance(error, (*UNUSABLE, PoisonError)) else "held"
    question = questions.stopped(row, error.message, RESENT if isinstance(error, UNUSABLE) else TRIED_AGAIN)
    with ctx.ledger.write() as conn:
        holds.hold(conn, row, error.code, question, holder=holder, state=state)
