"""Names of people in what leaves the house."""

from __future__ import annotations

import hashlib
import hmac

from beanfield.formats.base import People


class Pseudonyms:
    """Gives each person one name throughout a file: `p1`, `p2` … or, with a key, the same in every file."""

    def __init__(self, people: People, key: bytes | None = None) -> None:
        self._people = people
        self._key = key
        self._given: dict[str, str] = {}

    def of(self, person: str | None) -> str | None:
        """The person's name in the file; None for nobody, or where people are left out."""
        if person is None or self._people == "none":
            return None
        if self._people == "names":
            return person
        if person not in self._given:
            if self._key is None:
                self._given[person] = f"p{len(self._given) + 1}"
            else:
                digest = hmac.new(self._key, person.encode(), hashlib.sha256).hexdigest()
                self._given[person] = f"p{digest[:12]}"
        return self._given[person]
