"""Tesseract's library as a program that stays: its model is loaded once, then it reads one picture after the other.

Run as a file, not as a module: `python -I -S library.py LANGUAGE SECONDS`. It says the library's version and answers
each question on its standard input, a line "mode dpi width height" and a grey byte a pixel, with a line that tells the
length of what follows, and the table of words (TSV). It ends with its input, or when something fails.
"""

from __future__ import annotations

import ctypes
import resource
import sys
from typing import IO

LIBRARY = "libtesseract.so.5"
HEADINGS = b"level page_num block_num par_num line_num word_num left top width height conf text".replace(b" ", b"\t")
UNLOADABLE = 1
NAMES = {
    "Version": (ctypes.c_char_p,),
    "BaseAPICreate": (ctypes.c_void_p,),
    "BaseAPIInit3": (ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p),
    "BaseAPISetPageSegMode": (None, ctypes.c_void_p, ctypes.c_int),
    "BaseAPISetVariable": (ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p),
    "BaseAPISetImage": (None, ctypes.c_void_p, ctypes.c_char_p, *[ctypes.c_int] * 4),
    "BaseAPIRecognize": (ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p),
    "BaseAPIGetTsvText": (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int),
    "BaseAPIClear": (None, ctypes.c_void_p),
    "DeleteText": (None, ctypes.c_void_p),
}
"""What is called of the library's C interface: what it gives and what it takes."""


class Tesseract:
    """The library with one model. Raises `OSError` or `AttributeError` when it is not there or another one."""

    def __init__(self, language: str) -> None:
        library = ctypes.CDLL(LIBRARY)
        for name, (gives, *takes) in NAMES.items():
            function = getattr(library, f"Tess{name}")
            function.restype, function.argtypes = gives, takes
        self._library = library
        self._reader = library.TessBaseAPICreate()
        if library.TessBaseAPIInit3(self._reader, None, language.encode()) != 0:
            raise OSError(language)

    @property
    def version(self) -> str:
        """Such as "5.3.0"."""
        return str(self._library.TessVersion().decode())

    def table(self, pixels: bytes, mode: int, dpi: int, width: int, height: int) -> bytes:
        """The words of a picture, as the program `tesseract` prints them. Raises `ValueError` when it cannot."""
        api, reader = self._library, self._reader
        api.TessBaseAPISetPageSegMode(reader, mode)
        api.TessBaseAPISetVariable(reader, b"user_defined_dpi", b"%d" % dpi)
        api.TessBaseAPISetImage(reader, pixels, width, height, 1, width)
        if api.TessBaseAPIRecognize(reader, None) < 0:
            raise ValueError
        text = api.TessBaseAPIGetTsvText(reader, 0)
        try:
            return HEADINGS + b"\n" + ctypes.string_at(text)
        finally:
            api.TessDeleteText(text)
            api.TessBaseAPIClear(reader)


def main(language: str, seconds: int) -> int:
    """Answer until the input ends; each picture may take so many seconds of processor time."""
    try:
        tesseract = Tesseract(language)
    except (OSError, AttributeError):
        return UNLOADABLE
    given, answers = sys.stdin.buffer, sys.stdout.buffer
    _say(answers, tesseract.version.encode())
    while numbers := [int(number) for number in given.readline().split()]:
        mode, dpi, width, height = numbers
        _allow(seconds)
        _say(answers, tesseract.table(given.read(width * height), mode, dpi, width, height))
    return 0


def _say(answers: IO[bytes], text: bytes) -> None:
    answers.write(b"%d\n" % len(text) + text)
    answers.flush()


def _allow(seconds: int) -> None:
    """So much processor time from now on, within what the whole process may use."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if most == resource.RLIM_INFINITY else min(soft, most), most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
