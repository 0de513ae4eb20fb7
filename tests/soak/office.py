"""The work of a soak: an office with many units, directives that concern all of them, and short times."""

from __future__ import annotations

import csv
import datetime as dt
import re
import shutil
from pathlib import Path

from services.sandbox.deliver import PacketHeader
from tests.needs import ROOT

ISSUER, ISSUER_ORGAN = "UBND tỉnh Tây Ninh", "000.00.00.H53"
#: Seconds, with the laws lease > timeout > commit and quiesce ≥ timeout + commit + lag. The sandbox commits late, after
#: the timeout, and even then within the quiesce time.
TIMES = {
    "timeout_seconds": 1.5,
    "vendor_commit_seconds": 1.4,
    "index_lag_seconds": 0.5,
    "lease_seconds": 4,
    "quiesce_seconds": 6,
    "step_lease_seconds": 6,
}
AXIS_TIMEOUT = 5
SCHEDULE = {"poll_seconds": 2, "sweep_seconds": 1, "follow_seconds": 20}
COMMIT_LATE_SECONDS = 3.5
#: Share of calls that meet each fault.
FAULTS = {
    "refuse_503": 0.02,
    "error_in_200": 0.01,
    "cut_answer": 0.01,
    "lose_response_after_commit": 0.03,
    "error_500_after_commit": 0.02,
    "commit_late": 0.03,
}

#: What a negative control meets besides: answers lost and items found late so often that the missing law is missed.
CONTROL_FAULTS = {"lose_response_after_commit": 0.15, "commit_late": 0.15, "index_lag_seconds": 2.5}


def write_config(folder: Path, units: int, promises: dict[str, bool]) -> None:
    """The project's own configuration with other times and `units` schools."""
    shutil.copytree(ROOT / "config", folder)
    office = folder / "office.toml"
    text = office.read_text("utf-8")
    axis, desk = text.split("\n[desk]")
    axis = _set(axis, {"timeout_seconds": AXIS_TIMEOUT})
    office.write_text(f"{axis}\n[desk]{_set(desk, {**TIMES, **promises})}", "utf-8")
    schedule = folder / "schedule.toml"
    schedule.write_text(_set(schedule.read_text("utf-8"), SCHEDULE), "utf-8")
    _add_units(folder, units)


def _set(text: str, values: dict[str, object]) -> str:
    for key, value in values.items():
        told = str(value).lower() if isinstance(value, bool) else value
        text, times = re.subn(rf"(?m)^{key} = .*$", f"{key} = {told}", text)
        assert times == 1, key
    return text


def unit_name(number: int) -> str:
    return f"Trường THPT Mẫu số {number:04}"


def _add_units(config: Path, count: int) -> None:
    """Beside the units that are there: word lists and topics refer to them."""
    file = config / "units.csv"
    with file.open(encoding="utf-8-sig", newline="") as old:
        reader = csv.DictReader(old)
        columns, parent = list(reader.fieldnames or ()), next(reader)["parent"]
    with file.open("a", encoding="utf-8", newline="") as new:
        writer = csv.DictWriter(new, columns, restval="")
        for number in range(1, count + 1):
            name = {"id": f"thpt-mau-{number:04}", "name": unit_name(number), "addressee": unit_name(number)}
            writer.writerow(
                {
                    **name,
                    "kind": "thpt",
                    "groups": "mau",
                    "parent": parent,
                    "head_title": "Hiệu trưởng",
                    "tone": "yêu cầu",
                }
            )
    with (config / "lexicon" / "groups.txt").open("a", encoding="utf-8") as groups:
        groups.write("\ncác trường mẫu = group:mau\n")


def directive(folder: Path, number: int) -> tuple[Path, PacketHeader]:
    """A plan of the province that gives one task to every school; its packet says what the text says."""
    subject = f"An toàn trường học đợt {number}"
    day = dt.date(2026, 3, 16)
    header = PacketHeader(
        number=str(100 + number),
        notation="KH-UBND",
        issued_on=day,
        issuer=ISSUER,
        issuer_organ_id=ISSUER_ORGAN,
        type_name="Kế hoạch",
        subject=subject,
        place="Tây Ninh",
    )
    file = folder / f"ke-hoach-{number}.txt"
    file.write_text(TEXT.format(number=100 + number, subject=subject), "utf-8")
    return file, header


TEXT = """UBND TỈNH TÂY NINH            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                              Độc lập - Tự do - Hạnh phúc
Số: {number}/KH-UBND               Tây Ninh, ngày 16 tháng 3 năm 2026

KẾ HOẠCH
{subject}

I. MỤC ĐÍCH
Bảo đảm an toàn cho học sinh trong năm học.
II. TỔ CHỨC THỰC HIỆN
1. Các trường mẫu rà soát các điều kiện an toàn, báo cáo kết quả trước ngày 20/5/2026.
Trên đây là Kế hoạch {subject}./.
"""
