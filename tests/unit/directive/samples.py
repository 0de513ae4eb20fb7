"""Documents written for these tests, in the form real ones have."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from services.directive.joining import join
from services.directive.lexicon import Lexicon
from services.directive.model import Line, Page, Pages, Source
from tests.needs import ROOT

if TYPE_CHECKING:
    from services.directive.text import Paragraph

PLAN = """\
UBND TỈNH TÂY NINH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ GIÁO DỤC VÀ ĐÀO TẠO Độc lập - Tự do - Hạnh phúc

Số: 245 /KH-SGDĐT Tây Ninh, ngày 05 tháng 3 năm 2024
KẾ HOẠCH
Phát triển văn hóa đọc trong nhà trường năm 2024

Thực hiện Kế hoạch số 31/KH-UBND ngày 15/02/2024 của UBND tỉnh về phát triển
văn hóa đọc, Sở Giáo dục và Đào tạo xây dựng kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao nhận thức của cán bộ, giáo viên, học sinh về văn hóa đọc.
2. Yêu cầu
- Các đơn vị tổ chức thiết thực, tiết kiệm, hiệu quả.
II. NỘI DUNG
1. Trong nhà trường
- Xây dựng góc đọc sách tại từng lớp học và bổ sung sách mới cho thư viện
của nhà trường.
- Tổ chức hội thi giới thiệu sách trước ngày 20/4/2024.
2. Trên môi trường mạng
- Đưa danh mục sách điện tử lên trang thông tin điện tử của đơn vị.
III. TỔ CHỨC THỰC HIỆN
1. Giao Phòng Giáo dục Trung học chủ trì, phối hợp với Văn phòng Sở, Thanh tra
Sở theo dõi, đôn đốc việc thực hiện Kế hoạch này; tổng hợp, báo cáo Giám đốc
Sở kết quả trước ngày 15/11/2024.
2. Thủ trưởng các cơ quan, đơn vị căn cứ Kế hoạch này tổ chức thực hiện tại
đơn vị mình; định kỳ 6 tháng, hằng năm báo cáo Sở Giáo dục và Đào tạo.
Trên đây là Kế hoạch phát triển văn hóa đọc năm 2024./.

Nơi nhận: KT. GIÁM ĐỐC
- UBND tỉnh (báo cáo); PHÓ GIÁM ĐỐC
- Các phòng, đơn vị thuộc Sở;
- Lưu: VT, GDTrH.
Nguyễn Văn Mẫu
"""

LETTER = """\
UBND TỈNH TÂY NINH            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NỘI VỤ                        Độc lập - Tự do - Hạnh phúc

Số: 512/SNV-CCHC                 Tây Ninh, ngày 10 tháng 6 năm 2024
V/v rà soát thủ tục
hành chính nội bộ

Kính gửi:
- Văn phòng UBND tỉnh;
- Các sở, ban, ngành tỉnh.

Thực hiện Công văn số 77/UBND-NC ngày 01/6/2024 của UBND tỉnh, Sở Nội vụ đề
nghị các sở, ban, ngành tỉnh rà soát thủ tục hành chính nội bộ thuộc phạm vi
quản lý.
Kết quả rà soát gửi về Sở Nội vụ trước ngày 25/6/2024 để tổng hợp./.

Nơi nhận:                                    GIÁM ĐỐC
- Như trên;
- Lưu: VT, CCHC.
                                             Trần Thị Mẫu
"""

ORDER = """\
ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH TÂY NINH                 Độc lập - Tự do - Hạnh phúc
Số: 09/CT-UBND               Tây Ninh, ngày 02 tháng 5 năm 2024
HỎA TỐC | CHỈ THỊ
Về tăng cường phòng, chống đuối nước trẻ em

Thời gian qua, tai nạn đuối nước còn xảy ra. Chủ tịch UBND tỉnh yêu cầu:
1. Sở Giáo dục và Đào tạo:
a) Chỉ đạo các trường học tuyên truyền kỹ năng an toàn.
b) Phối hợp với Công an tỉnh kiểm tra các bến tắm; hoàn thành trong tháng 6.
2. Sở Văn hóa, Thể thao và Du lịch chủ trì, phối hợp với các Sở: Y tế, Lao động
- Thương binh và Xã hội mở lớp dạy bơi, xong trước ngày 30/6/2024.
3. Chủ tịch UBND các huyện, thị xã, thành phố chịu trách nhiệm trước Chủ tịch
UBND tỉnh về công tác này.
Giao Sở Lao động - Thương binh và Xã hội theo dõi, đôn đốc, định kỳ báo cáo
UBND tỉnh./.

Nơi nhận:                                    CHỦ TỊCH
- Các sở, ban, ngành;
- Lưu: VT.
                                             Lê Văn Mẫu
"""


@cache
def lexicon() -> Lexicon:
    """The word lists as shipped."""
    return Lexicon.from_texts({path.stem: path.read_text("utf-8") for path in ROOT.glob("config/lexicon/*.txt")})


def pages(text: str, source: Source = Source.NATIVE, name: str = "mau.txt") -> Pages:
    """Pages of a text; a form feed ends a page."""
    sheets = enumerate(text.split("\f"), 1)
    return Pages(
        name,
        tuple(
            Page(n, tuple(Line(n, i, line) for i, line in enumerate(sheet.split("\n"), 1)), source)
            for n, sheet in sheets
        ),
    )


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text."""
    return join(pages(text).lines)
