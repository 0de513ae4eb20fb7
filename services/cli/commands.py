"""The list of commands, in the order of `--help`."""

from __future__ import annotations

import sys

import typer
from typer import rich_utils

from services.cli import demo, documents, ledger, sandbox, service
from services.cli.output import complain
from services.errors import SettingsError, TrienkhaiError
from services.logs import configure_logs

app = typer.Typer(
    name="trienkhai",
    help="Triển khai văn bản chỉ đạo: đọc, phân công, dự thảo văn bản cho từng đơn vị và nộp lại eGov.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
app.command("demo")(demo.demo)
app.command("run")(service.run)
app.command("check")(service.check)
app.command("read")(documents.read)
app.command("plan")(documents.plan)
app.command("draft")(documents.draft)
app.command("status")(ledger.status)
app.command("show")(ledger.show)
app.command("resume")(ledger.resume)
app.command("retry")(ledger.retry)
app.add_typer(sandbox.app, name="sandbox")

rich_utils.OPTIONS_PANEL_TITLE = "Tùy chọn"
rich_utils.COMMANDS_PANEL_TITLE = "Lệnh"
rich_utils.ARGUMENTS_PANEL_TITLE = "Đối số"
rich_utils.ERRORS_PANEL_TITLE = "Lỗi"


def main() -> None:
    """Run the command line; errors a person may see are printed as sentences."""
    configure_logs("WARNING")
    try:
        app()
    except SettingsError as error:
        complain(error.message, *error.problems)
        sys.exit(1)
    except TrienkhaiError as error:
        complain(error.message)
        sys.exit(1)
