"""Which files of the vault the register says must be there, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import text

from companion.errors import Said
from companion.register.engine import reading
from companion.register.store import Register

_COLUMNS: Final[dict[str, Said]] = {
    "record_sha256": Said("uppgiftsfilen till post {}", "the record of entry {}"),
    "screenshot_sha256": Said("skärmbilden till post {}", "the screenshot of entry {}"),
}


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
            for column, of in _COLUMNS.items():
                query = text(
                    f"SELECT id, {column} AS sha256 FROM entry "
                    f"WHERE {column} IS NOT NULL AND disposed_at IS NULL"
                )
                for row in connection.execution_options(yield_per=1_000).execute(query):
                    yield row.sha256, Said(of.sv.format(row.id), of.en.format(row.id))
        for ended in self._register.told("disposal_finished"):
            number = ended.facts["disposal"]
            sha256 = str(ended.facts["protocol_sha256"])
            yield (
                sha256,
                Said(f"protokollet till gallring {number}", f"the protocol of disposal {number}"),
            )
