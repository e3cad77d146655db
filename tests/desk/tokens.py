"""A token for the tests: SoftHSM2, with a key and certificate put onto it."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.desk.bags import Key, der

PIN = "482615"
_MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so")
_PUT = """
import sys, pkcs11
from pkcs11 import Attribute as A
der = sys.stdin.buffer.read()
token = pkcs11.lib(sys.argv[1]).get_token(token_label="desk")
with token.open(rw=True, user_pin=sys.argv[2]) as session:
    session.create_object({
        A.CLASS: pkcs11.ObjectClass.CERTIFICATE, A.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
        A.TOKEN: True, A.ID: b"\\x01", A.LABEL: "mine", A.SUBJECT: b"", A.VALUE: der,
    })
"""


@dataclass(frozen=True)
class SoftToken:
    """A token in a folder of its own; this process must have ``SOFTHSM2_CONF`` set to it."""

    module: Path
    folder: Path

    def put(self, key: Key | None, certificate: x509.Certificate) -> None:
        """Lay a certificate onto the token, and its key if there is one."""
        if key is not None:
            pem = self.folder.parent / "key.pem"
            raw = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            pem.write_bytes(raw)
            self._util("--import", str(pem), "--token", "desk", "--label", "mine", "--id", "01",
                       "--pin", PIN)  # fmt: skip
        subprocess.run(
            [sys.executable, "-c", _PUT, str(self.module), PIN],
            input=der(certificate), check=True, capture_output=True,
        )  # fmt: skip

    def pull_out(self) -> None:
        """Take the token away."""
        self.folder.rename(self.folder.with_name("away"))
        self.folder.mkdir()

    def plug_in(self) -> None:
        """Bring it back."""
        self.folder.rmdir()
        self.folder.with_name("away").rename(self.folder)

    def _util(self, *said: str) -> None:
        subprocess.run(["softhsm2-util", *said], check=True, capture_output=True)


def soft_token(below: Path, patch: pytest.MonkeyPatch) -> SoftToken:
    """A fresh token named *desk*; skips where SoftHSM2 is absent."""
    module = next((Path(one) for one in _MODULES if Path(one).is_file()), None)
    if module is None or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM2 is not installed")
    folder = below / "tokens"
    folder.mkdir()
    conf = below / "softhsm2.conf"
    conf.write_text(f"directories.tokendir = {folder}\nobjectstore.backend = file\n")
    patch.setenv("SOFTHSM2_CONF", str(conf))
    assert os.environ["SOFTHSM2_CONF"] == str(conf)
    made = SoftToken(module, folder)
    made._util("--init-token", "--free", "--label", "desk", "--so-pin", "77777777", "--pin", PIN)
    return made
