"""Readers: from the captured words of a pattern to the meaning of the expression. A pattern names its reader."""

from geomap.dates.readers import calendar, counted, lists, parts, spans, weeks, years
from geomap.dates.readers.registry import READERS, Match, Several

__all__ = ["READERS", "Match", "Several", "calendar", "counted", "lists", "parts", "spans", "weeks", "years"]
