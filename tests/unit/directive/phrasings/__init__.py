"""Phrasings of other authors with what a reader takes from them, one table a construct (`tables/*.txt`)."""
