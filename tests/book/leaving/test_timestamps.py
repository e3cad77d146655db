"""Outside time over a seal, asked of OpenSSL's own responder: believed only if all of it holds."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asn1crypto import tsp
from tests.book.authorities import Authority, authority, served

from deskinc.book.leaving.timestamps import (
    MOST,
    NoTime,
    Token,
    asked,
    believed,
    roots_in,
    send,
    system_roots,
)

NOTE = "deskinc/AAECAwQFBgcICQoLDA0ODw/1\n4811\n"


@pytest.fixture
def tsa(tmp_path: Path) -> Iterator[Authority]:
    """An authority on loopback."""
    made = authority(tmp_path / "tsa")
    server = served(made)
    yield made
    server.shutdown()
    server.server_close()


def stamped(one: Authority, root: str = "") -> Token:
    """A stamp by that authority."""
    request = asked(NOTE)
    return believed(request, send(one.url, request), roots_in(root or one.root))


def test_a_stamp_says_when_and_by_whom_and_openssl_agrees(tsa: Authority) -> None:
    token = stamped(tsa)
    assert "Example Time" in token.authority
    assert token.at.tzinfo is not None
    assert tsa.holds(token.der, NOTE.encode())
    assert not tsa.holds(token.der, b"another note")
    sent = tsp.TimeStampReq.load(tsa.asked[0])
    assert NOTE.encode() not in tsa.asked[0], "nothing but a digest leaves the house"
    assert sent["cert_req"].native is True


def test_no_two_requests_share_a_nonce() -> None:
    assert len({asked(NOTE).nonce for _i in range(50)}) == 50


def another_nonce(raw: bytes) -> bytes:
    query = tsp.TimeStampReq.load(raw)
    query["nonce"] = 7
    return bytes(query.dump(force=True))


def another_imprint(raw: bytes) -> bytes:
    query = tsp.TimeStampReq.load(raw)
    query["message_imprint"]["hashed_message"] = bytes(32)
    return bytes(query.dump(force=True))


@pytest.mark.parametrize(
    ("query", "says"),
    [(another_nonce, "answers another request"), (another_imprint, "over something else")],
)
def test_an_answer_to_something_else_is_refused(
    tsa: Authority, query: Callable[[bytes], bytes], says: str
) -> None:
    tsa.query = query
    with pytest.raises(NoTime, match=says):
        stamped(tsa)


def test_a_reply_played_again_is_refused(tsa: Authority) -> None:
    first, second = asked(NOTE), asked(NOTE)
    reply = send(tsa.url, first)
    with pytest.raises(NoTime, match="another request"):
        believed(second, reply, roots_in(tsa.root))


def test_a_certificate_that_had_run_out_is_refused(tmp_path: Path) -> None:
    old = authority(tmp_path / "old", ended=True)
    server = served(old)
    with pytest.raises(NoTime, match="had run out"):
        stamped(old)
    server.shutdown()
    server.server_close()


def test_a_foreign_authority_is_refused(tsa: Authority, tmp_path: Path) -> None:
    other = authority(tmp_path / "other")
    with pytest.raises(NoTime, match="is not trusted"):
        stamped(tsa, other.root)


def test_every_changed_byte_of_a_token_is_refused_or_says_the_same(tsa: Authority) -> None:
    request = asked(NOTE)
    reply, roots = send(tsa.url, request), roots_in(tsa.root)
    true = believed(request, reply, roots)
    for at in range(0, len(reply), 37):
        changed = bytearray(reply)
        changed[at] ^= 1
        try:
            token = believed(request, bytes(changed), roots)
        except NoTime:
            continue
        assert (token.at, token.authority) == (true.at, true.authority)


@pytest.mark.parametrize("reply", [b"", b"no", b"\x30\x03\x02\x01\x00", b"\x30" * 5000])
def test_what_is_no_answer_is_refused(tsa: Authority, reply: bytes) -> None:
    tsa.reply = lambda _raw: reply
    with pytest.raises(NoTime):
        stamped(tsa)


def test_a_refusal_is_said_with_its_status(tsa: Authority) -> None:
    def sha1(raw: bytes) -> bytes:
        query = tsp.TimeStampReq.load(raw)
        query["message_imprint"] = {
            "hash_algorithm": {"algorithm": "sha1"}, "hashed_message": bytes(20)
        }  # fmt: skip
        return bytes(query.dump(force=True))

    tsa.query = sha1
    with pytest.raises(NoTime, match="rejection"):
        stamped(tsa)


def test_whoever_does_not_answer_is_named(tsa: Authority) -> None:
    tsa.status = 503
    with pytest.raises(NoTime, match="answered 503"):
        stamped(tsa)
    with pytest.raises(NoTime, match=r"nowhere\.invalid does not answer"):
        send("http://nowhere.invalid/", asked(NOTE), 1.0)
    with pytest.raises(NoTime, match="does not answer"):
        send(tsa.url.replace("http:", "https:"), asked(NOTE), 2.0)
    tsa.status = 200
    tsa.reply = lambda _raw: bytes(MOST + 1)
    with pytest.raises(NoTime, match="does not come to an end"):
        stamped(tsa)


def test_the_roots_are_those_given_or_the_computers() -> None:
    with pytest.raises(NoTime, match="cannot be read"):
        roots_in("no certificate")
    assert all(isinstance(root, bytes) for root in system_roots())
