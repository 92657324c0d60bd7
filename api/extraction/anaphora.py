"""Which entity a pronoun or a noun phrase stands for, in one pass over the article."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from api.extraction import gazetteer, people
from api.extraction.aliases import Group, gender
from api.extraction.discourse import EXCLUDED, Memory, Referent, Seen
from api.extraction.lexicons import lines
from api.extraction.marks import quoted
from api.extraction.mentions import Mentions, Nominal, Pronoun
from api.extraction.names import Name, head
from api.extraction.records import MentionKind
from api.extraction.roles import (
    Role,
    is_role,
    phrases,
    predications,
    role_before,
    role_of,
    synonyms,
)

# How many sentences a reference reaches back.
_REACH_OF_PERSON, _REACH_OF_THING, _REACH_OF_PHRASE = 4, 2, 5

_OBJECTS = frozenset(("dobj", "dative", "pobj", "agent"))


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun or a noun phrase, tokens `first:stop`, that stands for the entity of a group."""

    first: int
    stop: int
    head: int
    kind: MentionKind
    group: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """The anaphors of an article in text order, and for each group its roles and its prominence:
    how often it is spoken of, each time by the weight of its part in the sentence."""

    anaphors: tuple[Anaphor, ...]
    roles: Mapping[int, Sequence[Role]]
    prominence: Mapping[int, float]


def resolve(doc: Doc, mentions: Mentions, groups: Sequence[Group]) -> Resolution:
    """Resolve the nominals and pronouns of an article to the groups of its names."""
    return _Resolver(doc, mentions, groups).resolve()


class _Resolver:
    def __init__(self, doc: Doc, mentions: Mentions, groups: Sequence[Group]) -> None:
        self._doc = doc
        self._mentions = mentions
        self._names_at = mentions.names_at
        self._group_of = {id(name): number for number, group in enumerate(groups) for name in group}
        self._referents = [_named(doc, number, group) for number, group in enumerate(groups)]
        self._roles: dict[int, list[Role]] = defaultdict(list)
        self._bearers: dict[str, list[Referent]] = defaultdict(list)
        self._told: dict[int, Referent] = {}
        self._sentences = _sentences(doc)
        self._regions = _regions(doc)
        self._memory = Memory()
        self._prominence: dict[int, float] = defaultdict(float)
        self._standing: dict[int, Referent] = {}
        self._unnamed: dict[str, Referent] = {}

    def resolve(self) -> Resolution:
        self._read_roles()
        anaphors = list(self._walk())
        return Resolution(tuple(anaphors), self._roles, self._prominence)

    # What apposition, predicate and title say.

    def _read_roles(self) -> None:
        for name in self._mentions.names:
            if name.type == "PERSON":
                role = role_before(self._doc, name, self._names_at)
                if role is not None:
                    self._bear(self._referent(name), role)
        for name, noun in predications(self._doc, self._names_at):
            referent = self._referent(name)
            if (is_role(noun) or _is_person(noun)) != referent.person:
                continue
            self._told[noun.i] = referent
            referent.nouns.add(noun.lemma_.lower())
            if referent.person and is_role(noun):
                self._bear(referent, role_of(self._doc, noun, self._names_at))

    def _bear(self, referent: Referent, role: Role) -> None:
        if referent.group is not None:
            self._roles[referent.group].append(role)
        if role.state:
            referent.states.add(role.state)
        for phrase in phrases(self._doc, role):
            bearers = self._bearers[phrase]
            if not bearers or bearers[-1] is not referent:
                bearers.append(referent)

    def _referent(self, name: Name) -> Referent:
        return self._referents[self._group_of[id(name)]]

    # The pass over the text.

    def _walk(self) -> Iterator[Anaphor]:
        doc = self._doc
        names = {head(doc, name): name for name in self._mentions.names}
        nominals = {nominal.head: nominal for nominal in self._mentions.nominals}
        pronouns = {pronoun.token: pronoun for pronoun in self._mentions.pronouns}
        for i in sorted([*names, *nominals, *pronouns]):
            token = doc[i]
            if i in names:
                referent: Referent | None = self._referent(names[i])
                kind: MentionKind = "name"
                first, stop = i, i + 1
            elif i in nominals:
                referent = self._nominal(nominals[i], token)
                kind, first, stop = "nominal", nominals[i].first, nominals[i].stop
            else:
                referent = self._pronoun(pronouns[i], token)
                kind, first, stop = "pronoun", i, i + 1
            if referent is None:
                continue
            self._standing[i] = referent
            weight = self._memory.add(referent, token, self._sentences[i], self._regions[i])
            if referent.group is not None:
                self._prominence[referent.group] += weight
            if kind != "name" and referent.group is not None:
                yield Anaphor(first, stop, i, kind, referent.group)

    def _nominal(self, nominal: Nominal, token: Token) -> Referent:
        told = self._told.get(nominal.head)
        if told is not None:
            return told
        if nominal.definite and not nominal.plural:
            found = self._bearer(token) or self._kind(nominal, token)
            if found is not None:
                return found
        if nominal.definite and nominal.noun in self._unnamed:
            return self._unnamed[nominal.noun]
        person = is_role(token) or _is_person(token)
        told_gender = people.roles().get(nominal.noun) or people.nouns().get(nominal.noun, "")
        referent = Referent(None, None, person, nominal.plural, told_gender if person else "thing")
        self._unnamed[nominal.noun] = referent
        return referent

    def _bearer(self, token: Token) -> Referent | None:
        """Who bears the role that a phrase names: `the minister`, `Norland's top diplomat`.

        A role that nobody bore so far may be borne further down, if by one person only and if the
        phrase tells more than the bare noun.
        """
        if not is_role(token):
            return None
        role = role_of(self._doc, token, self._names_at)
        wordings = [*phrases(self._doc, role)]
        if len(wordings) > 1 and not role.state:
            wordings = wordings[:-1] if wordings[0] in self._bearers else wordings
        offices = [
            office for wording in wordings for office in (wording, *synonyms().get(wording, ()))
        ]
        for office in offices:
            bearers = [
                bearer
                for bearer in self._bearers.get(office, ())[-20:]
                if not role.state or not bearer.states or role.state in bearer.states
            ]
            known = [bearer for bearer in bearers if bearer.latest >= 0]
            if known:
                return max(known, key=lambda bearer: bearer.latest)
            if len(bearers) == 1 and (role.state or role.noun > role.first):
                return bearers[0]
        return None

    def _kind(self, nominal: Nominal, token: Token) -> Referent | None:
        """What is of the kind that a phrase names: `the company`, `the country`, `the city`."""
        noun = nominal.noun
        reading = _groups().get(noun) or _places().get(noun)
        if noun not in _groups() and noun not in _places():
            return None
        kinds = ("company", "public") if reading == "any" else (reading,)

        def fits(referent: Referent) -> float:
            if noun in referent.nouns:
                return 0.5
            return 0.0 if referent.kind and referent.kind in kinds else EXCLUDED

        if any(child.dep_ in ("poss", "compound", "relcl") for child in token.children):
            return None
        return self._memory.best(
            fits,
            sentence=self._sentences[nominal.head],
            region=self._regions[nominal.head],
            reach=_REACH_OF_PHRASE,
        )

    # Pronouns.

    def _pronoun(self, pronoun: Pronoun, token: Token) -> Referent | None:
        if pronoun.relative:
            return self._antecedent(token)
        if pronoun.gender == "thing" and _is_empty(token):
            return None
        reach = _REACH_OF_PERSON if pronoun.gender in ("male", "female") else _REACH_OF_THING
        return self._memory.best(
            _agreement(pronoun),
            sentence=self._sentences[token.i],
            region=self._regions[token.i],
            reach=reach,
            barred=self._barred(token),
        )

    def _antecedent(self, token: Token) -> Referent | None:
        """The noun that the clause of a relative pronoun hangs on."""
        clause = token
        for _ in range(6):
            if clause.dep_ == "relcl":
                return self._standing.get(clause.head.i)
            clause = clause.head
        return None

    def _barred(self, token: Token) -> Callable[[Seen], bool]:
        """What a pronoun cannot stand for: the subject of the verb whose object it is."""
        verb = token.head
        while verb.dep_ in ("prep", "agent", "dative") and verb.head is not verb:
            verb = verb.head
        reflexive = token.lower_.endswith(("self", "selves"))
        subjects = (
            {child.i for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")}
            if token.dep_ in _OBJECTS and not reflexive
            else set()
        )
        standing = {id(self._standing[i]) for i in subjects if i in self._standing}
        return lambda seen: id(seen.referent) in standing


def _agreement(pronoun: Pronoun) -> Callable[[Referent], float]:
    """How well a referent agrees with a pronoun in gender and number."""

    def person(referent: Referent) -> float:
        if not referent.person or referent.plural:
            return EXCLUDED
        if referent.gender:
            return 0.3 if referent.gender == pronoun.gender else EXCLUDED
        return 0.0

    def thing(referent: Referent) -> float:
        return EXCLUDED if referent.person or referent.plural else 0.0

    def several(referent: Referent) -> float:
        if referent.plural:
            return 0.3
        if referent.type == "ORG":
            return -0.6
        # Singular they.
        return -0.9 if referent.person and not referent.gender else EXCLUDED

    return {"male": person, "female": person, "thing": thing}.get(pronoun.gender, several)


def _is_empty(token: Token) -> bool:
    """`It is clear that …`, `it rained`: a subject that stands for nothing."""
    if token.dep_ == "expl" or token.head.lemma_ in ("rain", "snow"):
        return True
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    below = list(token.head.children)
    if token.head.lemma_ == "be":
        below += [
            grandchild
            for child in below
            if child.dep_ in ("acomp", "attr")
            for grandchild in child.children
        ]
    elif (
        token.head.lemma_ not in ("seem", "appear", "turn", "take", "happen")
        and token.dep_ == "nsubj"
    ):
        return False
    return any(child.dep_ in ("ccomp", "csubj", "xcomp") and child.i > token.i for child in below)


def _named(doc: Doc, number: int, group: Group) -> Referent:
    longest = max(group, key=lambda name: len(name.words))
    person = longest.type == "PERSON"
    referent = Referent(
        group=number,
        type=longest.type,
        person=person,
        plural=longest.type == "NORP",
        gender=next(filter(None, (gender(doc, name) for name in group)), "") if person else "thing",
        nouns={word.lower() for name in group for word in name.words},
    )
    if longest.type == "ORG":
        referent.kind = "public" if referent.nouns & _public() else "company"
    elif longest.type in ("GPE", "LOC"):
        referent.kind = _place_kind(group)
    return referent


def _place_kind(group: Group) -> str:
    wholes = {" ".join(name.words) for name in group}
    if wholes & gazetteer.states().keys():
        return "state"
    if wholes & gazetteer.regions().keys() or group[0].type == "LOC":
        return "region"
    return "city"


def _sentences(doc: Doc) -> list[int]:
    number, out = 0, []
    for token in doc:
        number += bool(token.is_sent_start)
        out.append(number)
    return out


def _regions(doc: Doc) -> list[int]:
    """For each token the number of the quotation it stands in, -1 outside."""
    regions = [region for region in quoted(doc.text) if region.depth == 0]
    starts = [region.outer_start for region in regions]
    out = []
    for token in doc:
        number = bisect_right(starts, token.idx) - 1
        out.append(number if number >= 0 and token.idx < regions[number].outer_end else -1)
    return out


def _is_person(token: Token) -> bool:
    return token.lemma_.lower() in people.nouns()


@cache
def _groups() -> dict[str, str]:
    """Nouns for an organisation → `company`, `any`, or an empty string."""
    return _rows("groups.txt")


@cache
def _public() -> set[str]:
    """Nouns for an organisation that is no company."""
    return {noun for noun, reading in _groups().items() if not reading} - {"bank", "newspaper"}


@cache
def _places() -> dict[str, str]:
    """Nouns for a place → `state`, `region` or `city`."""
    return _rows("places.txt")


def _rows(name: str) -> dict[str, str]:
    rows = (line.partition("|") for line in lines(name))
    return {noun.strip(): kind.strip() for noun, _, kind in rows}
