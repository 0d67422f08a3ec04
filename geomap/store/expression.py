"""Conditions on events as people write them: `fatalities >= 10 and country_code in ["SY", "IQ"]`.

The text is read as a Python expression, of which only fields, values, comparisons, `and`, `or` and `not` are let
through; nothing in it is ever run.
"""

from __future__ import annotations

import ast
import itertools
import operator
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from geomap.errors import UsageError
from geomap.model import Event
from geomap.store.codec import properties
from geomap.store.query import fold
from geomap.store.values import EVENT_FIELDS

_LONGEST = 2000
_FIELDS = tuple(name for name in EVENT_FIELDS if name not in {"spans", "reports"})
_ORDERS: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_EQUALS = (ast.Eq, ast.NotEq, ast.Is, ast.IsNot)
_HELP = 'write it like: fatalities >= 10 and (actor1 == "Islamic State" or "drone" in quote)'


class Expression:
    """A condition that events meet or not.

    Days compare with their ISO text, names in one field with the text that joins them by "; ". `in` looks for a
    value in a list, or for a piece of a text whatever its case and accents. A field that is empty is neither greater
    nor less than anything.
    """

    def __init__(self, text: str) -> None:
        """Read the condition.

        Raises:
            UsageError: It cannot be read, or holds anything but fields, values and comparisons.
        """
        self.text = text
        if len(text) > _LONGEST:
            raise UsageError(f"the condition is longer than {_LONGEST} characters; split it into several filters")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Python's remarks on odd escapes in quoted text
                self._tree = ast.parse(text.strip(), mode="eval").body
            _check(self._tree)
        except UsageError:
            raise
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise UsageError(f"the condition {text[:60]!r} cannot be read; {_HELP}") from error

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def holds(self, event: Event) -> bool:
        """Whether the event meets it.

        Raises:
            UsageError: It compares what cannot be compared, such as a number with a text.
        """
        try:
            return bool(_value(self._tree, properties(event)))
        except TypeError as error:
            raise UsageError(
                f"the condition {self.text[:60]!r} compares a number with a text; put texts in quotes"
            ) from error


def _check(node: ast.AST) -> None:
    """Refuse anything but what `_value` knows."""
    if isinstance(node, ast.Name) and node.id not in _FIELDS:
        raise UsageError(f"{node.id!r} is no field of an event; those are {', '.join(_FIELDS)} (texts stand in quotes)")
    plain = isinstance(node, ast.Constant) and isinstance(node.value, str | int | float | None)
    inner: list[ast.AST] = []
    if isinstance(node, ast.BoolOp):
        inner = [*node.values]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        inner = [node.operand]
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        inner = [*node.elts]
    elif isinstance(node, ast.Compare):
        inner = [node.left, *node.comparators]
    elif not (plain or isinstance(node, ast.Name)):
        raise UsageError(f"a condition holds fields, values and comparisons only; {_HELP}")
    for each in inner:
        _check(each)


def _value(node: ast.AST, known: Mapping[str, Any]) -> Any:
    value: Any = None
    if isinstance(node, ast.Name):
        value = known[node.id]
    elif isinstance(node, ast.Constant):
        value = node.value
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        value = [_value(item, known) for item in node.elts]
    elif isinstance(node, ast.UnaryOp):
        operand = _value(node.operand, known)
        value = not operand if isinstance(node.op, ast.Not) else -operand
    elif isinstance(node, ast.BoolOp):
        truths = (bool(_value(item, known)) for item in node.values)
        value = all(truths) if isinstance(node.op, ast.And) else any(truths)
    elif isinstance(node, ast.Compare):
        sides = [_value(side, known) for side in (node.left, *node.comparators)]
        value = all(_compared(by, *pair) for by, pair in zip(node.ops, itertools.pairwise(sides), strict=True))
    return value


def _compared(by: ast.cmpop, left: Any, right: Any) -> bool:
    if isinstance(by, _EQUALS):
        return (left == right) is isinstance(by, ast.Eq | ast.Is)
    if isinstance(by, ast.In | ast.NotIn):
        return _within(left, right) is isinstance(by, ast.In)
    return left is not None and right is not None and _ORDERS[type(by)](left, right)


def _within(left: Any, right: Any) -> bool:
    if isinstance(right, list):
        return left in right
    return bool(left) and bool(right) and fold(str(left)) in fold(str(right))
