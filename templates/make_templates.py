"""Makes the first version of the Word templates. Afterwards each letter.docx is the source: clerks edit it in Word.

    python templates/make_templates.py [KIND …]

A letter.docx that exists is left alone unless its kind is named.
"""

# ruff: noqa: INP001 - a script beside its results

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cong_van import cong_van, cong_van_xa_phuong, don_doc
from ke_hoach import bang_phan_cong, ke_hoach, thong_bao
from phieu import bao_cao, phieu_giai_quyet, to_trinh
from phieu_thay_doi import phieu_thay_doi
from phieu_trinh import phieu_trinh
from word import save

HOME = Path(__file__).parent
MAKERS: dict[str, Callable[[], Any]] = {
    "cong-van-trien-khai": cong_van,
    "cong-van-xa-phuong": cong_van_xa_phuong,
    "cong-van-don-doc": don_doc,
    "ke-hoach-trien-khai": ke_hoach,
    "thong-bao-phan-cong": thong_bao,
    "bang-phan-cong": bang_phan_cong,
    "phieu-giai-quyet": phieu_giai_quyet,
    "bao-cao-ket-qua": bao_cao,
    "to-trinh": to_trinh,
    "phieu-trinh": phieu_trinh,
    "phieu-thay-doi": phieu_thay_doi,
}


def main(named: list[str]) -> None:
    """Make the templates named, or those that do not exist yet."""
    for kind in named or [kind for kind in MAKERS if not (HOME / kind / "letter.docx").exists()]:
        save(MAKERS[kind](), HOME / kind)


if __name__ == "__main__":
    main(sys.argv[1:])
