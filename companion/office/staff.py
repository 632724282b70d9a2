"""Who works here and may do what: persons, their roles, and the first of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from companion.errors import BadRequest, NotAllowed
from companion.register import Actor
from companion.register.people import People, Person, Role

LONGEST_NAME = 200
"""Characters of a person's name."""


@dataclass(frozen=True)
class Staff:
    """The persons of this installation."""

    people: People

    def open(self, owner: str, moderators: Iterable[str]) -> None:
        """At start: the owner may do everything until roles are given; moderators of paired browsers are known."""
        actor = Actor(moderator=owner, client="start")
        everybody = self.people.all()
        if not any(one.may([Role.ADMINISTRATOR]) for one in everybody):
            self.people.put(owner, Role, actor)
        known = {one.name for one in everybody} | {owner}
        for name in sorted(set(moderators) - known):
            self.people.put(name, [Role.MODERATOR], actor)

    def all(self) -> list[Person]:
        """Everybody, by name."""
        return self.people.all()

    def named(self, name: str) -> Person | None:
        """The person of this name."""
        return self.people.named(name)

    def with_role(self, role: Role) -> list[Person]:
        """Those who have this role now."""
        return [one for one in self.people.all() if one.may([role])]

    def put(self, name: str, roles: Iterable[str], actor: Actor, *, active: bool = True) -> Person:
        """Enter a person or change roles. Raises BadRequest, LastAdministrator."""
        name = " ".join(name.split())
        chosen = set(roles)
        if not name or len(name) > LONGEST_NAME:
            raise BadRequest(reason="namn")
        if not chosen or not chosen <= set(Role):
            raise BadRequest(reason="roller")
        return self.people.put(name, {Role(one) for one in chosen}, actor, active=active)

    def require(self, name: str, *roles: Role) -> Person:
        """The person, if one of the roles is theirs. Raises NotAllowed."""
        person = self.people.named(name)
        if person is None or not person.may(roles):
            raise NotAllowed(person=name)
        return person
