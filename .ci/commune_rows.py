"""Rows of `units.csv` for a province since 01/7/2025: its communes, and the offices of the districts that ended.

    python .ci/commune_rows.py FOLDER --province "Tỉnh Tây Ninh" --person "Dương Minh Châu" > rows.csv
    trienkhai units import rows.csv            # shows what would change
    trienkhai units import rows.csv --write

FOLDER is the unpacked package vietnamadminunits (MIT licence; used here only, never at run time). It knows the
communes of today, the communes and districts before, and which became which (the resolutions of the Standing Committee
of the National Assembly of 2025). That every district had its Phòng Giáo dục và Đào tạo is the law of that time
(Nghị định 37/2014/NĐ-CP, Điều 7; Nghị định 108/2020/NĐ-CP). Nothing else is known of them, so nothing else is written.

Districts of the province's own old land are units that could be given work until 30/6/2025; those of provinces merged
into it never belonged to this office and are rows to recognise a name by (`mention_only`).
"""

from __future__ import annotations

import argparse
import csv
import json
import sqlite3
import sys
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = (
    *("id", "name", "kind", "aliases", "groups", "head_title", "addressee", "tone"),
    *("valid_from", "valid_to", "predecessors", "mention_only"),
)
LAST, FIRST = "2025-06-30", "2025-07-01"
KINDS = {"Xã": "xa", "Phường": "phuong", "Đặc khu": "dac_khu"}


@dataclass(frozen=True)
class District:
    """A district, town or city under a province, until 30/6/2025."""

    province: str
    name: str

    @property
    def written(self) -> str:
        """With a small letter, as in the name of its office: "huyện Đức Hòa"."""
        return self.name[0].lower() + self.name[1:]

    @property
    def bare(self) -> str:
        """Without the word of its kind: "Đức Hòa"."""
        return next(self.name.removeprefix(kind) for kind in ("Thành phố ", "Thị xã ", "Huyện ") if kind in self.name)


@dataclass(frozen=True)
class Land:
    """The communes of a province, and the districts each was made of."""

    communes: tuple[tuple[str, str], ...]
    sources: dict[str, set[District]]

    @classmethod
    def read(cls, folder: Path, province: str) -> Land:
        """From the data of the package."""
        data = folder / "vietnamadminunits" / "data"
        with sqlite3.connect(data / "dataset.db") as base:
            asked = "select ward, wardCode, wardKey, provinceKey from admin_units where province = ?"
            wards = base.execute(asked, [province]).fetchall()
            old = base.execute("select distinct provinceKey, districtKey, province, district from admin_units_legacy")
            districts = {(row[0], row[1]): District(row[2], row[3]) for row in old}
        if not wards:
            raise SystemExit(f"{province}: không có tỉnh này trong gói dữ liệu; ghi như “Tỉnh Tây Ninh”.")
        changes = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
        pieces = list(_pieces(changes, wards[0][3]))
        names = {key: name for name, _, key, _ in wards}
        return cls(tuple((name, code) for name, code, _, _ in wards), _sources(pieces, names, districts))


def _pieces(changes: dict[str, dict[str, dict[str, list]]], province: str) -> Iterator[tuple[str, str]]:
    """(commune of today, commune before) by the keys of the package."""
    for new, olds in changes["DICT_PROVINCE_WARD_NO_DIVIDED"].get(province, {}).items():
        yield from ((new, old) for old in olds)
    for old, news in changes["DICT_PROVINCE_WARD_DIVIDED"].get(province, {}).items():
        yield from ((each["newWardKey"], old) for each in news)


def _sources(
    pieces: list[tuple[str, str]], names: dict[str, str], districts: dict[tuple[str, str], District]
) -> dict[str, set[District]]:
    """The districts of each commune, from one former province.

    The package tells numbered wards apart by name only, so "Phường 1" of two cities goes to both their heirs; the
    province that gave most of a commune is the one it lies in, and the rest is told and left out.
    """
    found: dict[str, list[District]] = defaultdict(list)
    for new, old in pieces:
        province, district, _ = old.split("_")
        found[names[new]].append(districts[province, district])
    sources = {}
    for commune, origin in found.items():
        home = Counter(district.province for district in origin).most_common(1)[0][0]
        sources[commune] = {district for district in origin if district.province == home}
        for stray in sorted({district.name for district in origin if district.province != home}):
            sys.stderr.write(f"{commune}: bỏ {stray} (phường đánh số trùng tên ở hai tỉnh)\n")
    return sources


def slug(text: str) -> str:
    """Letters without marks, words joined by hyphens: the way ids are written."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "-".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def commune_rows(land: Land, offices: dict[District, str], persons: set[str]) -> Iterator[dict[str, str]]:
    """The committee of each commune; a person's name has the capital of NĐ 30/2020, Phụ lục II, mục III."""
    taken = Counter(slug(name) for name, _ in land.communes)
    for name, code in land.communes:
        kind = next(kind for kind in KINDS if name.startswith(f"{kind} "))
        bare = name.removeprefix(f"{kind} ")
        written = name if bare in persons else f"{kind.lower()} {bare}"
        yield {
            "id": f"ubnd-{slug(name)}" + (f"-{code}" if taken[slug(name)] > 1 else ""),
            "name": f"UBND {written}",
            "kind": "xa_phuong",
            "aliases": f"Ủy ban nhân dân {written}|{written}",
            "groups": f"{KINDS[kind]}|hoc_sinh",
            "head_title": "Chủ tịch",
            "addressee": f"UBND {written}",
            "tone": "đề nghị",
            "valid_from": FIRST,
            "predecessors": "|".join(sorted(offices[district] for district in land.sources.get(name, ()))),
        }


def office_ids(land: Land, province: str) -> dict[District, str]:
    """An id for the office of each district: by its name, and by its province where two have one name."""
    districts = {district for origin in land.sources.values() for district in origin}
    own = {district.bare for district in districts if district.province == province}
    ids = {}
    for district in sorted(districts, key=lambda each: (each.province, each.bare)):
        foreign = district.province != province and district.bare in own
        ids[district] = f"pgd-{slug(district.bare)}" + (
            f"-{slug(district.province.split(' ', 1)[1])}" if foreign else ""
        )
    return ids


def office_rows(offices: dict[District, str], province: str) -> Iterator[dict[str, str]]:
    """The office of each district."""
    named = Counter(district.bare for district in offices)
    for district, unit_id in offices.items():
        own = district.province == province
        full = f"{district.written}, {district.province[0].lower()}{district.province[1:]}"
        name = f"Phòng Giáo dục và Đào tạo {district.written if own or named[district.bare] == 1 else full}"
        ways = dict.fromkeys((district.written, district.bare, full))
        aliases = [f"{head} {way}" for way in ways for head in ("Phòng GD&ĐT", "Phòng Giáo dục và Đào tạo")]
        yield {
            "id": unit_id,
            "name": name,
            "kind": "phong_gddt",
            "aliases": "|".join(alias for alias in aliases if alias != name),
            "groups": "hoc_sinh",
            "head_title": "Trưởng phòng",
            "addressee": name,
            "tone": "đề nghị",
            "valid_to": LAST,
            "mention_only": "" if own else "có",
        }


def main() -> None:
    """Write the rows to stdout, what was left out to stderr."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="gói vietnamadminunits đã giải nén")
    parser.add_argument("--province", required=True, help="tên tỉnh hiện nay, ví dụ “Tỉnh Tây Ninh”")
    parser.add_argument("--person", action="append", default=[], help="xã mang tên người (viết hoa chữ Xã)")
    parser.add_argument("--own", action="store_true", help="cả phòng của các huyện thuộc tỉnh này từ trước")
    given = parser.parse_args()
    land = Land.read(given.folder, given.province)
    offices = office_ids(land, given.province)
    rows = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n", restval="")
    rows.writeheader()
    old = {unit for district, unit in offices.items() if district.province == given.province and not given.own}
    rows.writerows(row for row in office_rows(offices, given.province) if row["id"] not in old)
    rows.writerows(commune_rows(land, offices, set(given.person)))


if __name__ == "__main__":
    main()
