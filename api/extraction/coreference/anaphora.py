"""Which entity a pronoun or a noun phrase stands for, in one pass over the article."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from api.extraction import nouns
from api.extraction.annotation import sentence_numbers
from api.extraction.coreference import nominals, pronouns, referents
from api.extraction.coreference.aliases import Group
from api.extraction.coreference.discourse import EXCLUDED, Memory
from api.extraction.coreference.nominals import Bearers
from api.extraction.coreference.referents import Referent
from api.extraction.coreference.roles import Role, kind_before, predications, role_before, role_of
from api.extraction.mentions import Mentions, Nominal, Pronoun
from api.extraction.names.proper import head
from api.extraction.records import MentionKind
from api.extraction.voices import Voices, reporting_verbs

# How many sentences a reference reaches back.
_REACH_OF_PERSON, _REACH_OF_THING, _REACH_OF_PHRASE, _REACH_OF_FAME = 4, 2, 5, 15

# People that an article may be about: those it names first.
_MOST = 12

# What it adds to the prominence of a referent that it speaks.
_SPEAKING = 1.0

# How many steps up a tree a relative pronoun is from what it stands for.
_DEEPEST = 6

_OBJECTS = frozenset(("dobj", "dative", "pobj", "agent"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_MODIFIERS = frozenset(("compound", "amod", "nmod"))


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A pronoun or a noun phrase, tokens `first:stop`, that stands for the entity of a group."""

    first: int
    stop: int
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
        named = [referents.named(doc, number, group) for number, group in enumerate(groups)]
        self._persons = [referent for referent in named if referent.person][:_MOST]
        self._named = {
            id(name): referent
            for group, referent in zip(groups, named, strict=True)
            for name in group
        }
        self._sentences = sentence_numbers(doc)
        self._voices = Voices(doc, self._sentences)
        self._memory = Memory()
        self._bearers = Bearers(doc, self._names_at)
        self._by_noun = nominals.ByNoun(named)
        self._roles: dict[int, list[Role]] = defaultdict(list)
        self._prominence: dict[int, float] = defaultdict(float)
        # What a phrase stands for, by its head: as the grammar tells, and as found so far.
        self._told: dict[int, Referent] = {}
        self._standing: dict[int, Referent] = {}
        # The phrase without a name last seen, by its noun.
        self._unnamed: dict[str, Referent] = {}

    def resolve(self) -> Resolution:
        self._read_roles()
        return Resolution(tuple(self._walk()), self._roles, self._prominence)

    def _read_roles(self) -> None:
        for name in self._mentions.names:
            referent = self._named[id(name)]
            if not referent.person:
                for kind in kind_before(self._doc, name):
                    self._by_noun.add(referent, kind)
            elif (role := role_before(self._doc, name, self._names_at)) is not None:
                self._bear(referent, role)
        for name, noun in predications(self._doc, self._names_at):
            referent = self._named[id(name)]
            self._told[noun.i] = referent
            if not referent.person:
                self._by_noun.add(referent, noun.lemma_.lower())
                continue
            referent.gender = referent.gender or nouns.gender(noun)
            if nouns.is_role(noun):
                self._bear(referent, role_of(self._doc, noun, self._names_at))

    def _bear(self, referent: Referent, role: Role) -> None:
        self._bearers.add(referent, role)
        if referent.group is not None:
            self._roles[referent.group].append(role)

    def _walk(self) -> Iterator[Anaphor]:
        names = {head(self._doc, name): name for name in self._mentions.names}
        phrases = {nominal.head: nominal for nominal in self._mentions.nominals}
        words = {pronoun.token: pronoun for pronoun in self._mentions.pronouns}
        for i in sorted([*names, *phrases, *words]):
            token = self._doc[i]
            if i in names:
                self._speak_of(self._named[id(names[i])], token)
            elif i in phrases:
                referent = self._nominal(phrases[i], token)
                self._speak_of(referent, token)
                if referent.group is not None:
                    yield Anaphor(phrases[i].first, phrases[i].stop, "nominal", referent.group)
            elif (found := self._pronoun(words[i], token)) is not None:
                if found.person and not found.gender and words[i].number == "singular":
                    found.gender = words[i].gender  # the next pronouns have to agree
                self._speak_of(found, token)
                if found.group is not None:
                    yield Anaphor(i, i + 1, "pronoun", found.group)

    def _speak_of(self, referent: Referent, token: Token) -> None:
        self._standing[token.i] = referent
        if referent.type == "NORP" and token.dep_ in _MODIFIERS:
            return  # `Norlandic steel` speaks of no Norlanders.
        weight = self._memory.add(
            referent, token, self._sentences[token.i], self._voices.quotation(token.i)
        )
        if token.dep_ == "nsubj" and token.head.lemma_ in reporting_verbs():
            weight += _SPEAKING
        if referent.group is not None:
            self._prominence[referent.group] += weight
        if token.dep_ == "conj" and (first := self._at(token.head.i)) is not None:
            # `Petrova and Lind`: from here on they may be spoken of together.
            both = Referent(None, None, first.person and referent.person, plural=True, gender="")
            self._memory.add(
                both, token.head, self._sentences[token.i], self._voices.quotation(token.i)
            )

    def _best(
        self,
        token: Token,
        fits: Callable[[Referent], float],
        reach: int,
    ) -> Referent | None:
        return self._memory.best(
            fits,
            sentence=self._sentences[token.i],
            quotation=self._voices.quotation(token.i),
            reach=reach,
        )

    # Noun phrases.

    def _nominal(self, nominal: Nominal, token: Token) -> Referent:
        if nominal.head in self._told:
            return self._told[nominal.head]
        if nominal.definite and not nominal.plural:
            found = self._bearers.of(token) if nouns.is_role(token) else None
            if found is None and not any(
                child.dep_ in ("poss", "compound", "relcl") and child.i not in self._names_at
                for child in token.children
            ):
                found = self._by_noun.only(nominal.noun) or self._best(
                    token, nominals.fit(nominal), _REACH_OF_PHRASE
                )
            if found is not None:
                return found
        if nominal.definite and nominal.noun in self._unnamed:
            return self._unnamed[nominal.noun]
        referent = referents.unnamed(token, plural=nominal.plural)
        self._unnamed[nominal.noun] = referent
        return referent

    # Pronouns.

    def _pronoun(self, pronoun: Pronoun, token: Token) -> Referent | None:
        if pronoun.relative:
            return self._antecedent(token)
        if pronoun.gender == "thing" and pronouns.is_empty(token):
            return None
        reach = _REACH_OF_PERSON if pronoun.gender in ("male", "female") else _REACH_OF_THING
        fits = pronouns.agreement(pronoun)
        ruled_out = self._ruled_out(token)

        def fits_here(referent: Referent) -> float:
            return EXCLUDED if any(referent is other for other in ruled_out) else fits(referent)

        announced = self._announced(token)
        if announced is not None and fits_here(announced) != EXCLUDED:
            return announced
        found = self._best(token, fits_here, reach)
        return self._protagonist(token, fits_here) if found is None else found

    def _protagonist(self, token: Token, fits: Callable[[Referent], float]) -> Referent | None:
        """Whom an article speaks of most, where no one nearer agrees: `What does she miss?`"""
        known = [
            referent
            for referent in self._persons
            if referent.gender
            and fits(referent) != EXCLUDED
            and referent.latest >= 0
            and self._sentences[token.i] - self._sentences[referent.latest] <= _REACH_OF_FAME
        ]
        return max(known, key=lambda person: self._prominence[person.group or 0], default=None)

    def _announced(self, token: Token) -> Referent | None:
        """The subject that a phrase before it speaks of already: `In her speech, Petrova …`"""
        for below, above in pairwise(_path(token)):
            if below.dep_ in ("advcl", "prep") and below.i < above.i:
                for child in above.children:
                    if child.dep_ in _SUBJECTS and child.i > token.i:
                        return self._at(child.i)
        return None

    def _antecedent(self, token: Token) -> Referent | None:
        """What the clause of a relative pronoun hangs on, or else what stands right before it.

        A person for `who`, none for `which`: in `Petrova, a nurse from Veldora, who` the nurse,
        in `Petrova, head of Grenta, which` the company.
        """
        clause = token
        for _ in range(_DEEPEST):
            if clause.dep_ == "relcl":
                break
            clause = clause.head
        else:
            return None
        above = [noun.i for noun in _path(clause.head)]
        found = [self._at(i) for i in (*above, token.i - 2, token.i - 1)]
        known = [referent for referent in found if referent is not None]
        match token.lower_:
            case "who" | "whom":
                fitting = [referent for referent in known if referent.person or referent.plural]
                return next(iter(fitting or known), None)
            case "which":
                return next((referent for referent in known if not referent.person), None)
            case _:
                return next(iter(known), None)

    def _ruled_out(self, token: Token) -> list[Referent]:
        """What a pronoun cannot stand for.

        The subject of the verb whose object it is (`Petrova saw her`), and inside quotation marks
        whoever utters them (`“She lies,” Petrova said`).
        """
        barred = self._voices.speakers(token.i)
        if token.dep_ in _OBJECTS and not token.lower_.endswith(("self", "selves")):
            verb = token.head
            if verb.dep_ in ("prep", "agent", "dative"):
                verb = verb.head
            barred += [child.i for child in verb.children if child.dep_ in _SUBJECTS]
        return [referent for i in barred if (referent := self._at(i)) is not None]

    def _at(self, i: int) -> Referent | None:
        """What the phrase that a token heads stands for, as far as is known."""
        if i in self._names_at:
            return self._named[id(self._names_at[i])]
        return self._standing.get(i)


def _path(token: Token) -> Iterator[Token]:
    """A token and those it hangs on, from below."""
    for _ in range(_DEEPEST):
        yield token
        if token.head.i == token.i:
            return
        token = token.head
