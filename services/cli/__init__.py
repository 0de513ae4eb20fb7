"""`trienkhai …`: the command line. Its commands, exit codes and JSON are a contract (docs/architecture.md).

Exit 0 is success, 1 problems found, 2 wrong use. `--json` prints machine-readable output and nothing else on stdout.
"""

from __future__ import annotations

from services.cli.commands import main

__all__ = ["main"]
