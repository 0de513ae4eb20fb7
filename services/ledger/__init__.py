"""The ledger (sổ): the truth of what was received, decided and filed.

`tables` are the facts, `moves` the legal changes of state, `leases` who may act on a row, `store` opens the database.
The other modules are the questions and answers of one subject each: directives, drafts, effects, statuses, holds,
events, ticks. `blobs` keeps file contents by their sha256 beside the database.
"""
