"""Whether something happened, by tense, mood, negation and what governs the clause."""

from __future__ import annotations

import pytest

from geomap.events.status import status_of
from geomap.languages import analyse
from geomap.model import Document

CASES = [
    ("fr", "recevra", "planned", "Le palais a fait savoir que la reine recevra la délégation à Rabat."),
    ("fr", "montra", "occurred", "Il montra la route aux soldats."),
    ("fr", "tué", "occurred", "Les rebelles ont tué trois soldats."),
    ("fr", "tué", "occurred", "Les rebelles auraient tué trois soldats, selon l'armée."),
    ("fr", "tués", "occurred", "Trois soldats auraient été tués dans l'attaque."),
    ("fr", "rencontreront", "planned", "Les négociateurs se rencontreront à Doha après la fête."),
    ("fr", "envoyer", "planned", "Le Kenya va envoyer des policiers en Haïti."),
    ("fr", "envoyer", "planned", "Le Kenya s'apprête à envoyer des policiers en Haïti."),
    ("fr", "attaquer", "possible", "Le groupe menace d'attaquer la capitale."),
    ("fr", "attaquer", "possible", "Le groupe pourrait attaquer la capitale."),
    ("fr", "retirer", "planned", "L'armée devrait se retirer de la ville."),
    ("fr", "bombardé", "denied", "L'armée n'a pas bombardé la ville."),
    ("fr", "bombardé", "denied", "Moscou dément avoir bombardé la ville."),
    ("fr", "bombardé", "occurred", "L'armée a affirmé avoir bombardé la ville."),
    ("fr", "attaque", "occurred", "L'attaque n'a pas été revendiquée."),
    ("fr", "offensive", "planned", "L'armée prépare une offensive contre les rebelles."),
    ("fr", "attaque", "possible", "Les habitants craignent une attaque des rebelles."),
    ("fr", "attaque", "possible", "Le risque d'une attaque est élevé."),
    ("fr", "manifestation", "planned", "Une manifestation aura lieu samedi à Bamako."),
    ("fr", "manifestation", "occurred", "Une manifestation a eu lieu samedi à Bamako."),
    ("fr", "attaque", "occurred", "L'armée a mené une attaque contre les rebelles."),
    ("fr", "attaque", "denied", "L'armée n'a mené aucune attaque contre les rebelles."),
    ("fr", "attaque", "denied", "L'armée n'a pas mené d'attaque contre les rebelles."),
    ("fr", "disperser", "planned", "La police a tiré des gaz lacrymogènes pour disperser la foule."),
    ("fr", "libération", "planned", "Ils réclament la libération des otages."),
    ("fr", "pilonnage", "occurred", "Le colonel a confirmé la reprise du pilonnage."),
    ("fr", "reprendrait", "planned", "La ministre a juré que la marine reprendrait le blocus."),
    ("fr", "annexer", "possible", "Le Brésil serait résolu à intervenir si Caracas devait annexer la province."),
    ("fr", "intervenir", "possible", "Le Brésil serait résolu à intervenir si Caracas devait annexer la province."),
    ("fr", "tuant", "occurred", "Les soldats ont riposté, tuant trois civils."),
    ("fr", "retirées", "occurred", "Les troupes se sont retirées de la ville."),
    ("fr", "entrer", "occurred", "Les soldats ont pu entrer dans la ville."),
    ("fr", "cessez-le-feu", "planned", "Paris appelle à un cessez-le-feu immédiat."),
    ("fr", "bombarder", "planned", "Le général a promis de bombarder le port."),
    ("fr", "démissionne", "occurred", "Le maire démissionne après trois nuits d'émeutes."),
    ("fr", "attaquée", "occurred", "La brasserie a été attaquée par une bande de pillards."),
    ("fr", "attaqués", "occurred", "Les hameaux attaqués par les coupeurs de route ont été rasés."),
    ("fr", "employer", "denied", "La junte nie avoir employé du phosphore et refuse d'en employer."),
    ("en", "killed", "occurred", "The strike killed three soldiers."),
    ("en", "meet", "planned", "The two presidents will meet in Moscow."),
    ("en", "cross", "planned", "Ethiopian troops are preparing to cross the river."),
    ("en", "quit", "planned", "The minister disclosed French engineers would quit the island shortly."),
    ("en", "attack", "possible", "The group threatened to attack the capital."),
    ("en", "attack", "possible", "The rebels could attack the capital."),
    ("en", "bomb", "denied", "The air force did not bomb the dam."),
    ("en", "bombing", "denied", "The air force denied bombing the dam."),
    ("en", "attack", "occurred", "No group claimed the attack."),
    ("en", "attack", "occurred", "So far nobody has owned up to the attack."),
    ("en", "offensive", "planned", "The army is planning an offensive against the rebels."),
    ("en", "attack", "possible", "Residents fear an attack by the rebels."),
    ("en", "Talks", "planned", "Talks will take place in Geneva on Friday."),
    ("en", "Talks", "occurred", "Talks took place in Geneva on Friday."),
    ("en", "strikes", "occurred", "The army carried out air strikes on the town."),
    ("en", "strikes", "planned", "The army will carry out air strikes on the town."),
    ("en", "ceasefire", "planned", "France called for an immediate ceasefire."),
    ("en", "ceasefire", "occurred", "The two sides signed a ceasefire on Monday."),
    ("en", "arrested", "occurred", "Police arrested ten protesters."),
    ("en", "arrested", "possible", "He would be arrested if he returned."),
    ("en", "annex", "possible", "Brazil would step in if its neighbour were to annex the province."),
    ("en", "withdraw", "planned", "The army said it would withdraw from the city."),
    ("en", "withdraw", "denied", "The army refused to withdraw from the city."),
    ("en", "send", "planned", "Turkey to send troops to Libya"),
    ("en", "killed", "occurred", "The army said three soldiers were killed."),
    ("en", "killed", "occurred", "At least 20 people are feared killed in the blast."),
    ("en", "killed", "occurred", "The rebels are believed to have killed ten men."),
    ("en", "withdrew", "occurred", "If confirmed, it would be the first time the rebels withdrew."),
    ("en", "deploying", "occurred", "Russia is deploying troops near the border."),
    ("en", "attack", "possible", "Officials warned of a possible attack on the capital."),
    ("en", "shelled", "occurred", "The navy is thought to have shelled a fishing port."),
    ("en", "protest", "planned", "Opposition parties plan a protest on Saturday."),
    ("en", "land", "planned", "She said the Kenyan marines were yet to land in Haiti."),
    ("en", "attacked", "occurred", "Asked if the army attacked the village, he said yes."),
    ("en", "arrested", "denied", "Nobody was arrested in the march."),
    ("en", "arrested", "denied", "No soldiers were arrested in the march."),
    ("fr", "arrêté", "denied", "Personne n'a été arrêté pendant la marche."),
    ("fr", "tué", "denied", "Aucun soldat n'a été tué."),
    ("en", "kill", "planned", "The tactics were designed to kill the enemy."),
    ("fr", "détruire", "possible", "Les miliciens n'avaient aucun motif de détruire cette école."),
    ("en", "expelling", "planned", "The junta pursued a plan aimed at expelling foreign miners."),
    ("en", "arrested", "occurred", "Not only were they arrested, they were beaten."),
    ("fr", "tirer", "occurred", "La vidéo montre des gardes commencer à tirer en l'air."),
    ("fr", "quitté", "occurred", "Les soldats auraient déjà quitté la ville."),
    ("fr", "attaquent", "occurred", "Les rebelles attaquent la ville depuis lundi."),
    ("en", "attacked", "occurred", "The rebels have attacked the town since Monday."),
    ("fr", "lancer", "planned", "L'armée se prépare à lancer une offensive."),
    ("fr", "attaqué", "occurred", "L'armée aurait attaqué le village."),
    ("fr", "intervenir", "planned", "Les pays voisins sont prêts à intervenir."),
    ("en", "withdraw", "planned", "The president ordered his troops to withdraw."),
    ("en", "withdraw", "planned", "Russia agreed to withdraw its troops."),
    ("en", "strikes", "occurred", "The president ordered strikes on the base."),
]


@pytest.fixture(scope="module")
def analyses():
    """One analysis a sentence: a language's sentences are parsed together, which is faster."""
    return analyse([Document(str(i), text, language=language) for i, (language, _, _, text) in enumerate(CASES)])


@pytest.mark.parametrize("index", range(len(CASES)), ids=[f"{case[2]}: {case[3]}" for case in CASES])
def test_status(analyses, index):
    _, word, expected, _ = CASES[index]
    sentence, token = next((s, t) for s in analyses[index].sentences for t in s.parse if t.text == word)
    assert status_of(token, sentence, analyses[index]) == expected


def test_a_light_verb_carries_the_tense_of_its_noun():
    text = "L'armée mènera une offensive contre les rebelles."
    (analysis,) = analyse([Document("d", text, language="fr")])
    (sentence,) = analysis.sentences
    noun = next(token for token in sentence.parse if token.text == "offensive")
    verb = next(token for token in sentence.parse if token.text == "mènera")
    assert status_of(noun, sentence, analysis, verb) == "planned"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Hier ! L'usine a fermé.", "occurred"),
        ("fr", "Hier ! L'usine n'a pas fermé.", "denied"),
        ("en", "Yesterday ! The mill did not close.", "denied"),
        ("en", "12 and the of. The mill will close.", "planned"),
    ],
)
def test_scraps_of_sentences_have_a_status_too_and_change_no_other(language, text, expected):
    (analysis,) = analyse([Document("d", text, language=language)])
    found = {token.text: status_of(token, s, analysis) for s in analysis.sentences for token in s.parse}
    assert set(found.values()) <= {"occurred", "planned", "possible", "denied"}
    assert next(status for word, status in found.items() if word in {"close", "fermé"}) == expected
