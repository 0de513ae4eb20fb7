"""The parts of a Word file that are unpacked once for many letters, and files whose packing lies."""

from __future__ import annotations

import io
import zipfile

import pytest

from services.errors import UnreadableFileError
from services.formality.package import open_package
from tests.unit.formality.ooxml import p, r, word_file


def test_a_part_seen_before_is_the_part_that_is_packed():
    first, second = (word_file(p(r(text))) for text in ("Một", "Hai"))
    packages = [open_package(content) for content in (first, second, first, second)]
    for content, package in zip((first, second, first, second), packages, strict=True):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert all(archive.read(name) == part for name, part in package.parts.items())


@pytest.mark.parametrize("remembered", [False, True])
def test_a_part_whose_packed_bytes_are_spoilt_is_refused(remembered):
    content = word_file(p(r("Công văn của riêng bài thử này")))
    if remembered:
        open_package(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entry = archive.getinfo("word/document.xml")
    at = entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2
    spoilt = content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]
    with pytest.raises(UnreadableFileError):
        open_package(spoilt)
