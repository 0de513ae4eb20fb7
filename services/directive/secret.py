"""A directive that bears a độ mật (Mật, Tối mật, Tuyệt mật): nothing of it is taken over but what names it.

Such documents are registered and handled apart (NĐ 30/2020/NĐ-CP, Điều 16 khoản 3, Điều 27 khoản 2).
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from services.directive.model import Directive, Doubt, Header, Quality, Signer

if TYPE_CHECKING:
    from collections.abc import Mapping

MISREAD: Final = "not_secret"
"""The answer of a person who looked at the paper: the mark was misread."""


def is_secret(directive: Directive, answers: Mapping[str, str]) -> bool:
    """Whether page or metadata bear a độ mật and no person said that it was misread."""
    return directive.header.secrecy is not None and answers.get(MISREAD) != "yes"


def sealed(directive: Directive) -> Directive:
    """The stub of a secret directive: type, number, issuer, day and marks; no word of the text."""
    own, mark = directive.header, directive.header.secrecy
    header = dataclasses.replace(Header(), **{name: getattr(own, name) for name in _NAMING})
    doubt = Doubt("secret", sentence(directive), mark.evidence if mark else None)
    quality = Quality(directive.quality.source, directive.quality.score)
    return Directive(directive.file, header, Signer(), (), (), (), (), (), (), quality, (doubt,))


def sentence(directive: Directive) -> str:
    """What is said of it wherever it stops."""
    mark = directive.header.secrecy
    word = mark.text.upper() if mark else "MẬT"
    where = f" (trang {mark.evidence.page}, dòng {mark.evidence.line})" if mark and mark.evidence else ""
    return f"Văn bản có dấu “{word}”{where}: không xử lý trên hệ thống này, chuyển xử lý theo chế độ mật."


_NAMING: Final = (
    *("doc_type", "number", "notation", "issuer", "parent_issuer", "issued_on", "issued_month", "urgency", "secrecy"),
)
