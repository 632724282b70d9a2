"""How pages are read, updated from a signed file: platforms change between versions of the program.

The file is JSON, `{"rules": TEXT, "signature": HEX}`: Ed25519 over the text's UTF-8. What the text says is the
extension's business (extension/page/rules-check.ts), which verifies the signature once more; what ships with
the extension always remains underneath.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from companion.contract import PAGE_RULES_KEY, Nothing, PageRulesAnswer, SignedPageRules
from companion.errors import PageRulesRefused, Said, StorageFailed
from companion.register import Actor
from companion.signing import holds

NAME = "page-rules.json"

LARGEST = 400_000
"""Bytes of a file."""


@dataclass(frozen=True)
class PageRules:
    """The update in use on this computer, if any."""

    data: Path
    """The data directory."""
    key: str = PAGE_RULES_KEY
    """Public key (hex) of the publisher."""

    @property
    def path(self) -> Path:
        """Where the update is kept."""
        return self.data / NAME

    def rules(self, asked: Nothing, actor: Actor) -> PageRulesAnswer:  # noqa: ARG002 - the same for all
        """For the extension; an update that is damaged is none."""
        return PageRulesAnswer(signed=self.in_use())

    def in_use(self) -> SignedPageRules | None:
        """The update, if there is one and its signature holds."""
        try:
            return self.read(self.path)
        except (FileNotFoundError, PageRulesRefused):
            return None

    def read(self, path: Path) -> SignedPageRules:
        """A signed file. Raises FileNotFoundError, PageRulesRefused."""
        try:
            content = path.read_bytes()[: LARGEST + 1]
        except FileNotFoundError:
            raise
        except OSError as error:
            raise PageRulesRefused(reason=error) from error
        if len(content) > LARGEST:
            raise PageRulesRefused(reason=Said("den är för stor", "it is too large"))
        try:
            signed = SignedPageRules.model_validate_json(content)
        except ValidationError as error:
            reason = Said("den har inte rätt form", "it does not have the right form")
            raise PageRulesRefused(reason=reason) from error
        if not holds(self.key, signed.signature, signed.rules.encode()):
            reason = Said("signaturen är inte utgivarens", "the signature is not the publisher's")
            raise PageRulesRefused(reason=reason)
        return signed

    def bring(self, path: Path) -> int:
        """Take an update into use; gives its version. Raises FileNotFoundError, PageRulesRefused, StorageFailed."""
        signed = self.read(path)
        number, now = version(signed), self.in_use()
        if now is not None and number < version(now):
            reason = Said("den är äldre än den som gäller", "it is older than the one in use")
            raise PageRulesRefused(reason=reason)
        fresh = self.path.with_name(f"{NAME}.new")
        try:
            fresh.write_text(signed.model_dump_json(), "utf-8")
            fresh.replace(self.path)
        except OSError as error:
            raise StorageFailed(reason=error) from error
        return number

    def forget(self) -> None:
        """Go back to what ships. Raises StorageFailed."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise StorageFailed(reason=error) from error


def version(signed: SignedPageRules) -> int:
    """The update's number, which grows. Raises PageRulesRefused where it has none."""
    try:
        number = json.loads(signed.rules)["version"]
    except (ValueError, KeyError, TypeError) as error:
        reason = Said("den saknar versionsnummer", "it has no version number")
        raise PageRulesRefused(reason=reason) from error
    if not isinstance(number, int):
        raise PageRulesRefused(reason=Said("den saknar versionsnummer", "it has no version number"))
    return number
