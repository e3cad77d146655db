"""From what an editor hands over to what the record keeps; one function for each kind."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from deskinc.forms import body, kinds, moments, money
from deskinc.forms.kinds import SAFE_INT, Field, FieldError, Option, Raw, Value
from deskinc.i18n import _

_BLANK = " \t\r\n"
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_DIGEST = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")  # 32 bytes in base64url
_MIME = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}")
_WHOLE = re.compile(r"[+-]?[0-9]{1,16}")
_REASON = kinds.Text("reason", "", limit=1000)
_WORD = kinds.Text("text", "", limit=500)


def clean(field: Field, raw: Raw) -> Value:
    """Return the stored value of one answer, None where nothing was answered.

    Takes the raw forms of its kind and every stored value of it; FieldError says what is wrong.
    Tables and choices of several are cleaned by the form, cell by cell.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip(_BLANK)):
        return None
    if isinstance(raw, Mapping) and "unknown" in raw:
        return _unknown(field, raw)
    return _CLEANERS[type(field)](field, raw)


def _unknown(field: Field, raw: Mapping[str, Any]) -> Value:
    if not field.unknown:
        raise FieldError(_("This cannot be left unknown."))
    reason = clean(_REASON, raw["unknown"])
    if reason is None or len(raw) != 1:
        raise FieldError(_("Say why it is unknown."))
    return {"unknown": reason}


def _text(field: kinds.Text, raw: Raw) -> Value:
    if not isinstance(raw, str):
        raise FieldError(_("Write this in words."))
    text = raw.replace("\r\n", "\n").replace("\r", "\n") if field.multiline else raw
    kept = text if field.exact else text.strip(_BLANK)
    _refuse_controls(kept, text.index(kept), "\n\t" if field.multiline else "")
    kept = unicodedata.normalize("NFC", kept)
    kept = kept if field.exact else kept.strip()
    if len(kept) > field.limit:
        raise FieldError(
            _("This is {length} characters long; {limit} can be kept.").format(
                length=len(kept), limit=field.limit
            )
        )
    return kept or None


def _refuse_controls(text: str, before: int, allowed: str) -> None:
    """Refuse what no screen, paper or file format can show, naming where it stands (from 1)."""
    at = control_at(text, allowed)
    if at >= 0:
        raise FieldError(
            _("Character {place} (U+{code}) is a control character; take it out.").format(
                place=before + at + 1, code=f"{ord(text[at]):04X}"
            )
        )


def control_at(text: str, allowed: str) -> int:
    """Where the first control character stands that is not ``allowed``, from 0; −1 for nowhere."""
    for at, sign in enumerate(text):
        if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in allowed:
            return at
    return -1


def _choice(field: kinds.Choice, raw: Raw) -> Value:
    code = raw.get("code") if isinstance(raw, Mapping) else raw
    option = field.option(code) if isinstance(code, str) else None
    if option is None:
        raise FieldError(_("Choose one of the answers."))
    return {"code": option.code, "text": _shown(option, raw)}


def _shown(option: Option, raw: Raw) -> str:
    """Return the word the person saw: as handed over, else the option's own as shown today."""
    text = raw.get("text") if isinstance(raw, Mapping) else None
    word = clean(_WORD, text)
    return word if isinstance(word, str) else _(option.label)


def _moment(field: kinds.Moment, raw: Raw) -> Value:
    if isinstance(raw, datetime):
        return moments.stored(raw, field.precision)
    if isinstance(raw, date):
        return moments.stored(datetime.combine(raw, time(), UTC), "day")
    kept = moments.moment_of(raw if isinstance(raw, Mapping) else {"t": raw})
    precision = raw.get("p") if isinstance(raw, Mapping) else field.precision
    if kept is None or precision not in moments.PRECISIONS:
        raise FieldError(_("This is no time."))
    order = moments.PRECISIONS
    return moments.stored(kept, min(precision, field.precision, key=order.index))


def _place(_field: kinds.Place, raw: Raw) -> Value:
    return _named(raw, typed=True)


def _person(field: kinds.Person, raw: Raw) -> Value:
    return _named(raw, typed=field.typed)


def _ref(_field: kinds.Ref, raw: Raw) -> Value:
    return _named(raw, typed=False)


def _named(raw: Raw, *, typed: bool) -> Value:
    """Return ``{id, text}``; an empty id stands for a name typed by hand."""
    given = raw if isinstance(raw, Mapping) else {"id": "", "text": raw}
    known, text = given.get("id"), clean(_WORD, given.get("text"))
    if not isinstance(known, str) or not isinstance(text, str):
        raise FieldError(_("This name cannot be kept."))
    if not (_ID.fullmatch(known) or (typed and not known)):
        raise FieldError(_("Choose from the list."))
    return {"id": known, "text": text}


def _flag(_field: kinds.Flag, raw: Raw) -> Value:
    if not isinstance(raw, bool):
        raise FieldError(_("Answer yes or no."))
    return raw


def _number(field: kinds.Number, raw: Raw) -> Value:
    if isinstance(raw, str) and _WHOLE.fullmatch(raw.strip()):
        raw = int(raw)
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise FieldError(_("Write a whole number."))
    low, high = max(field.low, -SAFE_INT), min(field.high, SAFE_INT)
    if not low <= raw <= high:
        raise FieldError(_("Write a number from {low} to {high}.").format(low=low, high=high))
    return raw


def _money(_field: kinds.Money, raw: Raw) -> Value:
    if not isinstance(raw, Mapping):
        raise FieldError(_("Write an amount such as 125.50."))
    if isinstance(raw.get("amount"), str):
        return money.parse_money(raw["amount"], str(raw.get("cur")))
    return money.amount(raw.get("minor"), raw.get("cur"))


def _point(field: kinds.Point, raw: Raw) -> Value:
    given = raw if isinstance(raw, Mapping) else {}
    plan, x, y = given.get("plan"), given.get("x"), given.get("y")
    whole = all(isinstance(n, int) and not isinstance(n, bool) and abs(n) <= SAFE_INT
                for n in (x, y))  # fmt: skip
    if not (isinstance(plan, str) and _ID.fullmatch(plan) and whole):
        raise FieldError(_("This is no point on a plan."))
    if field.body and body.at(given) is None:
        raise FieldError(_("This is no point on the drawing of a body."))
    return {"plan": plan, "x": x, "y": y}


def _file(_field: kinds.File, raw: Raw) -> Value:
    given = raw if isinstance(raw, Mapping) else {}
    digest, size, mime = (given.get(key) for key in ("sha256", "size", "mime"))
    name = clean(_WORD, given.get("name"))
    sized = isinstance(size, int) and not isinstance(size, bool) and 0 <= size <= SAFE_INT
    typed = isinstance(mime, str) and _MIME.fullmatch(mime)
    if not (isinstance(digest, str) and _DIGEST.fullmatch(digest) and sized and typed and name):
        raise FieldError(_("This is no attachment of the book."))
    return {"sha256": digest, "size": size, "mime": mime, "name": name}


def _several(_field: Field, _raw: Raw) -> Value:
    raise FieldError(_("This is answered cell by cell."))


_CLEANERS: Mapping[type[Field], Callable[[Any, Raw], Value]] = {
    kinds.Text: _text,
    kinds.Choice: _choice,
    kinds.Moment: _moment,
    kinds.Place: _place,
    kinds.Person: _person,
    kinds.Flag: _flag,
    kinds.Number: _number,
    kinds.Money: _money,
    kinds.Point: _point,
    kinds.File: _file,
    kinds.Ref: _ref,
    kinds.Rows: _several,
}
