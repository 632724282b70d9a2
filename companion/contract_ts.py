"""Writes `extension/contract.gen.ts` from the contract. Run by `build.py contract`."""

from __future__ import annotations

import json
from typing import Any

from companion import contract

_HEAD = """\
// Written by `build.py contract` from companion/contract.py. Never edited by hand:
// a test fails when the two differ.

"""


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[1]
    if "anyOf" in schema:
        return " | ".join(_type(part) for part in schema["anyOf"])
    match schema["type"]:
        case "array":
            inner = _type(schema["items"])
            return f"readonly {inner}[]" if "|" not in inner else f"readonly ({inner})[]"
        case "integer" | "number":
            return "number"
        case "string" | "boolean" | "null" as name:
            return str(name)
        case other:
            raise ValueError(f"no TypeScript for {other!r}")


def _comment(schema: dict[str, Any], indent: str) -> str:
    text = str(schema.get("description", "")).strip()
    return f"{indent}/** {text} */\n" if text else ""


def _definition(name: str, schema: dict[str, Any]) -> str:
    head = _comment(schema, "")
    if "enum" in schema:
        values = json.dumps(schema["enum"])
        return (
            f"{head}export const {name} = {values} as const;\n"
            f"export type {name} = (typeof {name})[number];\n"
        )
    fields = "".join(
        f"{_comment(field, '  ')}  readonly {key}: {_type(field)};\n"
        for key, field in schema.get("properties", {}).items()
    )
    missing = set(schema.get("properties", {})) - set(schema.get("required", []))
    if missing:
        raise ValueError(f"{name}: fields with defaults: {sorted(missing)}")
    if not fields:
        return f"{head}export type {name} = Readonly<Record<string, never>>;\n"
    return f"{head}export interface {name} {{\n{fields}}}\n"


def typescript() -> str:
    """The whole text of `contract.gen.ts`."""
    definitions: dict[str, Any] = contract.json_schema()["$defs"]  # type: ignore[assignment]
    parts = [_definition(name, definitions[name]) for name in sorted(definitions)]
    routes = "".join(
        f"  {r.name}: {{ request: {r.request.__name__}; answer: {r.answer.__name__} }};\n"
        for r in contract.ROUTES
    )
    table = "".join(
        f"  {r.name}: {{ method: {json.dumps(r.method)}, path: {json.dumps(r.path)}, "
        f"paired: {json.dumps(r.paired)}, picture: {json.dumps(r.picture)} }},\n"
        for r in contract.ROUTES
    )
    constants = (
        f"export const MAX_BATCH = {contract.MAX_BATCH};\n"
        f"export const MAX_TEXT = {contract.MAX_TEXT};\n"
        f"export const PAGE_RULES_KEY = {json.dumps(contract.PAGE_RULES_KEY)};\n"
        f"export const CONTRACT_HASH = {json.dumps(contract.contract_hash())};\n"
        f"export const CONTRACT_HEADER = {json.dumps(contract.CONTRACT_HEADER)};\n"
        f"export const VERSION_HEADER = {json.dumps(contract.VERSION_HEADER)};\n"
    )
    return (
        _HEAD
        + constants
        + "\n"
        + "\n".join(parts)
        + f"\nexport interface Routes {{\n{routes}}}\n"
        + f"\nexport const ROUTES = {{\n{table}}} as const;\n"
    )
