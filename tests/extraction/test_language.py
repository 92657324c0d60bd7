"""The language of an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.extraction.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said on Friday that the talks would go on.", "en"),
        ("Der Minister sagte am Freitag.", "de"),
        ("Le ministre a dit vendredi que les pourparlers continueraient.", "fr"),
        ("El ministro dijo el viernes que las conversaciones seguirían.", "es"),
        ("Министр сказал в пятницу.", "ru"),
        ("大臣は言った", "ja"),
        # English with foreign names and words in it
        ("Mr. Petrova met Ivo Lind in Karsk.", "en"),
        ("“C’est la vie,” he said.", "en"),
        ("PARIS — Ivo Lind has died.", "en"),
        # too little to tell
        ("Hello.", "en"),
        ("“No.”", "en"),
        ("Zelenskyy", "en"),
        ("123 456", "en"),
        ("", "en"),
    ],
)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language


@given(st.text())
def test_any_text_has_a_language(text: str) -> None:
    code = detect(text)
    assert len(code) == 2
    assert code.isascii()
