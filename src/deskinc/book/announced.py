"""What the book announces of a sign-in, against the key slots and certificates as they lie here.

The slot file is outside the book: whoever can write to its folder can put another in its place.
So the first record names the key for emergency notes, and each person's OFFICER record the digest
of that person's slot and certificate.
"""

from hashlib import sha256

from deskinc.book.book import Book
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.told import another_file, damaged, exchanged
from deskinc.book.keys.vault import Vault
from deskinc.errors import BookFault
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64


def compare(book: Book, vault: Vault, name: str, author: str, keys: Keys | None = None) -> None:
    """See that the slot ``name`` opens is the one announced of the person ``author``, base64url.

    ``keys`` are those it gave: whoever can write the file could have put others into it. Raises
    SlotDamaged for another slot or slot file, BookFault for another certificate; changes nothing.
    """
    if vault.book != book.id or vault.note_key != book.note_key:
        raise another_file()
    reader = book.reader()
    with reader.checked() as proved:
        said = reader.folded(unb64(author), "officer")
        proved.announced()  # what restricted values are closed with hangs on each of them
    if said.get("slot_digest") != b64(vault.slot_digest(name)):
        raise exchanged(
            _("The key slot of this sign-in is not the one the book announces for this person.")
        )
    if keys is not None and not book.shares(keys):
        raise damaged()
    if not _certified(said):
        raise BookFault(
            _("The certificate of this person is not the one that was announced at enrolment."),
            _(
                "Nothing was changed. Sign no paper. Keep the folder as it is: the mirror holds "
                "every line. Call whoever looks after the program."
            ),
        )


def _certified(said: dict[str, Value]) -> bool:
    """Whether the certificate is the announced one; without one, no paper can be signed."""
    certificate = said.get("certificate")
    if certificate is None:
        return True
    try:
        digest = sha256(unb64(str(certificate))).digest()
    except ValueError:
        return False
    return said.get("certificate_digest") == b64(digest)
