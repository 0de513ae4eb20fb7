"""The check of a Word file against NĐ 30/2020/NĐ-CP, before a draft is filed and for `trienkhai lint`.

bytes → `reader` (effective formatting) → `finder` (zones) → `rules` (one function a rule) → findings; `policy` holds
what an office may set, `facts` what a draft may say, `fix` mends what is measurable, `listing` lists the rules.
Others call `check.check`, `check.blocking`, `check.questions`, `check.summary`, `fix.fix` and `wire.as_json`.
"""
