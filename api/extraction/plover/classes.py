"""Classes of nouns: who can act, what is a place, what a weapon, by name type and by lists."""

from collections import defaultdict
from functools import cache

from spacy.tokens import Token

from api.extraction.lexicons import lines

# Names belong to a class by their type.
NAMED = {
    "agent": frozenset({"PERSON", "ORG", "GPE", "NORP"}),
    "person": frozenset({"PERSON"}),
    "official": frozenset({"PERSON"}),
    "human": frozenset({"PERSON", "NORP"}),
    "public": frozenset({"PERSON", "ORG", "GPE", "NORP"}),
    "trader": frozenset({"ORG", "GPE", "NORP"}),
    "polity": frozenset({"GPE", "NORP"}),
    "place": frozenset({"GPE", "LOC", "FAC"}),
    "firm": frozenset({"ORG"}),
    "team": frozenset({"ORG", "GPE"}),
}
_PEOPLE_PRONOUNS = frozenset(
    {"he", "she", "they", "him", "her", "them", "who", "me", "us", "himself"}
)
_THING_PRONOUNS = frozenset(
    {"what", "which", "this", "that", "these", "those", "itself", "there", "everything",
     "something", "anything", "nothing"}
)  # fmt: skip


@cache
def classes() -> dict[str, frozenset[str]]:
    """Class name → its lemmas (classes.txt)."""
    members: dict[str, set[str]] = defaultdict(set)
    name = ""
    for line in lines("events/classes.txt"):
        if line.startswith("["):
            name = line.strip("[]")
        else:
            members[name].add(line)
    return {name: frozenset(words) for name, words in members.items()}


def is_a(token: Token, name: str) -> bool:
    """Whether the word belongs to a class: by name type, by pronoun, by the list of the class."""
    if token.ent_type_ in NAMED.get(name, ()):
        return True
    match name:
        case "any":
            return True
        case "agent" if token.pos_ == "PRON":
            return token.lower_ not in _THING_PRONOUNS
        case "agent" if token.pos_ in ("PROPN", "NUM") and token.ent_type_ in ("", "CARDINAL"):
            return True
        case "target":
            return is_a(token, "agent") or is_a(token, "place") or _listed(token, name)
        case "human" if token.pos_ == "PRON":
            return token.lower_ in _PEOPLE_PRONOUNS
        case "human" if token.pos_ == "NUM":
            return True
        case "public":
            return _listed(token, "official") or _listed(token, "polity") or _listed(token, "firm")
        case "trader":
            return _listed(token, "polity") or _listed(token, "firm") or token.lower_ == "it"
        case "number":
            return token.pos_ == "NUM"
        case "plural":
            return token.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in token.rights)
        case _:
            return _listed(token, name)


def _listed(token: Token, name: str) -> bool:
    return token.lemma_.lower() in classes().get(name, ())
