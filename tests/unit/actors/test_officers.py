"""Officers of whom a text does not say whose they are, and whom a bare "the rebels" points back to."""


def test_a_commander_is_of_the_group_named_just_before(actor_of):
    text = "The raid killed twenty Taliban fighters including two commanders in Kunduz, Afghanistan."
    assert actor_of(text, "en", "two commanders").actor.name == "Taliban"


def test_a_commander_after_an_army_is_the_army_s(actor_of):
    text = "Après la retraite de l'armée malienne, un commandant a été blessé."
    assert actor_of(text, "fr", "un commandant").actor.name == "Malian Armed Forces"


def test_the_rebels_are_those_called_rebels_before_rather_than_the_last_group_named(actor_of):
    text = (
        "Syrian rebels entered a town that Islamic State had held near Manbij in Syria. "
        "The rebels found mines in every street."
    )
    assert actor_of(text, "en", "The rebels").actor.name == "Syrian opposition forces"


def test_the_terror_group_is_the_one_named(actor_of):
    text = "Two extremists surrendered to Boko Haram's rivals in Nigeria. Boko Haram shot one. The terror group fled."
    assert actor_of(text, "en", "The terror group").actor.name == "Boko Haram"


def test_peacekeepers_of_a_named_mission_are_the_mission(actor_of):
    text = "Le porte-parole des Casques bleus de la Minusca a démenti l'attaque à Bria, en Centrafrique."
    assert "Central African" in actor_of(text, "fr", "Le porte-parole").actor.name


def test_a_country_with_its_acronym_is_no_organisation(mentions):
    found = mentions("Le président de la République démocratique du Congo (RDC) a limogé deux généraux.", "fr")
    assert all(m.actor.kind in {"Government", "State forces"} for m in found)
