"""The last page of a paper: what in the book it rests on, and how a stranger checks it."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from deskinc.i18n import _
from deskinc.reports.document import (
    Attachment,
    Block,
    Cell,
    Facts,
    Heading,
    Keep,
    QrCode,
    QrCodes,
    Row,
    Steps,
    Table,
    Verbatim,
    Words,
)


@dataclass(frozen=True, slots=True)
class OwnSigner:
    """Somebody who signs this paper with a certificate of another authority."""

    name: str
    issuer: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Where the paper stands in the book, and whose certificate its signatures rest on.

    ``size`` records, the last printed line, the last one up to which the ``mirror`` is complete,
    ``root_code`` and the text ``qr`` of the square code are the seal's; ``note`` is the seal
    itself (a C2SP signed note). ``fingerprint`` is the SHA-256 of the site's CA certificate, and
    ``phone`` is where to confirm it. ``file`` is the name under which the paper leaves.
    """

    book: str
    size: str
    line: str
    mirror: str
    root_code: str
    qr: str
    note: str
    authority: str
    fingerprint: str
    phone: str
    file: str
    own: tuple[OwnSigner, ...] = ()


def trust(proof: Proof) -> str:
    """The sentence of page 1: why a reader says *validity unknown*, and what to do about it."""
    words = _(
        "Your reader will say “validity unknown” until you add our certificate. "
        "Fingerprint {fingerprint}. Confirm by phone, {phone}."
    ).format(fingerprint=proof.fingerprint, phone=proof.phone)
    return " ".join([words, *map(_own, proof.own)])


def _own(one: OwnSigner) -> str:
    """What the site's certificate does not bear out."""
    return _(
        "{name} signs with a certificate of {issuer}: our certificate does not bear it out, your "
        "reader trusts it as far as it trusts {issuer}."
    ).format(name=one.name, issuer=one.issuer)


def digest(attachment: Attachment) -> str:
    """SHA-256 of an attached file, in hexadecimal."""
    return sha256(attachment.data).hexdigest()


def seal(proof: Proof) -> tuple[Block, ...]:
    """The seal: the state of the whole book that this paper is a witness of."""
    copy = _(
        "Copy the code of the book by hand into another paper, or keep this page: who holds it "
        "can show later that no sealed line was changed or removed."
    )
    code = _("Code of the book {code}").format(code=proof.root_code)
    told = _(
        "Book {book}, {count} records sealed, last line {line}, mirror complete to line {mirror}."
    ).format(book=proof.book, count=proof.size, line=proof.line, mirror=proof.mirror)
    below = Words(f"{_scan(proof)}\n{copy}", "muted")
    words = (Words(code, strong=True), Words(told), below)
    return (QrCodes((_square(proof, words),)),)


def _scan(proof: Proof) -> str:
    return _(
        "This square holds the seal: book, {count} records, code. Scan it at the desk: Check a "
        "paper seal. Or type number and code there."
    ).format(count=proof.size)


def _square(proof: Proof, words: Cell) -> QrCode:
    """The seal as a code for the scanner."""
    return QrCode(
        proof.qr,
        words,
        _("QR code of the seal over {count} records, code {code}").format(
            count=proof.size, code=proof.root_code
        ),
    )


def verification(proof: Proof, number: str, attachments: Sequence[Attachment]) -> tuple[Block, ...]:
    """The blocks of the verification page."""
    blocks: list[Block] = [
        Facts(
            (
                (_("Code of the book"), proof.root_code),
                (_("Certificate"), proof.authority),
                (_("Fingerprint"), _halves(proof.fingerprint)),
                *(
                    (
                        _("Certificate of {name}").format(name=one.name),
                        f"{_own(one)}\n{_halves(one.fingerprint)}",
                    )
                    for one in proof.own
                ),
            ),
            columns=1,
        ),
    ]
    if proof.note:
        words = _("Seal of the book, {count} records, mirror complete to line {line}").format(
            count=proof.size, line=proof.mirror
        )
        blocks += [Heading(words), Verbatim(proof.note)]
    blocks += _attached(attachments) if attachments else []
    codes = [
        _square(proof, Words(_scan(proof), "muted")),
        *([_digest(number, attachments[0], proof)] if attachments else []),
    ]
    blocks.append(QrCodes(tuple(codes)))
    return (*blocks, Heading(_("How to check this paper")), Steps(_steps(proof)))


def _halves(groups: str) -> str:
    """A long row of groups on two lines of equal length."""
    parts = groups.split()
    middle = len(parts) // 2
    return groups if len(parts) < 12 else f"{' '.join(parts[:middle])}\n{' '.join(parts[middle:])}"


def _attached(attachments: Sequence[Attachment]) -> list[Block]:
    return [
        Heading(_("Files inside this PDF")),
        Table(
            (_("File"), _("Bytes"), _("SHA-256")),
            (100, 40, 0),
            tuple(
                Row((item.name, f"{len(item.data)}", Words(digest(item), small=True)))
                for item in attachments
            ),
        ),
    ]


def _digest(number: str, first: Attachment, proof: Proof) -> QrCode:
    words = _(
        "This one holds the number of the paper and the digest of {name}. To take it out: "
        "pdfdetach -save 1 -o {name} {file}; sha256sum {name} must print its digest."
    )
    return QrCode(
        f"deskinc:v1:{number}:sha256:{digest(first)}",
        Words(words.format(name=first.name, file=proof.file), "muted"),
        _("QR code with the number of this paper and the digest of {name}").format(name=first.name),
    )


def checking(proof: Proof) -> Keep:
    """How a reader checks a paper that has no verification page: the way, not every key."""
    return Keep((Heading(_("How to check this paper")), Steps(_short_steps(proof))))


def _short_steps(proof: Proof) -> tuple[str, ...]:
    return (
        _call(proof),
        _(
            "Adobe Acrobat or Reader: import site-ca.cer into the trusted certificates, tick “Use "
            "this certificate as a trusted root”, and open the paper again."
        ),
        _pdfsig(proof),
        _mutool(proof),
        *map(_exception, proof.own),
    )


def _steps(proof: Proof) -> tuple[str, ...]:
    return (
        _call(proof),
        _(
            "Adobe Acrobat or Reader: Preferences, Signatures, Identities and Trusted "
            "Certificates, More, Trusted Certificates: import site-ca.cer, Edit Trust, “Use this "
            "certificate as a trusted root”. Every signature must then be valid."
        ),
        _pdfsig(proof),
        _mutool(proof),
        *map(_exception, proof.own),
    )


def _exception(one: OwnSigner) -> str:
    return _(
        "The signature of {name} is called trusted only once the root of {issuer} is added in the "
        "same way, or your reader has it already; valid and unchanged it must be called at once."
    ).format(name=one.name, issuer=one.issuer)


def _call(proof: Proof) -> str:
    return _(
        "Ask the site by phone, {phone}, to read you the fingerprint of its certificate, and "
        "compare it with the one above. Take the number from a paper you already trust."
    ).format(phone=proof.phone)


def _pdfsig(proof: Proof) -> str:
    return _(
        "pdfsig: mkdir nss; certutil -N -d sql:nss --empty-password; certutil -A -d sql:nss -n "
        "site -t CT,C,C -i site-ca.cer; pdfsig -nssdir sql:nss {file} (or the name you saved it "
        "under). Every signature must be valid and trusted, the last one must say “Total document "
        "signed”."
    ).format(file=proof.file)


def _mutool(proof: Proof) -> str:
    return _(
        "mutool: mutool sign -v {file}. The last signature must say “unchanged since signing”; "
        "“Self-signed certificate in chain” it always says, for it cannot be told whom to trust."
    ).format(file=proof.file)
