"""The same reading in a real Firefox, where a script sees the page through the browser's own glasses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.firefox import Firefox, open_firefox
from tests.e2e.site import Site
from tests.pages.catalogue import MAKERS, catalogue
from tests.pages.conftest import READER
from tests.pages.model import Generator
from tests.pages.test_reading import assert_read
from tests.tools import extension

SECOND = tuple((make().name, "second") for make in MAKERS)
FIRST = (("timeline", "first"), ("dialog", "first"), ("instagram_modal", "first"))


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    folder = tmp_path_factory.mktemp("firefox")
    with Site() as site, open_firefox(site, folder, extension.built() / "firefox") as running:
        yield running


@pytest.mark.parametrize(("name", "generator"), [*SECOND, *FIRST])
def test_reading_in_firefox(firefox: Firefox, name: str, generator: Generator) -> None:
    """S3: content and sender as they stand on the page, in a language that nobody knows."""
    page = catalogue("nonsense", generator)[name]
    firefox.open(page)
    reading = firefox.run(
        f"{READER.read_text('utf-8')}; return uppsiktReader.readPage(document, location);"
    )
    assert_read(reading, page)
