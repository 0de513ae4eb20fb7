"""`lint --fix`: mends what is measurable (page, fonts, sizes, weight, spacing, colour, blanks in a notation), no words.

`nodes` writes one property into a paragraph or run; each module mends one kind of fault; `services.formality.fix` runs
them and packs the file again.
"""
