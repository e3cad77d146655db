"""The numbers on paper: every series gapless, counted again by the verifier."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from deskinc.proof.document import NUMBER
from deskinc.proof.findings import Why

LINE = "line"
_LINE = b"line"
_DAY = b"day"
_WHOLE = (_LINE, b"A")
_YEARLY = (b"INC", b"EXH", b"XINC")
_DATED = re.compile(rb"(\d{4}-\d\d-\d\d)/([1-9]\d{0,14})")
_YEARED = re.compile(rb"(\d{4})-(\d{4}|[1-9]\d{4,14})")


class Series:
    """The last number of each series by name: ``line``, ``A``, ``day/2026-11-22``, ``INC/2026``."""

    def __init__(self, last: Mapping[str, int] | None = None) -> None:
        self.last = dict(last or {})

    def check(self, nos: bytes, at: bytes, offset: bytes) -> list[Why]:
        """Count the numbers of one record (as they stand in its bytes)."""
        date = local_date(at, offset)
        line, day = self.last.get(LINE, 0) + 1, self.last.get(f"day/{date}", 0) + 1
        if nos == b'"day":"%s/%d","line":%d' % (date.encode(), day, line):
            self.last[LINE] = line
            self.last[f"day/{date}"] = day
            return []
        found = NUMBER.findall(nos)
        names = {name for name, _, _ in found}
        alone = (_LINE in names) != (_DAY in names)
        return [why for given in found for why in self._one(given, date)] + (
            [Why.LINE_DAY] if alone else []
        )

    def _one(self, given: tuple[bytes, bytes, bytes], date: str) -> list[Why]:
        name, text, number = given
        if name in _WHOLE and number:
            return self._count(name.decode(), int(number))
        if name == _DAY and (dated := _DATED.fullmatch(text)):
            return self._dated("day", dated, date)
        if name in _YEARLY and (yeared := _YEARED.fullmatch(text)):
            return self._dated(name.decode(), yeared, date)
        return [Why.SERIES]

    def _dated(self, name: str, found: re.Match[bytes], date: str) -> list[Why]:
        period, number = found[1].decode(), int(found[2])
        reasons = self._count(f"{name}/{period}", number)
        return reasons if date.startswith(period) else [Why.SERIES_DATE, *reasons]

    def _count(self, series: str, number: int) -> list[Why]:
        due = self.last.get(series, 0) + 1
        self.last[series] = max(number, due - 1)
        if number == due:
            return []
        return [Why.SERIES_GAP if number > due else Why.SERIES_REPEATED]


def cited(line: int | None, epoch: int) -> str:
    """A line as people cite it: ``4812``, from the second epoch on ``4812·e2``; "" for none."""
    if line is None:
        return ""
    return str(line) if epoch == 1 else f"{line}·e{epoch}"


def local_date(at: bytes, offset: bytes) -> str:
    """The date on the wall: that of ``at`` (UTC) moved by ``offset`` minutes."""
    if 0 <= int(at[11:13]) * 60 + int(at[14:16]) + int(offset) < 1440:
        return at[:10].decode()
    moment = datetime.fromisoformat(at[:19].decode())
    return str((moment + timedelta(minutes=int(offset))).date())
