"""What a fold writes with: rows are gathered and go in together, in the order of their numbers."""

from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import Any

import sqlalchemy as sa

from deskinc.book.disk.store import Link
from deskinc.book.registers.rows import insert_sql


@cache
def _replace(table: sa.Table) -> str:
    return insert_sql(table, replace=True)


class Pen:
    """Writes register rows over ``link``; ``n_of`` finds the number of a record by its id.

    ``indexes`` false leaves the search index alone, which then is made from the words at the end.
    """

    def __init__(
        self, link: Link, n_of: Callable[[bytes], int | None], *, indexes: bool = True
    ) -> None:
        self.link = link
        self.indexes = indexes
        self.n_of = n_of
        self.roles: dict[str, frozenset[str] | None] = {}
        """Roles of authors as far as they were asked for, until somebody’s may have changed."""
        self._waiting = defaultdict[str, list[tuple[Any, ...]]](list)

    def add(self, sql: str, *row: Any) -> None:
        """Gather one row for the insert ``sql``."""
        self._waiting[sql].append(row)

    def run(self, sql: str, *params: Any) -> "sa.CursorResult[*tuple[Any, ...]]":
        """Write what waits, then execute ``sql``."""
        self.flush()
        return self.link.run(sql, params)

    def row(self, table: sa.Table, key: Any) -> dict[str, Any] | None:
        """The row of ``table`` under its primary key."""
        self.flush()
        first = next(iter(table.primary_key))
        found = self.link.execute(sa.select(table).where(first == key))
        row = found.mappings().one_or_none()
        return None if row is None else {str(name): cell for name, cell in row.items()}

    def put(self, table: sa.Table, row: dict[str, Any]) -> None:
        """Write a whole row in the place of the one under the same primary key."""
        self.add(_replace(table), *(row[column.name] for column in table.columns))

    def flush(self) -> None:
        """Write what waits."""
        waiting, self._waiting = self._waiting, defaultdict(list)
        for sql, rows in waiting.items():
            self.link.many(sql, rows)
