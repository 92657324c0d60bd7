"""The language an article is written in."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# More than this tells nothing new about the language of an article.
_ENOUGH = 1_000

# How likely another language must be, and how many times likelier than English: a name or a
# headline looks a little like everything.
_LIKELY = 0.25
_LIKELIER = 10


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier


def detect(text: str) -> str:
    """The ISO 639-1 code of the language of `text`; `en` where too little speaks for another."""
    ranked = dict(_identifier().rank(text[:_ENOUGH]))
    best, likelihood = max(ranked.items(), key=lambda pair: pair[1])
    other = likelihood >= _LIKELY and likelihood >= _LIKELIER * ranked["en"]
    return best if other else "en"
