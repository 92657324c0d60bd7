"""Capitals and seats of government that stand for their state: `Moscow said`, not `in Moscow`."""

from spacy.tokens import Doc, Token

from api.extraction import gazetteer
from api.extraction.lexicons import terms
from api.extraction.names.proper import Name, head
from api.extraction.voices import reporting_verbs

# With these a state is dealt with; most others (in, near, from, to) tell where.
_DEALING = frozenset(("with", "against", "between", "toward", "towards", "by"))

# What a city does as well as a state.
_OF_A_CITY = frozenset(
    ("have", "host", "lie", "sit", "stand", "wake", "celebrate", "burn", "become")
)


def state_meant(doc: Doc, name: Name) -> str | None:
    """The state that a capital or a seat of government stands for here; None where it is a place.

    Metonymy is read from what the place does or has: it acts (`Kyiv agreed`), is dealt with
    (`talks with Kyiv`, `accused Moscow`), has what states have (`Washington's allies`).
    """
    words = " ".join(name.words)
    state = gazetteer.capitals().get(words) or gazetteer.seats().get(words)
    return state if state is not None and _acts(doc[head(doc, name)]) else None


def _acts(token: Token) -> bool:
    for _ in range(4):  # `between Moscow, Kyiv and Washington`: the first of them tells
        if token.dep_ != "conj":
            break
        token = token.head
    match token.dep_:
        case "nsubj":
            return _is_deed(token.head)
        case "poss":
            return token.head.lemma_.lower() in terms("state_affairs.txt")
        case "dobj":
            return token.head.lemma_ in reporting_verbs()
        case "pobj" | "agent":
            return token.head.lower_ in _DEALING
        case _:
            return False


def _is_deed(verb: Token) -> bool:
    if verb.lemma_ == "be":
        return any(child.dep_ in ("acomp", "prep") for child in verb.children)
    return verb.pos_ in ("VERB", "AUX") and verb.lemma_ not in _OF_A_CITY
