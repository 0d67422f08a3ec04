"""Who did it, to whom, and who says so, where the words stand apart, point elsewhere or name a weapon, a ship or a crowd."""

from __future__ import annotations

import datetime as dt

import pytest


@pytest.fixture(scope="module")
def first(read):
    """The first event of a text, set in an article about conflict."""

    def event(language, text, day=dt.date(2024, 5, 15)):
        found = read(language, text, setting="front", published=day)
        assert found, "no event"
        return min(found, key=lambda e: e.quote_start)

    return event


@pytest.fixture(scope="module")
def deed(read):
    """The first event of a text that is no accusation."""

    def event(language, text):
        found = [e for e in read(language, text, setting="front") if e.sub_event_type != "Accusation"]
        return min(found, key=lambda e: e.quote_start)

    return event


SIDES = [
    # a participle between the doer and the verb; the target hung on the noun of the verb
    (
        "fr",
        "Des hommes armés venus en pirogue ont pris d'assaut le bourg de Diafarabé, au Mali.",
        "Unidentified armed",
        None,
    ),
    # whom the outcome befell, where the act names only a place
    (
        "fr",
        "Des rebelles ont attaqué mardi le village de Tazalé, au Niger, tuant neuf paysans.",
        "Rebels",
        "Civilians (Niger)",
    ),
    (
        "en",
        "Rebels attacked the village of Wum in Cameroon on Tuesday, killing nine farmers.",
        "Rebels",
        "Civilians (Cameroon)",
    ),
    # what is attacked, not who attacks
    (
        "fr",
        "L'attaque du camp militaire de Ndélé, revendiquée lundi par Boko Haram, a fait six morts.",
        "Boko Haram",
        "Armed",
    ),
    # the leaders of an organisation decide for it
    ("fr", "Les chefs d'État de la Cédéao ont imposé dimanche des sanctions contre la Guinée.", "ECOWAS", "Guinea"),
    ("en", "The heads of state of ECOWAS imposed sanctions against Guinea on Sunday.", "ECOWAS", "Guinea"),
    # weapons fired
    (
        "fr",
        "Les Houthis ont tiré mardi des missiles vers un pétrolier grec en mer Rouge.",
        "Houthi",
        "Civilians (Greece)",
    ),
    (
        "en",
        "The Houthis fired two missiles at a Greek tanker in the Red Sea on Tuesday.",
        "Houthi",
        "Civilians (Greece)",
    ),
    ("fr", "Le Hezbollah a lancé lundi des drones sur Safed, en Israël.", "Hezbollah", None),
    ("en", "Hezbollah launched a swarm of drones at Safed in Israel on Monday.", "Hezbollah", None),
    # ships seized
    ("fr", "Les rebelles houthis ont arraisonné lundi un cargo en mer Rouge.", "Houthi", "Civilians"),
    ("en", "Iranian forces seized a tanker in the Gulf of Oman on Monday.", "Iranian Armed Forces", "Civilians"),
    # civilians who attack
    (
        "fr",
        "Des éleveurs ont attaqué mardi un poste de police à Jos, au Nigeria.",
        "Unidentified communal",
        "Police of Nigeria",
    ),
    ("en", "Herders attacked a police post in Jos, Nigeria, on Tuesday.", "Unidentified communal", "Police of Nigeria"),
    # peacekeepers with a nationality and without a mission
    (
        "en",
        "Gunmen killed two Russian peacekeepers near Stepanakert on Tuesday.",
        "Unidentified armed",
        "Russian Armed Forces",
    ),
    (
        "fr",
        "Des hommes armés ont tué mardi deux soldats de la paix russes à Stepanakert.",
        "Unidentified armed",
        "Russian Armed",
    ),
]


@pytest.mark.parametrize(("language", "text", "one", "other"), SIDES)
def test_sides(first, language, text, one, other):
    event = first(language, text)
    assert (event.actor1 or "").startswith(one), event.actor1
    assert event.actor2 is None if other is None else other in (event.actor2 or ""), event.actor2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "L'association Sable Vert a annoncé vendredi la mort de quatre de ses employés dans une attaque à Gao, au Mali.",
        ),
        ("en", "The charity Green Sand announced on Friday the killing of four farmers in Gao, Mali."),
    ],
)
def test_who_announces_deaths_did_not_cause_them(first, language, text):
    event = first(language, text)
    assert event.actor1 is None
    assert event.fatalities == 4


def test_who_announces_strikes_makes_them(first):
    assert (
        first("fr", "La Turquie a annoncé lundi des frappes aériennes contre les rebelles à Idleb.").actor1
        == "Turkish Armed Forces"
    )


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        (
            "Au moins seize personnes ont trouvé la mort jeudi dans une attaque à Beni, ont annoncé les autorités locales.",
            "Local authorities",
        ),
        ("Neuf soldats ont été tués jeudi dans une embuscade à Beni, a rapporté la radio Okapi.", ""),
        ("De sources officielles, quatre villageois ont été tués jeudi dans une attaque à Beni.", "Unnamed sources"),
    ],
)
def test_victims_are_no_claimants(first, text, claimant):
    event = first("fr", text)
    assert not any(name.startswith("Civilians") or "Armed Forces" in name for name in event.claimants), event.claimants
    assert not claimant or any(name.startswith(claimant) for name in event.claimants), event.claimants


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Des militants présumés ont tué neuf villageois mardi à Dori, au Burkina Faso.", "Rebel group"),
        ("Des militants de l'opposition ont manifesté mardi à Conakry, en Guinée.", "Protesters"),
    ],
)
def test_french_militants_fight_or_march(first, text, kind):
    assert first("fr", text).actor1_kind == kind


def test_a_force_that_turned_rebel(first):
    text = "The Rapid Support Forces killed nine farmers near Nyala, Sudan, on Tuesday."
    assert first("en", text, dt.date(2021, 6, 2)).actor1_kind == "State forces"
    assert first("en", text, dt.date(2024, 6, 4)).actor1_kind == "Rebel group"


def test_forces_of_states_that_are_no_more(first):
    assert (
        first("fr", "Les troupes soviétiques ont bombardé Herat mardi.", dt.date(1985, 3, 6)).actor1
        == "Soviet Armed Forces"
    )
    assert (
        first("en", "Yugoslav forces shelled Vukovar on Tuesday.", dt.date(1991, 9, 4)).actor1
        == "Yugoslav People's Army"
    )


MORE_SIDES = [
    # the soldiers are not those of the accused
    (
        "en",
        "Ukraine accused Russia of killing ten of its soldiers near Kherson on Sunday.",
        "Russian Armed",
        "Armed Forces of Ukraine",
    ),
    (
        "fr",
        "Le Tchad a accusé l'armée centrafricaine d'avoir tué dimanche six de ses soldats.",
        "Central African",
        "Chadian Armed",
    ),
    # whose strikes: a state with a possessive, as the subject of a light verb with an adverb between
    ("en", "Israel's strikes on Gaza killed ten people on Monday.", "Israel Defense Forces", "Civilians"),
    ("fr", "Les États-Unis lancent donc des frappes aériennes contre le Yémen.", "United States Armed Forces", None),
    # what a group holds
    ("fr", "L'armée a détruit lundi trois bases terroristes près de Gao, au Mali.", "Malian Armed Forces", "jihadist"),
    ("en", "The army destroyed three insurgent hideouts near Gao in Mali on Monday.", "Malian Armed Forces", "Rebel"),
    # fighters on the government's side
    (
        "en",
        "Pro-regime fighters were killed by American forces in Deir ez-Zor, Syria, on Monday.",
        "United States",
        "Pro-government militias",
    ),
    # leaders of a region's organisation
    ("fr", "Les dirigeants ouest-africains ont imposé dimanche des sanctions au Mali.", "ECOWAS", "Mali"),
    ("en", "West African leaders imposed sanctions on Mali on Sunday.", "ECOWAS", "Mali"),
]


@pytest.mark.parametrize(("language", "text", "one", "other"), MORE_SIDES)
def test_sides_by_possession_and_side(deed, language, text, one, other):
    event = deed(language, text)
    assert (event.actor1 or "").startswith(one), event.actor1
    assert other is None or other in (event.actor2 or ""), event.actor2


def test_headline_words_make_no_group(first):
    text = "Mexican Authorities Accuse Vigilantes Of Drug Cartel Ties. The group abducted six policemen in Buenavista, Mexico, on Monday."
    assert "Accuse" not in (first("en", text).actor1 or "")


def test_police_are_those_of_the_town_where_they_arrest(first):
    text = "La police a arrêté cinquante personnes mardi à Erevan lors de manifestations après la chute de Chouchi, en Azerbaïdjan."
    event = first("fr", text)
    assert "Armenia" in (event.actor1 or "") + (event.actor2 or "")


@pytest.mark.parametrize(
    ("language", "text", "one"),
    [
        ("en", "Hundreds of soldiers were deployed in Rangpur, Bangladesh, on Tuesday.", "Bangladeshi Armed Forces"),
        ("fr", "Quelque 400 soldats britanniques ont été déployés mardi à Gao, au Mali.", "British Armed Forces"),
    ],
)
def test_who_is_deployed_moves(first, language, text, one):
    event = first(language, text)
    assert (event.actor1, event.actor2) == (one, None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Far-right extremists attacked a mosque in Berlin on Tuesday."),
        ("fr", "Des extrémistes nationalistes ont attaqué mardi une mosquée à Berlin."),
    ],
)
def test_extremists_are_not_always_jihadists(first, language, text):
    assert "jihadist" not in (first(language, text).actor1 or "")


@pytest.mark.parametrize(
    ("language", "text", "sides"),
    [
        ("en", "Clashes broke out on Monday between the Malian army and jihadists in Gao.", ("Malian Armed", "jihadist")),
        ("en", "Clashes broke out between the Malian army and rebels in Gao, leaving nine dead.", ("Malian Armed", "Rebels")),
        ("en", "Clashes between the Malian army and rebels in Gao left dozens dead.", ("Malian Armed", "Rebels")),
        ("en", "Israeli and Syrian troops exchanged fire near Quneitra.", ("Israel", "Syrian Armed")),
        ("en", "Heavy fighting continued on Tuesday between Azerbaijani and Armenian forces near Goris.", ("Azerbaijan", "Armenia")),
        ("fr", "Des affrontements ont éclaté entre l'armée malienne et des rebelles à Gao, faisant neuf morts.", ("Malian Armed", "Rebels")),
        ("fr", "Les combats ont repris mardi entre l'armée malienne et les rebelles à Gao.", ("Malian Armed", "Rebels")),
    ],
)  # fmt: skip
def test_both_sides_of_a_fight_by_the_verb_of_its_happening(first, language, text, sides):
    event = first(language, text)
    assert all(side in (actor or "") for side, actor in zip(sides, (event.actor1, event.actor2), strict=True)), event


@pytest.mark.parametrize(
    ("text", "place", "sides"),
    [
        ("Des insurgés de Boko Haram ont enlevé vendredi 14 femmes à Gwoza.", "Gwoza", ("Boko Haram", "Civilians")),
        ("Les rebelles du M23 se sont emparés lundi de la ville de Sake.", "Sake", ("M23", "")),
        ("L'armée malienne s'est emparée dimanche soir de Ber.", "Ber", ("Malian Armed", "")),
    ],
)
def test_the_day_between_verb_and_object_is_taken_for_neither(first, text, place, sides):
    event = first("fr", text)
    assert event.location == place
    assert all(side in (actor or "") for side, actor in zip(sides, (event.actor1, event.actor2), strict=True))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The army and the rebels accepted a truce in Goma on Monday."),
        ("fr", "L'armée et les rebelles ont accepté dimanche une trêve à Goma."),
    ],
)
def test_a_truce_accepted_is_an_agreement_of_those_who_accept(first, language, text):
    event = first(language, text)
    assert event.sub_event_type == "Agreement"
    assert ("Congo" in event.actor1, "Rebels" in event.actor2) == (True, True)
