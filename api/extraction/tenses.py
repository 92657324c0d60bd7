"""The tense of the clause that words stand in."""

from spacy.tokens import Doc, Token

from api.extraction.lexicons import terms
from api.extraction.records import Tense

# A time stands few words below its verb; a longer climb is an error of the parse.
_HIGHEST = 12

# How a time depends on a noun that it tells apart.
_IN_A_NOUN = frozenset(("poss", "compound", "nmod", "amod"))

_AUXILIARIES = frozenset(("aux", "auxpass"))


class Tenses:
    """The tenses of the clauses of one `Doc`, each read once."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._read: dict[int, Tense | None] = {}

    def at(self, token: Token) -> Tense | None:
        """The tense of the clause of `token`; None where no finite verb governs it.

        A present says nothing of a noun in its clause: `results of Tuesday’s vote show …`.
        """
        named = False
        for _ in range(_HIGHEST):
            if token.pos_ in ("VERB", "AUX") and (tense := self._of(token)) is not None:
                return None if named and tense == "present" else tense
            if token.head.i == token.i:
                return None
            named = named or token.dep_ in _IN_A_NOUN or token.head.pos_ == "NOUN"
            token = token.head
        return None

    def _of(self, verb: Token) -> Tense | None:
        if verb.i not in self._read:
            self._read[verb.i] = _tense(verb)
        return self._read[verb.i]


def _tense(verb: Token) -> Tense | None:
    """The tense of one verb by its form and its auxiliaries; None where another verb has it.

    `will meet`, `is to meet`, `agreed to meet`, `is meeting` (of an appointed day), `scheduled
    for`: future. `met`, `has met`, `was meeting`, `those arrested`: past. `would` is the future
    of a past.
    """
    auxiliaries = [child for child in verb.lefts if child.dep_ in _AUXILIARIES]
    forms = {child.lower_ for child in auxiliaries}
    if "to" in forms and verb.dep_ == "advcl":  # flew in to meet her: when they flew
        return None
    if forms & terms("times/future_auxiliaries.txt"):
        return "future"
    if verb.tag_ == "VBD" or any(child.tag_ == "VBD" for child in auxiliaries):
        return "past"
    if verb.tag_ == "VBN" and verb.lower_ in terms("times/appointed.txt"):
        return "future"
    if verb.tag_ == "VBN" and not auxiliaries:
        return "past"
    if verb.tag_ in ("VBN", "VBG") and any(child.lemma_ == "have" for child in auxiliaries):
        return "past"
    if verb.tag_ == "VBG":
        return "future" if any(child.lemma_ == "be" for child in auxiliaries) else None
    return "present" if verb.tag_ in ("VBZ", "VBP", "VBN") else None
