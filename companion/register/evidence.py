"""Which files of the vault the register says must be there, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import text

from companion.errors import Said
from companion.register.engine import reading
from companion.register.store import Register

FILES: Final[dict[tuple[str, str], tuple[str, Said]]] = {
    ("entry", "record_sha256"): (
        "id",
        Said("uppgiftsfilen till post {}", "the record of entry {}"),
    ),
    ("entry", "screenshot_sha256"): (
        "id",
        Said("skärmbilden till post {}", "the screenshot of entry {}"),
    ),
    ("disclosure_entry", "document_sha256"): (
        "entry_id",
        Said("den maskerade kopian av post {}", "the masked copy of entry {}"),
    ),
}
"""Table and column that name a file of the vault → the column with the entry's number, and what the file is."""


class Evidence:
    """The files that are not disposed of."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._engine = register.engine

    def count(self) -> int:
        """About how many there are: two for each entry."""
        query = text("SELECT count(*) FROM entry WHERE disposed_at IS NULL")
        with reading(self._engine) as connection:
            return 2 * int(connection.execute(query).scalar_one())

    def named(self) -> Iterator[tuple[str, Said]]:
        """SHA-256 (hex) of each file, and what it is."""
        with reading(self._engine) as connection:
            for (table, column), (number, of) in FILES.items():
                live = " AND disposed_at IS NULL" if table == "entry" else ""
                query = text(
                    f"SELECT {number} AS number, {column} AS sha256 FROM {table} "
                    f"WHERE {column} IS NOT NULL{live}"
                )
                for row in connection.execution_options(yield_per=1_000).execute(query):
                    yield row.sha256, Said(of.sv.format(row.number), of.en.format(row.number))
        for ended in self._register.told("disposal_finished"):
            which = ended.facts["disposal"]
            sha256 = str(ended.facts["protocol_sha256"])
            yield (
                sha256,
                Said(f"protokollet till gallring {which}", f"the protocol of disposal {which}"),
            )
