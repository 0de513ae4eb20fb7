"""Contents under their sha256: one by one and many at once."""

from __future__ import annotations

import hashlib
import os

from services.ledger.blobs import Blobs


def test_many_contents_are_kept_as_one_would_be(tmp_path, monkeypatch):
    contents = [f"văn bản {n % 70}".encode() for n in range(100)]
    synced = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(os.fstat(handle).st_mode), real(handle))[1])
    blobs = Blobs(tmp_path / "files")
    names = blobs.put_all(contents)
    assert names == [hashlib.sha256(content).hexdigest() for content in contents]
    assert [blobs.get(name) for name in names] == contents
    assert names == [blobs.put(content) for content in contents]
    assert not list(tmp_path.rglob("*.new"))
    assert len(synced) >= len(set(contents))  # each file, and its folder


def test_nothing_is_written_for_what_is_there(tmp_path):
    blobs = Blobs(tmp_path / "files")
    name = blobs.put(b"a")
    before = blobs.path(name).stat().st_mtime_ns
    assert blobs.put_all([b"a", b"a"]) == [name, name]
    assert blobs.path(name).stat().st_mtime_ns == before
    assert blobs.put_all([]) == []
