"""schemas: from a folder or from their publishers, and never other bytes than those that are pinned."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from companion import __main__, schemas_command
from companion.desk import Desk
from companion.errors import SchemaMissing, SchemaUnknown, SchemaUnreachable
from companion.export import schemas
from companion.export.versions import VERSIONS
from companion.register import Actor
from tests.companion import packages
from tests.companion.samples import PICTURE, capture


class Publisher:
    """Serves files on loopback, and counts who asks."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                content = outer.files.get(self.path)
                self.send_response(404 if content is None else 200)
                self.end_headers()
                self.wfile.write(content or b"")

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Publisher]:
    """Publishers that have the real schemas; the program is told that they live here."""
    found = Publisher()
    taken = schemas.take(packages.SCHEMAS, [one.name for one in schemas.PINNED])
    found.files = {f"/{name}": content for name, content in taken.items()}
    here = tuple(one._replace(address=f"{found.address}/{one.name}") for one in schemas.PINNED)
    monkeypatch.setattr(schemas, "PINNED", here)
    monkeypatch.setattr(schemas.fetch, "__defaults__", (here,))
    monkeypatch.delenv("UPPSIKT_SCHEMAS", raising=False)
    yield found
    found.close()


def run(folder: Path, *arguments: str) -> int:
    return __main__.main(["--data", str(folder), "schemas", *arguments])


def test_nothing_is_fetched_unless_asked_for(
    publisher: Publisher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing leaves the computer unless the user asks."""
    assert run(tmp_path) == 1
    assert publisher.asked == []
    assert "saknas   mets.xsd" in capsys.readouterr().out


def test_what_is_fetched_is_enough_for_a_package(
    publisher: Publisher, tmp_path: Path, desk: Desk, actor: Actor
) -> None:
    assert run(tmp_path / "data", "--fetch") == 0
    assert len(publisher.asked) == len(schemas.PINNED)
    assert run(tmp_path / "data", "--fetch") == 0
    assert len(publisher.asked) == len(schemas.PINNED), "what is here is not fetched again"
    archive = replace(desk.archive, schemas=str(tmp_path / "data" / "schemas"))
    entry = desk.capture(capture(), actor, PICTURE).entry
    made = replace(desk, archive=archive).export("eark", entry, tmp_path / "one.zip", actor)
    assert list(packages.objections(made.path)) == []


def test_other_bytes_than_the_pinned_are_refused_and_not_saved(
    publisher: Publisher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publisher.files["/xlink.xsd"] += b" "
    assert run(tmp_path, "--fetch") == 1
    assert "inte det som den här versionen känner" in capsys.readouterr().err
    assert sorted(one.name for one in (tmp_path / "schemas").iterdir()) == ["mets.xsd"]


def test_a_publisher_that_does_not_answer_is_named(
    publisher: Publisher, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del publisher.files["/mets.xsd"]
    assert run(tmp_path, "--fetch") == 1
    assert f"{publisher.address}/mets.xsd" in capsys.readouterr().err
    publisher.close()
    with pytest.raises(SchemaUnreachable):
        schemas_command.get(f"{publisher.address}/mets.xsd")


def test_without_schemas_no_package_is_written(desk: Desk, actor: Actor, tmp_path: Path) -> None:
    bare = replace(desk, archive=replace(desk.archive, schemas=str(tmp_path / "empty")))
    entry = desk.capture(capture(), actor, PICTURE).entry
    with pytest.raises(SchemaMissing):
        bare.export("eark", entry, tmp_path / "out" / "one.zip", actor)
    assert list((tmp_path / "out").iterdir()) == []
    assert [event.kind for event in desk.register.history(entry)] == ["captured"]


def test_a_changed_schema_in_the_folder_is_refused(
    desk: Desk, actor: Actor, tmp_path: Path
) -> None:
    folder = tmp_path / "schemas"
    folder.mkdir()
    names = VERSIONS["2.1.0"].schemas
    for name, content in schemas.take(packages.SCHEMAS, names).items():
        (folder / name).write_bytes(content)
    (folder / "premis-v3-0.xsd").write_bytes(b"<schema/>")
    changed = replace(desk, archive=replace(desk.archive, schemas=str(folder)))
    entry = desk.capture(capture(), actor, PICTURE).entry
    with pytest.raises(SchemaUnknown):
        changed.export("eark", entry, tmp_path / "out" / "one.zip", actor)
    assert list((tmp_path / "out").iterdir()) == []


def test_every_version_of_the_settings_is_known_with_its_schemas() -> None:
    from companion import settings

    assert tuple(VERSIONS) == settings.EARK
    pinned = {one.name for one in schemas.PINNED}
    assert all(set(version.schemas) <= pinned for version in VERSIONS.values())
    assert all(len(one.sha256) == 64 for one in schemas.PINNED)
