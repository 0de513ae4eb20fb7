"""Repair of garbled Vietnamese text that has no image to read again.

A noisy channel: what was printed is the syllable that both its misreading (`channel`, learned from pages that `teach`
rendered and read without Vietnamese) and its neighbours (`language`, counts of laws made by `build`) make likely.
`repair_pages` is the door; one token in, one token out, numbers and codes never change.

Measured (seed: the hand-corrected plan that was garbled on its way, looked at while this was built, five settings
scored; English: nine scans read with the English model, not looked at):
- seed: words wrong 84.2 % → 3.6 %, characters 21.0 % → 1.1 %, without any name of its units;
- English against native text (two files): words wrong 79–83 % → 3.6–4.5 %; all nine against their Vietnamese
  recognition, itself imperfect: 83 % → 10 %;
- nine native texts forced through repair: 0.014 % of words changed (both were slips of their authors).
About 2.5 s for 1,100 words on one core. Mistakes left are real words: nothing may follow from repaired text alone.
"""

from services.reading.repair.pages import changed_spans, repair_pages

__all__ = ["changed_spans", "repair_pages"]
