"""How near the place names of a sentence stand to a happening, through the parse: the lowest cost is where it happened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events import lands, orientation
from geomap.events.clauses import RELATIVE_CLAUSES, governing_verb, lemma
from geomap.events.datelines import is_dateline
from geomap.events.narrative import is_saying, time_words
from geomap.events.phrases import hosts
from geomap.events.relations import surrounds
from geomap.events.small_words import small_words, word

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.arguments import Roles
    from geomap.events.context import Context
    from geomap.events.joining import Group
    from geomap.model import PlaceMention, Sentence

_VERBAL = frozenset({"VERB", "AUX"})
_CLAUSE_LABELS = frozenset({"ccomp", "advcl", "relcl", "acl:relcl", "acl", "csubj", "parataxis", "pcomp", "xcomp"})
# Costs of the steps from a trigger to a place name through the parse; the lowest sum wins. Fitted by reading, not by counting.
_STEP = 1.0
_OUT_OF_CLAUSE = 1.5
_OUT_OF_STATEMENT = 5.0
_INTO_CLAUSE = 3.0
# A step into a clause coordinated with the trigger's, which may have a place of its own ("attacked in Jos and fled to Bauchi").
_INTO_NEXT = 2.0
_ORIGIN = 6.0
# A step out of, or into, what happened at another time ("after the attack in ...").
_OTHER_TIME = 7.0
_WITHIN_ACTOR = 2.5
_WITHIN_OTHER = 5.0
# A country inside an actor's name says whose it is ("Russia's president").
_WHOSE = 7.0
TOO_FAR = 8.0
# What a place costs where it was only said that something happened: never the place of that.
_ELSEWHERE = 50.0
_NATURE = 3.0
# What a name costs that only says which border or bank is near: it still tells, where nothing else does.
_SIDE = 4.0
# A place is this much nearer to what happened than the larger one that it lies in.
_INNER = 0.1
_NATURAL = ("STM", "LK", "SEA", "OCN", "GULF", "MT", "HLL", "BAY", "CNL")
_COUNTRY = 6
_TOWN = 2


def ranked(
    group: Group, roles: Roles, sentence: Sentence, context: Context, running: PlaceMention | None
) -> list[tuple[float, PlaceMention]]:
    """The places that a sentence names with their costs, the nearest to the happening first.

    Args:
        group: The triggers of the happening.
        roles: Tokens of its actors.
        sentence: Their sentence.
        context: The document.
        running: Where the narrative stands; "the country" is its country.
    """
    anchors = _anchors(group, roles, context)
    found = []
    for mention in context.places_in(sentence):
        head = head_of(mention, sentence)
        if head is None or not _is_spot(mention, head, context) or _is_participant(mention, head, roles, context):
            continue
        if _is_adjective(mention, head, sentence, context) or is_dateline(mention, sentence, context):
            continue
        cost = min(_cost(anchor, head, sentence, context) for anchor in anchors)
        cost += _within_actor(mention, roles, sentence, context) + _by_nature(mention, head, context)
        found.append((cost, abs(head.i - group.main.token.i), _on_this_side(mention, head, context, running)))
    for head, mention in lands.lands(sentence, context, running):
        cost = min(_cost(anchor, head, sentence, context) for anchor in anchors)
        found.append((cost, abs(head.i - group.main.token.i), mention))
    found.sort(key=lambda entry: entry[:2])
    near = [(cost, mention) for cost, _, mention in found if cost < _ELSEWHERE]
    return _spots_first(near, sentence, context)


def _spots_first(
    found: list[tuple[float, PlaceMention]], sentence: Sentence, context: Context
) -> list[tuple[float, PlaceMention]]:
    """Takes names that only help to find another out, and puts a name before what it lies in, as near as that is."""
    costs = {mention.start: cost for cost, mention in found}
    helpers: set[int] = set()
    for cost, mention in found:
        around = surrounds(mention, sentence, context)
        helpers |= {other.start for other in around.near if other.start in costs}
        outer = [costs[other.start] for other in around.within if other.start in costs]
        costs[mention.start] = min([costs[mention.start], cost, *(value - _INNER for value in outer)])
    if len(helpers) == len(found):
        helpers = set()
    kept = [(costs[mention.start], mention) for _, mention in found if mention.start not in helpers]
    return sorted(kept, key=lambda entry: entry[0])


def _is_spot(mention: PlaceMention, head: Token, context: Context) -> bool:
    """Whether a name stands for a place: literal and no backer's, or a town right after "in" that was taken for a government."""
    if mention.use == "metonym":
        return not mention.settled and orientation.is_at(mention, head, context.language)
    return mention.use == "literal" and not orientation.is_backer(head, context.language)


def _on_this_side(mention: PlaceMention, head: Token, context: Context, running: PlaceMention | None) -> PlaceMention:
    """A mention as it stands; near "the border with Chad" in the country that the text is about."""
    if mention.use == "metonym":
        return replace(mention, use="literal")
    if running is None or mention.place is None or running.place is None:
        return mention
    other = running.place.country_code not in {"", mention.place.country_code}
    if not other or not mention.place.feature.startswith("PCL") or not orientation.is_border(head, context.language):
        return mention
    whole = orientation.coarse(running, context)
    if whole is None:
        return mention
    location = mention.location or mention.text
    return replace(whole, start=mention.start, end=mention.end, text=mention.text, where_prec=5, location=location)


def _by_nature(mention: PlaceMention, head: Token, context: Context) -> float:
    """What it costs a name to be a river's or a mountain's, a border's or a bank's, which say which side."""
    natural = mention.place is not None and mention.place.feature.startswith(_NATURAL)
    side = orientation.is_bank(head, context.language) or orientation.is_border(head, context.language)
    return _NATURE * natural + _SIDE * side


def _is_participant(mention: PlaceMention, head: Token, roles: Roles, context: Context) -> bool:
    """Whether a place name is one who acts, alone or beside others ("allies Iran and Russia"); a town "of" an act is where it was."""
    if (mention.where_prec or _COUNTRY) <= _TOWN and orientation.governor(head)[0] in small_words(
        context.language, "genitives"
    ):
        return False
    named = head
    while named.dep_ in {"appos", "conj", "compound"} and named not in roles.actor1:
        named = named.head
    return named in roles.actor1


def _is_adjective(mention: PlaceMention, head: Token, sentence: Sentence, context: Context) -> bool:
    """Whether a name stands before a noun as an adjective does ("Israeli strike", "US soldiers")."""
    if head.dep_ not in {"amod", "compound", "nmod"} or any(child.dep_ == "case" for child in head.children):
        return False
    if mention.text.isupper() and mention.where_prec == _COUNTRY and head.head.pos_ == "NOUN":
        return True
    if lemma(head.head) in context.words.classes["territory"]:
        return False
    return head.pos_ == "ADJ" or any(
        a.start <= mention.start and mention.end < a.end for a in context.actors_in(sentence)
    )


def _within_actor(mention: PlaceMention, roles: Roles, sentence: Sentence, context: Context) -> float:
    """What it costs a place name to stand inside the name of an actor: more for one that takes no part in the happening."""
    inside = [a for a in context.actors_in(sentence) if a.start <= mention.start and mention.end <= a.end]
    if not inside:
        return 0.0
    if mention.where_prec == _COUNTRY and any(mention.end < a.end or a.start < mention.start for a in inside):
        return _WHOSE
    parts = {sentence.start + token.idx for token in (*roles.actor1, *roles.actor2)}
    return _WITHIN_ACTOR if any(a.head in parts for a in inside) else _WITHIN_OTHER


def limit(group: Group) -> float:
    """The highest cost at which a name is still the happening's own place."""
    return 5.0 if group.main.item.kind.place == "meeting" else TOO_FAR


def _anchors(group: Group, roles: Roles, context: Context) -> list[Token]:
    """Tokens that a place may hang on: the triggers, their containers, their light verbs, what they were done to."""
    found: list[Token] = []
    for member in group.members:
        found.append(member.token)
        if member.nominal:
            found += hosts(member.token, context.language)
    return [*found, *roles.verbs]


def head_of(mention: PlaceMention, sentence: Sentence) -> Token | None:
    """The token by which a place name hangs in the parse, None where the sentence has none."""
    parse = sentence.parse
    if parse is None:
        return None
    span = parse.char_span(mention.start - sentence.start, mention.end - sentence.start, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def _cost(anchor: Token, place: Token, sentence: Sentence, context: Context) -> float:
    """How far a place name stands from a trigger: steps through the parse, more for leaving a clause and most for entering one."""
    up = [anchor, *anchor.ancestors]
    positions = {token.i: step for step, token in enumerate(up)}
    cost, current = 0.0, place
    if is_of_speech(place, context.language) and not _is_speech(anchor, place):
        cost += _ELSEWHERE
    while current.i not in positions:
        if current.dep_ in _CLAUSE_LABELS | RELATIVE_CLAUSES and current.pos_ in _VERBAL:
            cost += _INTO_CLAUSE
        if current.dep_ == "conj" and current.pos_ in _VERBAL:
            cost += _INTO_NEXT
        cost += _STEP if current.dep_ not in {"pobj", "appos", "compound", "flat:name", "conj"} else 0.3
        if _is_origin(current, sentence, context):
            cost += _ORIGIN
        if _is_of_other_time(current, context.language):
            cost += _OTHER_TIME
        if current.head is current:
            return cost + TOO_FAR
        current = current.head
    for token in up[: positions[current.i]]:
        cost += _STEP + _OTHER_TIME * _is_of_other_time(token, context.language)
        if token.dep_ in _CLAUSE_LABELS | RELATIVE_CLAUSES and token.pos_ in _VERBAL:
            cost += _OUT_OF_STATEMENT if token.dep_ in {"ccomp", *RELATIVE_CLAUSES} else _OUT_OF_CLAUSE
    return cost


def _is_speech(anchor: Token, place: Token) -> bool:
    """Whether a happening is the speech itself or what its subject or object names."""
    verb = governing_verb(place)
    step = anchor
    while step.head.i not in {verb.i, step.i}:
        step = step.head
    return anchor.i == verb.i or (step.head.i == verb.i and step.dep_ not in {"ccomp", "parataxis", "advcl", "ROOT"})


def is_of_speech(place: Token, language: str) -> bool:
    """Whether a place is where something was said, not where it happened: "she said in Geneva that", "a déclaré le ministre à Paris"."""
    verb = governing_verb(place)
    if not is_saying(verb, language) or not any(_is_said(child, verb) for child in (*verb.children, verb)):
        return False
    told = next((child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i), None)
    return told is None or place.i < told.left_edge.i


def _is_said(clause: Token, verb: Token) -> bool:
    """Whether a clause is what a verb of saying says, or the verb itself is put in after what it says."""
    return clause.dep_ == ("parataxis" if clause is verb else "ccomp")


def _is_of_other_time(token: Token, language: str) -> bool:
    """Whether a phrase or clause tells of an earlier or later time than what it hangs on: "after the attack", "avant d'attaquer"."""
    words = time_words(language, "not_while")
    if token.dep_ == "prep":
        return word(token) in words and any(child.dep_ in {"pobj", "pcomp"} for child in token.children)
    return any(child.dep_ in {"case", "mark"} and word(child) in words for child in token.children)


def _is_origin(token: Token, sentence: Sentence, context: Context) -> bool:
    """Whether a step leads from where somebody comes from or is in office ("a resident of", "soldiers from")."""
    case = next((lemma(child) for child in token.children if child.dep_ == "case"), "")
    name = lemma(token) if token.dep_ == "prep" else case
    if name == "from":
        return True
    if name not in {"of", "de"} or token.head.pos_ not in {"NOUN", "PROPN"}:
        return False
    return (
        context.actor_at(token.head, sentence) is not None
        and lemma(token.head) not in context.words.classes["territory"]
    )
