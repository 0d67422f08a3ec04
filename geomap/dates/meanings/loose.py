"""Expressions that take their day from what surrounds them, or from nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from geomap.dates import days
from geomap.dates.days import Interval
from geomap.dates.meanings.base import Context, NotADateError, base_name, latest, side


@dataclass(frozen=True, slots=True)
class Unknown:
    """An expression that counts from something that is no date: "the day after the attack"."""

    reason: str = "it counts from an event, not from a date"

    tag = "unknown"

    def resolve(self, context: Context) -> Interval | None:  # noqa: ARG002
        """Never: see `Reading`."""
        return None

    def why(self, context: Context) -> str:  # noqa: ARG002
        """See `Reading`."""
        return self.reason


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """An hour: it is kept as the day named before, or that of publication."""

    tag = "time"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`.

        Raises:
            NotADateError: No day is known.
        """
        told = context.told()
        if told is None:
            raise NotADateError
        return told

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"a time of day, on {base_name('narrative', context)}"


@dataclass(frozen=True, slots=True)
class Weekend:
    """The weekend, or this weekend: the one that tense asks for."""

    tag = "weekend"

    def resolve(self, context: Context) -> Interval | None:
        """See `Reading`."""
        day = context.publication
        return None if day is None else latest(lambda k: days.period("weekend", day + dt.timedelta(7 * k)), context)

    def why(self, context: Context) -> str:
        """See `Reading`."""
        return f"the weekend {side(context)} the publication date"
