"""Directive: from addressed lines of text to what a document says and orders. Pure: no clock, no files, no settings.

Start with `understand` (the whole in one function) and `model` (its values). `lexicon` compiles the words of the
language, which are data; `text` and `words` match them on skeletons that keep every offset.
"""
