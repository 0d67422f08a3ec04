"""Screening: a quick look at documents before they are read, so that those which tell no event are set aside.

A document is looked at by the forms of its words alone: which triggers may stand in which sentence, beside which actors,
numbers, times and words of other worlds. Nothing is parsed; a look takes about a millisecond.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.doors import opened_on_use

if TYPE_CHECKING:
    from geomap.screening.judging import worth_reading

__all__ = ["worth_reading"]

__getattr__ = opened_on_use(__name__, {"worth_reading": "judging"})
