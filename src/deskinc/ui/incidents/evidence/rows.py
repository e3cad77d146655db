"""Files, exhibits, statements and missing papers as rows of their lists."""

from deskinc.desk.evidence import hands
from deskinc.desk.evidence.documents import FileRow
from deskinc.desk.evidence.exhibits import ExhibitRow
from deskinc.desk.evidence.hands import Missing
from deskinc.desk.evidence.statements import StatementRow
from deskinc.i18n import Locale, _
from deskinc.ui.delegates import Row


def file_row(one: FileRow, locale: Locale) -> Row:
    """A file: what it is, its name and size, when and by whom it was kept."""
    when = f"{locale.short_date(one.kept)}, {locale.time(one.kept)} {one.by}"
    words = [one.name if one.caption else "", one.size, one.remark]
    return Row(
        one.n, one.caption or one.name, " · ".join(filter(None, words)), when, icon="paperclip",
        icon_role="pending" if one.remark else "muted",
    )  # fmt: skip


def exhibit_row(one: ExhibitRow) -> Row:
    """An exhibit: number, mark, what it is, where it is and under which seal."""
    where = _("disposed of") if one.ended else one.store
    seal = _("seal {no}").format(no=one.seal) if one.seal else _("not sealed")
    return Row(
        one.thread, f"{one.number}  {one.mark}  {one.what}", f"{where} · {seal}", icon="package"
    )  # fmt: skip


def statement_row(one: StatementRow, locale: Locale) -> Row:
    """A statement: whose, when and by whom it was taken, how it was signed."""
    when = f"{locale.short_date(one.taken)}, {locale.time(one.taken)}" if one.taken else ""
    words = [_("restricted") if one.restricted else "", when, one.by]
    return Row(
        one.thread, one.witness, " · ".join(filter(None, words)), hands.how_words(one.signed),
        icon="pen-line", right_role="muted" if one.signed else "pending",
    )  # fmt: skip


def missing_row(one: Missing) -> Row:
    """What is missing; red once its day has passed."""
    role = "fault" if one.overdue else "pending"
    note = "" if one.due else _("code of the page {code}").format(code=one.code)
    right = _("overdue") if one.overdue else ""
    icon = "circle-alert" if one.overdue else "file-text"
    return Row(
        key(one), one.words, note, right, icon=icon, icon_role=role, right_role=role
    )  # fmt: skip


def key(one: Missing) -> str:
    """What tells it from the others."""
    return f"{one.n} {'due' if one.due else ''}"
