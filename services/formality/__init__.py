"""The check of a Word file against NĐ 30/2020/NĐ-CP, before a draft is filed and for `trienkhai lint`.

bytes → `reader` (effective formatting) → `finder` (zones) → `rules` (one function a rule) → findings.
Others call `check.check`, `check.blocking`, `check.questions`, `check.summary` and `wire.as_json`.
"""
