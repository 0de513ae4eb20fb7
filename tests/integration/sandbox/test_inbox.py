"""The clerk's moves, the counts, deliveries and knobs of the running sandbox."""

from __future__ import annotations

import base64
import hashlib
import socket

import pytest
import requests

from services.errors import UnavailableError, UnreadableFileError
from services.sandbox.deliver import PacketHeader, deliver
from services.sandbox.knobs import Fault, Knobs
from services.sandbox.overview import names
from services.sandbox.serve import serve

TOKEN = "ma-truy-cap-thu"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def file_draft(root):
    def file_draft(reference="TK-1-L1", kind="letter", unit="Trường THPT Tây Ninh", title="V/v triển khai"):
        content = reference.encode()
        body = {
            "reference": reference,
            "dossier": "TK-1",
            "dossier_title": "Triển khai <Kế hoạch> 162/KH-SGDĐT",
            "kind": kind,
            "title": title,
            "unit_organ_id": "",
            "unit_name": unit,
            "files": [
                {
                    "name": f"Dự thảo {reference}.docx",
                    "media_type": "application/octet-stream",
                    "sha256": hashlib.sha256(content).hexdigest(),
                    "content": base64.b64encode(content).decode(),
                }
            ],
        }
        answer = requests.post(f"{root}/desk/drafts", json=body, headers=BEARER, timeout=5)
        assert answer.status_code == 201
        return answer.json()["egov_id"].removeprefix("D")

    return file_draft


@pytest.fixture
def post(root):
    def post(path, origin=root, **form):
        headers = {"Origin": origin} if origin else {}
        return requests.post(f"{root}{path}", data={"dossier": 1, **form}, headers=headers, timeout=5)

    return post


def states(root):
    return requests.get(f"{root}/status.json", timeout=5).json()["dossiers"]["TK-1"]["states"]


def results(root):
    return requests.get(f"{root}/desk/results", headers=BEARER, timeout=5).json()["results"]


def test_accept_then_issue_and_no_move_after_that(root, file_draft, post):
    number = file_draft()
    assert post(f"/du-thao/{number}/tiep-nhan").status_code == 200
    issued = post(f"/du-thao/{number}/ban-hanh", symbol=" 215/SGDĐT-VP ", issued_on="2020-02-03")
    assert "ngày 03/02/2020" in issued.text
    assert [(said["decision"], said["symbol"], said["issued_on"]) for said in results(root)] == [
        ("accepted", "", ""),
        ("issued", "215/SGDĐT-VP", "2020-02-03"),
    ]
    late = post(f"/du-thao/{number}/tra-lai", reason="muộn")
    assert late.status_code == 409
    assert "đã được xử lý trước đó" in late.text
    assert states(root) == {"issued": 1}


@pytest.mark.parametrize(
    ("move", "form", "told"),
    [
        ("tra-lai", {"reason": "  "}, "cần ghi lý do"),
        ("tra-lai", {}, "cần ghi lý do"),
        ("ban-hanh", {"symbol": "", "issued_on": "2020-02-03"}, "số, ký hiệu"),
        ("ban-hanh", {"symbol": "/SGDĐT-VP", "issued_on": "2020-02-03"}, "số, ký hiệu"),
        ("ban-hanh", {"symbol": "215/SGDĐT-VP", "issued_on": "30/02/2020"}, "ngày ban hành"),
    ],
)
def test_a_move_that_lacks_something_is_told_and_not_made(root, file_draft, post, move, form, told):
    answer = post(f"/du-thao/{file_draft()}/{move}", **form)
    assert answer.status_code == 422
    assert told in answer.text
    assert states(root) == {"draft": 1}


def test_a_number_is_given_once_a_year(root, file_draft, post):
    first, second = file_draft(), file_draft("TK-1-L2", title="V/v khác")
    post(f"/du-thao/{first}/ban-hanh", symbol="215/SGDĐT-VP", issued_on="2020-02-03")
    again = post(f"/du-thao/{second}/ban-hanh", symbol="215/sgdđt-vp", issued_on="2020-12-31")
    assert again.status_code == 422
    assert "năm 2020 đã cấp cho “V/v triển khai”" in again.text
    assert states(root) == {"issued": 1, "draft": 1}
    assert post(f"/du-thao/{second}/ban-hanh", symbol="215/SGDĐT-VP", issued_on="2021-01-04").status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.test", "null", ""])
def test_forms_of_other_sites_are_refused(root, file_draft, post, origin):
    assert post(f"/du-thao/{file_draft()}/tiep-nhan", origin=origin).status_code == 403
    assert states(root) == {"draft": 1}


def test_a_decision_made_after_the_results_were_read_is_not_acknowledged_with_them(root, file_draft, post):
    number = file_draft()
    post(f"/du-thao/{number}/tiep-nhan")
    results(root)
    post(f"/du-thao/{number}/tra-lai", reason="sai đơn vị")
    requests.post(f"{root}/desk/results/ack", json={"references": ["TK-1-L1"]}, headers=BEARER, timeout=5)
    assert [(said["decision"], said["reason"]) for said in results(root)] == [("returned", "sai đơn vị")]


def test_pages_escape_what_they_show_and_load_nothing_from_elsewhere(root, file_draft):
    file_draft(title="<script>alert(1)</script>")
    for path in ("/", "/ho-so/1"):
        page = requests.get(f"{root}{path}", timeout=5)
        assert "<script" not in page.text
        assert "&lt;Kế hoạch&gt;" in page.text
        assert "http" not in page.text
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_downloads_keep_their_name(root, file_draft):
    file_draft()
    answer = requests.get(f"{root}/tep/1", timeout=5)
    assert answer.content == b"TK-1-L1"
    assert "D%E1%BB%B1%20th%E1%BA%A3o%20TK-1-L1.docx" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("path", ["/ho-so/9", "/tep/9", "/khong-co"])
def test_what_is_not_there(root, path):
    answer = requests.get(f"{root}{path}", timeout=5)
    assert answer.status_code == 404
    assert "Không có" in answer.text


def test_the_counts_join_dossier_document_and_duplicates(root, database, file_draft, tmp_path):
    directive = tmp_path / "a.pdf"
    directive.write_bytes(b"%PDF")
    deliver(database, [directive], PacketHeader(number="162", notation="KH-SGDĐT", issuer_organ_id="000.00.00.H53"))
    deliver(database, [directive], PacketHeader(number="62", notation="KH-SGDĐT"))
    for reference, kind in (("P", "cover_note"), ("B", "table"), ("L1", "letter"), ("L2", "letter"), ("L2", "letter")):
        file_draft(f"TK-1-{reference}", kind)
    told = requests.get(f"{root}/status.json", timeout=5).json()
    assert told["dossiers"]["TK-1"]["drafts"] == {"cover_note": 1, "table": 1, "letter": 3}
    assert (told["drafts"], told["assignments"], told["duplicates"]) == (5, 0, 1)
    assert [(document["code"], document["waiting"]) for document in told["documents"]] == [
        ("162/KH-SGDĐT", True),
        ("62/KH-SGDĐT", True),
    ]
    page = requests.get(f"{root}/ho-so/1", timeout=5).text
    assert "Văn bản <strong>162/KH-SGDĐT</strong>" in page
    assert "<strong>62/KH-SGDĐT</strong>" not in page


@pytest.mark.parametrize(
    ("title", "code", "named"),
    [
        ("Triển khai 162/KH-SGDĐT", "162/KH-SGDĐT", True),
        ("Triển khai 162/kh-sgdđt, năm 2020", "162/KH-SGDĐT", True),
        ("Triển khai 162/KH-SGDĐT", "62/KH-SGDĐT", False),
        ("Triển khai 162/KH-SGDĐT-VP", "162/KH-SGDĐT", False),
        ("Triển khai", "", False),
        ("Triển khai /", "/", False),
    ],
)
def test_titles_name_documents(title, code, named):
    assert names(title, code) == named


def test_a_file_with_a_wrong_digest_is_refused(root):
    file = {"name": "a", "media_type": "x", "sha256": "0" * 64, "content": ""}
    empty = dict.fromkeys(("reference", "dossier", "dossier_title", "kind", "title", "unit_organ_id", "unit_name"), "x")
    answer = requests.post(f"{root}/desk/drafts", json={**empty, "files": [file]}, headers=BEARER, timeout=5)
    assert answer.status_code == 422
    assert "sha256" in answer.text


def test_delivering_needs_a_sandbox_and_files(root, database, tmp_path):
    with pytest.raises(UnavailableError, match="Chưa có eGov thử nghiệm"):
        deliver(tmp_path / "nowhere.sqlite", [], PacketHeader())
    with pytest.raises(UnreadableFileError, match=r"khong-co\.pdf"):
        deliver(database, [tmp_path / "khong-co.pdf"], PacketHeader())


def test_a_taken_port_is_told_in_words(tmp_path):
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(UnavailableError, match="Chọn cổng khác"),
    ):
        serve(tmp_path / "a.sqlite", "127.0.0.1", taken.getsockname()[1], TOKEN, "000.00.03.H53")


def test_knobs_start_from_the_environment_and_are_guarded(root):
    named = {"TRIENKHAI_SANDBOX_UNIQUE_REFERENCE": "true", "TRIENKHAI_SANDBOX_SEED": "7", "PATH": "x"}
    assert Knobs.from_environment(named) == Knobs(unique_reference=True, seed=7)
    assert requests.post(f"{root}/sandbox/knobs", json={}, timeout=5).status_code == 401
    wrong = requests.post(f"{root}/sandbox/knobs", json={"latency_seconds": -1}, headers=BEARER, timeout=5)
    assert wrong.status_code == 422


def test_the_same_seed_throws_the_same_dice(panel):
    panel.turn({"lose_response_after_commit": 0.5, "seed": 3})
    first = [panel.draw(changes=True) for _ in range(20)]
    panel.turn({"seed": 3})
    assert [panel.draw(changes=True) for _ in range(20)] == first
    assert set(first) == {None, Fault.LOSE_RESPONSE_AFTER_COMMIT}
