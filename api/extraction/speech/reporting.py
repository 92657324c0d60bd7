"""Words that report words: their frames, and how far a cue vouches for what it reports."""

from functools import cache

from spacy.tokens import Token

from api.extraction.lexicons import lines, terms
from api.extraction.phrases import agent, author, subject
from api.extraction.records import Certainty, Polarity


@cache
def _verbs() -> dict[str, frozenset[str]]:
    """Per reporting verb the complements in which it gives words."""
    rows = (line.split() for line in lines("reporting_verbs.txt"))
    return {row[0]: frozenset(row[1:]) for row in rows}


def frames(token: Token) -> frozenset[str]:
    """The complements in which `token` reports words; none if it is no reporting verb."""
    if token.pos_ not in ("VERB", "AUX", "NOUN", "PROPN", "ADJ") or not token.tag_.startswith("VB"):
        return frozenset()
    return _verbs().get(token.lemma_.lower(), frozenset())


def reports_as_verb(token: Token) -> bool:
    """Whether the word, tagged as a noun, is the form of a verb that reports words: `notes`."""
    return "q" in _verbs().get(token.lemma_.lower(), frozenset())


def is_speech(noun: Token) -> bool:
    """Whether the noun names something said or written: `statement`, `claim`."""
    return noun.pos_ in ("NOUN", "PROPN") and noun.lemma_.lower() in terms("speech_nouns.txt")


def finds(source: Token) -> bool:
    """Whether the noun is such that its findings are statements: `the poll found that …`."""
    return source.lemma_.lower() in terms("findings.txt")


def is_passive(verb: Token) -> bool:
    """`was told`, `asked by reporters`: the subject is not who speaks."""
    if verb.tag_ != "VBN" or any(child.dep_ == "nsubj" for child in verb.lefts):
        return False
    helpers = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    if any(child.dep_ == "auxpass" for child in helpers):
        return True
    return not helpers and verb.dep_ != "conj"


def speaker(verb: Token) -> Token | None:
    """The noun that names who says what `verb` reports.

    Of a passive verb it is the agent (`was told by Lind`), of a participle after a noun of speech
    who gave it (`Lind issued a statement saying …`).
    """
    if is_passive(verb):
        return agent(verb)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
        # `The paper quoted a doctor as saying …`
        quoted = [child for child in verb.head.head.children if child.dep_ == "dobj"]
        if quoted and verb.head.head.lemma_ in ("quote", "cite"):
            return quoted[0]
    source = subject(verb)
    if source is not None and verb.dep_ in ("acl", "relcl") and is_speech(source):
        return author(source) or source
    return source


def polarity(cue: Token) -> Polarity:
    """Negative where the words were not said: `never said that …`, `refused to say whether …`."""
    negated = any(
        child.dep_ == "neg" or child.lower_ in ("never", "neither", "nor") for child in cue.children
    ) or any(_is_nobody(child) for child in cue.lefts)
    refused = cue.dep_ == "xcomp" and cue.head.lemma_ in ("refuse", "decline", "fail", "hesitate")
    return "negative" if negated or refused else "positive"


def _is_nobody(noun: Token) -> bool:
    """`nobody`, `none of them`, `no official`, `neither company`, as the subject of a verb."""
    return noun.dep_ == "nsubj" and (
        noun.lower_ in ("nobody", "none", "neither")
        or any(child.lower_ in ("no", "neither") for child in noun.lefts)
    )


def certainty(cue: Token) -> Certainty:
    """`would say` is possible; `will say`, `is expected to say`, `is said to have …` probable."""
    helpers = {child.lower_ for child in cue.children if child.dep_ == "aux"}
    if helpers & {"might", "may", "could", "would", "can", "should"}:
        return "possible"
    if helpers & {"will", "’ll", "'ll", "shall"}:
        return "probable"
    if cue.dep_ == "xcomp" and is_passive(cue.head):
        return "probable"
    return "certain"
