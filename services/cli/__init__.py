"""`trienkhai …`: the command line. Its commands, exit codes and JSON are a contract (docs/architecture.md).

Exit 0 is success, 1 problems found, 2 wrong use. `--json` prints machine-readable output and nothing else on stdout.
"""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command line. Loaded only here: the running service takes its supervisor from this room, and no more."""
    from services.cli.commands import main as run

    run()
