"""Questions about the header of a directive and its marks, in words a clerk recognises it by."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from services.directive import secret
from services.letters import citation
from services.office.edxml import VIETNAM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from services.directive.model import Directive, Header, Value
    from services.settings.model import OfficeProfile

FIELD_NAMES = {
    "doc_type": "tên loại văn bản",
    "number": "số",
    "notation": "ký hiệu",
    "issued_on": "ngày ban hành",
    "issuer": "cơ quan ban hành",
    "abstract": "trích yếu",
}
ANSWERS = {
    "doc_type": "doc_type='KẾ HOẠCH'",
    "number": "number=SỐ",
    "notation": "notation=KÝ-HIỆU",
    "issued_on": "issued_on=NĂM-THÁNG-NGÀY",
    "issuer": "issuer='TÊN CƠ QUAN'",
    "abstract": "abstract='…'",
}
"""What to type, with words in place of values: an example would be copied."""
RETURNED, MISSING = "draft_returned", "missing_in_egov"
KEEP = "keep_filed"
"""The answer that what eGov holds under our reference stays."""


def header_question(directive: Directive, office: OfficeProfile, name: str, missing: Sequence[str]) -> str:
    """Ask for the header fields that could not be read; says which document it is by what could be."""
    return (
        f"{_unclear(directive, office, missing)} (siêu dữ liệu eGov không có, trên trang giấy không rõ). "
        f"{_hints(directive, missing)}Hãy xem bản gốc rồi chạy “trienkhai resume {name} {_options(missing)}”."
    )


def header_needed(directive: Directive, office: OfficeProfile, missing: Sequence[str]) -> str:
    """The same to somebody at the command line, who can run the command again."""
    again = f"Hãy xem bản gốc rồi chạy lại với {_options(missing)}."
    return f"{_unclear(directive, office, missing)}. {_hints(directive, missing)}{again}"


def not_wanted(reason: str, name: str) -> str:
    """Tell why a document is closed, and the way back."""
    return f"{reason} Nếu vẫn cần triển khai, chạy “trienkhai resume {name} --set treat_as_directive=yes”."


def returned(name: str, title: str, reason: str) -> str:
    """Tell that a clerk returned a draft, and the ways on."""
    why = reason.strip().rstrip(".") or "không nêu lý do"
    return (
        f"Văn thư trả lại dự thảo “{title}”: {why}. Dịch vụ không nộp lại dự thảo này; các dự thảo khác vẫn được theo "
        "dõi. Văn thư lập văn bản thay thế trên eGov (nếu lỗi ở mẫu hoặc cấu hình thì sửa để các văn bản sau đúng). Đã "
        f"thay thế hoặc không cần nữa: “trienkhai resume {name}”; thôi cả hồ sơ: “trienkhai resume {name} --close”."
    )


def missing(name: str, what: str, egov_id: str | None) -> str:
    """Ask what becomes of something filed that is gone from eGov."""
    return (
        f"{what} (mã eGov {egov_id}) đã nộp nhưng không còn trên eGov. Nếu cần nộp lại: “trienkhai retry {name}”; nếu "
        f"văn thư đã xóa có chủ ý: “trienkhai resume {name}”."
    )


def other_content(name: str) -> str:
    """Tell that eGov holds another draft under our reference, and the two ways on."""
    return (
        "trên eGov đã có dự thảo cùng mã tham chiếu nhưng khác nội dung (thường là bản đã nộp trước khi sổ được khôi "
        f"phục từ bản sao lưu). Giữ bản trên eGov: “trienkhai resume {name} --set {KEEP}=yes”; nộp bản của sổ: văn thư "
        f"xóa bản trên eGov rồi chạy “trienkhai retry {name}”."
    )


def asks_to_keep(question: str) -> bool:
    """Whether a question is about such another draft."""
    return f"--set {KEEP}=" in question


def secret_question(directive: Directive, name: str) -> str:
    """Tell that a secret directive stops here, and the way back when the mark was misread."""
    return (
        f"{secret.sentence(directive)} Đã chuyển xong thì chạy “trienkhai resume {name} --close”. Nếu dấu bị đọc nhầm, "
        f"văn bản không mật, chạy “trienkhai resume {name} --set {secret.MISREAD}=yes”."
    )


def secret_stops(directive: Directive) -> str:
    """The same to somebody at the command line."""
    return f"{secret.sentence(directive)} Nếu dấu bị đọc nhầm, chạy lại với --set {secret.MISREAD}=yes."


def stopped(row: Row[Any], why: str, way: str) -> str:
    """Why a step stopped, of which document, and the way on ({id}: the directive) unless `why` names one itself."""
    command = "" if row.id in why else way.format(id=row.id)
    return f"{received_as(row)}: {why} {command}".rstrip()


def received_as(row: Row[Any]) -> str:
    """A document of the ledger by what is known of it so far: symbol, sender, abstract, else the day it came."""
    sender = f" của {row.issuer}" if row.issuer else ""
    if row.symbol and row.abstract:
        return f"Văn bản {row.symbol}{sender} “{row.abstract}”"
    day = dt.datetime.fromtimestamp(row.received_at / 1000, VIETNAM)
    return f"Văn bản{f' {row.symbol}' if row.symbol else ''}{sender}, nhận ngày {day:%d/%m/%Y}"


def _unclear(directive: Directive, office: OfficeProfile, missing: Sequence[str]) -> str:
    return (
        f"{known_as(directive, office)}: chưa xác định được {', '.join(FIELD_NAMES.get(one, one) for one in missing)}"
    )


def _options(missing: Sequence[str]) -> str:
    return " ".join(f"--set {ANSWERS.get(field, field + '=…')}" for field in missing)


def known_as(directive: Directive, office: OfficeProfile) -> str:
    """The document in words a clerk recognises: type, symbol, issuer, abstract, as far as they are certain."""
    header = directive.header
    kind = header.doc_type.text.capitalize() if header.doc_type else "Văn bản"
    sure = header.number is not None and header.number.trusted
    notation = f" số …/{header.notation.text}" if header.notation else ""
    symbol = f" số {header.symbol}" if sure and header.symbol else notation
    issuer = f" của {citation.issuer_of(directive, office)}" if header.issuer else ""
    about = f" “{citation.matter(header.abstract.text)}”" if header.abstract else f" (tệp {directive.file})"
    return f"{kind}{symbol}{issuer}{about}"


def certain_symbol(header: Header) -> str | None:
    """The symbol for lists and look-ups; a number that a machine read on a scan is left out of it."""
    if header.number is not None and header.number.trusted:
        return header.symbol
    return f"…/{header.notation.text}" if header.notation else None


def _hints(directive: Directive, missing: Sequence[str]) -> str:
    """What seems to stand on the page, for comparison only."""
    header = directive.header
    read = {"number": header.number, "issued_on": header.issued_on}
    seen = [f"{FIELD_NAMES[field]} {_shown(value)}" for field, value in read.items() if field in missing and value]
    return f"Máy đọc được {', '.join(seen)} nhưng không chắc đúng. " if seen else ""


def _shown(value: Value) -> str:
    try:
        return f"{dt.date.fromisoformat(value.text):%d/%m/%Y}"
    except ValueError:
        return value.text
