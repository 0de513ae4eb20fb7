"""The components of a document (ô số of NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục IV) and their paragraphs.

Our templates name a component by paragraph style (`VB_…`); on files of others the shape of the text and its place
decide. A zone is found loosely (no marks, no case), so that rules can say what is wrong with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.formality.effective import Paragraph


class Zone(StrEnum):
    """One component; the value is the name a clerk reads."""

    NATION = "Quốc hiệu"
    MOTTO = "Tiêu ngữ"
    PARENT = "tên cơ quan chủ quản"
    ISSUER = "tên cơ quan ban hành"
    SYMBOL = "số, ký hiệu"
    DATELINE = "địa danh và thời gian"
    TYPE = "tên loại văn bản"
    ABSTRACT = "trích yếu"
    SUBJECT = "trích yếu công văn (V/v)"
    ADDRESSEES = "Kính gửi"
    BASIS = "căn cứ"
    HEADING = "đề mục"
    BODY = "nội dung"
    RECIPIENTS_TITLE = "tiêu đề Nơi nhận"
    RECIPIENTS = "danh sách nơi nhận"
    AUTHORITY = "quyền hạn, chức vụ người ký"
    SIGNER = "họ tên người ký"
    TABLE = "bảng"
    ANNEX_TITLE = "tiêu đề phụ lục"
    ANNEX_NAME = "tên phụ lục"
    ANNEX_POINTER = "chú thích kèm theo phụ lục"
    ANNEX = "phụ lục"
    OTHER = "phần khác"


# Paragraph styles of our templates, by the name a clerk sees in Word.
STYLES = {
    "VB_CoQuanChuQuan": Zone.PARENT,
    "VB_TenCoQuan": Zone.ISSUER,
    "VB_QuocHieu": Zone.NATION,
    "VB_TieuNgu": Zone.MOTTO,
    "VB_SoKyHieu": Zone.SYMBOL,
    "VB_NgayThang": Zone.DATELINE,
    "VB_TenLoai": Zone.TYPE,
    "VB_TrichYeu": Zone.ABSTRACT,
    "VB_TrichYeuCongVan": Zone.SUBJECT,
    "VB_KinhGui": Zone.ADDRESSEES,
    "VB_KinhGuiTen": Zone.ADDRESSEES,
    "VB_CanCu": Zone.BASIS,
    "VB_Muc": Zone.HEADING,
    "VB_Khoan": Zone.HEADING,
    "VB_NoiDung": Zone.BODY,
    "VB_KetThuc": Zone.BODY,
    "VB_NoiNhanTieuDe": Zone.RECIPIENTS_TITLE,
    "VB_NoiNhan": Zone.RECIPIENTS,
    "VB_ThamQuyen": Zone.AUTHORITY,
    "VB_HoTenNguoiKy": Zone.SIGNER,
    "VB_OTieuDe": Zone.TABLE,
    "VB_O": Zone.TABLE,
    "VB_OGiua": Zone.TABLE,
    "VB_PhuLuc": Zone.ANNEX_TITLE,
    "VB_KemTheo": Zone.ANNEX_POINTER,
}


@dataclass(frozen=True, slots=True)
class Zones:
    """Every non-empty line of the body in reading order with its zone.

    `letter` says whether the file is one document with a head of its own; an annex or a book of forms is not.
    """

    lines: tuple[tuple[Paragraph, Zone], ...]
    letter: bool
    by_zone: Mapping[Zone, tuple[Paragraph, ...]]
    _asked: dict[tuple[Zone, ...], tuple[Paragraph, ...]] = field(default_factory=dict, compare=False, repr=False)

    def of(self, *zones: Zone) -> tuple[Paragraph, ...]:
        """The paragraphs of these zones, in reading order."""
        if len(zones) == 1:
            return self.by_zone.get(zones[0], ())
        if zones not in self._asked:
            self._asked[zones] = tuple(paragraph for paragraph, zone in self.lines if zone in zones)
        return self._asked[zones]

    def text(self, zone: Zone) -> str:
        """All text of a zone, its paragraphs joined with one blank."""
        return " ".join(paragraph.text for paragraph in self.of(zone))
