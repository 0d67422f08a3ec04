"""Numbers in sets that are united: a disjoint-set forest."""

from __future__ import annotations


class DisjointSets:
    """The numbers from 0 to `size` - 1, each in a set of its own at first."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def top(self, number: int) -> int:
        """The number that stands for the set of another."""
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def together(self, one: int, other: int) -> bool:
        """Whether both are in one set."""
        return self.top(one) == self.top(other)

    def unite(self, one: int, other: int) -> None:
        """Makes one set of the two that they are in."""
        self._above[self.top(one)] = self.top(other)

    def count(self) -> int:
        """How many sets there are."""
        return sum(self._above[number] == number for number in range(len(self._above)))
