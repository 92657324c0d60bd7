"""Invented articles and what is read out of them: as many as are wanted, without end or model.

Who is there is a function of a number and the seed, so that no list of it is kept: the lower the
number, the more is written of them (Zipf). Articles come in the order of their days. Every span
is made where its words are written, so that it is literal.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from random import Random
from typing import Any

from api.extraction.document import Document
from api.extraction.lexicons import terms
from api.extraction.nlp import extractor
from api.extraction.records import (
    Candidate,
    Count,
    Cue,
    Dated,
    Dateline,
    Entity,
    Event,
    Extraction,
    Geo,
    Lead,
    Mention,
    Participant,
    Placed,
    Quote,
    Span,
    Timex,
)

_FIRST_DAY = date(2015, 1, 1)
_DAYS = 4_000
_SURNAMES = 0.2  # for each person
_PEOPLE = 0.05  # for each quote
_THINGS = 0.03  # organisations, places and the rest for each quote
_SAID_AGAIN = 0.04  # of the quotes of well-known people
_SAYINGS = 40  # that somebody is quoted with again and again

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# How sure the speaker of a quote is, by what names them.
_METHODS = {"name": (0.85, 0.99), "pronoun": (0.6, 0.95), "nominal": (0.4, 0.8)}


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody or something that articles name; `short` is how they do so the second time."""

    name: str
    type: str
    short: str
    role: str = ""
    geo: Geo | None = None
    pronoun: str = "they"


@dataclass(slots=True)
class World:
    """Who and what there is for a collection of `quotes`."""

    quotes: int
    seed: int

    def somebody(self, random: Random) -> Character:
        """A person, well-known ones before others."""
        return _person(self.seed, self._number(random, _PEOPLE), self._size(_PEOPLE * _SURNAMES))

    def something(self, random: Random) -> Character:
        """An organisation, a place or a thing."""
        return _thing(self.seed, self._number(random, _THINGS))

    def place(self, random: Random) -> Character:
        """A place with a point on the map."""
        return _place(self.seed, self._number(random, _THINGS))

    def _number(self, random: Random, share: float) -> int:
        return _zipf(random, self._size(share))

    def _size(self, share: float) -> int:
        return 20 + int(self.quotes * share)


def articles(quotes: int, seed: int) -> Iterator[tuple[Document, Extraction]]:
    """Articles with `quotes` quotes in all, oldest first: the same ones for the same seed."""
    world = World(quotes, seed)
    written = number = 0
    while written < quotes:
        random = Random(f"{seed}:article:{number}")
        day = _FIRST_DAY + timedelta(days=_DAYS * written // quotes)
        wanted = min(random.randint(2, 14), quotes - written)
        yield _Article(world, random, day, number).write(wanted)
        written += wanted
        number += 1


@dataclass(slots=True)
class _Mentioned:
    """An entity of an article while it is written."""

    id: str
    character: Character
    mentions: list[Mention] = field(default_factory=list)
    roles: list[Span] = field(default_factory=list)


class _Article:
    """One article while it is written."""

    def __init__(self, world: World, random: Random, day: date, number: int) -> None:
        self._world, self._random, self._day, self._number = world, random, day, number
        self._parts: list[str] = []
        self._length = 0
        self._entities: dict[Character, _Mentioned] = {}
        self._times: list[Timex] = []
        self._place = world.place(random)
        self._people = [world.somebody(random) for _ in range(random.randint(1, 4))]
        self._things = [self._place, *(world.something(random) for _ in range(4))]

    def write(self, quotes: int) -> tuple[Document, Extraction]:
        """The article with so many quotes, and what is read out of it."""
        random = self._random
        title = self._sentence(3).capitalize()
        dateline = self._dateline() if random.random() < 0.4 else None
        begin = self._length
        events = [self._event()]
        lede = (begin, self._length)
        records: list[Quote] = []
        for number in range(quotes):
            self._write("\n\n")
            records.append(self._quote())
            if number % 2:
                self._write(" ")
                events.append(self._event())
        text = "".join(self._parts) + "\n"
        document = Document(
            text=text,
            title=title if random.random() < 0.95 else None,
            byline=_name(random) if random.random() < 0.5 else None,
            published=self._published(),
            source=self._source(),
            url=f"https://news.example/{self._number}",
            language="en",
        )
        return document, Extraction(
            extractor=extractor(),
            language="en",
            lede=Span(*lede, text[slice(*lede)]),
            lead=Lead(dateline=dateline),
            times=tuple(self._times),
            entities=tuple(map(self._entity, self._entities.values())),
            quotes=tuple(records),
            events=tuple(events),
        )

    def _published(self) -> str | None:
        chance = self._random.random()
        if chance < 0.01:
            return None
        return self._day.isoformat()[: 7 if chance < 0.04 else None]

    def _source(self) -> str | None:
        names = _vocabulary("sources")
        place = _place(self._world.seed, _zipf(self._random, 40))
        chance = self._random.random()
        if chance < 0.02:
            return None
        name = f"{place.name} {names[len(place.name) % len(names)]}"
        return name.upper() if chance < 0.03 else name

    def _dateline(self) -> Dateline:
        span = self._write(self._place.name.upper())
        self._mentioned(self._place).mentions.append(Mention(*_literal(span), "name"))
        self._write(" — ")
        return Dateline(*_literal(span), place=self._place.name)

    def _quote(self) -> Quote:
        random, world = self._random, self._world
        speaker = random.choice(self._people)
        if random.random() < _SAID_AGAIN:
            # Whatever the article, these are the same words of the same person.
            said = Random(f"{world.seed}:{speaker.name}:{_zipf(random, _SAYINGS)}")
            content = self._statement(said, [world.something(said)])
        else:
            content = self._statement(random, self._things)
        lemma = random.choice(list(_table("cues")))
        kind = random.choices(("direct", "indirect", "mixed"), (6, 3, 1))[0]
        method = random.choices(("name", "pronoun", "nominal"), (6, 2, 1))[0]
        if method == "pronoun" and speaker not in self._entities:
            method = "name"
        addressee = random.choice(self._things) if lemma == "tell" else None
        if kind == "direct":
            self._write("“")
            span, about = self._content(content, ",")
            self._write("” ")
            source = self._named_by(speaker, method)
            self._write(" ")
            cue = self._cue(lemma, addressee)
            spans = [span]
        else:
            source = self._named_by(speaker, method)
            self._write(" ")
            cue = self._cue(lemma, addressee)
            self._write(" that ")
            first, about = self._content(content, "")
            spans = [first]
            if kind == "mixed":
                self._write(" “")
                spans.append(self._write(self._sentence(5)))
                self._write("”")
        said_on = self._when()
        self._write(".")
        return self._quoted(kind, spans, speaker, method, source, cue, about, addressee, said_on)

    def _quoted(
        self,
        kind: str,
        spans: Sequence[Span],
        speaker: Character,
        method: str,
        source: Span,
        cue: Cue,
        about: Sequence[str],
        addressee: Character | None,
        said: Dated | None,
    ) -> Quote:
        random = self._random
        own = self._mentioned(speaker).id if method != "nominal" else None
        confidence = round(random.uniform(*_METHODS[method]), 2)
        rivals = [self._entities[each].id for each in self._people if each in self._entities]
        candidates = [
            Candidate(each, confidence if each == own else round((1 - confidence) / 2, 3))
            for each in dict.fromkeys([own, *rivals][:3])
            if each is not None
        ]
        return Quote(
            type=kind,
            text=" ".join(span.text for span in spans),
            spans=tuple((span.start, span.end) for span in spans),
            method=method,
            confidence=confidence,
            cue=cue,
            source=source,
            speaker=own,
            candidates=tuple(sorted(candidates, key=lambda each: -each.score)),
            addressees=(self._mentioned(addressee).id,) if addressee else (),
            about=tuple(dict.fromkeys(each for each in about if each != own)),
            polarity="negative" if random.random() < 0.02 else "positive",
            certainty=random.choices(("certain", "probable", "possible"), (92, 5, 3))[0],
            said=said or Dated(value=self._day.isoformat(), basis="published"),
        )

    def _event(self) -> Event:
        random = self._random
        actor = random.choice([*self._people, *self._things])
        recipient = random.choice([each for each in self._things if each is not actor])
        begin = self._length
        actors = (self._participant(actor),)
        self._write(" ")
        trigger = random.choice(list(_table("events")))
        kind, *modes = _table("events")[trigger].split()
        words = self._write(trigger)
        self._write(" ")
        recipients = (self._participant(recipient),)
        counts: list[Count] = []
        if random.random() < 0.2:
            number = random.randint(2, 900)
            self._write(" over ")
            span = self._write(f"{number} {random.choice(_vocabulary('nouns'))}s")
            counts.append(Count(*_literal(span), what=span.text.split()[1], value=number))
        place = None
        if random.random() < 0.6:
            self._write(" in ")
            span = self._name(self._place)
            place = Placed(entity=self._mentioned(self._place).id, basis="clause", words=span)
        time = self._when()
        self._write(".")
        return Event(
            type=kind,
            trigger=words,
            sentence=(begin, self._length),
            method=random.choice(("verb frame", "noun frame")),
            confidence=round(random.uniform(0.3, 0.95), 2),
            modes=tuple(modes),
            actors=actors,
            recipients=recipients,
            place=place,
            time=time or Dated(value=self._day.isoformat(), basis="published"),
            tense=random.choices(("past", "present", "future"), (8, 1, 1))[0],
            polarity="negative" if random.random() < 0.05 else "positive",
            certainty=random.choices(("certain", "probable", "possible"), (8, 1, 1))[0],
            counts=tuple(counts),
        )

    def _when(self) -> Dated | None:
        """`on Monday`, now and then: the last one there was."""
        ago = self._random.randint(0, 20)
        if ago > 6:
            return None
        day = self._day - timedelta(days=ago)
        self._write(" ")
        words = self._write(f"on {_WEEKDAYS[day.weekday()]}")
        self._times.append(
            Timex(words.start + 3, words.end, words.text[3:], "DATE", day.isoformat())
        )
        return Dated(value=day.isoformat(), basis="clause", words=words)

    def _cue(self, lemma: str, addressee: Character | None) -> Cue:
        cue = Cue(*_literal(self._write(_table("cues")[lemma])), lemma)
        if addressee is not None:
            self._write(" ")
            self._name(addressee)
        return cue

    def _named_by(self, speaker: Character, method: str) -> Span:
        """The words that name the speaker of a quote."""
        if method == "name":
            return self._name(speaker)
        if method == "pronoun":
            span = self._write(speaker.pronoun)
            self._mentioned(speaker).mentions.append(Mention(*_literal(span), "pronoun"))
            return span
        return self._write(f"a {self._random.choice(_vocabulary('nouns'))} official")

    def _participant(self, character: Character) -> Participant:
        return Participant(*_literal(self._name(character)), self._mentioned(character).id)

    def _name(self, character: Character) -> Span:
        """Write the name: with the role at first, in short later on."""
        is_new = character not in self._entities
        entity = self._mentioned(character)
        if is_new and character.role and self._random.random() < 0.6:
            entity.roles.append(self._write(character.role))
            self._write(" ")
        is_short = self._random.random() < (0.1 if is_new else 0.7)
        span = self._write(character.short if is_short else character.name)
        entity.mentions.append(Mention(*_literal(span), "name"))
        return span

    def _mentioned(self, character: Character) -> _Mentioned:
        number = len(self._entities) + 1
        return self._entities.setdefault(character, _Mentioned(f"e{number}", character))

    def _entity(self, entity: _Mentioned) -> Entity:
        character = entity.character
        names = [each.text for each in entity.mentions if each.kind == "name"]
        forms = [each for each in dict.fromkeys(names) if each != character.name]
        return Entity(
            id=entity.id,
            # Who is nowhere called by the whole name has no other one here.
            name=character.name if character.name in names else (forms or [""])[0],
            type=character.type,  # type: ignore[arg-type]  # one of them
            mentions=tuple(entity.mentions),
            aliases=tuple(forms if character.name in names else forms[1:]),
            roles=tuple(entity.roles),
            salience=round(min(1.0, len(entity.mentions) / 10), 2),
            geo=character.geo,
        )

    def _statement(self, random: Random, things: Sequence[Character]) -> list[str | Character]:
        """What somebody says, names in between the words."""
        subject = random.choice(("we", "they", "nobody will say that we", "the people"))
        return [
            f"{subject} will {random.choice(_vocabulary('verbs'))} the {self._phrase(random)} of ",
            random.choice(things),
            f" {random.choice(_vocabulary('endings'))}",
        ]

    def _content(self, pieces: Sequence[str | Character], end: str) -> tuple[Span, list[str]]:
        """Write what somebody says; where it stands, and the entities that it names."""
        begin, about = self._length, []
        for piece in pieces:
            if isinstance(piece, Character):
                self._name(piece)
                about.append(self._mentioned(piece).id)
            else:
                self._write(piece)
        self._write(end)
        return Span(begin, self._length, self._since(begin)), about

    def _since(self, begin: int) -> str:
        """The words from `begin` on."""
        place, length = len(self._parts), self._length
        while length > begin:
            place -= 1
            length -= len(self._parts[place])
        return "".join(self._parts[place:])

    def _sentence(self, words: int) -> str:
        return " ".join(self._phrase(self._random) for _ in range(words // 2 + 1))

    def _phrase(self, random: Random) -> str:
        nouns = _vocabulary("nouns")
        return f"{random.choice(_vocabulary('adjectives'))} {nouns[_zipf(random, len(nouns))]}"

    def _write(self, words: str) -> Span:
        start = self._length
        self._parts.append(words)
        self._length += len(words)
        return Span(start, self._length, words)


def _literal(span: Span) -> tuple[int, int, str]:
    return span.start, span.end, span.text


def _zipf(random: Random, size: int) -> int:
    """A number below `size`, of which n comes up as often as 1 / (n + 1) says, nearly."""
    return min(int((size + 1) ** random.random()), size) - 1


@lru_cache(200_000)
def _person(seed: int, number: int, surnames: int) -> Character:
    random = Random(f"{seed}:person:{number}")
    given, pronoun = random.choice(_given_names())
    surname = _spelt(_zipf(random, surnames))
    role = random.choice(_vocabulary("roles")) if random.random() < 0.8 else ""
    return Character(f"{given} {surname}", "PERSON", surname, role=role, pronoun=pronoun)


@lru_cache(200_000)
def _thing(seed: int, number: int) -> Character:
    random = Random(f"{seed}:thing:{number}")
    if random.random() < 0.4:
        return _place(seed, number)
    kind = random.choices(list(_table("suffixes")), (30, 4, 3, 3, 3, 3, 2, 2))[0]
    suffix = random.choice(_table("suffixes")[kind].split("|"))
    name = f"{_spelt(number)} {suffix}"
    if kind == "ORG" and random.random() < 0.3:
        return Character(name, kind, "".join(word[0] for word in name.split()))
    return Character(name, kind, name)


@lru_cache(200_000)
def _place(seed: int, number: int) -> Character:
    random = Random(f"{seed}:place:{number}")
    country = random.choice(_vocabulary("countries"))
    point = round(random.uniform(-60, 75), 4), round(random.uniform(-180, 180), 4)
    name = f"{_spelt(number)}{random.choice(('port', 'mark', 'land', 'stad'))}"
    return Character(name, "GPE", name, geo=Geo(10_000_000 + number, country, *point))


def _name(random: Random) -> str:
    given, _ = random.choice(_given_names())
    return f"{given} {_spelt(random.randrange(1_000))}"


@cache
def _given_names() -> list[tuple[str, str]]:
    """Given names, each with the pronoun of those who bear it."""
    return [
        (name, pronoun)
        for gender, pronoun in (("female", "she"), ("male", "he"))
        for name in sorted(terms(f"given_names_{gender}.txt"))[::7]
    ]


def _spelt(number: int) -> str:
    """A word for a number, and no other word for any other number."""
    syllables = _vocabulary("syllables")
    number, place = divmod(number, len(syllables))
    word = syllables[place]
    while number:
        number, place = divmod(number - 1, len(syllables))
        word += syllables[place]
    return word.capitalize()


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))


@cache
def _vocabulary(name: str) -> list[str]:
    """The words of a list, or the phrases of one that has bars between them."""
    words: str = _read()[name]
    if "|" in words:
        return [each.strip() for line in words.splitlines() for each in line.split("|") if each]
    return words.split()


@cache
def _table(name: str) -> dict[str, str]:
    table: dict[str, str] = _read()[name]
    return table
