"""The list of commands, in the order of `--help`."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer
from typer.exceptions import TyperException

from services.cli import admin, check, demo, documents, ledger, lint, offices, sandbox, service, templates, watch
from services.cli.output import complain
from services.cli.vietnamese import Command, Group, speak, wrong_use
from services.errors import SettingsError, TrienkhaiError
from services.logs import configure_logs

COMMANDS: dict[str, Callable[..., None]] = {
    "demo": demo.demo,
    "run": service.run,
    "check": check.check,
    "read": documents.read,
    "plan": documents.plan,
    "draft": documents.draft,
    "lint": lint.lint,
    "status": ledger.status,
    "show": ledger.show,
    "resume": ledger.resume,
    "retry": ledger.retry,
    "reconcile": watch.reconcile,
}

app = typer.Typer(
    name="trienkhai",
    cls=Group,
    help="Triển khai văn bản chỉ đạo: đọc, phân công, dự thảo văn bản cho từng đơn vị và nộp lại eGov.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
for name, command in COMMANDS.items():
    app.command(name, cls=Command)(command)
GROUPS = {
    "office": offices.app,
    "units": admin.units,
    "templates": templates.app,
    "topics": admin.topics,
    "sandbox": sandbox.app,
    "audit": watch.app,
}
for name, group in GROUPS.items():
    app.add_typer(group, name=name, cls=Group)
speak()


def main() -> None:
    """Run the command line; whatever a person may meet is said in a Vietnamese sentence."""
    configure_logs("WARNING")
    try:
        code = app(standalone_mode=False)
    except TyperException as error:
        complain(wrong_use(error), "Xem cách dùng bằng --help sau tên lệnh.")
        code = error.exit_code
    except typer.Abort:
        code = 130
    except SettingsError as error:
        complain(error.message, *error.problems)
        code = 1
    except TrienkhaiError as error:
        complain(error.message)
        code = 1
    except OSError as error:
        complain(
            f"Không đọc hoặc ghi được {error.filename or 'tệp'}: {error.strerror}. Kiểm tra đường dẫn, quyền và đĩa."
        )
        code = 1
    sys.exit(code if isinstance(code, int) else 0)
