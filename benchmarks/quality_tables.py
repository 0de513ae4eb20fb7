"""The tables of the quality report, as Markdown that reads well in a terminal too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.reliability import bins

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.quality import Measured

FIELDS = ("doc_type", "number", "suffix", "issuer", "place", "issued_on", "abstract", "all")
LISTS = ("references", "sections", "instructions", "lead", "coordinating", "report_duties")
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def report(measured: Sequence[Measured], peak: float) -> str:
    """All tables, and one line on memory."""
    parts = [
        "### By set",
        table(
            ("set", "documents", *LISTS, "deadlines exact", "invented", "evidence", "pages/s"), map(_set_row, measured)
        ),
        "P / R of each list. Evidence: quotes found in the text. Speed: understanding alone, 2,000 characters a page.",
        "### Header",
        table(("set", *FIELDS), map(_header_row, measured)),
        "right / missing / wrong over the documents of a set.",
        "### By document",
        table(("set", "document", "header", *LISTS, "invented"), _document_rows(measured)),
        "F1 of each list; header: share of fields that are right.",
        "### Reliability",
        table(("text", "value", "confidence", "values", "mean confidence", "right"), _reliability_rows(measured)),
        "Right: text and all leading units (instructions), equal value (header). Number and day below .5 are hints.",
        f"Peak memory {peak:.0f} MiB.",
    ]
    return "\n\n".join(parts)


def table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """A Markdown table with aligned columns."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    text = [" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    rule = " | ".join("-" * width for width in widths)
    return "\n".join(f"| {line} |" for line in (text[0], rule, *text[1:]))


def _set_row(one: Measured) -> Sequence[str]:
    total = one.score["total"]
    deadline, evidence = total["deadline"], total["evidence"]
    return (
        one.name,
        str(one.score["documents"]),
        *(f"{_rate(total[name]['precision'])} / {_rate(total[name]['recall'])}" for name in LISTS),
        _rate(deadline["exactness"]),
        str(deadline["invented"]),
        _rate(evidence["validity"]),
        f"{one.pages_per_second:.0f}",
    )


def _header_row(one: Measured) -> Sequence[str]:
    header = one.score["total"]["header"]
    return (one.name, *(" / ".join(str(header[name][key]) for key in ("right", "missing", "wrong")) for name in FIELDS))


def _document_rows(measured: Sequence[Measured]) -> Iterator[Sequence[str]]:
    for one in measured:
        for slug, result in one.score["per_document"].items():
            lists = (_rate(result[name]["f1"]) for name in LISTS)
            yield (
                one.name,
                slug,
                _rate(result["header"]["all"]["accuracy"]),
                *lists,
                str(result["deadline"]["invented"]),
            )


def _reliability_rows(measured: Sequence[Measured]) -> Iterator[Sequence[str]]:
    """Native text, recognised text and repaired text apart: they are trusted differently."""
    texts = {
        "native": ("native", "seed clean"),
        "recognised": ("scan",),
        "repaired": ("ocr-eng, repaired", "seed, repaired"),
    }
    for text, names in texts.items():
        judged = [value for one in measured if one.name in names for value in one.judged]
        for kind in dict.fromkeys(value.kind for value in judged):
            for low, high, count, mean, right in bins((v for v in judged if v.kind == kind), BINS):
                yield text, kind, f"{low:.2f} to {min(high, 1):.2f}", str(count), f"{mean:.2f}", _rate(right)


def _rate(value: Any) -> str:  # noqa: ANN401 - a number of the scorer's JSON, or null
    return "–" if value is None else f"{value:.2f}".removeprefix("0") if value < 1 else "1"
