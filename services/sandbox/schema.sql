-- The sandbox's own file. Two halves that never join except in the clerk's inbox: the axis and the office's inside.

CREATE TABLE IF NOT EXISTS office (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    organ_id TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS organ (
    organ_id TEXT PRIMARY KEY,
    parent TEXT NOT NULL,
    name TEXT NOT NULL
);

-- Documents and traces (statuses) are numbered apart, so their numbers overlap: as on the real axis.
CREATE TABLE IF NOT EXISTS document (
    doc_id INTEGER PRIMARY KEY AUTOINCREMENT,
    from_organ TEXT NOT NULL,
    to_organs TEXT NOT NULL, -- joined with "#"
    code TEXT NOT NULL,
    document_id TEXT NOT NULL,
    subject TEXT NOT NULL,
    packet BLOB NOT NULL,
    created_at REAL NOT NULL
);

CREATE TABLE IF NOT EXISTS pending_document (
    doc_id INTEGER NOT NULL REFERENCES document (doc_id),
    organ_id TEXT NOT NULL,
    PRIMARY KEY (doc_id, organ_id)
);

CREATE TABLE IF NOT EXISTS trace (
    trace_id INTEGER PRIMARY KEY AUTOINCREMENT,
    doc_id INTEGER NOT NULL REFERENCES document (doc_id),
    from_organ TEXT NOT NULL,
    to_organ TEXT NOT NULL,
    code TEXT NOT NULL,
    description TEXT NOT NULL,
    packet BLOB NOT NULL,
    pending INTEGER NOT NULL DEFAULT 1,
    created_at REAL NOT NULL
);

CREATE TABLE IF NOT EXISTS dossier (
    dossier_id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    created_at REAL NOT NULL
);

-- References are not unique: a real e-office enforces nothing, and duplicates must be countable.
CREATE TABLE IF NOT EXISTS draft (
    draft_id INTEGER PRIMARY KEY AUTOINCREMENT,
    reference TEXT NOT NULL,
    dossier_id INTEGER NOT NULL REFERENCES dossier (dossier_id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    unit_organ_id TEXT NOT NULL,
    unit_name TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'draft',
    created_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS draft_by_reference ON draft (reference);

CREATE TABLE IF NOT EXISTS file (
    file_id INTEGER PRIMARY KEY,
    draft_id INTEGER NOT NULL REFERENCES draft (draft_id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    content BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS file_by_draft ON file (draft_id);

CREATE TABLE IF NOT EXISTS assignment (
    assignment_id INTEGER PRIMARY KEY AUTOINCREMENT,
    reference TEXT NOT NULL,
    dossier_id INTEGER NOT NULL REFERENCES dossier (dossier_id),
    unit_organ_id TEXT NOT NULL,
    unit_name TEXT NOT NULL,
    role TEXT NOT NULL,
    text TEXT NOT NULL,
    due_on TEXT,
    source TEXT NOT NULL,
    created_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS assignment_by_reference ON assignment (reference);

-- A decision is repeated until acknowledged; only decisions that were shown can be acknowledged.
CREATE TABLE IF NOT EXISTS decision (
    decision_id INTEGER PRIMARY KEY AUTOINCREMENT,
    draft_id INTEGER NOT NULL REFERENCES draft (draft_id),
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    symbol TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    shown INTEGER NOT NULL DEFAULT 0,
    acknowledged INTEGER NOT NULL DEFAULT 0,
    created_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS decision_by_draft ON decision (draft_id);

-- Idempotency keys and what they made, kept in the same transaction as the item.
CREATE TABLE IF NOT EXISTS used_key (
    key TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    egov_id TEXT NOT NULL
);
