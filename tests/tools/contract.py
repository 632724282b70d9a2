"""`build.py contract`: writes extension/contract.gen.ts from companion/contract.py."""

from __future__ import annotations

from build import EXTENSION
from companion.contract_ts import typescript

if __name__ == "__main__":
    target = EXTENSION / "contract.gen.ts"
    target.write_bytes(typescript().encode())
    print(target)
