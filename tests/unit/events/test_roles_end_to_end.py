"""What wire stories say of every kind of conflict: type, who did it and to whom, from text to event."""

from __future__ import annotations

import functools

import pytest


@pytest.fixture
def told(read):
    return functools.partial(read, setting="conflict")


ACTS = [
    (
        "en",
        "More than forty militants surrendered to the Nigerian army in Borno on Tuesday.",
        "Agreement",
        "Fighters",
        "Nigerian Armed",
    ),
    (
        "fr",
        "Une vingtaine de combattants se sont rendus à l'armée tchadienne lundi à Faya.",
        "Agreement",
        "Fighters",
        "Chad",
    ),
    ("en", "The bodies of nine farmers were found on Sunday near Bunia.", "Attack", None, "Civilians"),
    ("fr", "Les corps de neuf villageois ont été découverts dimanche près de Bunia.", "Attack", None, "Civilians"),
    ("fr", "Trois enseignants ont disparu vendredi près de Ménaka.", "Abduction/forced disappearance", None, ""),
    (
        "en",
        "President Macron spoke by phone with President Zelensky on Tuesday.",
        "Meeting",
        "Government of France",
        "Ukraine",
    ),
    (
        "fr",
        "Le président turc s'est entretenu par téléphone avec son homologue russe mardi.",
        "Meeting",
        "Government of Turkey",
        "Russia",
    ),
    ("en", "The militia offered to free its hostages.", "Statement", "Militia", ""),
    (
        "fr",
        "Le gouvernement tchadien a proposé lundi de libérer des rebelles du FACT.",
        "Statement",
        "Government of Chad",
        "",
    ),
    (
        "en",
        "Chad's government invited the rebels to peace talks in Doha on Monday.",
        "Request",
        "Government of Chad",
        "Rebels",
    ),
    ("en", "Rwanda denied on Friday backing the M23 rebels.", "Statement", "Government of Rwanda", "March 23"),
    (
        "fr",
        "Le Rwanda a démenti vendredi soutenir les rebelles du M23.",
        "Statement",
        "Government of Rwanda",
        "March 23",
    ),
    ("en", "Lebanon filed a complaint against Israel at the UN on Monday.", "Request", "Government of Lebanon", ""),
    (
        "fr",
        "L'Iran a tiré samedi des dizaines de missiles contre Israël.",
        "Shelling/artillery/missile attack",
        "Iranian",
        "Israel",
    ),
    (
        "en",
        "Pakistan carried out air strikes against Afghanistan on Monday.",
        "Air/drone strike",
        "Pakistani",
        "Afghan",
    ),
    (
        "fr",
        "L'armée malienne a mené dimanche des frappes contre les rebelles à Kidal.",
        "Air/drone strike",
        "Malian",
        "Rebels",
    ),
    (
        "en",
        "Niger's army launched an operation on Monday to drive out the militants.",
        "Armed clash",
        "Niger",
        "Fighters",
    ),
    (
        "fr",
        "Des djihadistes ont fait sauter un pont dimanche près de Gao.",
        "Remote explosive/landmine/IED",
        "jihadist",
        "",
    ),
]


@pytest.mark.parametrize(("language", "text", "sub_type", "actor1", "actor2"), ACTS)
def test_acts_of_every_kind(told, language, text, sub_type, actor1, actor2):
    events = [event for event in told(language, text) if event.sub_event_type == sub_type]
    assert events, [event.sub_event_type for event in told(language, text)]
    assert (actor1 or "") in (events[0].actor1 or "")
    assert actor2 in (events[0].actor2 or "")
    assert actor1 is not None or events[0].actor1 is None


ONE = [
    ("en", "Soldiers raided the camp near Jenin and arrested twelve men on Monday.", "Arrests"),
    ("en", "Gunmen threw a grenade and opened fire on a bar in Goma on Sunday.", "Grenade"),
    ("fr", "L'aviation a mené des raids dimanche sur Kidal, visant un dépôt des rebelles.", "Air/drone strike"),
]


@pytest.mark.parametrize(("language", "text", "sub_type"), ONE)
def test_one_act_told_by_two_verbs_is_one_event(told, language, text, sub_type):
    assert [event.sub_event_type for event in told(language, text)] == [sub_type]


REPEATED = [
    ("en", "The market of Mubi was hit several times by bombings that left dozens dead."),
    ("fr", "Le marché de Mubi a été visé à plusieurs reprises par des attentats qui ont fait des dizaines de morts."),
]


@pytest.mark.parametrize(("language", "text"), REPEATED)
def test_what_happened_again_and_again_is_an_aggregate(told, language, text):
    events = told(language, text)
    assert events
    assert all(event.aggregate for event in events)


NONE = [
    ("en", "A clash between the army and the rebels risks a wider war."),
    ("en", "The army has neither confirmed nor denied the report."),
    ("en", "Rebels backed by Rwanda live in the hills."),
]


@pytest.mark.parametrize(("language", "text"), NONE)
def test_what_is_only_supposed_or_left_open_is_no_event(told, language, text):
    assert told(language, text) == []
