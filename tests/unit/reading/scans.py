"""Pages as a scanner would make them, drawn by code: text of ours in a Times-like face, tilted or not."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.needs import need

FONTS = [Path("/usr/share/fonts/truetype", folder) for folder in ("liberation2", "liberation")]
DPI = 300
BODY = [
    "Thực hiện Kế hoạch cải cách hành chính của Ủy ban nhân dân tỉnh, Sở",
    "Giáo dục và Đào tạo yêu cầu các đơn vị trực thuộc triển khai tuyên truyền",
    "đến toàn thể cán bộ, công chức, viên chức và người lao động trong ngành.",
    "1. Văn phòng Sở chủ trì, phối hợp với các phòng chuyên môn xây dựng nội",
    "dung tuyên truyền, đăng tải trên cổng thông tin điện tử trước ngày 15/12.",
    "2. Các trường trung học phổ thông tổ chức quán triệt, báo cáo kết quả thực",
    "hiện về Sở Giáo dục và Đào tạo qua Văn phòng để tổng hợp theo quy định.",
]
HEADER = [
    ("UBND TỈNH MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Độc lập - Tự do - Hạnh phúc"),
    ("Số: 162/KH-SGDĐT", "Mẫu, ngày 22 tháng 01 năm 2020"),
]


def font(points: float) -> ImageFont.FreeTypeFont:
    found = [path for folder in FONTS for path in folder.glob("LiberationSerif-Regular.ttf")]
    need(found, "font Liberation Serif; see .ci/debian-packages")
    return ImageFont.truetype(str(found[0]), round(points * DPI / 72))


def page(lines=BODY, header=(), tilt=0.0, points=13, top=400) -> Image.Image:
    """An A4 page in grey: header rows of two columns, then lines 9 mm apart; `tilt` in degrees, clockwise."""
    image = Image.new("L", (2480, 3508), 255)
    draw, face, small = ImageDraw.Draw(image), font(points), font(11)
    at = top
    for left, right in header:
        draw.text((260, at), left, 0, small)
        draw.text((1250, at), right, 0, small)
        at += 75
    for line in lines:
        at += 105
        draw.text((330, at), line, 0, face)
    return image.rotate(-tilt, Image.Resampling.BICUBIC, fillcolor=255) if tilt else image


def saved(image: Image.Image, kind: str, more=(), **how) -> bytes:
    """The picture as a file; further pages for TIFF and PDF."""
    out = io.BytesIO()
    pages = {"save_all": True, "append_images": list(more)} if more else {}
    image.save(out, kind, **({"dpi": (DPI, DPI)} if kind != "PDF" else {"resolution": DPI}), **pages, **how)
    return out.getvalue()


TABLE = [
    ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian"],
    ["1", "Rà soát, sửa đổi quy chế làm việc của cơ quan", "Văn phòng Sở", "Các phòng chuyên môn", "Quý II năm 2024"],
    ["2", "Tổ chức tập huấn nghiệp vụ cho cán bộ", "Phòng Tổ chức cán bộ", "Văn phòng Sở", "Trước ngày 15/12/2024"],
    ["3", "Báo cáo kết quả thực hiện kế hoạch", "Các trường trung học", "", "Trước ngày 20/12/2024"],
]
EDGES = (300, 420, 1020, 1450, 1860, 2260)
"""Pixels: where the rules of the table above stand."""


def ruled(image: Image.Image, rows=TABLE, edges=EDGES, top=1400, rule=4, sides=True) -> Image.Image:
    """A table of these rows drawn onto the page; `sides`: whether it has rules at its outer sides."""
    draw, face = ImageDraw.Draw(image), font(12)
    heights = [top]
    for row in rows:
        cells = [
            wrapped(cell, right - left - 40, face) for cell, left, right in zip(row, edges, edges[1:], strict=False)
        ]
        for lines, left in zip(cells, edges, strict=False):
            for n, line in enumerate(lines):
                draw.text((left + 20, heights[-1] + 20 + 62 * n), line, 0, face)
        heights.append(heights[-1] + 40 + 62 * max(map(len, cells)))
    if rule:
        for height in heights:
            draw.line((edges[0], height, edges[-1], height), 0, rule)
        for edge in edges if sides else edges[1:-1]:
            draw.line((edge, top, edge, heights[-1]), 0, rule)
    return image


def wrapped(text: str, width: int, face: ImageFont.FreeTypeFont) -> list[str]:
    """The text in lines that are no wider than `width`."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and face.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def worn(image: Image.Image, quality=55) -> Image.Image:
    """As a poor scanner gives it: blurred, grey, grainy, with the marks of JPEG."""
    dust = random.Random(image.width).randbytes(image.width * image.height)  # noqa: S311 - the same grain every time
    grain = Image.frombytes("L", image.size, dust)
    grey = Image.blend(image.filter(ImageFilter.GaussianBlur(1)), grain, 0.12)
    return Image.open(io.BytesIO(saved(grey, "JPEG", quality=quality)))
