"""Which content function fills which kind of letter; `content` of letter.toml names one of these."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from services.letters.contents.changes import changes
from services.letters.contents.notice import notice
from services.letters.contents.plan import action_plan
from services.letters.contents.reminder import reminder
from services.letters.contents.results import results_report
from services.letters.contents.slip import slip
from services.letters.contents.submission import submission
from services.letters.contents.table import assignment_table
from services.letters.contents.unit_letter import unit_letter

if TYPE_CHECKING:
    from services.letters.about import About
    from services.letters.contents.common import Audience, Filled
    from services.letters.model import Work

Content = Callable[["Work", "About", "Audience"], "Filled"]

REMINDER: Final = "cong-van-don-doc"
COVER_NOTE: Final = "phieu-trinh"
CHANGES: Final = "phieu-thay-doi"
CONTENTS: Final[dict[str, Content]] = {
    "cong-van-trien-khai": unit_letter,
    "ke-hoach-trien-khai": action_plan,
    "thong-bao-phan-cong": notice,
    "phieu-giai-quyet": slip,
    "bang-phan-cong": assignment_table,
    REMINDER: reminder,
    "bao-cao-ket-qua": results_report,
    "to-trinh": submission,
    CHANGES: changes,
}
