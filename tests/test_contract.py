"""The contract between extension and companion: strict shapes, and generated TypeScript in step."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticUndefined

from companion import contract
from companion.contract_ts import typescript
from tests.bench import receipt

ROOT = Path(__file__).resolve().parent.parent
SHAPES = [
    kind
    for kind in vars(contract).values()
    if isinstance(kind, type) and issubclass(kind, contract.Shape) and kind is not contract.Shape
]
NAMED = {shape.__name__ for shape in contract.shapes()}

every_shape = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)


def patterned(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True)


STRATEGIES: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
    "string": lambda: st.text(max_size=40),
    "integer": lambda: st.integers(-(2**53) + 1, 2**53 - 1),
    "number": lambda: st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.booleans,
    "null": st.none,
}


def values(schema: dict[str, Any], defs: dict[str, Any]) -> st.SearchStrategy[Any]:
    """JSON values that a schema of the contract allows."""
    if "$ref" in schema:
        return values(defs[str(schema["$ref"]).rsplit("/", 1)[1]], defs)
    if "anyOf" in schema:
        return st.one_of([values(part, defs) for part in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "array":
        return st.lists(values(schema["items"], defs), max_size=3)
    if schema["type"] == "object":
        fields = schema.get("properties", {})
        return st.fixed_dictionaries({name: values(part, defs) for name, part in fields.items()})
    if "pattern" in schema:
        return patterned(schema["pattern"].replace("^", "").replace("$", ""))
    if schema.get("format") == "date-time":
        return st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat)
    if "minLength" in schema:
        return st.text(min_size=schema["minLength"], max_size=40)
    return STRATEGIES[schema["type"]]()


@cache
def json_of(shape: type[contract.Shape]) -> st.SearchStrategy[dict[str, Any]]:
    """JSON objects of one shape."""
    schema = shape.model_json_schema()
    return values(schema, schema.get("$defs", {}))


def test_the_typescript_is_what_the_contract_says() -> None:
    committed = (ROOT / "extension" / "contract.gen.ts").read_bytes()
    assert committed == typescript().encode(), "run: python3 build.py contract"


@every_shape
def test_every_shape_crosses_or_stands_in_one_that_does(shape: type[contract.Shape]) -> None:
    definitions = contract.json_schema()["$defs"]
    assert isinstance(definitions, dict)
    assert shape.__name__ in definitions


@every_shape
def test_no_field_has_a_default(shape: type[contract.Shape]) -> None:
    """A default silently becomes optional in TypeScript."""
    optional = [
        name
        for name, field in shape.model_fields.items()
        if field.default is not PydanticUndefined or field.default_factory is not None
    ]
    assert optional == []


@every_shape
@given(data=st.data())
@settings(max_examples=30)
def test_every_shape_comes_back_as_it_was_sent(
    shape: type[contract.Shape], data: st.DataObject
) -> None:
    sent = data.draw(json_of(shape))
    read = shape.model_validate(sent)
    again = shape.model_validate_json(read.model_dump_json())
    assert again == read
    assert set(read.model_dump(mode="json")) == set(sent)


@every_shape
@given(data=st.data())
@settings(max_examples=10)
def test_every_shape_refuses_what_it_does_not_know(
    shape: type[contract.Shape], data: st.DataObject
) -> None:
    sent = data.draw(json_of(shape))
    with pytest.raises(ValidationError):
        shape.model_validate({**sent, "unknown_field": 1})
    for name in sent:
        with pytest.raises(ValidationError):
            shape.model_validate({key: value for key, value in sent.items() if key != name})


@every_shape
@given(data=st.data())
@settings(max_examples=3)
def test_no_shape_can_be_changed(shape: type[contract.Shape], data: st.DataObject) -> None:
    read = shape.model_validate(data.draw(json_of(shape)))
    for name in shape.model_fields:
        with pytest.raises(ValidationError):
            setattr(read, name, None)


def enumerations() -> Iterator[type[StrEnum]]:
    """The contract's closed lists of words."""
    for kind in vars(contract).values():
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
            yield kind


def test_there_is_no_default_success() -> None:
    """What was seen after an act is said, or said to be unknown."""
    assert {outcome.value for outcome in contract.Outcome} == {
        "hidden", "deleted", "vanished", "failed", "unknown", "remains",
    }  # fmt: skip


@given(st.text(max_size=20))
def test_closed_lists_refuse_other_words(word: str) -> None:
    kinds = list(enumerations())
    assert kinds, "nothing was read"
    for kind in kinds:
        adapter: TypeAdapter[Any] = TypeAdapter(kind)
        if word not in {member.value for member in kind}:
            with pytest.raises(ValidationError):
                adapter.validate_python(word)


def test_routes_have_one_name_and_one_path_each() -> None:
    assert len({route.name for route in contract.ROUTES}) == len(contract.ROUTES)
    assert len({route.path for route in contract.ROUTES}) == len(contract.ROUTES)


def test_only_pairing_needs_no_token() -> None:
    assert {route.name for route in contract.ROUTES if not route.paired} == {"pair", "claim"}


def test_a_receipt_carries_the_proof() -> None:
    """S3, N4: what is saved is named by its hashes and its place in the chain of events."""
    required = contract.Receipt.model_json_schema()["required"]
    assert {"capture_id", "entry", "record_sha256", "screenshot_sha256", "event_hash"} <= set(
        required
    )


@given(st.integers(0, contract.MAX_BATCH + 3))
@settings(max_examples=8)
def test_a_batch_is_bounded(count: int) -> None:
    batch = {"comments": [{"id": "1", "text": "hej"}] * count}
    if count <= contract.MAX_BATCH:
        assert len(contract.ClassifyRequest.model_validate(batch).comments) == count
    else:
        with pytest.raises(ValidationError):
            contract.ClassifyRequest.model_validate(batch)


def test_the_hash_is_the_same_in_every_process() -> None:
    """Another process, another seed of Python's own hashing: the same contract hash."""
    code = "from companion.contract import contract_hash; print(contract_hash())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT), "SYSTEMROOT": r"C:\Windows"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == contract.contract_hash()


def test_the_hash_follows_the_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    before = contract.contract_hash()
    with monkeypatch.context() as changed:
        changed.setattr(contract, "ROUTES", contract.ROUTES[:-1])
        contract.contract_hash.cache_clear()
        assert contract.contract_hash() != before
    contract.contract_hash.cache_clear()
    assert contract.contract_hash() == before


def test_the_bench_asks_as_the_extension_does() -> None:
    """A contract that has moved on is noticed here, not in the middle of a measurement."""
    example = receipt.capture(1, b"picture")
    assert contract.CaptureRequest.model_validate(example).comment.id == example["comment"]["id"]
