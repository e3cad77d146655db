"""What the papers of the book have in common: head and foot, the seal, how to check, signatures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from deskinc.i18n import _
from deskinc.reports.document import (
    A4,
    Attachment,
    Block,
    Document,
    Facts,
    Heading,
    Keep,
    Paper,
    SignatureBox,
    SignatureBoxes,
    Text,
)
from deskinc.reports.verification import Proof, checking, digest, seal, trust


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where a paper comes from; ``issued`` stands at the head of each page, ``mark`` across it."""

    site: str
    issued: str
    made: datetime
    language: str
    signers: tuple[SignatureBox, ...] = ()
    paper: Paper = A4
    attachments: tuple[Attachment, ...] = ()
    mark: str = ""

    def document(
        self, title: str, blocks: Iterable[Block], *, footer: str = "", issue: str = ""
    ) -> Document:
        """The paper ready to be rendered and signed; its foot says its title or ``footer``."""
        return Document(
            title=title,
            language=self.language,
            author=self.site,
            made=self.made,
            header=self.site,
            issue=issue or self.issued,
            footer=footer or title,
            blocks=tuple(blocks),
            paper=self.paper,
            attachments=self.attachments,
            mark=self.mark,
        )

    def printed(self, title: str, blocks: Iterable[Block], footer: str) -> Document:
        """The paper that no key signs; its head says when it was printed, its title the site."""
        issue = _("printed {time}").format(time=self.issued)
        return self.document(f"{title}, {self.site}", blocks, footer=footer, issue=issue)


def closing(frame: Frame, proof: Proof, heading: str) -> Iterator[Block]:
    """The end of a paper without a verification page; ``heading`` stands over its signatures."""
    signers = frame.signers
    carried = [(_("SHA-256 of {name}").format(name=a.name), digest(a)) for a in frame.attachments]
    facts = (Facts(tuple(carried), columns=1),) if carried else ()
    doubt = (Text(trust(proof), "muted"),) if signers else ()
    yield Keep((Heading(_("Seal")), *seal(proof), *facts, *doubt))
    if signers:
        yield checking(proof)
        yield Keep((Heading(heading), SignatureBoxes(signers)))
