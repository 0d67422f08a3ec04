"""Sentence splitting: exact offsets, abbreviations, headings, furniture, and what scraped pages bring along."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.languages import pack, segment
from geomap.languages.sentences import LONGEST_SENTENCE, split
from geomap.model import Document


def pieces(text: str, code: str = "fr", title: str | None = None) -> list[str]:
    return [text[s.start : s.end] for s in split(text, pack(code), title)]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("fr", "Il est parti. Elle reste.", ["Il est parti.", "Elle reste."]),
        (
            "fr",
            "Le gén. Dupont a parlé à M. Diallo. Rien de plus.",
            ["Le gén. Dupont a parlé à M. Diallo.", "Rien de plus."],
        ),
        ("fr", "« Nous resterons. » Puis il est sorti.", ["« Nous resterons. »", "Puis il est sorti."]),
        ("fr", "Combien de morts ? Personne ne sait…", ["Combien de morts ?", "Personne ne sait…"]),
        ("en", "The U.S. Army left on Jan. 5. Nobody stayed.", ["The U.S. Army left on Jan. 5.", "Nobody stayed."]),
        ("en", "George W. Bush spoke. “It is over.” He left.", ["George W. Bush spoke.", "“It is over.”", "He left."]),
        ("en", "It cost 3.5 million. He paid.", ["It cost 3.5 million.", "He paid."]),
        ("en", "The raid failed.Hundreds fled.", ["The raid failed.", "Hundreds fled."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(code, text, expected):
    assert pieces(text, code) == expected


def test_a_line_break_ends_a_sentence_but_not_in_hard_wrapped_text():
    assert pieces("Un titre sans point\n\nLe texte suit.") == ["Un titre sans point", "Le texte suit."]
    wrapped = (
        "The convoy left the northern town early in the morning and\n"
        "reached the river before noon, where soldiers stopped every\n"
        "lorry and searched the drivers for several hours until they\n"
        "let them pass. Two men were held.\n"
    )
    assert len(pieces(wrapped, "en")) == 2


def test_headings_and_furniture_are_marked_and_kept():
    text = (
        "Un incendie détruit deux entrepôts au port\n\nLes pompiers ont lutté toute la nuit contre les flammes.\nGazette du Soir\n\n"
        "Deuil chez les dockers après le drame\n\nLa mairie rouvrira les quais jeudi.\n\n*Organisation interdite\n\nDiscuter\n"
        "Groupe Aube* cité plus haut.\nNous utilisons des cookies pour mesurer l'audience.\n© Agence 2020"
    )
    sentences = split(text, pack("fr"))
    kinds = {
        text[s.start : s.end]: ("furniture" if s.furniture else "heading" if s.heading else "prose") for s in sentences
    }
    assert kinds["Un incendie détruit deux entrepôts au port"] == "heading"
    assert kinds["Deuil chez les dockers après le drame"] == "heading"
    assert kinds["Les pompiers ont lutté toute la nuit contre les flammes."] == "prose"
    assert [t for t, kind in kinds.items() if kind == "furniture"] == [
        "Gazette du Soir",
        "*Organisation interdite",
        "Discuter",
        "Nous utilisons des cookies pour mesurer l'audience.",
        "© Agence 2020",
    ]


def test_words_that_point_to_another_article_are_cut_off_their_sentence():
    text = "L'armée avance. À lire aussi : Deux villages ont été repris lundi."
    sentences = split(text, pack("fr"))
    assert [(text[s.start : s.end], s.furniture) for s in sentences] == [
        ("L'armée avance.", False),
        ("À lire aussi :", True),
        ("Deux villages ont été repris lundi.", False),
    ]


def test_text_without_full_stops_has_no_headings():
    text = "L'armée a repris la ville lundi\nLes rebelles se sont enfuis vers le nord\nTrois civils sont morts"
    assert not any(s.heading for s in split(text, pack("fr")))


def test_a_very_long_sentence_is_cut_at_a_bound():
    text = "et encore, " * 2_000
    assert max(s.end - s.start for s in split(text, pack("fr"))) <= LONGEST_SENTENCE


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400), st.sampled_from(["fr", "en", "de", "es"]))
@settings(max_examples=150, deadline=None)
def test_sentences_tile_any_text(text, code):
    sentences = segment(Document("x", text), code).sentences
    assert [s.index for s in sentences] == list(range(len(sentences)))
    position = 0
    for sentence in sentences:
        assert not text[position : sentence.start].strip()
        assert position <= sentence.start < sentence.end
        position = sentence.end
    assert not text[position:].strip()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Le calme est revenu. A ne pas manquer sur notre site : Le marché rouvre demain."),
        ("fr", "Le calme est revenu. Lire aussi Le marché rouvre demain."),
        ("en", "Calm has returned. Read more The market reopens tomorrow."),
    ],
)
def test_pointers_of_every_kind_are_cut_off(code, text):
    sentences = split(text, pack(code))
    assert [sentence.furniture for sentence in sentences] == [False, True, False]
    assert text[sentences[2].start : sentences[2].end] in {"Le marché rouvre demain.", "The market reopens tomorrow."}
