"""Whether something happened, is planned, is possible or is denied.

Read from tense, mood, modals, negation and what governs the clause.

The parse is climbed from the trigger to the root. Each step is a stretch of the text that can change how real the
happening is: the verb's own auxiliaries first, then the predicate whose complement the clause is ("threatened to",
"prévoit de"). Climbing ends at a relative or adverbial clause, because what lies above it says nothing of what lies
within.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.clauses import COMPLEMENTS, children, is_participle, is_passive, is_verbal, lemma
from geomap.events.mood import has_condition, own_condition, own_negation, own_tense
from geomap.events.status_cues import Cues, cues_of
from geomap.model import Analysis, Sentence, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLIMBABLE = COMPLEMENTS | {"conj", "acl", "advcl", "obl:arg", "obl:mod", "ROOT", "aux", "cop", "dep", "parataxis"}
_NOMINAL_STEPS = frozenset(
    [
        "nmod",
        "pobj",
        "prep",
        "compound",
        "amod",
        "conj",
        "appos",
        "obl:arg",
        "obl:mod",
        "obl",
        "poss",
        "nummod",
        "dobj",
        "obj",
        "nsubj",
        "nsubj:pass",
        "nsubjpass",
        "attr",
        "oprd",
        "agent",
        "obl:agent",
        "dative",
        "iobj",
        "npadvmod",
        "dep",
        "acl",
    ]
)
_SUBJECT_STEPS = frozenset({"nsubj", "nsubj:pass", "nsubjpass"})
_DEFINITE = frozenset({"Def", "Dem"})


def status_of(
    token: Token,
    sentence: Sentence,  # noqa: ARG001 - all readers of a trigger share these arguments
    analysis: Analysis,
    verb: Token | None = None,
) -> Status:
    """Tells how real a happening is.

    Args:
        token: The trigger: a verb, or the noun of a nominal trigger.
        sentence: The sentence whose `parse` holds the token.
        analysis: The document, for its language.
        verb: The verb that carries a nominal trigger's tense and polarity ("carried out" in "carried out an attack"), where the trigger has
            one of its own.

    Returns:
        "occurred" unless something in the sentence says otherwise. The French conditional of hearsay ("auraient tué")
        is "occurred": who claims it is another field.
    """
    cues = cues_of(analysis.language)
    if is_verbal(token) and (verb is None or verb.i == token.i):
        return _of_clause(token, cues)
    if verb is not None and verb.i != token.i:
        own = _of_noun_phrase(token, cues)
        return own if own != "occurred" else _of_clause(verb, cues)
    return _of_noun(token, cues)


def _of_clause(verb: Token, cues: Cues) -> Status:
    """Status of the happening that a verb names."""
    for check in (own_negation, own_condition, own_tense):
        found = check(verb, cues)
        if found is not None:
            return found
    return _from_above(verb, cues)


def _from_above(verb: Token, cues: Cues) -> Status:
    """Climbs from a clause to the predicate that governs it."""
    head = verb.head
    before = _form_before(verb, cues)
    if before is not None:
        return before
    if _bare_infinitive(verb):
        return "planned"
    if verb.dep_ not in _CLIMBABLE or head.i == verb.i:
        return "occurred"
    if verb.dep_ == "conj":
        return _of_conjunct(verb, cues)
    if verb.dep_ in {"advcl", "acl", "obl:mod"}:
        return _of_adverbial(verb, cues)
    if verb.dep_ == "pcomp" and head.pos_ == "ADP" and head.head.i != head.i:
        head = head.head
    status = _governed(head, verb, cues)
    return status if status is not None else _from_above_through(head, verb, cues)


def _form_before(verb: Token, cues: Cues) -> Status | None:
    """Status by the word just before an infinitive and its small words, for forms that parsers attach astray."""
    if "Inf" not in [form for part in (verb, *verb.children) for form in part.morph.get("VerbForm", [])]:
        return None
    at = (
        min(
            [
                verb.i,
                *(
                    child.i
                    for child in verb.children
                    if child.dep_ in {"mark", "aux:tense", "aux:pass", "expl:comp", "expl:pass", "case"}
                ),
            ]
        )
        - 1
    )
    word = verb.doc[at].lower_ if at >= 0 else ""
    return cues.forms.get(word)


def _bare_infinitive(verb: Token) -> bool:
    """A headline's "Turkey to send troops", where no other verb carries the sentence."""
    governed = verb.dep_ == "ROOT" or (
        verb.dep_ in {"relcl", "acl"} and verb.head.dep_ == "ROOT" and not is_verbal(verb.head)
    )
    return governed and any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _of_conjunct(verb: Token, cues: Cues) -> Status:
    """A coordinated verb shares the first one's modal and governor unless it has a tense of its own."""
    if any(child.dep_.startswith("aux") and child.morph.get("VerbForm", []) == ["Fin"] for child in verb.children):
        return "occurred"
    if "Fin" in verb.morph.get("VerbForm", []) and "Inf" not in verb.head.morph.get("VerbForm", []):
        return "occurred" if verb.tag_ != "VB" else _of_clause(verb.head, cues)
    return _of_clause(verb.head, cues) if is_verbal(verb.head) else "occurred"


def _of_adverbial(verb: Token, cues: Cues) -> Status:
    """Such as "pour disperser", "in order to strike": a purpose is no deed; other adverbial clauses are as their verb says."""
    marks = {child.lower_ for child in verb.children if child.dep_ in {"mark", "case", "aux"} and child.i < verb.i}
    infinitive = "Inf" in verb.morph.get("VerbForm", [])
    if infinitive and (marks & cues.purpose or ("to" in marks)):
        status = (
            cues.verbs.get(lemma(verb.head))
            or cues.nouns.get(lemma(verb.head))
            or cues.adjectives.get(lemma(verb.head))
        )
        return status or "planned"
    if infinitive and verb.dep_ == "acl":
        return cues.nouns.get(lemma(verb.head), "occurred")
    if infinitive:
        status = _governed(verb.head, verb, cues)
        return status or "occurred"
    return "occurred"


def _governed(head: Token, verb: Token, cues: Cues) -> Status | None:
    """Status that a governing predicate gives its complement clause."""
    word = lemma(head)
    infinitive = _is_infinitive(verb)
    if is_verbal(head) and has_condition(head, cues):
        return "possible"
    if infinitive and not (word in cues.modal_past_happened and _is_past(head)):
        status = _of_modal(head, verb, cues)
        if status is not None:
            return status
    if verb.dep_ == "xcomp" and is_participle(verb) and not infinitive:
        return None
    if head.pos_ == "ADJ" or head.dep_ == "acomp":
        return cues.adjectives.get(word)
    status = cues.verbs.get(word)
    if status == "planned" and not infinitive and not _irrealis(verb):
        return None
    if status == "possible" and not infinitive and word in cues.object_happened:
        return None
    if status is not None:
        return status
    return cues.nouns.get(word) if infinitive else None


def _is_infinitive(verb: Token) -> bool:
    """Whether a complement clause is an infinitive or a gerund, not "feared killed"."""
    return (
        "Inf" in verb.morph.get("VerbForm", [])
        or (verb.dep_ in {"xcomp", "pcomp", "acomp"} and not is_participle(verb))
        or _perfect_infinitive(verb)
    )


def _perfect_infinitive(verb: Token) -> bool:
    return any(child.dep_.startswith("aux") and "Inf" in child.morph.get("VerbForm", []) for child in verb.children)


def _of_modal(head: Token, verb: Token, cues: Cues) -> Status | None:
    """Status of an infinitive by the modal before it: "peut frapper", "va frapper", "are to leave"."""
    word = lemma(head)
    if word in cues.copula_to and any(child.lower_ == "to" for child in verb.children):
        return "planned"
    if word in cues.going_to and not _is_past(head):
        return "planned"
    return cues.modals.get(word)


def _irrealis(verb: Token) -> bool:
    """Whether a clause is in the subjunctive, the conditional or the base form: "demande que ... se retire"."""
    parts = [verb, *(child for child in verb.children if child.dep_.startswith("aux"))]
    return any({"Sub", "Cnd"} & set(part.morph.get("Mood", [])) for part in parts) or verb.tag_ == "VB"


def _is_past(verb: Token) -> bool:
    parts = [verb, *(child for child in verb.children if child.dep_.startswith("aux"))]
    if any("Cnd" in part.morph.get("Mood", []) or "Fut" in part.morph.get("Tense", []) for part in parts):
        return False
    return any("Part" in part.morph.get("VerbForm", []) and "Past" in part.morph.get("Tense", []) for part in parts)


def _from_above_through(head: Token, verb: Token, cues: Cues) -> Status:
    """A governor that says nothing itself passes on what stands above it only to an infinitive: "refused to begin to withdraw"."""
    return _of_clause(head, cues) if _is_infinitive(verb) and is_verbal(head) else "occurred"


def _of_noun(noun: Token, cues: Cues) -> Status:
    """Status of a nominal trigger: its own modifiers, the nouns it hangs on, and the verb that carries it."""
    own = _of_noun_phrase(noun, cues)
    if own != "occurred":
        return own
    step, seen = noun, 0
    while step.dep_ in _NOMINAL_STEPS and not is_verbal(step.head) and step.head.i != step.i and seen < 8:
        step, seen = step.head, seen + 1
        if step.pos_ in {"NOUN", "ADJ"} and lemma(step) in cues.nouns:
            return cues.nouns[lemma(step)]
        if step.pos_ == "ADJ" and lemma(step) in cues.adjectives:
            return cues.adjectives[lemma(step)]
    return _of_carrier(noun, step, cues) if step.head.i != step.i and is_verbal(step.head) else "occurred"


def _of_noun_phrase(noun: Token, cues: Cues) -> Status:
    """Such as "prochaine offensive", "planned talks", "aucune attaque"."""
    for child in noun.children:
        if (
            child.dep_ in {"amod", "acl", "compound"}
            and lemma(child) in cues.adjectives
            and (child.i < noun.i or child.pos_ in {"ADJ", "VERB"})
        ):
            return cues.adjectives[lemma(child)]
        if child.dep_ in {"det", "neg"} and child.lower_ in cues.negation:
            return "denied"
    return "occurred"


def _of_carrier(noun: Token, step: Token, cues: Cues) -> Status:
    """The verb that a nominal trigger is an argument of."""
    verb = step.head
    word = lemma(verb)
    direct = step.i == noun.i or (step.dep_ == "prep" and noun.head.i == step.i)
    if step.dep_ in _SUBJECT_STEPS and not is_passive(verb):
        return _of_clause(verb, cues) if word in cues.takes_place and not _points_back(noun) else "occurred"
    if word in cues.light or (is_passive(verb) and step.dep_ in _SUBJECT_STEPS and not _points_back(noun)):
        return _of_clause(verb, cues)
    if direct and word in cues.denied_nouns_of:
        return "denied"
    if word in cues.verbs and word not in cues.object_happened and cues.verbs[word] != "denied":
        return cues.verbs[word] if not _points_back(noun) or cues.verbs[word] == "planned" else "occurred"
    clause = _of_clause(verb, cues)
    return clause if clause in {"planned", "possible"} and direct and not _points_back(noun) else "occurred"


def _points_back(noun: Token) -> bool:
    """Whether a noun is definite: what it names is known already."""
    for child in children(noun, frozenset({"det", "poss", "det:poss"})):
        if (
            child.dep_ in {"poss", "det:poss"}
            or set(child.morph.get("Definite", [])) & _DEFINITE
            or "Dem" in child.morph.get("PronType", [])
        ):
            return True
    return False
