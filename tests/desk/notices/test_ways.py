"""The ways out, against real servers: verified TLS or nothing, and none holds it up."""

import json
import socket
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.desk.notices.servers import (
    PASSWORD,
    Papers,
    dribble,
    free_port,
    hook_server,
    mail_server,
    mute,
    papers,
)

from deskinc.desk.notices.posts import PLUGINS, plugin
from deskinc.desk.notices.sending import send
from deskinc.desk.notices.ways import (
    Hook,
    Mail,
    Message,
    NotSent,
    Patience,
    Refused,
    Service,
    host_of,
    names_service,
)
from deskinc.errors import DeskError
from deskinc.forms.catalogue.notices import SERVICES

SOON = Patience(0.4, 0.6)
NOW = datetime(2026, 11, 22, 23, 14, tzinfo=UTC)
MESSAGE = Message("ab12", "INC-2026-0001: Fire", "INC-2026-0001: Fire, Critical. Lobby.", NOW)


def mail(port: int, shown: Papers | None, **more: object) -> Mail:
    to = ("duty@example.org", "second@example.org")
    made = Mail("localhost", port, "starttls", "desk", PASSWORD, "desk@tower.example.org", to)
    made = replace(made, root=shown.pem if shown else "")
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_d31_mail_leaves_over_tls_alone(shown: Papers, security: str) -> None:
    with mail_server(shown, from_start=security == "tls") as box:
        send(mail(box.port, shown, security=security), MESSAGE, Patience())
        (letter,) = box.read()
    assert "INC-2026-0001: Fire, Critical. Lobby." in letter
    assert "Message-ID: <ab12@tower.example.org>" in letter
    assert box.letters[0].rcpt_tos == ["duty@example.org", "second@example.org"]
    assert box.logins == ["desk"]


def test_d31_a_certificate_that_is_not_good_gets_nothing(shown: Papers, other: Papers) -> None:
    with mail_server(other) as box:
        for root in (None, shown, other):
            with pytest.raises(NotSent, match="certificate of localhost"):
                send(mail(box.port, root), MESSAGE, Patience())
    assert (box.logins, box.letters) == ([], [])


def test_d31_a_server_without_tls_gets_nothing(shown: Papers) -> None:
    with mail_server(None) as box, pytest.raises(Refused, match="offers no encryption"):
        send(mail(box.port, shown), MESSAGE, Patience())
    assert (box.logins, box.letters) == ([], [])


@pytest.mark.parametrize(("answer", "kind"), [("554 No", Refused), ("451 Later", NotSent)])
def test_what_a_server_refuses_is_final_with_5_alone(
    shown: Papers, answer: str, kind: type[DeskError]
) -> None:
    with mail_server(shown) as box:
        box.answer = answer
        with pytest.raises(kind, match=f"localhost answered {answer[:3]}"):
            send(mail(box.port, shown), MESSAGE, Patience())


def test_a_wrong_password_is_said_without_it(shown: Papers) -> None:
    with mail_server(shown) as box, pytest.raises(Refused) as caught:
        send(mail(box.port, shown, password="wrong-one-18"), MESSAGE, Patience())
    assert "did not take user name and password" in str(caught.value)
    assert caught.value.__suppress_context__
    assert box.letters == []
    for way in (mail(1, shown), Hook("https://a.example/sesame"), Service("slack", "slack://x")):
        assert PASSWORD not in repr(way)
        assert "://" not in repr(way)


def test_an_address_that_one_server_does_not_take_is_told(shown: Papers) -> None:
    way = mail(0, shown, recipients=("duty@example.org", "gone@example.org"))
    with mail_server(shown) as box, pytest.raises(Refused, match="1 of 2 addresses"):
        send(replace(way, port=box.port), MESSAGE, Patience())
    assert len(box.letters) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_d31_a_mail_server_that_hangs_holds_nothing_up(shown: Papers, security: str) -> None:
    with mute() as port, pytest.raises(NotSent, match="localhost does not answer"):
        send(mail(port, shown, security=security), MESSAGE, SOON)


def test_a_server_that_never_comes_to_an_end_is_left(shown: Papers) -> None:
    with mute(dribble) as port, pytest.raises(NotSent, match="localhost does not answer"):
        send(mail(port, shown), MESSAGE, SOON)


def test_nobody_there(shown: Papers) -> None:
    with pytest.raises(NotSent, match="localhost does not answer"):
        send(mail(free_port(), shown), MESSAGE, SOON)
    with pytest.raises(NotSent, match="nowhere does not answer"):
        send(Hook("https://nowhere/x", shown.pem), MESSAGE, SOON)


def test_a_webhook_is_posted_once_as_json(shown: Papers) -> None:
    with hook_server(shown) as taker:
        send(Hook(taker.address, shown.pem), MESSAGE, Patience())
    ((path, head, body),) = taker.posts
    assert path == "/hooks/T0/sesame"
    assert json.loads(body) == {"text": MESSAGE.words, "id": "ab12"}
    assert head["Idempotency-Key"] == "ab12"


@pytest.mark.parametrize(("status", "kind"), [(500, NotSent), (429, NotSent), (404, Refused)])
def test_what_a_webhook_answers(shown: Papers, status: int, kind: type[DeskError]) -> None:
    with hook_server(shown) as taker:
        taker.status = status
        with pytest.raises(kind, match=f"localhost answered {status}"):
            send(Hook(taker.address, shown.pem), MESSAGE, Patience())


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_d31_a_webhook_that_redirects_elsewhere_is_refused(shown: Papers, status: int) -> None:
    with hook_server(shown) as taker, hook_server(shown) as elsewhere:
        taker.status, taker.head = status, {"Location": elsewhere.address}
        with pytest.raises(Refused, match="sends it on to another address"):
            send(Hook(taker.address, shown.pem), MESSAGE, Patience())
    assert elsewhere.posts == []


def test_d31_a_webhook_is_asked_for_its_certificate_and_not_for_ever(
    shown: Papers, other: Papers
) -> None:
    with hook_server(other) as taker, pytest.raises(NotSent, match="certificate of localhost"):
        send(Hook(taker.address, other.pem), MESSAGE, Patience())
    assert taker.posts == []
    with mute() as port, pytest.raises(NotSent, match="does not answer"):
        send(Hook(f"https://localhost:{port}/x", shown.pem), MESSAGE, SOON)


@pytest.mark.parametrize(
    "address",
    ["http://hooks.example.org/x", "https://192.0.2.7/x", "https://[::1]/x", "https:///x", "x",
     "https://me:word@hooks.example.org/x", "https://hooks.example.org/a b",
     "https://hooks.example.org:99999/x", "https://localhost/x", "https://hooks/x",
     "https://desk.localhost/x", "https://printer.local./x"],
)  # fmt: skip
def test_d31_only_https_to_a_named_host(address: str) -> None:
    with pytest.raises(DeskError, match="Write the address as https"):
        host_of(address)


@pytest.mark.parametrize(
    "address",
    ["gotify://example.org/x", "mailto://a:b@example.org", "json://example.org", "file:///etc",
     "ntfys://example.org/x?verify=no", "slack://x?redirect=yes", "ntfys://h/x?a=1&cto=900",
     "ntfys://ntfy.example.org/x?%76erify=no", "ntfys://ntfy.example.org/x?%2576erify=no",
     "ntfys://127.0.0.1/x", "ntfys://169.254.169.254/x", "gotifys://[::1]/x", "gotifys://2130706433/x",
     "gotifys://localhost/tok", "gotifys://%6cocalhost/tok", "gotifys://a.example.org@127.0.0.1/tok",
     "ntfys://topic"],
)  # fmt: skip
def test_d31_services_are_named_and_say_nothing_of_their_certificates(address: str) -> None:
    with pytest.raises(DeskError):
        names_service(address)


def test_a_service_is_spoken_to_over_tls_and_sent_on_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, shown = socket.getaddrinfo, papers(tmp_path, "chat.example.org")
    monkeypatch.setattr(socket, "getaddrinfo", lambda _host, *more: known("127.0.0.1", *more))
    with hook_server(shown) as taker, hook_server(shown) as elsewhere:
        where = taker.address.split("/")[2].replace("localhost", "chat.example.org")
        way = Service("gotifys", f"gotifys://{where}/Atoken123456789")
        with pytest.raises(NotSent, match="gotifys did not take it"):
            send(way, MESSAGE, SOON)
        assert taker.posts == []
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(shown.chain))
        send(way, MESSAGE, Patience())
        assert MESSAGE.words in json.loads(taker.posts[0][2])["message"]
        taker.status, taker.head = 307, {"Location": elsewhere.address}
        with pytest.raises(NotSent, match="gotifys did not take it"):
            send(way, MESSAGE, Patience())
    assert elsewhere.posts == []


def test_every_service_is_there_and_takes_tls_alone() -> None:
    assert list(PLUGINS) == [one.code for one in SERVICES]
    for code in PLUGINS:
        spoken = plugin(code).secure_protocol
        assert code in ({spoken} if isinstance(spoken, str) else spoken)
