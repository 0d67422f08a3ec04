"""Folding keeps the way back to the original offsets."""

from hypothesis import given
from hypothesis import strategies as st

from geomap.knowledge.folding import fold, fold_text


def test_accents_case_hyphens_apostrophes_and_doubled_spaces_do_not_matter():
    assert fold("Hayat  Tahrir al-Châm") == "hayat tahrir al cham"
    assert fold("l’État") == "l etat"
    assert fold("U.N.") == "u n"
    assert fold("Œuvre") == "oeuvre"


@given(st.text(max_size=60))
def test_every_folded_stretch_leads_back_into_the_text(text):
    folded = fold_text(text)
    for start in range(len(folded.text)):
        first, last = folded.span(start, start + 1)
        assert 0 <= first < last <= len(text)
    if folded.text:
        first, last = folded.span(0, len(folded.text))
        assert fold_text(text[first:last]).text.strip() == folded.text.strip()


def test_offsets_after_a_letter_that_folds_into_two():
    text = "Le cœur, Daech"
    folded = fold_text(text)
    at = folded.text.index("daech")
    first, last = folded.span(at, at + 5)
    assert text[first:last] == "Daech"
