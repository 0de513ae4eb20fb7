"""Repair of garbled text that has no image to read again."""
