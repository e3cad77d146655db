"""A real time authority: OpenSSL's responder with a CA of its own, behind HTTP on loopback."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID as Use
from cryptography.x509.oid import NameOID

YEAR = timedelta(days=365)
CONFIG = """
[tsa]
serial = {below}/serial
crypto_device = builtin
signer_cert = {below}/tsa.pem
certs = {below}/ca.pem
signer_key = {below}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    """Where it answers, its root, and what a test does to queries and answers on their way."""

    below: Path
    root: str
    url: str = ""
    query: Callable[[bytes], bytes] = bytes
    reply: Callable[[bytes], bytes] = bytes
    status: int = 200
    asked: list[bytes] = field(default_factory=list)

    def answer(self, raw: bytes) -> bytes:
        """What OpenSSL replies to a query."""
        self.asked.append(raw)
        (self.below / "query.tsq").write_bytes(self.query(raw))
        self._openssl(
            "-reply", "-config", "tsa.cnf", "-section", "tsa", "-queryfile", "query.tsq",
            "-out", "out.tsr", check=True,
        )  # fmt: skip
        return self.reply((self.below / "out.tsr").read_bytes())

    def holds(self, token: bytes, note: bytes) -> bool:
        """Whether OpenSSL's own verifier, too, accepts a token over a note."""
        (self.below / "token.der").write_bytes(token)
        (self.below / "note.txt").write_bytes(note)
        done = self._openssl(
            "-verify", "-token_in", "-in", "token.der", "-data", "note.txt", "-CAfile", "ca.pem",
            check=False,
        )  # fmt: skip
        return done.returncode == 0

    def _openssl(self, *words: str, check: bool) -> "subprocess.CompletedProcess[bytes]":
        command = ["openssl", "ts", *words]
        return subprocess.run(command, check=check, cwd=self.below, capture_output=True)


def authority(below: Path, *, ended: bool = False) -> Authority:
    """A CA and its stamping certificate, ``ended`` long ago if asked."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    below.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    key, name = ec.generate_private_key(ec.SECP256R1()), _name("Example Root")
    ca = _certificate(name, name, key, key, (now - 5 * YEAR, now + 5 * YEAR), [])
    own = ec.generate_private_key(ec.SECP256R1())
    times = (now - 3 * YEAR, now - YEAR) if ended else (now - YEAR, now + YEAR)
    tsa = _certificate(_name("Example Time"), name, own, key, times, [Use.TIME_STAMPING])
    for file, one in (("ca.pem", ca), ("tsa.pem", tsa)):
        (below / file).write_bytes(one.public_bytes(Encoding.PEM))
    (below / "tsa.key").write_bytes(
        own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    (below / "serial").write_text("01\n")
    (below / "tsa.cnf").write_text(CONFIG.format(below=below))
    return Authority(below, ca.public_bytes(Encoding.PEM).decode())


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey,
    signing: ec.EllipticCurvePrivateKey, times: tuple[datetime, datetime],
    use: list[x509.ObjectIdentifier],
) -> x509.Certificate:  # fmt: skip
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(times[0]).not_valid_after(times[1])
        .add_extension(x509.BasicConstraints(ca=not use, path_length=None), critical=True)
    )  # fmt: skip
    if use:
        made = made.add_extension(x509.ExtendedKeyUsage(use), critical=True)
    return made.sign(signing, hashes.SHA256())


def served(one: Authority) -> ThreadingHTTPServer:
    """The authority behind HTTP on loopback; whoever asked for it shuts it down."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            answer = one.answer(raw) if one.status == 200 else b""
            self.send_response(one.status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_said: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    one.url = f"http://127.0.0.1:{server.server_port}/tsr"
    Thread(target=server.serve_forever, daemon=True).start()
    return server
