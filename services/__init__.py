"""Trienkhai turns a văn bản chỉ đạo into filed drafts.

The flow, in ten lines (told in full in `pipeline`):

poll        the axis' inbox → a ledger row per packet, raw bytes kept, then acknowledged        (office, ledger)
fetch       packet → files by sha256 and the office's own metadata                              (office.edxml)
read        files → pages of lines with addresses                                               (reading)
understand  pages + metadata → directive: header, outline, instructions, duties, doubts         (directive)
plan        directive × units × topic → an assignment per unit                                  (planning, units)
draft       assignments × templates → letters and the assignment table                          (letters)
check       letters → findings of form (NĐ 30/2020/NĐ-CP); an error holds the filing             (formality)
compile     letters + findings → cover note and the list of effects                             (letters)
file        effects → drafts and assignments in eGov, exactly one per reference                 (steps.filing)
follow      clerks' decisions → the ledger, and statuses back on the axis                       (office, ledger)

Read next: `pipeline`, then `ledger`, then the room you came for. What is held waits for a person: `steps.recovery`.
"""
