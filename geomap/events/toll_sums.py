"""One event's figures from its tolls: which add up, which repeat each other, which are older, and the low and the high end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geomap.events.figures import Toll


@dataclass(frozen=True, slots=True)
class Figures:
    """An event's figures from one or more tolls.

    Attributes:
        fatalities: The headline figure, None where none is given.
        low: The lowest that is given.
        high: The highest.
        civilians: Civilians among them, where said.
        injured: Likewise the injured.
        start: Offset of the words that state the headline figure, None where there are none.
        end: Offset after them.
    """

    fatalities: int | None = None
    low: int | None = None
    high: int | None = None
    civilians: int | None = None
    injured: int | None = None
    start: int | None = None
    end: int | None = None


def figures_of(tolls: Sequence[Toll]) -> Figures:
    """Puts the tolls of one event together.

    Figures of one sentence add up, for they count different people; sentences repeat each other, so the first that
    gives a figure stands unless a later one revises it or says that it comes on top. Figures of other sentences make
    the low and the high end.
    """
    killed = [toll for toll in tolls if toll.kind == "killed" and toll.value is not None]
    injured = [toll for toll in tolls if toll.kind == "injured" and toll.value is not None]
    current = [toll for toll in killed if not toll.earlier] or killed
    headline = _headline(current)
    values = [_value(group) for group in _by_sentence(killed) if not all(toll in headline for toll in group)]
    shown = headline[0] if headline else None
    total = _value(headline) if headline else None
    civilians = [toll.civilians for toll in headline if toll.civilians is not None]
    hurt = _headline([toll for toll in injured if not toll.earlier] or injured)
    return Figures(
        fatalities=total,
        low=_least(values, total),
        high=_most(values, total, headline),
        civilians=sum(civilians) if civilians else None,
        injured=_value(hurt) if hurt else None,
        start=shown.start if shown else None,
        end=headline[-1].end if headline else None,
    )


def _by_sentence(tolls: Sequence[Toll]) -> list[list[Toll]]:
    groups: dict[int, list[Toll]] = {}
    for toll in tolls:
        groups.setdefault(toll.sentence, []).append(toll)
    return [groups[index] for index in sorted(groups)]


def _headline(tolls: Sequence[Toll]) -> list[Toll]:
    groups = _by_sentence(tolls)
    if not groups:
        return []
    revised = [group for group in groups if any(toll.revised for toll in group)]
    if revised:
        return [toll for toll in revised[-1] if toll.revised][-1:]
    groups = _counted(groups)
    chosen = list(groups[0])
    for group in groups[1:]:
        if (
            all(toll.added for toll in group) and not {toll.noun for toll in group} & {toll.noun for toll in chosen}
        ) or _of_the_other_side(group, chosen):
            chosen += group
    return chosen


def _of_the_other_side(group: Sequence[Toll], chosen: Sequence[Toll]) -> bool:
    """Whether two counts are of the dead of either side: "four peacekeepers" and then "twenty attackers"."""
    mine, theirs = {toll.adverse for toll in chosen}, {toll.adverse for toll in group}
    return len(mine) == len(theirs) == 1 and mine | theirs == {True, False}


def _counted(groups: list[list[Toll]]) -> list[list[Toll]]:
    """Drops the first sentences that only name or describe a victim where a later one gives a number."""
    numbered = [i for i, group in enumerate(groups) if any(not toll.implied for toll in group)]
    if not numbered or not all(toll.implied and toll.value for toll in groups[0]) or numbered[0] == 0:
        return groups
    return groups[numbered[0] :] if _value(groups[numbered[0]]) > _value(groups[0]) else groups


def _value(group: Sequence[Toll]) -> int:
    """The sum of what is counted; a victim who is only named or described adds to it where said to come on top."""
    numbered = [toll for toll in group if not toll.implied]
    named = [toll for toll in group if toll.implied]
    distinct = {toll.noun: toll for toll in named}
    extra = [toll for toll in distinct.values() if toll.added or not numbered]
    return sum(toll.value or 0 for toll in (*numbered, *extra))


def _least(values: Sequence[int], total: int | None) -> int | None:
    """The lowest whole figure; smaller counts of later sentences are parts of it as a rule, so only larger headlines lower it."""
    if total is None:
        return None
    return min([total, *(value for value in values if 2 * value > total)])


def _most(values: Sequence[int], total: int | None, headline: Sequence[Toll]) -> int | None:
    if total is None:
        return None
    highs = [toll.high for toll in headline]
    own = sum(high for high in highs if high is not None) if None not in highs else total
    return max([own, total, *(value for value in values if value < 2 * total)])
