"""The report on a check of the book: sealed, rendered, signed by who may, and its leaving recorded.

A book in which faults were found must still be reported on: what it cannot prove any more is said
on the paper, and nobody signs it.
"""

from dataclasses import replace

from deskinc.desk.lines.source import Source, signed
from deskinc.desk.office import Office, Person
from deskinc.desk.papers.papers import (
    Signature,
    Signed,
    licence,
    paper,
    prepared,
    proof,
    sign,
    stamp,
)
from deskinc.desk.site import Site
from deskinc.desk.trust.seals import sealed
from deskinc.desk.trust.verdict import Verdict
from deskinc.errors import BookFault
from deskinc.i18n import N_, _
from deskinc.proof.canonical import unb64
from deskinc.reports.document import SignatureBox
from deskinc.reports.verification import Proof
from deskinc.reports.verification_paper import CheckData, CheckLine, FoundLine, check_report

MEANING = N_("Book checked as reported")
LISTED = 300
"""Faults that a report lists; more would be no report."""


def may_sign(office: Office) -> bool:
    """Whether the person signed in may sign papers and has a certificate for it."""
    return office.officer.may("report") and office.person.keys.pdf is not None


def report(office: Office, verdict: Verdict, passphrase: str) -> Signed:
    """Make the report on ``verdict``; signed unless ``passphrase`` is empty. Blocks.

    Raises WrongPassphrase, and DeskError where the book takes no record of it.
    """
    from deskinc.reports.pdf import render

    office.allow("verify")
    signer = office.open_person(office.officer.name, passphrase) if passphrase else None
    data = _data(office, verdict, signer)
    document = check_report(data)
    rendered = render(document)
    made = prepared(
        rendered, name=_name(office), title=document.title, kind="verification",
        seal=data.proof.root_code if data.proof else "",
    )  # fmt: skip
    given = [Signature("checker", signer, _(MEANING))] if data.signers and signer else []
    return sign(office, made, given)


def _name(office: Office) -> str:
    return f"check-{office.now():%Y-%m-%d-%H%M}.pdf"


def _data(office: Office, verdict: Verdict, signer: Person | None) -> CheckData:
    """What the paper says; from proved records as far as the book has them."""
    name, remark = _name(office), ""
    box: tuple[SignatureBox, ...] = ()
    found: Proof | None = None
    try:
        sealed(office)
        with signed(office) as source:
            found = proof(source, name, [signer.officer.thread] if signer else [])
            if signer is not None:
                box = (_box(source, signer.officer.thread),)
            base = _base(office, source.site, verdict)
    except BookFault as fault:
        remark = _("The book could not be sealed, and nobody signs this paper: {why}").format(
            why=fault.what
        )
        base = _base(office, office.site, verdict)
    return replace(base, proof=found, signers=box, remark=remark)


def _box(source: Source, thread: str) -> SignatureBox:
    officer = source.person(thread)
    first = source.read.by_id(unb64(thread))
    said = "" if first is None else _("enrolled in record {n}").format(n=first.n)
    return SignatureBox("checker", officer.name, licence(source.site, officer), _(MEANING), said)


def _base(office: Office, site: Site, verdict: Verdict) -> CheckData:
    locale, now = office.locale, office.now()
    return CheckData(
        site=site.name,
        checked=stamp(locale, verdict.ended),
        asked=_("the program, at night") if verdict.by_night else office.officer.name,
        records=f"{verdict.first:,}–{verdict.records:,}",
        what=_("everything") if verdict.full else _("what was written since the last seal"),
        code=verdict.code,
        sealed=_sealed(verdict),
        outcome=verdict.sentence(),
        ok=verdict.ok,
        issued=stamp(locale, now),
        made=now,
        language=site.language,
        lines=tuple(
            CheckLine(name=x.name, words=x.words, ok=x.ok, seconds=f"{x.seconds:.1f}")
            for x in verdict.lines
        ),
        faults=tuple(
            FoundLine(where=x.where or "–", what=x.why, todo=x.todo)
            for x in verdict.faults[:LISTED]
        ),
        found=verdict.found,
        proof=None,
        signers=(),
        paper=paper(site),
    )


def _sealed(verdict: Verdict) -> str:
    if verdict.seal is None:
        return _("no seal yet")
    size, line, code = verdict.seal
    return _("seal over {size} records, line {line}: {code}").format(
        size=f"{size:,}", line=f"{line:,}", code=code
    )
