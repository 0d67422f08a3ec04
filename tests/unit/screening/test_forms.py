import pytest

from geomap.screening.forms import fold, forms_of


@pytest.mark.parametrize(
    ("language", "base", "written"),
    [
        ("en", "shoot", "shot"),
        ("en", "kidnap", "kidnapped"),
        ("en", "withdraw", "withdrew"),
        ("en", "welcome", "welcomed"),
        ("en", "hostility", "hostilities"),
        ("en", "gunman", "gunmen"),
        ("fr", "assiéger", "assiègent"),
        ("fr", "abattre", "abattus"),
        ("fr", "mourir", "morts"),
        ("fr", "détruire", "détruisait"),
        ("fr", "reconquérir", "reconquis"),
        ("fr", "déployer", "déploie"),
        ("fr", "disparaître", "disparues"),
        ("fr", "général", "généraux"),
    ],
)
def test_a_word_is_known_in_the_form_that_it_takes(language, base, written):
    assert fold(written) in set(forms_of(base, language))


@pytest.mark.parametrize(("language", "base", "other"), [("en", "shoot", "shop"), ("fr", "abattre", "abbaye")])
def test_other_words_are_no_forms_of_it(language, base, other):
    assert fold(other) not in set(forms_of(base, language))


def test_a_language_without_inflection_knows_words_as_they_are():
    assert set(forms_of("Angriff", "de")) == {"angriff"}
