"""PURE: who the units are, which of them exist on a day, and whom a mention in a directive means."""
