"""The sentences for files that are not read: what the file is, why it stops here, what a clerk can do."""

from __future__ import annotations

from services.errors import UnreadableFileError
from services.reading.lines import numbered_ranges
from services.reading.sniff import Kind

RESEND = "Hãy tải lại tệp từ eGov hoặc đề nghị nơi gửi gửi lại"
USE_TEXT = "Hãy nạp bản .docx hoặc bản PDF xuất từ Word (có lớp chữ)"
INSTALL_OCR = (
    "Máy chủ chưa cài phần mềm nhận dạng chữ tiếng Việt. Hãy đề nghị quản trị viên chạy "
    "“apt-get install tesseract-ocr tesseract-ocr-vie” rồi cho đọc lại; nếu chưa cài được, hãy nạp bản .docx hoặc "
    "bản PDF xuất từ Word (có lớp chữ)."
)
INSTALL_OFFICE = (
    "Máy chủ chưa cài phần mềm đọc được định dạng này. Hãy đề nghị quản trị viên chạy “apt-get install {packages}” "
    "rồi cho đọc lại; nếu chưa cài được, hãy mở bằng Word, lưu lại thành .docx rồi nạp lại."
)

SHOWN = {Kind.PDF: "PDF", Kind.DOCX: "DOCX", Kind.IMAGE: "ảnh", Kind.HTML: "HTML"}
"""Kinds that a child parses, as people call them."""
FOREIGN = {
    Kind.EMPTY: f"rỗng, không có nội dung. {RESEND}.",
    Kind.OLE: f"là tệp của bộ Office 97–2003 nhưng không phải văn bản Word (bảng tính, trình chiếu …). {USE_TEXT}.",
    Kind.HTML: f"thực chất là trang web (HTML), không phải văn bản. {RESEND} đúng tệp văn bản.",
    Kind.ZIP: "là tệp nén hoặc gói không chứa văn bản Word. Hãy giải nén rồi nạp từng văn bản.",
    Kind.UNKNOWN: f"có định dạng không nhận ra (không phải PDF, DOCX hay văn bản UTF-8). {USE_TEXT}.",
}


def refusal(kind: Kind, content: bytes, name: str) -> UnreadableFileError:
    """The error for a file of a kind that is not read."""
    if kind is Kind.OLE and "EncryptedPackage".encode("utf-16-le") in content:
        return UnreadableFileError(locked(name))
    return UnreadableFileError(f"Tệp “{name}” {FOREIGN[kind]}")


def scanned(name: str, numbers: tuple[int, ...], total: int) -> str:
    """A file of which all or some pages are pictures, where nothing can recognise them."""
    what = "là bản quét" if len(numbers) == total else "có trang là ảnh quét"
    return f"Tệp “{name}” {what}: trang {numbered_ranges(numbers)} không có lớp chữ để đọc. {INSTALL_OCR}"


def not_recognised(name: str) -> str:
    """A file whose pages were all given to recognition in vain."""
    return (
        f"Tệp “{name}” không nhận dạng được chữ trên trang nào (ảnh hỏng, trắng hoặc quá mờ). "
        "Hãy quét lại ở 300 dpi, hoặc nạp bản .docx."
    )


def needs_office(name: str, what: str, packages: str) -> str:
    """A file that only another program can open, and none is installed."""
    return f"Tệp “{name}” ở định dạng {what}. {INSTALL_OFFICE.format(packages=packages)}"


def not_converted(name: str, what: str) -> str:
    """A file that the programs which should open it refused."""
    return (
        f"Tệp “{name}” ở định dạng {what} nhưng không mở được (tệp hỏng, có mật khẩu hoặc quá lớn). "
        "Hãy mở bằng Word, lưu lại thành .docx rồi nạp lại."
    )


def locked(name: str) -> str:
    """A file that asks for a password."""
    return f"Tệp “{name}” có mật khẩu nên không mở được. Hãy đề nghị nơi gửi cung cấp bản không đặt mật khẩu."


def damaged(name: str, kind: Kind) -> str:
    """A file whose inside does not hold what its kind promises."""
    return f"Tệp “{name}” bị hỏng hoặc không đúng cấu trúc {SHOWN[kind]} nên không đọc được. {RESEND}."


def exhausting(name: str) -> str:
    """A file whose reading would need more memory, time or output than any honest directive."""
    return (
        f"Tệp “{name}” đòi hỏi quá nhiều bộ nhớ hoặc thời gian để đọc (tệp hỏng hoặc cố ý gây quá tải) "
        "nên đã dừng đọc. Hãy kiểm tra nguồn gửi và đề nghị gửi lại bản khác."
    )


def too_many_pages(name: str, cap: int) -> str:
    """A PDF with more pages than the cap."""
    return f"Tệp “{name}” có hơn {cap} trang, vượt mức cho phép. Hãy tách riêng phần văn bản chỉ đạo rồi nạp lại."


def too_large(name: str, cap: int) -> str:
    """A file longer than the cap in bytes."""
    return f"Tệp “{name}” lớn hơn {cap // 2**20} MB, vượt mức cho phép. Hãy tách hoặc nén ảnh trong tệp rồi nạp lại."


def cannot_open(name: str) -> str:
    """A path that leads to no readable file."""
    return f"Không mở được tệp “{name}”: tệp không có ở đó hoặc không được phép đọc. Hãy kiểm tra lại đường dẫn."


def suspicious(name: str, why: str) -> str:
    """A Word package refused by policy before it is opened."""
    return f"Tệp “{name}” bị từ chối vì lý do an toàn: {why}. Hãy đề nghị nơi gửi lưu lại thành .docx mới và gửi lại."
