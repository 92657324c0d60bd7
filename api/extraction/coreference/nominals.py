"""Noun phrases that stand for someone or something named elsewhere in the article."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from spacy.tokens import Doc, Token

from api.extraction import nouns
from api.extraction.coreference.discourse import EXCLUDED
from api.extraction.coreference.referents import Referent
from api.extraction.coreference.roles import Role, readings, role_of, synonyms, wordings
from api.extraction.mentions import Nominal
from api.extraction.names.proper import Name

# Bearers of a role that a phrase chooses among: the latest few.
_RIVALS = 20

# What it is worth that a referent goes by the very noun: `Norland Court`, `the court`.
_BY_ITS_NOUN = 0.5


class Bearers:
    """Who bears which role in an article."""

    def __init__(self, doc: Doc, names_at: Mapping[int, Name]) -> None:
        self._doc = doc
        self._names_at = names_at
        self._of: dict[str, list[Referent]] = defaultdict(list)

    def add(self, referent: Referent, role: Role) -> None:
        """Note that the article gives `referent` the role."""
        referent.states.update(filter(None, [role.state]))
        referent.bodies.update(filter(None, [role.body]))
        for wording in wordings(self._doc, role):
            bearers = self._of[wording]
            if not bearers or bearers[-1] is not referent:
                bearers.append(referent)

    def of(self, noun: Token) -> Referent | None:
        """Who bears the role that a phrase names: `the minister`, `Norland's top diplomat`.

        Of several the one last spoken of. A role that nobody bore so far may be borne further
        down, if by one person only and if the phrase tells more than the bare noun.
        """
        role = role_of(self._doc, noun, self._names_at)
        for wording in readings(self._doc, role):
            found = self._one(self._candidates(wording, role), role)
            if found is not None:
                return found
            others = [
                bearer
                for office in synonyms().get(wording, ())
                for bearer in self._candidates(office, role)
            ]
            if len({id(bearer) for bearer in others}) == 1:
                return self._one(others[:1], role)
        return None

    def _one(self, bearers: Sequence[Referent], role: Role) -> Referent | None:
        known = [bearer for bearer in bearers if bearer.latest >= 0]
        if known:
            return max(known, key=lambda bearer: bearer.latest)
        telling = role.state is not None or role.first < role.noun
        return bearers[0] if len(bearers) == 1 and telling else None

    def _candidates(self, wording: str, role: Role) -> list[Referent]:
        return [bearer for bearer in self._of.get(wording, ())[-_RIVALS:] if _agree(role, bearer)]


class ByNoun:
    """Things by the nouns they go by, in their names and in what is said of them."""

    def __init__(self, referents: Iterable[Referent]) -> None:
        self._called: dict[str, list[Referent]] = defaultdict(list)
        for referent in referents:
            for noun in referent.nouns:
                self._called[noun].append(referent)

    def add(self, referent: Referent, noun: str) -> None:
        """Note that `referent` is called by the noun."""
        if noun not in referent.nouns:
            referent.nouns.add(noun)
            self._called[noun].append(referent)

    def only(self, noun: str) -> Referent | None:
        """What has been spoken of and alone goes by the noun, however far back."""
        called = self._called.get(noun, ())
        return called[0] if len(called) == 1 and called[0].latest >= 0 else None


def _agree(role: Role, bearer: Referent) -> bool:
    """Whether nothing says that the role a phrase names belongs elsewhere than the bearer's."""
    if role.state is not None and bearer.states and role.state not in bearer.states:
        return False
    if role.body is None:
        return True
    # `Grenta` and `Grenta Inc.` are one body.
    return any(f"{body} ".startswith(f"{role.body} ") for body in bearer.bodies) or any(
        f"{role.body} ".startswith(f"{body} ") for body in bearer.bodies
    )


def fit(nominal: Nominal) -> Callable[[Referent], float]:
    """How well a referent is of the kind that a phrase names: `the company`, `the country`."""
    noun = nominal.noun
    reading = nouns.groups().get(noun) or nouns.places().get(noun)
    kinds = ("company", "public") if reading == "any" else (reading,)

    def fits(referent: Referent) -> float:
        if noun in referent.nouns:
            return _BY_ITS_NOUN
        return 0.0 if referent.kind and referent.kind in kinds else EXCLUDED

    return fits
