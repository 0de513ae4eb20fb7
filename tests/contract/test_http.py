"""The HTTP door against servers that behave badly: every failure has one meaning."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from services.errors import CredentialsError, RefusedError, UnavailableError, UnknownOutcomeError
from services.office.http import Limits, OfficeSession, Request

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


@pytest.fixture
def serve():
    """A server that answers every connection with these pieces, pausing between them."""
    opened = []

    def start(*pieces, pause=0.0, hold=0.0):
        listening = socket.create_server(("127.0.0.1", 0))
        listening.settimeout(10)
        opened.append(listening)
        requests = []

        def run():
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    requests.append(connection.recv(65536))
                    try:
                        for piece in pieces:
                            connection.sendall(piece)
                            time.sleep(pause)
                        time.sleep(hold)
                    except OSError:
                        pass

        threading.Thread(target=run, daemon=True).start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}/co-so", requests

    yield start
    for listening in opened:
        listening.close()


def session(url, timeout=2.0, max_bytes=1_000_000, per_second=None, **kwargs):
    limits = Limits(timeout, max_bytes, per_second)
    return OfficeSession(url, "Trục liên thông", {"Authorization": "bi-mat-khong-lo"}, limits, **kwargs)


def ask(changes):
    return Request("POST", "/goi", changes=changes)


def said(status, body=b"{}", extra=b""):
    return b"HTTP/1.1 %d X\r\n%bContent-Length: %d\r\n\r\n%b" % (status, extra, len(body), body)


@pytest.mark.parametrize(
    ("answer", "when_changing", "when_asking"),
    [
        (said(401), CredentialsError, CredentialsError),
        (said(403), CredentialsError, CredentialsError),
        (said(429), UnavailableError, UnavailableError),
        (said(503), UnavailableError, UnavailableError),
        (said(400), RefusedError, RefusedError),
        (said(404), RefusedError, RefusedError),
        (said(500), UnknownOutcomeError, UnavailableError),
        (said(502), UnknownOutcomeError, UnavailableError),
        (said(200, b"<html>loi</html>"), UnknownOutcomeError, UnavailableError),
        (said(200, b""), UnknownOutcomeError, UnavailableError),
        (b"", UnknownOutcomeError, UnavailableError),
        (b"khong phai http\r\n\r\n", UnknownOutcomeError, UnavailableError),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", UnknownOutcomeError, UnavailableError),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
            UnknownOutcomeError,
            UnavailableError,
        ),
        (said(302, extra=b"Location: http://169.254.169.254/\r\n"), RefusedError, RefusedError),
        (said(307, extra=b"Location: /khac\r\n"), RefusedError, RefusedError),
    ],
)
def test_what_an_answer_means(serve, answer, when_changing, when_asking):
    url, requests = serve(answer)
    for changes, expected in ((True, when_changing), (False, when_asking)):
        with pytest.raises(expected) as caught:
            session(url).json(ask(changes))
        assert caught.type is expected
        assert "bi-mat" not in caught.value.message
    assert len(requests) == 2


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [b"HTTP/1.1 200 OK\r\n"] + [b"X: y\r\n"] * 200,
        [b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"] + [b"x"] * 200,
        [b"HTTP/1.1 200 OK\r\n\r\n"] + [b" "] * 200,
    ],
    ids=["silence", "slow-headers", "slow-body", "slow-body-without-length"],
)
def test_one_deadline_for_the_whole_request(serve, pieces):
    url, _ = serve(*pieces, pause=0.05, hold=5)
    started = time.monotonic()
    with pytest.raises(UnknownOutcomeError, match=r"0\.4 giây"):
        session(url, timeout=0.4).json(ask(changes=True))
    assert time.monotonic() - started < 1.5


def test_a_large_body_is_cut_off(serve):
    url, _ = serve(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 65536] * 40)
    with pytest.raises(UnknownOutcomeError, match="quá lớn"):
        session(url, max_bytes=100_000).json(ask(changes=True))


def test_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(UnavailableError, match="không kết nối được"):
        session(url).call(ask(changes=True))


@pytest.mark.parametrize(
    "path", ["http://169.254.169.254/x", "//evil.test/x", "file:///etc/passwd", "goi", "/../admin"]
)
def test_only_paths_below_the_base_are_called(serve, path):
    url, requests = serve(OK)
    with pytest.raises(RefusedError, match="ngoài máy chủ"):
        session(url).call(Request("GET", path, changes=False))
    assert requests == []


@pytest.mark.parametrize("url", ["ftp://a/b", "a.test/x", "http://", "http://user:pass@a.test", "file:///etc"])
def test_a_base_url_is_a_plain_web_address(url):
    with pytest.raises(RefusedError, match="không hợp lệ"):
        session(url)


def test_neither_proxy_nor_credentials_come_from_the_environment(serve, monkeypatch, tmp_path):
    url, requests = serve(OK)
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert session(url).json(ask(changes=True)) == {}
    assert b"Authorization: bi-mat-khong-lo\r\n" in requests[0]


def test_a_token_with_strange_characters_is_told_before_anything_is_sent():
    opened = OfficeSession("http://a.test", "eGov", {"Authorization": "mã\r\nX: y"}, Limits(1))
    with pytest.raises(CredentialsError, match="ký tự lạ"):
        opened.call(Request("GET", "/", changes=False))


@pytest.mark.parametrize("token", ["mã", "a\r\nX: y", "a\x00"])
def test_a_login_that_gives_such_a_token_is_told_and_not_kept(token):
    given = [{"Authorization": token}, {"Authorization": token}]
    opened = OfficeSession("http://a.test", "eGov", {}, Limits(1), login=lambda _: given.pop())
    for _ in range(2):
        with pytest.raises(CredentialsError, match="ký tự lạ"):
            opened.identify()
    assert given == []


def test_a_certificate_nobody_vouches_for_is_refused_and_nothing_was_sent(serve, tmp_path, certificate):
    listening = socket.create_server(("127.0.0.1", 0))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    received = []

    def run():
        connection, _ = listening.accept()
        with connection:
            try:
                with context.wrap_socket(connection, server_side=True) as secured:
                    received.append(secured.recv(1000))
            except OSError:
                pass

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    with listening, pytest.raises(UnavailableError, match="TLS không được tin cậy"):
        session(f"https://127.0.0.1:{listening.getsockname()[1]}").call(ask(changes=True))
    thread.join(5)
    assert received in ([], [b""])


def test_an_own_certificate_authority_is_trusted_when_named_and_nothing_else(certificate, tmp_path):
    listening = socket.create_server(("127.0.0.1", 0))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def run():
        for _ in range(2):
            connection, _ = listening.accept()
            with connection, contextlib.suppress(OSError), context.wrap_socket(connection, server_side=True) as secured:
                secured.recv(1000)
                secured.sendall(OK)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    url = f"https://127.0.0.1:{listening.getsockname()[1]}"
    with listening:
        with pytest.raises(UnavailableError, match="TLS không được tin cậy"):
            session(url).json(ask(changes=True))
        assert session(url, ca_file=certificate).json(ask(changes=True)) == {}
        thread.join(5)
    with pytest.raises(UnavailableError, match="ca_file"):
        session(url, ca_file=tmp_path / "khong-co.pem").json(ask(changes=True))


def test_a_text_that_cannot_travel_in_a_header_is_refused_before_anything_is_sent(serve):
    url, requests = serve(OK)
    for handle in ("7\r\nX: y", "bảy", "\x00"):
        with pytest.raises(RefusedError, match="ký tự lạ"):
            session(url).json(Request("POST", "/goi", changes=True, headers={"docId": handle}))
    assert requests == []


def test_requests_are_spaced_as_politeness_asks(serve):
    url, requests = serve(OK)
    polite = session(url, per_second=10)
    started = time.monotonic()
    for _ in range(4):
        polite.json(ask(changes=True))
    assert 0.3 <= time.monotonic() - started < 2
    hasty = session(url, timeout=0.5, per_second=0.5)
    hasty.json(ask(changes=True))
    with pytest.raises(UnavailableError, match="quá dày"):
        hasty.json(ask(changes=True))
    assert len(requests) == 5


def log_in(tokens):
    """A login that gives these tokens in turn, and how often it was asked."""
    given = []

    def login(_session):
        given.append(tokens[min(len(given), len(tokens) - 1)])
        return {"X-Token": given[-1]}

    return login, given


@pytest.fixture
def gate():
    """A server that lets only the token "dung" pass, and tells which tokens came."""
    listening = socket.create_server(("127.0.0.1", 0))
    shown = []

    def run():
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                token = connection.recv(65536).partition(b"X-Token: ")[2].partition(b"\r\n")[0]
                shown.append(token.decode())
                connection.sendall(OK if token == b"dung" else said(401))

    threading.Thread(target=run, daemon=True).start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}", shown
    listening.close()


def test_a_dead_token_is_renewed_once_and_the_request_repeated(gate):
    url, shown = gate
    login, given = log_in(["chet", "dung"])
    renewed = session(url, login=login)
    assert [renewed.json(ask(changes=True)) for _ in range(3)] == [{}, {}, {}]
    assert (shown, given) == (["chet", "dung", "dung", "dung"], ["chet", "dung"])


def test_a_second_refusal_is_told_and_no_third_try_is_made(gate):
    url, shown = gate
    login, given = log_in(["sai"])
    with pytest.raises(CredentialsError):
        session(url, login=login).json(ask(changes=True))
    assert (shown, given) == (["sai", "sai"], ["sai", "sai"])


def test_logging_in_does_not_lengthen_the_deadline(serve):
    slow, _ = serve(hold=5)

    def login(door):
        door.json(Request("POST", "/login", changes=False, anonymous=True))
        return {}

    started = time.monotonic()
    with pytest.raises(UnavailableError):
        session(slow, timeout=0.4, login=login).json(ask(changes=True))
    assert time.monotonic() - started < 1.5


def test_many_threads_log_in_once(gate):
    url, shown = gate
    login, given = log_in(["dung"])
    shared = session(url, login=login)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: shared.json(ask(changes=True)), range(8))) == [{}] * 8
    assert (len(shown), given) == (8, ["dung"])
