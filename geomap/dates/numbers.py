"""Numbers: what a token of digits can be in a date, and what a run of number words says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

LARGEST_COUNT = 999


@lru_cache(maxsize=4096)
def number_values(token: str) -> Mapping[str, Any]:
    """Categories of a token that begins with a digit."""
    if token.isdecimal():
        return whole_number_values(token)
    parts = [int(part) for part in re.findall(r"\d+", token)]
    if ":" in token or "h" in token:
        return {"CLOCK": parts} if parts[0] < 25 and parts[1] < 60 else {"FIGURE": parts}
    if len(parts) == 3 and re.fullmatch(r"\d{4}\D\d{1,2}\D\d{1,2}|\d{1,2}\D\d{1,2}\D(\d{2}|\d{4})", token):
        return {"NUMDATE": (token, parts)}
    if len(parts) == 2 and "." in token and 0 < parts[0] < 32 and 0 < parts[1] < 13 and len(token) < 6:
        return {"DAYMONTH": parts, "FIGURE": parts} | ({"DOTCLOCK": parts} if parts[0] < 25 else {})
    if len(parts) == 2 and "." in token and parts[0] < 25 and parts[1] < 60 and re.fullmatch(r"\d{1,2}\.\d\d", token):
        return {"DOTCLOCK": parts, "FIGURE": parts}
    return {"FIGURE": parts}


def whole_number_values(token: str) -> Mapping[str, Any]:
    """Categories of a token of digits only."""
    size = len(token)
    if size > 8:
        return {"FIGURE": [0]}
    number = int(token)
    values: dict[str, Any] = {"NUM": number}
    if 1 <= number <= LARGEST_COUNT:
        values["COUNT"] = number
    if size <= 2 and 1 <= number <= 31:
        values["DAY"] = number
    if size <= 2 and 1 <= number <= 12:
        values["MONTHNUM"] = number
    if size == 4 and 1000 <= number <= 2199:
        values["YEAR"] = number
    if size == 2:
        values["YY"] = number
    if size <= 2 and number < 24:
        values["HOUR"] = number
    if size == 8 and 1900 <= number // 10000 <= 2100 and 1 <= number // 100 % 100 <= 12 and 1 <= number % 100 <= 31:
        return {"NUMDATE": (token, [number // 10000, number // 100 % 100, number % 100])}
    if size > 4:
        return {"FIGURE": [number]}
    return values


def spoken(run: list[tuple[int, int]]) -> int | None:
    """The number that a run of number words says, or None where they are several numbers ("two, three")."""
    numbers = [value for _, value in run]
    if len(numbers) > 1 and 13 <= numbers[0] <= 20 and numbers[1] >= 10:  # "nineteen ninety-six"
        rest = sum(numbers[1:])
        return numbers[0] * 100 + rest if rest < 100 else None
    total = part = 0
    previous = 0
    for value in numbers:
        if value in (100, 1000):
            part = (part or 1) * value
            if value == 1000:
                total, part = total + part, 0
        elif previous and not follows(previous, value):
            return None
        else:
            part += value
        previous = value
    return total + part


def follows(previous: int, value: int) -> bool:
    """Whether a number word may follow another within one number: a smaller one that fits into its zeros."""
    return next((value < size for size in (1000, 100, 10) if previous % size == 0), False)
