"""spaCy's transitions (parser, entities) without its locks: each step is taken while Python's lock is held.

spaCy's own loop gives Python's lock back and asks for it again for every action that it considers, which costs more than
the rest of the loop together. The same steps through its public parts take the lock once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


def take_steps(pipe: Any, docs: Sequence[Any]) -> None:
    """Annotates documents with a transition pipe (`parser`, `ner`).

    Args:
        pipe: The pipe; one that keeps several analyses alive at once is run by its own loop.
        docs: Documents that the pipes before it have been at; changed in place.
    """
    if not any(len(doc) for doc in docs):
        return
    greedy = pipe.cfg.get("beam_width", 1) == 1
    pipe.set_annotations(docs, _states(pipe, docs) if greedy else pipe.predict(docs))


def _states(pipe: Any, docs: Sequence[Any]) -> list[Any]:
    """The final states of documents."""
    states: list[Any] = pipe.moves.init_batch(docs)
    steps = pipe.model.predict(docs)
    going = [state for state in states if not state.is_final()]
    while going:
        going = pipe.transition_states(going, steps.predict(going))
    steps.clear_memory()
    return states
