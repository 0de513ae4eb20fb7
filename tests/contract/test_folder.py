"""Folders as people use them: files half copied, renamed, put in twice; drafts edited, moved and decided on by hand."""

from __future__ import annotations

import multiprocessing
import os
import time
from pathlib import Path

import pytest

from services.errors import MissingPacketError, RefusedError, UnavailableError
from services.office import dropped, folders
from services.office.connectors.folder import FolderAxis, FolderAxisSettings, FolderDesk, FolderDeskSettings
from services.office.edxml import read_packet
from services.office.port import PacketKind

DOCUMENT = PacketKind.DOCUMENT
CARD = """number = "162"
notation = "KH-SGDĐT"
issued_on = 2020-01-22
issuer = "Sở Giáo dục và Đào tạo"
type_name = "Kế hoạch"
subject = "Tuyên truyền"
"""


@pytest.fixture
def inbox(folder):
    return folder / "den"


@pytest.fixture
def axis(folder):
    return axis_on(folder)


def axis_on(folder, settle=0.1):
    wanted = {"profile": "folder", "organ_id": "H53.03", "inbox": folder / "den", "outbox": folder / "di"}
    return FolderAxis(FolderAxisSettings(**wanted, settle_seconds=settle))


@pytest.fixture
def desk(folder):
    return FolderDesk(FolderDeskSettings(profile="folder", outbox=folder / "di"))


def put(path, content="noi dung"):
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def listed(axis, count=1):
    """What is listed once everything has settled."""
    end = time.monotonic() + 5
    while len(axis.list_pending(DOCUMENT)) != count and time.monotonic() < end:
        time.sleep(0.05)
    return axis.list_pending(DOCUMENT)


def only(axis):
    (ref,) = listed(axis)
    return read_packet(axis.fetch(ref))


def test_a_file_with_its_card_is_a_document_with_metadata(axis, inbox):
    put(inbox / "ke hoach 162.pdf", "%PDF-1.4")
    put(inbox / "ke hoach 162.toml", CARD)
    document = only(axis)
    assert (document.symbol, str(document.issued_on), document.subject) == (
        "162/KH-SGDĐT",
        "2020-01-22",
        "Tuyên truyền",
    )
    assert document.sender.name == "Sở Giáo dục và Đào tạo"
    assert [(file.name, file.content) for file in document.attachments] == [("ke hoach 162.pdf", b"%PDF-1.4")]


def test_a_file_without_a_card_says_nothing_of_itself(axis, inbox):
    put(inbox / "van ban.docx")
    document = only(axis)
    assert (document.symbol, document.subject, document.issued_on) == ("", "", None)


def test_a_folder_is_one_document_its_first_file_the_main_one(axis, inbox):
    for name in ("2 phu luc.xlsx", "1 ke hoach.pdf", "thong tin.toml"):
        put(inbox / "ke hoach" / name, CARD if name.endswith("toml") else name)
    document = only(axis)
    assert [file.name for file in document.attachments] == ["1 ke hoach.pdf", "2 phu luc.xlsx"]
    assert document.number == "162"


@pytest.mark.parametrize("name", ["a.pdf.part", "a.crdownload", "a.tmp", "~$a.docx", ".a.pdf", "a.toml"])
def test_unfinished_and_foreign_files_are_not_taken(axis, inbox, name):
    put(inbox / name, CARD)
    put(inbox / "xong.pdf")
    assert [ref.handle.partition("@")[0] for ref in listed(axis)] == ["xong.pdf"]


def test_a_folder_with_a_file_still_arriving_waits_whole(axis, inbox):
    put(inbox / "ke hoach" / "1.pdf")
    late = put(inbox / "ke hoach" / "2.pdf.part")
    time.sleep(0.3)
    assert axis.list_pending(DOCUMENT) == []
    late.rename(late.with_suffix(""))
    assert [file.name for file in only(axis).attachments] == ["1.pdf", "2.pdf"]


def test_a_file_being_copied_is_not_taken_before_it_lies_still(folder, inbox):
    axis = axis_on(folder, settle=0.4)
    with (inbox / "lon.pdf").open("wb") as file:
        for _ in range(8):
            file.write(b"x" * 1000)
            file.flush()
            assert axis.list_pending(DOCUMENT) == []
            time.sleep(0.1)
    assert len(only(axis).attachments[0].content) == 8000


def test_a_file_with_a_time_in_the_future_is_taken_all_the_same(axis, inbox):
    path = put(inbox / "a.pdf")
    os.utime(path, (time.time() + 1e8, time.time() + 1e8))
    assert listed(axis)


def test_a_file_replaced_after_it_was_listed_is_another_document(axis, inbox):
    put(inbox / "a.pdf", "mot")
    (first,) = listed(axis)
    put(inbox / "a.pdf", "hai")
    with pytest.raises(MissingPacketError, match="bị đổi hoặc lấy đi"):
        axis.fetch(first)
    axis.ack(first)
    assert (inbox / "a.pdf").exists()
    (second,) = listed(axis)
    assert second.handle != first.handle


def test_the_same_file_put_in_again_is_the_same_document(axis, inbox):
    put(inbox / "a.pdf", "mot")
    (first,) = listed(axis)
    packet = axis.fetch(first)
    axis.ack(first)
    put(inbox / "a.pdf", "mot")
    (again,) = listed(axis)
    assert (again, axis.fetch(again)) == (first, packet)
    axis.ack(again)
    assert sorted(path.name for path in (inbox / "da-nhan").iterdir()) == ["a (2).pdf", "a.pdf"]


def test_what_was_kept_is_moved_away_with_its_card(axis, inbox):
    put(inbox / "a.pdf")
    put(inbox / "a.toml", CARD)
    put(inbox / "b" / "1.pdf")
    for ref in listed(axis, 2):
        axis.ack(ref)
    assert [path.name for path in inbox.iterdir()] == ["da-nhan"]
    assert sorted(path.name for path in (inbox / "da-nhan").iterdir()) == ["a.pdf", "a.toml", "b"]


@pytest.mark.parametrize(
    ("card", "words"),
    [
        ('number = "162', "sai cú pháp"),
        ('so = "162"', "không có khóa “so”"),
        ('issued_on = "22/01/2020"', "ngày “22/01/2020” phải có dạng"),
    ],
)
def test_a_card_with_a_mistake_is_told_and_holds_nobody_else_up(axis, inbox, card, words):
    put(inbox / "a.pdf")
    put(inbox / "a.toml", card)
    put(inbox / "b.pdf")
    first, second = sorted(listed(axis, 2), key=lambda ref: ref.handle)
    with pytest.raises(RefusedError, match=words):
        axis.fetch(first)
    assert axis.fetch(second)


def test_a_file_too_large_is_told_and_holds_nobody_else_up(axis, inbox, monkeypatch):
    monkeypatch.setattr(dropped, "MAX_BYTES", 1000)
    put(inbox / "a.edxml", "x" * 2000)
    put(inbox / "b.pdf")
    first, second = sorted(listed(axis, 2), key=lambda ref: ref.handle)
    with pytest.raises(RefusedError, match="chia nhỏ"):
        axis.fetch(first)
    assert axis.fetch(second)
    assert axis.list_pending(PacketKind.STATUS) == []


def test_links_are_not_followed(axis, inbox, tmp_path):
    secret = put(tmp_path / "bi-mat.txt")
    (inbox / "a.txt").symlink_to(secret)
    (inbox / "b").symlink_to(tmp_path)
    time.sleep(0.3)
    assert axis.list_pending(DOCUMENT) == []


def test_a_missing_folder_is_told_and_never_made(axis, desk, folder, make_draft):
    for name in ("den", "di"):
        (folder / name).rename(folder / f"{name}-khac")
    for ask in (lambda: axis.list_pending(DOCUMENT), desk.results, lambda: desk.create_draft(make_draft())):
        with pytest.raises(UnavailableError, match="ổ đĩa mạng"):
            ask()
    for trial in [*axis.trials(), *desk.trials()]:
        with pytest.raises(UnavailableError):
            trial.attempt()
    assert sorted(path.name for path in folder.iterdir()) == ["den-khac", "di-khac"]


def draft_folder(folder):
    return next(path for path in (folder / "di").glob("*/*") if path.is_dir())


def test_a_draft_lies_in_a_folder_that_a_clerk_understands(desk, folder, make_draft, make_assignment):
    desk.create_draft(make_draft("TK-1/thpt/cong-van"))
    desk.create_draft(make_draft("TK-1/phieu", kind="cover_note", unit=""))
    desk.create_draft(make_draft("TK-1/phieu-giai-quyet", kind="slip", unit=""))
    desk.create_assignment(make_assignment("TK-1/i1/thpt"))
    (dossier,) = folders.visible(folder / "di")
    assert dossier.name == "Triển khai Kế hoạch 162-KH-SGDĐT – TK-1"
    assert [path.name for path in folders.visible(dossier)] == [
        "00 Phiếu trình – TK-1~phieu",
        "02 Phiếu giải quyết văn bản đến – TK-1~phieu-giai-quyet",
        "Nhiệm vụ Trường THPT Tây Ninh – TK-1~i1~thpt.txt",
        "Trường THPT Tây Ninh – TK-1~thpt~cong-van",
    ]
    assert [path.name for path in folders.visible(folders.visible(dossier)[3])] == ["1. Công văn.docx", "ket-qua.txt"]
    assert "Nội dung: Tuyên truyền" in folders.visible(dossier)[2].read_text("utf-8-sig")


def test_an_edited_draft_is_still_ours_and_is_not_withdrawn(desk, folder, make_draft):
    created = desk.create_draft(make_draft())
    put(draft_folder(folder) / "1. Công văn.docx", "đã sửa")
    assert desk.find(["TK-1-L01"]) == {"TK-1-L01": created}
    with pytest.raises(RefusedError, match="đã xử lý"):
        desk.withdraw(created.egov_id)


def test_an_unclear_decision_is_answered_beside_the_form_until_it_is_clear(desk, folder, make_draft):
    desk.create_draft(make_draft())
    place = draft_folder(folder)
    form = place / "ket-qua.txt"
    form.write_text("Kết quả: trả lại", encoding="utf-8")
    assert desk.results() == []
    assert "lý do" in (place / "CHƯA GHI NHẬN.txt").read_text("utf-8-sig")
    form.write_text("Kết quả: trả lại\nLý do: sai hạn", encoding="utf-8")
    assert [decision.reason for decision in desk.results()] == ["sai hạn"]
    assert not (place / "CHƯA GHI NHẬN.txt").exists()


def test_a_later_decision_is_told_again(desk, folder, make_draft):
    desk.create_draft(make_draft())
    form = draft_folder(folder) / "ket-qua.txt"
    form.write_text("Kết quả: tiếp nhận", encoding="utf-8")
    assert [decision.decision for decision in desk.results()] == ["accepted"]
    desk.ack(["TK-1-L01"])
    assert desk.results() == []
    form.write_text("Kết quả: trả lại\nLý do: sai hạn", encoding="utf-8")
    assert [decision.decision for decision in desk.results()] == ["returned"]


def _create(outbox, draft, go):
    go.wait(10)
    FolderDesk(FolderDeskSettings(profile="folder", outbox=outbox)).create_draft(draft)


def test_many_processes_make_one_draft(desk, folder, make_draft):
    spawn = multiprocessing.get_context("spawn")
    go = spawn.Event()
    crowd = [spawn.Process(target=_create, args=(folder / "di", make_draft(), go)) for _ in range(4)]
    for process in crowd:
        process.start()
    go.set()
    for process in crowd:
        process.join(30)
    assert [process.exitcode for process in crowd] == [0] * 4
    assert len(list(desk.under("TK-"))) == 1


def test_a_draft_cut_off_half_way_is_never_seen(desk, folder, make_draft, monkeypatch):
    def cut_off(self, target):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", cut_off)
        with pytest.raises(UnavailableError, match="No space"):
            desk.create_draft(make_draft())
    assert desk.find(["TK-1-L01"]) == {}
    assert list((folder / "di").glob("*/*")) == []
    desk.create_draft(make_draft())
    assert list(desk.find(["TK-1-L01"])) == ["TK-1-L01"]


def test_what_a_killed_process_left_is_swept(desk, folder, make_draft):
    desk.create_draft(make_draft())
    left = draft_folder(folder).parent / ".tam-0123"
    put(left / "a.docx")
    os.utime(left, (0, 0))
    desk.create_draft(make_draft("TK-1-L02"))
    assert not left.exists()
