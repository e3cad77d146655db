"""Real servers on loopback: mail and HTTPS with a certificate of their own, and ones that hang."""

import gc
import socket
import ssl
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

PASSWORD = "amber-harbour-17"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Papers:
    """A certificate for a name: what a server shows, and what who trusts it is given."""

    chain: Path
    pem: str

    def context(self) -> ssl.SSLContext:
        """What a server speaks TLS with."""
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.load_cert_chain(self.chain)
        return made


def papers(below: Path, name: str = "localhost") -> Papers:
    """A certificate that signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY).not_valid_after(now + DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = made.public_bytes(Encoding.PEM)
    own = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    chain = below / f"{name}.pem"
    chain.write_bytes(pem + own)
    return Papers(chain, pem.decode())


@dataclass
class Postbox:
    """What a mail server was handed; ``answer`` is what it says to that."""

    port: int = 0
    answer: str = "250 OK"
    logins: list[str] = field(default_factory=list)
    letters: list[Envelope] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    """The commands that came over no TLS."""

    async def handle_EHLO(
        self, _server: SMTP, session: Session, _envelope: Envelope, name: str, lines: list[str]
    ) -> list[str]:
        """Note who speaks in the clear."""
        session.host_name = name
        if session.ssl is None:
            self.spoken.append("EHLO")
        return lines

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, to: str, _more: list[str]
    ) -> str:
        """Take every address but those that are gone."""
        if to.startswith("gone"):
            return "550 No such mailbox"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Take a letter, or answer what the test says."""
        if self.answer.startswith("250"):
            self.letters.append(envelope)
        return self.answer

    def log_in(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, data: LoginPassword
    ) -> AuthResult:
        """Whether the password is right."""
        good = data.password == PASSWORD.encode()
        self.logins.append(data.login.decode())
        return AuthResult(success=good, handled=False)

    def read(self) -> list[str]:
        """The letters as text."""
        return [
            letter.content.decode() for letter in self.letters if isinstance(letter.content, bytes)
        ]


@contextmanager
def mail_server(
    shown: Papers | None, *, from_start: bool = False, port: int = 0
) -> Iterator[Postbox]:
    """A mail server: with STARTTLS, with TLS from the start, or with no TLS at all."""
    box = Postbox()
    more: dict[str, Any] = {}
    if shown is not None and from_start:
        more = {"ssl_context": shown.context()}
    elif shown is not None:
        more = {"tls_context": shown.context(), "require_starttls": True}
    made = Controller(
        box, hostname="localhost", port=port or free_port(), authenticator=box.log_in,
        auth_require_tls=not from_start, **more,
    )  # fmt: skip
    made.start()
    box.port = made.port
    try:
        yield box
    finally:
        made.stop()
        _sweep()


def _sweep() -> None:
    """The servers leave links behind that a client broke off; ours are told of by their tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Taker:
    """What a webhook was posted; it answers with ``status`` and ``head``."""

    address: str = ""
    status: int = 200
    head: dict[str, str] = field(default_factory=dict)
    posts: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def hook_server(shown: Papers, host: str = "localhost") -> Iterator[Taker]:
    """A server over HTTPS."""
    taker = Taker()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taker.posts.append((self.path, dict(self.headers), body))
            self.send_response(taker.status)
            for name, said in taker.head.items():
                self.send_header(name, said)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("localhost", 0), Handler)
    server.socket = shown.context().wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    taker.address = f"https://{host}:{server.server_port}/hooks/T0/sesame"
    try:
        yield taker
    finally:
        server.shutdown()
        server.server_close()
        _sweep()


@contextmanager
def mute(words: Callable[[socket.socket, Event], object] | None = None) -> Iterator[int]:
    """A port that takes a connection and then says nothing, or what ``words`` sends without end."""
    over, there = Event(), list[socket.socket]()
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while not over.is_set():
            try:
                one, _who = listening.accept()
            except OSError:
                return
            there.append(one)
            if words is not None:
                Thread(target=words, args=(one, over), daemon=True).start()

    Thread(target=serve, daemon=True).start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        over.set()
        listening.close()
        for one in there:
            one.close()


def dribble(link: socket.socket, over: Event) -> None:
    """A greeting that never ends, always soon enough for the next step."""
    try:
        while not over.wait(0.02):
            link.sendall(b"220-please wait\r\n")
    except OSError:
        return
