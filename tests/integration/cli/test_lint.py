"""`trienkhai lint` from outside: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import subprocess
import sys

from docx.shared import Mm

from tests.unit.formality.drafts import official_letter
from tests.unit.reading.test_scan_form import EMPTY, scanned


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "services.cli", *arguments], capture_output=True, text=True, timeout=90, check=False
    )


def test_lint_speaks_to_a_clerk_and_to_a_machine(tmp_path):
    spoilt = tmp_path / "cong-van.docx"
    spoilt.write_bytes(spoilt_letter())
    said = run("lint", str(spoilt))
    assert said.returncode == 1
    lines = said.stdout.splitlines()
    assert lines[0] == "cong-van.docx: 1 lỗi phải sửa, 1 chỗ nên sửa."
    assert lines[1:3] == [
        "  Phải sửa",
        "    • Vào Layout > Margins > Custom Margins, đặt lề trái trong khoảng 30–35 mm.",
    ]
    assert lines[-2] == "  Phông, cỡ chữ, lề, khoảng cách có thể sửa tự động: chạy lại với --fix."
    found = json.loads(run("lint", "--json", str(spoilt)).stdout)
    assert {f["rule"] for f in found["findings"] if f["result"] == "fail"} == {"PG-05", "BO-06"}
    assert set(found["findings"][0]) == {
        "rule", "severity", "result", "place", "expected", "found", "advice", "article"
    }  # fmt: skip


def test_lint_fix_writes_a_new_file_and_leaves_the_old_one(tmp_path):
    spoilt = tmp_path / "cong-van.docx"
    spoilt.write_bytes(content := spoilt_letter())
    fixed = json.loads(run("lint", "--fix", "--json", str(spoilt)).stdout)
    assert spoilt.read_bytes() == content
    assert fixed["fixed"] == str(tmp_path / "cong-van.da-sua.docx")
    assert fixed["changes"] == [{"rule": "PG-05", "what": "đặt lề trái 30 mm", "count": 1}]
    again = run("lint", "--fix", "--out", str(tmp_path / "moi"), fixed["fixed"])
    assert again.returncode == 0
    assert again.stdout.startswith("cong-van.da-sua.docx: không có gì sửa tự động được.")
    assert "chạy lại với --fix" not in run("lint", fixed["fixed"]).stdout
    assert not (tmp_path / "moi").exists()


def test_lint_lists_its_rules_and_wants_a_file():
    listed = run("lint", "--rules").stdout
    assert "| PG-01 | Khổ giấy | E |" in listed
    rules = [json.loads(line) for line in run("lint", "--rules", "--json").stdout.splitlines()]
    assert {"rule": "WD-01", "severity": "–"}.items() <= next(r for r in rules if r["rule"] == "WD-01").items()
    assert run("lint").returncode == 2


def spoilt_letter() -> bytes:
    draft = official_letter()
    draft.section.left_margin = Mm(25)
    draft.say("body 3", "2. Báo cáo kết quả về Sở.")
    return draft.bytes()


def test_lint_says_how_a_pdf_was_digitised(tmp_path):
    grey, empty, broken = tmp_path / "quet.pdf", tmp_path / "go.pdf", tmp_path / "hong.pdf"
    grey.write_bytes(scanned("RGB", "L", dpi=100))
    empty.write_bytes(EMPTY)
    broken.write_bytes(b"%PDF-1.7 khong phai PDF")
    said = run("lint", str(grey), str(empty))
    assert said.returncode == 0
    assert "Mọi trang quét: từ 100 dpi → 200 dpi trở lên" in " ".join(said.stdout.split())
    assert "Trang 2: ảnh đen trắng hoặc xám → ảnh màu" in " ".join(said.stdout.split())
    assert "go.pdf: không có trang quét, không phải bản số hóa" in " ".join(said.stdout.split())
    found = json.loads(run("lint", "--json", str(grey)).stdout)["findings"]
    assert {(f["rule"], f["severity"], f["result"]) for f in found} == {("RG-13", "W", "fail")}
    refused = run("lint", str(broken))
    assert (refused.returncode, "hong.pdf" in refused.stderr) == (1, True)
