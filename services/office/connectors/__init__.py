"""One file for each way an office system is spoken to; `services.office.registry` finds them by itself."""
