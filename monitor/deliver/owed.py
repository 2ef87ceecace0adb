"""Who is still owed a digest that others of the same channel took. Pure.

Places in the configuration mean somebody else as soon as a person mends it, and addresses may hold passwords. So what
is kept is a name that is made of an address and a digest's key, slowly (PBKDF2, RFC 8018), and leads back to neither.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable
from email.utils import parseaddr
from functools import cached_property

from monitor.model import Json

ROUNDS = 20_000  # some 10 ms for each name: a password of an address is not found by trying


class Owed:
    """`everyone`: the addresses that are configured now. `kept`: what `but_for` said after the last try, '' where
    nobody took it yet. `key`: the digest's. `same`: gives one spelling to the addresses of one person.
    """

    def __init__(
        self, everyone: Iterable[str], kept: str, key: str, *, same: Callable[[str], str] = lambda address: address
    ) -> None:
        self.everyone = tuple(everyone)
        self._kept: Json = json.loads(kept) if kept else None
        self._key, self._same = key, same

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """Who is to get it: who did not take it, and who is new in the configuration where such a one is there no more
        and somebody must stand for him.
        """
        if self._kept is None:
            return self.everyone
        if isinstance(self._kept, list):
            return self._asked_before()
        owed, taken = set(self._kept["owed"]), set(self._kept["taken"])
        if owed - self._names.keys():
            return tuple(address for name, address in self._names.items() if name not in taken)
        return tuple(address for name, address in self._names.items() if name in owed)

    def but_for(self, refused: Collection[str]) -> str:
        """What is to be kept when all who were asked took it, but for these."""
        took = {each for each in self.asked if each not in refused}
        if isinstance(self._kept, list):
            took |= {each for each in self.everyone if each not in self.asked}
        before = set(self._kept["taken"]) if isinstance(self._kept, dict) else set()
        names = {address: name for name, address in self._names.items()}
        owed = {names[each] for each in refused}
        return json.dumps({"owed": sorted(owed), "taken": sorted(before.union(names[each] for each in took))})

    @cached_property
    def _names(self) -> dict[str, str]:
        return {self._name(address): address for address in dict.fromkeys(self.everyone)}

    def _name(self, address: str) -> str:
        made = hashlib.pbkdf2_hmac("sha256", self._same(address).encode(), self._key.encode(), ROUNDS, dklen=16)
        return made.hex()

    def _asked_before(self) -> tuple[str, ...]:
        """Of a list of an older version, which has addresses of mail or places. Where one of them is there no more it
        is not known who took it: then everybody is asked.
        """
        known = {str(place): each for place, each in enumerate(self.everyone, start=1)}
        known |= {self._same(each): each for each in self.everyone}
        owed = [known.get(self._same(parseaddr(each)[1] or each)) for each in self._kept]
        return self.everyone if None in owed else tuple(each for each in self.everyone if each in owed)
