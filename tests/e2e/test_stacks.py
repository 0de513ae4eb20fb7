"""The whole flow with the real service: on every stack, through kills, and twice for the same directive."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from services.cli.demo import SAMPLE
from tests import databases, needs
from tests.e2e import stack


def assert_whole(counts, row):
    dossier = counts["dossiers"][row.reference]
    assert dossier["drafts"]["cover_note"] == 1
    assert dossier["drafts"]["table"] == 1
    assert dossier["drafts"]["letter"] >= 40
    assert dossier["assignments"] > dossier["drafts"]["letter"]
    assert counts["duplicates"] == 0


@pytest.mark.timeout(300)
def test_three_kills_while_filing_lose_and_double_nothing(tmp_path):
    with stack.running(tmp_path) as running:
        handle = running.deliver(SAMPLE)
        running.wait(lambda: (row := running.row(handle)) is not None and row.state == "filing")
        for goal in (20, 150, 300):
            running.wait(lambda goal=goal: running.filed() >= goal)
            running.kill_worker()
        row = running.wait_ended(handle, seconds=240)
        assert row.state == "filed", running.logs()
        counts = running.counts()
        assert_whole(counts, row)
        whole = counts["dossiers"][row.reference]
        assert sum(whole["drafts"].values()) + whole["assignments"] == running.filed()


@pytest.mark.servers
@pytest.mark.timeout(300)
@pytest.mark.parametrize("broker", ["rabbitmq", "redis"])
def test_the_flow_on_postgresql_and_a_real_broker(tmp_path, broker):
    url = {"rabbitmq": needs.RABBITMQ, "redis": needs.REDIS}[broker]
    with (
        databases.postgres() as ledger_url,
        stack.running(tmp_path, TRIENKHAI_LEDGER_URL=ledger_url, TRIENKHAI_BROKER_URL=url) as running,
    ):
        handle = running.deliver(SAMPLE)
        row = running.wait_ended(handle)
        assert row.state == "filed", running.logs()
        running.wait(lambda: running.counts()["dossiers"][row.reference]["statuses"] == ["01", "03", "04", "05"])
        assert_whole(running.counts(), row)


def connections(group, port):
    """How many processes of a group hold each TCP connection to a port."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
    ours = {row[9] for row in rows if int(row[2].rpartition(":")[2], 16) == port}
    holders = Counter()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(process.name)) == group:
                sockets = {str(one.readlink()) for one in (process / "fd").iterdir()}
                holders.update(ours & {name[8:-1] for name in sockets if name.startswith("socket:")})
        except OSError:  # it has ended meanwhile
            continue
    return holders


@pytest.mark.servers
@pytest.mark.timeout(300)
def test_children_of_a_worker_that_are_replaced_share_no_connection(tmp_path):
    """A worker has looked at the axis and rung before its pool forks anew; every child has its own connections."""
    with (
        databases.postgres() as ledger_url,
        stack.running(
            tmp_path,
            "--max-tasks-per-child=6",
            TRIENKHAI_LEDGER_URL=ledger_url,
            TRIENKHAI_BROKER_URL=needs.RABBITMQ,
        ) as running,
    ):
        handle, shared = running.deliver(SAMPLE), Counter()

        def ended():
            holders = connections(running.service.running["worker"].pid, make_url(ledger_url).port or 5432)
            shared.update(socket for socket, holding in holders.items() if holding > 1)
            row = running.row(handle)
            return row is not None and row.state == "filed"

        running.wait(ended)
        assert not shared, running.logs()
        row = running.row(handle)
        assert_whole(running.counts(), row)


@pytest.mark.timeout(300)
def test_the_same_directive_again_files_nothing(tmp_path):
    with stack.running(tmp_path) as running:
        first = running.wait_ended(running.deliver(SAMPLE))
        before = running.counts()
        again = running.deliver(SAMPLE)
        running.wait(lambda: running.row(again) is not None, seconds=150)
        second = running.wait_ended(again)
        assert (first.state, second.state) == ("filed", "closed")
        assert "Đã tiếp nhận trước đó" in second.closed_reason
        after = running.counts()
        assert (after["drafts"], after["assignments"]) == (before["drafts"], before["assignments"])


NOTICE = """UBND TỈNH MẪU                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
                              Độc lập - Tự do - Hạnh phúc
Số:       /TB-UBND            Mẫu, ngày      tháng 3 năm 2026

THÔNG BÁO
Kết luận về công tác bảo đảm an toàn trường học

Tại cuộc họp về an toàn trường học, Chủ tịch UBND tỉnh kết luận và chỉ đạo như sau:
1. Sở Xây dựng chủ trì, phối hợp với Công an tỉnh kiểm tra các công trình trường học trước ngày 20/4/2026.
2. Giao Ban Quản lý dự án tỉnh rà soát hồ sơ các công trình đang sửa chữa.
Thông báo để các cơ quan biết, thực hiện./.

Nơi nhận:
- Như trên;
- Lưu: VT.
"""


@pytest.mark.timeout(300)
def test_a_clerk_answers_and_the_directive_goes_on(tmp_path):
    file = tmp_path / "thong-bao.txt"
    file.write_text(NOTICE, encoding="utf-8")
    with stack.running(tmp_path / "data") as running:
        handle = running.deliver(file)
        row = running.wait_ended(handle)
        assert row.state == "held"
        assert "chưa xác định được số, ngày ban hành" in row.last_error
        running.answer(row, {"number": "45", "issued_on": "2026-03-16"})
        running.wait(lambda: "Sở Xây dựng" in (running.row(handle).last_error or ""))
        running.answer(running.row(handle), {"assign_to": "van-phong"})
        running.wait(lambda: running.row(handle).state == "filed")
        counts = running.counts()["dossiers"][row.reference]
        assert counts["drafts"] == {"cover_note": 1, "table": 1, "letter": 1}
        assert counts["title"].startswith("45/TB-UBND")
        running.issue(symbol="77/SGDĐT-VP", issued_on="2026-03-17")
        running.follow()
        assert running.row(handle).state == "done"
