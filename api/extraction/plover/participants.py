"""Who takes part in an event: the heads of those who act and of those who undergo."""

from collections.abc import Iterable

from spacy.tokens import Token

from api.extraction.plover.classes import is_a
from api.extraction.plover.clauses import Slots, noun_slots, verb_slots
from api.extraction.plover.frames import Frame
from api.extraction.plover.noun_phrases import conjuncts, core
from api.extraction.plover.types import event_types

# What these types name is spoken of, and is no second event.
SPOKEN = frozenset({"REQUEST", "AGREE", "REJECT", "THREATEN", "ACCUSE", "SUPPORT"})
# The types of names that act.
NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON"})

_TRADERS = frozenset({"ORG", "PERSON"})

# The types whose recipient is somebody spoken to; a thing in its place is the topic or the gift.
_TOWARDS_AGENTS = frozenset({"REQUEST", "AGREE", "THREATEN", "AID", "CONSULT"})
# Where the recipient of a verb stands by default: of speech, of deeds, and outside politics.
_OF_SPEECH = ("obj", "against", "with", "on", "to", "at", "for", "from")
_OF_DEEDS = (*_OF_SPEECH, "into", "in")
_OF_BUSINESS = ("obj", "against", "with")
# Where the recipient of a noun stands.
_OF_NOUNS = ("against", "on", "of", "with", "to", "into", "in", "at")
_OF_MEETINGS = ("with", "to", "of")
# Where the agent stands that a thing belongs to, and where any agent does.
_OWNING = ("poss", "of", "by")
_INSIDE = ("poss", "of", "from", "by", "against", "on", "to", "with", "for", "in", "between")
# A thing in these slots undergoes the event where no agent does.
_THING_SLOTS = frozenset({"obj", "subj", "poss"})
_CONTENT_SLOTS = ("that", "inf", "ing", "for", "on", "from", "of", "to")
# `threatened to strike unless they left`: the threat is to them.
_UNLESS = frozenset({"unless", "until", "if"})
_WHEN = frozenset({"DATE", "TIME"})
_MEASURES = _WHEN | {"MONEY", "PERCENT", "QUANTITY"}
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM"})
_REACH = 12


def verb_participants(verb: Token, frame: Frame, slots: Slots) -> tuple[list[Token], list[Token]]:
    """The actors and the recipients of an event that a verb names."""
    actors = [] if "subj" in frame.recipient else _actors(slots.get("subj", ()))
    order = frame.recipient or _default_slots(frame.type)
    return actors, _recipients(verb, frame, slots, actors, order)


def noun_participants(noun: Token, frame: Frame, slots: Slots) -> tuple[list[Token], list[Token]]:
    """The actors and the recipients of an event that a noun names.

    `actor` and `recipient` are slots where a light verb says who its subject is.
    """
    actors = _actors(_noun_actors(noun, frame, slots))
    if "recipient" in slots:
        return actors, _joined(slots["recipient"])
    others = _OF_MEETINGS if frame.type == "CONSULT" else _OF_NOUNS
    order = dict.fromkeys((*frame.recipient, *others))
    if frame.actor_of:
        order.pop("of", None)
    return actors, _recipients(noun, frame, slots, actors, tuple(order))


def _noun_actors(noun: Token, frame: Frame, slots: Slots) -> list[Token]:
    actors = [*slots.get("actor", ()), *slots.get("by", ())]
    if not actors and frame.recipient != ("poss",):
        # `Norlandic sales` are those in Norland.
        who = NAMES if frame.type != "BUSINESS" else _TRADERS
        named = (token for token in slots.get("mod", ()) if token.ent_type_ in who)
        actors = [*slots.get("poss", ()), *named]
    if not actors and (frame.actor_of or frame.type in ("CONSULT", "PROTEST")):
        actors = list(slots.get("of", ()))
    actors += slots.get("between", ())
    if not actors and (owner := _on_a_visit(noun)) is not None:
        actors = [owner]
    return actors


def _default_slots(type_: str) -> tuple[str, ...]:
    if not _is_politics(type_):
        return _OF_BUSINESS
    return _OF_SPEECH if event_types()[type_].quad in (1, 3) else _OF_DEEDS


def _on_a_visit(noun: Token) -> Token | None:
    """Whom the event is said of: `the president, on a visit to Norland, …`."""
    preposition = noun.head
    if noun.dep_ == "pobj" and preposition.lower_ in ("on", "in") and not _has_the(noun):
        return preposition.head if is_a(preposition.head, "agent") else None
    return None


def _has_the(noun: Token) -> bool:
    return any(child.lower_ == "the" for child in noun.lefts)


def _actors(tokens: Iterable[Token]) -> list[Token]:
    """Those who act: the agents of a list of noun phrases, or inside them."""
    found: list[Token] = []
    for token in tokens:
        for part in conjuncts(token):
            about = core(part)
            if about.ent_type_ in _WHEN:
                continue
            if is_a(about, "agent"):
                found.append(part)
            elif (inner := _agent_inside(part, _OWNING)) is not None:
                found.append(inner)
            elif about.pos_ in ("NOUN", "PROPN") and not is_a(about, "attack"):
                found.append(part)
    return _once(found)


def _joined(tokens: Iterable[Token]) -> list[Token]:
    return _once([part for token in tokens for part in conjuncts(token)])


def _once(tokens: list[Token]) -> list[Token]:
    return list(dict.fromkeys(tokens))


def _recipients(
    word: Token, frame: Frame, slots: Slots, actors: list[Token], order: tuple[str, ...]
) -> list[Token]:
    """Those who undergo the event, from the first slot that names any."""
    taken = {token.i for token in actors}
    things: list[Token] = []
    for slot in order:
        found: list[Token] = []
        for part in _joined(slots.get(slot, ())):
            agent = _agent_of(part, frame.type)
            if agent is None and slot in _THING_SLOTS and _is_thing(part):
                things.append(part)
            elif agent is not None and agent.i not in taken:
                found.append(agent)
        if found:
            return _once(found)
    others = _owners(frame.type, slots) or _spoken_of(word, frame.type, slots)
    found = [token for token in others if token.i not in taken]
    if found or frame.type in _TOWARDS_AGENTS:
        return found
    if not things and all(test.slot != "obj" for test in frame.tests):
        things = [part for part in _joined(slots.get("obj", ())) if _is_thing(part)]
    return _once(things)


def _is_thing(noun: Token) -> bool:
    """Whether a noun can undergo something, as amounts and dates cannot: `lost 3 percent`."""
    about = core(noun)
    return about.pos_ in _NOMINAL and about.ent_type_ not in _MEASURES


def _owners(type_: str, slots: Slots) -> list[Token]:
    """Whose thing is given, taken or ended: `suspended an aid programme for Norland`."""
    if not _is_politics(type_):
        return []
    inner = (_agent_inside(core(thing)) for thing in slots.get("obj", ()))
    return [agent for agent in inner if agent is not None]


def _spoken_of(word: Token, type_: str, slots: Slots) -> list[Token]:
    """Whom words of demand, promise, threat or refusal are about."""
    if type_ not in SPOKEN:
        return []
    for slot in _CONTENT_SLOTS:
        for token in slots.get(slot, ()):
            named = _named_in(token, _REACH)
            if named:
                return named
    for verb in (word, *slots.get("inf", ())):
        for clause in verb.rights:
            if clause.dep_ == "advcl" and any(c.lower_ in _UNLESS for c in clause.lefts):
                return [c for c in clause.lefts if c.dep_ in ("nsubj", "nsubjpass")]
    return []


def _agent_of(noun: Token, type_: str) -> Token | None:
    """The agent, place or target that a noun is, or in politics else has inside its phrase."""
    about = core(noun)
    if is_a(about, "target"):
        return noun
    return _agent_inside(about) if _is_politics(type_) else None


def _is_politics(type_: str) -> bool:
    kind = event_types().get(type_)
    return kind is not None and kind.quad is not None


def _agent_inside(noun: Token, where: tuple[str, ...] = _INSIDE, depth: int = 3) -> Token | None:
    """The agent that a thing belongs to, comes from or is aimed at: `a Norlandic peace plan`."""
    slots = noun_slots(noun)
    for token in slots.get("mod", ()):
        if token.ent_type_ in NAMES:
            return token
    for slot in where:
        for token in slots.get(slot, ()):
            about = core(token)
            if is_a(about, "agent") or about.ent_type_ == "LOC":
                return token
            if depth and (inner := _agent_inside(about, where, depth - 1)) is not None:
                return inner
    for clause in slots.get("acl", ()):
        if depth and clause.pos_ == "VERB":
            inside = verb_slots(clause)
            for slot in ("by", "obj", "with", "against", "to", "from"):
                for token in inside.get(slot, ()):
                    if token.i > noun.i and is_a(core(token), "agent"):
                        return token
    return None


def _named_in(clause: Token, reach: int) -> list[Token]:
    """The first agents named in a complement: its subject, its object, what they hold."""
    if core(clause).pos_ == "PRON":
        # `agreed on some of them` names nobody.
        return []
    if clause.pos_ not in ("VERB", "AUX"):
        inner = clause if is_a(core(clause), "agent") else _agent_inside(clause)
        return [inner] if inner is not None else []
    for dep in ("nsubj", "nsubjpass", "dobj", "dative", "prep", "agent"):
        for child in clause.children:
            for noun in _nouns(child) if child.dep_ == dep else ():
                about = core(noun)
                if about.pos_ == "PRON" and dep.startswith("nsubj"):
                    continue
                if is_a(about, "agent"):
                    return list(conjuncts(noun))
                inner = _agent_inside(noun)
                if inner is not None:
                    return [inner]
    below = (child for child in clause.children if child.dep_ in ("xcomp", "ccomp"))
    deeper = next(below, None) if reach else None
    return [] if deeper is None else _named_in(deeper, reach - 1)


def _nouns(child: Token) -> list[Token]:
    """A noun, or the objects of a preposition."""
    if child.dep_ in ("prep", "agent"):
        return [noun for noun in child.rights if noun.dep_ == "pobj"]
    return [child]
