"""`python -m services.cli` is `trienkhai`."""

from services.cli.commands import main

main()
