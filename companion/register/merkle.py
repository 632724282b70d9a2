"""A hash tree over the events of a checkpoint (RFC 6962, 2.1): one event can be proved without showing the others.

Leaves are event hashes (hex). A leaf counts as SHA-256(00 ‖ bytes), a node as SHA-256(01 ‖ left ‖ right);
the left half of a tree is the largest power of two below its number of leaves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

Path = list[tuple[str, str]]
"""From the leaf up: on which side the neighbour stands ("left", "right") and its hash (hex)."""


def root(leaves: Sequence[str]) -> str:
    """The tree's root (hex); of at least one leaf."""
    return _root([_leaf(leaf) for leaf in leaves]).hex()


def path(leaves: Sequence[str], index: int) -> Path:
    """The neighbours that lead from a leaf to the root."""
    level = [_leaf(leaf) for leaf in leaves]
    found: Path = []
    while len(level) > 1:
        middle = _split(len(level))
        left, right = level[:middle], level[middle:]
        if index < middle:
            found.append(("right", _root(right).hex()))
            level = left
        else:
            found.append(("left", _root(left).hex()))
            level, index = right, index - middle
    return found[::-1]


def climb(leaf: str, steps: Path) -> str:
    """The root (hex) that a leaf and its path give."""
    here = _leaf(leaf)
    for side, neighbour in steps:
        other = bytes.fromhex(neighbour)
        here = _node(other, here) if side == "left" else _node(here, other)
    return here.hex()


def _root(nodes: list[bytes]) -> bytes:
    if len(nodes) == 1:
        return nodes[0]
    middle = _split(len(nodes))
    return _node(_root(nodes[:middle]), _root(nodes[middle:]))


def _split(count: int) -> int:
    return 1 << (count - 1).bit_length() - 1


def _leaf(digest: str) -> bytes:
    return hashlib.sha256(b"\0" + bytes.fromhex(digest)).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()
