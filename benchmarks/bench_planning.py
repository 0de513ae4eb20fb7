"""Planning: a directive of a hundred pages for six hundred units, read from text and planned, beside looking up alone.

The directive is built here: a plan in parts, with orders to single units, to lists and to groups, names nobody knows,
deadlines of every kind, and content items for everybody.
"""

from __future__ import annotations

import datetime as dt
import time

from benchmarks.measure import compare
from services.directive.model import Directive, Line, Page, Pages
from services.directive.understand import understand
from services.followup.calendar import build_calendar
from services.planning.plan import plan
from services.settings.load import load_settings
from services.units.model import Unit
from services.units.registry import Registry
from tests.needs import ROOT

PAGES, LINES, UNITS = 100, 38, 600
ISSUED = dt.date(2026, 3, 2)
ORDERS = (
    "{n}. Giao Văn phòng Sở chủ trì, phối hợp với các phòng chuyên môn thuộc Sở rà soát nội dung {n} của kế hoạch,",
    "{n}. Giao Trường số {u}, Trường số {v} tổ chức tuyên truyền nội dung {n} đến viên chức và học sinh của đơn vị,",
    "{n}. Giao các trường trực thuộc thực hiện nội dung {n}, đăng tin, bài trên trang thông tin điện tử của đơn vị,",
    "{n}. Giao Ban Quản lý dự án số {u} theo dõi nội dung {n}, tổng hợp khó khăn, vướng mắc của các đơn vị,",
    "{n}. Thủ trưởng các cơ quan, đơn vị tổ chức thực hiện nội dung {n} trong phạm vi quản lý,",
)
ENDS = (
    "gửi báo cáo về Văn phòng Sở trước ngày 15/12/2026.",
    "hoàn thành trong 10 ngày làm việc kể từ ngày ký.",
    "định kỳ hằng quý báo cáo kết quả về Sở.",
    "hoàn thành trong tháng 11 năm 2026.",
    "bảo đảm đúng quy định.",
)
HEAD = """UBND TỈNH TÂY NINH
SỞ GIÁO DỤC VÀ ĐÀO TẠO
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 99/KH-SGDĐT
Tây Ninh, ngày 02 tháng 3 năm 2026
KẾ HOẠCH
Tuyên truyền cải cách hành chính giai đoạn 2026 - 2030

I. TỔ CHỨC THỰC HIỆN"""


def main() -> None:
    """Check that the plan is whole, then compare its parts."""
    settings = load_settings(ROOT / "config", {})
    registry, pages = _registry(settings.registry), _pages()
    calendar = build_calendar(settings.calendar, range(2020, 2030))
    own_names = (settings.office.name, *settings.office.aliases)
    began = time.perf_counter()
    directive = understand(pages, None, settings.lexicon, {})
    made = plan(directive, registry, settings.topics, calendar, ISSUED, own_names)
    whole = time.perf_counter() - began
    covered = {each.instruction for each in made.assignments} | {each.instruction for each in made.unassigned}
    if len(directive.instructions) < PAGES or covered != {each.key for each in directive.instructions}:
        raise SystemExit("the plan does not cover the directive")
    print(
        f"{len(pages.pages)} pages, {len(directive.instructions)} instructions, {len(registry.units)} units: "
        f"{len(made.assignments)} assignments, {len(made.unassigned)} open; read and planned in {whole:.2f} s"
    )
    mentions = _mentions(directive)
    cases = {
        "floor: look up each mention once": lambda: [registry.resolve(mention, ISSUED) for mention in mentions],
        "ours: plan": lambda: plan(directive, registry, settings.topics, calendar, ISSUED, own_names),
        "usual: look up every mention where it stands": lambda: [
            registry.resolve(mention, ISSUED)
            for each in directive.instructions
            for mention in (*each.lead, *each.coordinating)
        ],
        "for comparison: understand the text": lambda: understand(pages, None, settings.lexicon, {}),
    }
    compare("planning, per directive", cases, 1, ("rapidfuzz", "regex"))


def _registry(shipped: Registry) -> Registry:
    """The shipped units of the day, and schools up to six hundred."""
    own = shipped.valid_on(ISSUED)
    schools = [
        Unit(f"truong-{n}", f"Trường số {n}", "thpt", (f"Trường THPT số {n}",), frozenset({"truc_thuoc", "hoc_sinh"}))
        for n in range(1, UNITS - len(own) + 1)
    ]
    return Registry([*own, *schools], shipped.groups, shipped.owners)


def _pages() -> Pages:
    lines = [*HEAD.splitlines(), *_body()]
    cut = [lines[start : start + LINES] for start in range(0, len(lines), LINES)][:PAGES]
    return Pages(
        "ke-hoach-lon.txt",
        tuple(
            Page(number, tuple(Line(number, at, text) for at, text in enumerate(page, start=1)))
            for number, page in enumerate(cut, start=1)
        ),
    )


def _body() -> list[str]:
    """Numbered orders of three lines and a blank one."""
    body: list[str] = []
    for n in range(1, PAGES * LINES // 4 + 1):
        order = ORDERS[n % len(ORDERS)].format(n=n, u=n % 400 + 1, v=n % 390 + 7)
        body += [order, "bảo đảm thiết thực, tiết kiệm, phù hợp với điều kiện thực tế của cơ quan, đơn vị,"]
        body += [ENDS[n % 7 % len(ENDS)], ""]
    return body


def _mentions(directive: Directive) -> list[str]:
    return list(dict.fromkeys(said for each in directive.instructions for said in (*each.lead, *each.coordinating)))


if __name__ == "__main__":
    main()
