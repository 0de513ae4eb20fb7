"""PH: what must not be left in a draft: tags of the template, and marked blanks that wait for a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from services.formality.model import Severity
from services.formality.rules.measure import place
from services.formality.rules.registry import EVERY, Fault, Subject, always, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{\{|\}\}|\{%|%\}")
_MARKED_BLANK = re.compile(r"\[(?:CẦN|CHƯA) [^\[\]]{1,60}\]")


@rule("PH-01", "Thẻ mẫu còn sót", article="derived", severity=Severity.ERROR, kinds=EVERY, when=always)
def leftover_tags(subject: Subject) -> Iterator[Fault]:
    """No tag of a template (`{{ … }}`, `{% … %}`) is left, in headers, footers and text boxes neither (derived)."""
    for paragraph in subject.document.everything:
        # Hidden and white text too: a tag nobody sees is a tag all the same.
        for tag in _TAG.findall(paragraph.raw)[:1]:
            yield Fault(
                place(paragraph),
                expected="nội dung đã điền",
                found=f"thẻ {tag}",
                advice="Sửa thẻ trong mẫu (templates) rồi dự thảo lại.",
            )


@rule("PH-02", "Chỗ trống cần điền", article="derived", severity=Severity.ERROR, kinds=EVERY, when=always)
def marked_blanks(subject: Subject) -> Iterator[Fault]:
    """Marked blanks: [CẦN XÁC MINH CĂN CỨ], [CHƯA XÁC ĐỊNH NGƯỜI KÝ], [CHƯA CÓ THỜI HẠN] (derived).

    Each marks something that nobody told us and that we do not guess. The letter is not ready while one is left, so
    the rule is an error; but only a person can fill it, and the place where persons do that is the draft in eGov.
    So the result is needs_review: it does not keep the draft from being filed as a draft, it goes on the cover note.
    """
    for paragraph in subject.document.everything:
        for blank in _MARKED_BLANK.findall(paragraph.text):
            yield Fault(
                place(paragraph),
                expected="nội dung do người có thẩm quyền xác định",
                found=blank,
                advice="Điền nội dung này trong dự thảo trước khi trình ký.",
                review=True,
            )


@rule("PH-03", "Dấu vết soạn thảo", article="derived", severity=Severity.WARNING, kinds=EVERY, when=always)
def marks_of_work(subject: Subject) -> Iterator[Fault]:
    """Comments, tracked changes and hidden text are to be removed before signing (derived).

    Comments of ours show the source of each sentence; they are meant to go too.
    """
    review = subject.document.review
    hidden = sum(1 for p in subject.document.everything if any(run.hidden and run.text.strip() for run in p.runs))
    faults = (
        (review.comments, "chú thích (comment)", "Review > Delete > Delete All Comments."),
        (review.changes, "chỗ theo dõi sửa đổi (Track Changes)", "Review > Accept > Accept All Changes."),
        (hidden, "đoạn có chữ ẩn", "Chọn toàn bộ, bỏ dấu Hidden trong Font."),
    )
    for count, name, advice in faults:
        if count:
            yield Fault("Toàn văn bản", f"không còn {name}", f"{count} {name}", f"Xóa trước khi trình ký: {advice}")
