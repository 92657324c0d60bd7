"""The words that name events, and who takes part in each."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from api.extraction.classes import is_a
from api.extraction.clauses import Slots, noun_slots, verb_slots
from api.extraction.frames import Frame, carriers, noun_frames, verb_frames
from api.extraction.intent import declaration
from api.extraction.noun_phrases import conjuncts, core
from api.extraction.plover import event_types

_RECIPROCAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
# What these types name is spoken of, and is no second event.
_SPOKEN = frozenset({"REQUEST", "AGREE", "REJECT", "THREATEN", "ACCUSE", "SUPPORT"})
_CONTENT_EDGES = frozenset(
    {"xcomp", "ccomp", "dobj", "prep", "pobj", "pcomp", "dative", "nsubjpass", "oprd"}
)
# The types whose recipient is somebody spoken to; a thing in its place is the topic or the gift.
_TOWARDS_AGENTS = frozenset({"REQUEST", "AGREE", "THREATEN", "AID", "CONSULT"})
# Where the recipient of a verb stands by default: of speech, of deeds, and outside politics.
_OF_SPEECH = ("obj", "against", "with", "on", "to", "at", "for", "from")
_OF_DEEDS = (*_OF_SPEECH, "into", "in")
_OF_BUSINESS = ("obj", "against", "with")
_NOUN_RECIPIENTS = ("against", "on", "of", "with", "to", "into", "in", "at")
_INSIDE = ("poss", "of", "from", "by", "against", "on", "to", "with", "for", "in", "between")
# A thing in these slots undergoes the event where no agent does.
_THING_SLOTS = frozenset({"obj", "subj", "poss"})
_CONTENT_SLOTS = ("that", "inf", "ing", "for", "on", "from", "of", "to")
# `threatened to strike unless they left`: the threat is to them.
_UNLESS = frozenset({"unless", "until", "if"})
_NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_VERBAL = frozenset({"VERB", "AUX"})
_WHEN = frozenset({"DATE", "TIME"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM"})
_REACH = 12
# A verb form here is an adjective or a noun: `the injured`, `a planned trip`.
_NOMINAL_EDGES = frozenset(
    {"amod", "compound", "pobj", "dobj", "nsubj", "nsubjpass", "poss", "nmod"}
)
_OPENS_SPEECH = frozenset({",", ":", ".", "!", "?"})
_OPENS_CLAUSE = frozenset({":", ";", ".", "-", "–", "—", "--", ")", "•", "*", "...", "…"})


@dataclass(slots=True)
class Trigger:
    """A word that names an event: its frame, and the heads of those who take part.

    `anchor` is the verb whose clause tells the event: itself, the light verb of a noun, or the
    noun where no verb carries it.
    """

    token: Token
    frame: Frame
    anchor: Token
    type: str
    modes: tuple[str, ...]
    slots: Slots
    actors: list[Token] = field(default_factory=list)
    recipients: list[Token] = field(default_factory=list)
    carried_future: bool = False


def find_triggers(doc: Doc) -> list[Trigger]:
    """The triggers of a doc in text order."""
    verbs, nouns = verb_frames(), noun_frames()
    found: dict[int, Trigger] = {}
    for token in doc:
        lemma = token.lemma_
        if token.is_title and not token.is_sent_start and not _begins_clause(token):
            # `Meet` inside a title is no meeting.
            continue
        if lemma in verbs and token.pos_ == "VERB" and token.dep_ not in _NOMINAL_EDGES:
            trigger = _verb(token, verbs[lemma])
        elif lemma in nouns and token.pos_ == "NOUN" and not _only_names(token):
            trigger = _noun(token, nouns[lemma])
        else:
            continue
        if trigger is not None:
            declared = declaration(trigger.anchor, trigger.type, trigger.modes, trigger.actors)
            if _is_question(trigger):
                continue
            if declared is not None:
                trigger.type, trigger.modes = declared
            found[token.i] = trigger
    return [trigger for trigger in found.values() if not _told_by_another(trigger, found)]


def _only_names(noun: Token) -> bool:
    """Whether a noun names or classes another thing: `attack ads`, `it is our best attack`."""
    if noun.dep_ in ("compound", "nmod"):
        return True
    if noun.dep_ != "attr":
        return False
    subject = next((c for c in noun.head.lefts if c.dep_ in ("nsubj", "expl")), None)
    return subject is not None and subject.lower_ not in ("it", "this", "that", "there", "which")


def _is_question(trigger: Trigger) -> bool:
    """`Asked to name them, she smiled`: a request that nobody is said to make is a question."""
    return trigger.type == "REQUEST" and trigger.token.dep_ == "advcl" and not trigger.actors


def _begins_clause(token: Token) -> bool:
    """Whether a capital is that of a clause: after a colon, a dash, or in direct speech."""
    before = token.nbor(-1)
    if before.is_quote and before.i:
        return before.nbor(-1).is_space or before.nbor(-1).lower_ in _OPENS_SPEECH
    return before.is_space or before.lower_ in _OPENS_CLAUSE


def _verb(verb: Token, frames: tuple[Frame, ...]) -> Trigger | None:
    slots = verb_slots(verb)
    frame = next((frame for frame in frames if frame.fits(slots)), None)
    if frame is None or frame.type == "none":
        return None
    trigger = Trigger(verb, frame, verb, frame.type, frame.modes, slots)
    if "subj" not in frame.recipient:
        trigger.actors = _actors(slots.get("subj", ()))
    trigger.recipients = _recipients(trigger, frame.recipient or _default_slots(frame.type))
    return trigger


def _default_slots(type_: str) -> tuple[str, ...]:
    if not _is_politics(type_):
        return _OF_BUSINESS
    return _OF_SPEECH if event_types()[type_].quad in (1, 3) else _OF_DEEDS


def _noun(noun: Token, frames: tuple[Frame, ...]) -> Trigger | None:
    slots = noun_slots(noun)
    verb = _carrier(noun)
    role, future = "", False
    if verb is not None:
        carried = _carried(verb, noun)
        if carried is None:
            verb = None
        else:
            role, future, carrier_slots = carried
            slots["verb"] = [verb]
            for slot in (
                "on",
                "against",
                "with",
                "to",
                "in",
                "at",
                "into",
                "from",
                "for",
                "between",
            ):
                if slot not in slots and slot in carrier_slots:
                    slots[slot] = carrier_slots[slot]
            if role and carrier_slots.get("subj"):
                slots[role] = carrier_slots["subj"]
            elif role and "by" in carrier_slots:
                slots[role] = carrier_slots["by"]
    if _has_argument(slots):
        slots["arg"] = [noun]
    frame = next(
        (f for f in frames if f.fits(slots) and (not f.plural_only or noun.tag_ == "NNS")), None
    )
    if frame is None or frame.type == "none":
        return None
    trigger = Trigger(
        noun, frame, verb or noun, frame.type, frame.modes, slots, carried_future=future
    )
    _fill_noun(trigger)
    return trigger


def _carrier(noun: Token) -> Token | None:
    """The verb that a noun is object or subject of, seen through `one of its attacks`."""
    token = noun
    for _ in range(3):
        if token.dep_ in ("dobj", "nsubjpass", "nsubj", "attr"):
            return token.head if token.head.pos_ == "VERB" else None
        if token.dep_ == "conj" and token.head.pos_ == "NOUN":
            token = token.head
        elif token.dep_ == "pobj" and token.head.lower_ == "of" and core(token.head.head) == token:
            token = token.head.head
        elif token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.head.pos_ in _VERBAL:
            # `came under attack`, `agreed to`, `embarked on`
            return token.head.head
        else:
            return None
    return None


def _carried(verb: Token, noun: Token) -> tuple[str, bool, Slots] | None:
    """How a light verb carries the noun: its subject's role, the future, its slots."""
    slots = None
    for particle, carrier in carriers().get(verb.lemma_, ()):
        if slots is None:
            slots = verb_slots(verb)
        if (
            particle
            and particle not in slots
            and all(t.lower_ != particle for s in ("prt", "obj", "oprd") for t in slots.get(s, ()))
        ):
            continue
        if noun not in _through(slots, carrier.role, particle):
            return None
        role = "" if carrier.role == "none" else carrier.role
        if role and any(noun == t or core(t) == noun for t in slots.get("subj", ())):
            role = ""
        return role, carrier.future, slots
    return None


def _through(slots: Slots, role: str, particle: str) -> set[Token]:
    """The nouns that a light verb can carry: its objects, or its subjects where it has none."""
    objectless = role == "none" or ("obj" not in slots and particle not in slots)
    return {
        joined
        for slot in (("subj",) if objectless else ("obj", particle))
        for token in slots.get(slot, ())
        for joined in conjuncts(core(token))
    }


def _has_argument(slots: Slots) -> bool:
    return (
        "poss" in slots
        or "verb" in slots
        or any(token.ent_type_ in _NAMES for token in slots.get("mod", ()))
        or any(
            is_a(core(token), "agent") or is_a(token, "place")
            for slot, tokens in slots.items()
            if slot not in ("mod", "poss", "acl")
            for token in tokens
        )
    )


def _fill_noun(trigger: Trigger) -> None:
    slots, frame = trigger.slots, trigger.frame
    named = [t for t in slots.get("mod", ()) if t.ent_type_ in _NAMES]
    named = [
        t
        for t in named
        if t.dep_ != "compound" or t.head.ent_type_ == "" or t.head == trigger.token
    ]
    undergoes = frame.recipient == ("poss",)
    actors = list(slots.get("actor", ())) + list(slots.get("by", ()))
    if not undergoes:
        actors = actors or [*slots.get("poss", ()), *named]
    if frame.actor_of or (frame.type in ("CONSULT", "PROTEST") and not actors):
        actors = actors or list(slots.get("of", ()))
    actors += slots.get("between", ())
    if not actors and (owner := _on_a_visit(trigger.token)) is not None:
        actors = [owner]
    trigger.actors = _actors(actors)
    if "recipient" in slots:
        trigger.recipients = _agents(slots["recipient"])
    else:
        order = frame.recipient or ()
        others = ("with", "to", "of") if frame.type == "CONSULT" else _NOUN_RECIPIENTS
        order += tuple(s for s in others if s not in order and not (s == "of" and frame.actor_of))
        trigger.recipients = _recipients(trigger, order)


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
            elif (inner := _agent_inside(part)) is not None:
                found.append(inner)
            elif about.pos_ in ("NOUN", "PROPN") and not is_a(about, "attack"):
                found.append(part)
    return _once(found)


def _agents(tokens: Iterable[Token]) -> list[Token]:
    return _once([part for token in tokens for part in conjuncts(token)])


def _once(tokens: list[Token]) -> list[Token]:
    return list(dict.fromkeys(tokens))


def _recipients(trigger: Trigger, order: tuple[str, ...]) -> list[Token]:
    """Those who undergo the event, from the first slot that names any."""
    taken = {token.i for token in trigger.actors}
    things: list[Token] = []
    for slot in order:
        found: list[Token] = []
        for part in _agents(trigger.slots.get(slot, ())):
            agent = _agent_of(part, trigger.type)
            if agent is None and slot in _THING_SLOTS and _is_thing(part):
                things.append(part)
            elif agent is not None and agent.i not in taken:
                found.append(agent)
        if found:
            return _once(found)
    spoken_of = _owners(trigger) or (_spoken_of(trigger) if trigger.frame.type in _SPOKEN else [])
    found = [token for token in spoken_of if token.i not in taken]
    if found or trigger.frame.type in _TOWARDS_AGENTS:
        return found
    if not things and all(test.slot != "obj" for test in trigger.frame.tests):
        things = [part for part in _agents(trigger.slots.get("obj", ())) if _is_thing(part)]
    return _once(things)


def _is_thing(noun: Token) -> bool:
    return core(noun).pos_ in _NOMINAL


def _owners(trigger: Trigger) -> list[Token]:
    """Whose thing is given, taken or ended: `suspended an aid programme for Norland`."""
    if not _is_politics(trigger.type):
        return []
    inner = (_agent_inside(core(thing)) for thing in trigger.slots.get("obj", ()))
    return [agent for agent in inner if agent is not None]


def _spoken_of(trigger: Trigger) -> list[Token]:
    """Whom words of demand, promise, threat or refusal are about."""
    for slot in _CONTENT_SLOTS:
        for token in trigger.slots.get(slot, ()):
            named = _named_in(token, _REACH)
            if named:
                return named
    for verb in (trigger.token, *trigger.slots.get("inf", ())):
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


def _agent_inside(noun: Token, depth: int = 3) -> Token | None:
    """The agent that a thing belongs to, comes from or is aimed at: `a Norlandic peace plan`."""
    slots = noun_slots(noun)
    for token in slots.get("mod", ()):
        if token.ent_type_ in _NAMES:
            return token
    for slot in _INSIDE:
        for token in slots.get(slot, ()):
            about = core(token)
            if is_a(about, "agent") or is_a(about, "place"):
                return token
            if depth and (inner := _agent_inside(about, depth - 1)) is not None:
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
    if clause.pos_ not in ("VERB", "AUX"):
        inner = clause if is_a(core(clause), "agent") else _agent_inside(clause)
        return [inner] if inner is not None else []
    for dep in ("nsubj", "nsubjpass", "dobj", "dative", "prep", "agent"):
        for child in clause.children:
            if child.dep_ != dep:
                continue
            nouns = (
                [c for c in child.rights if c.dep_ == "pobj"]
                if dep in ("prep", "agent")
                else [child]
            )
            for noun in nouns:
                about = core(noun)
                if about.pos_ == "PRON" and dep.startswith("nsubj"):
                    continue
                if is_a(about, "agent"):
                    return list(conjuncts(noun))
                inner = _agent_inside(noun)
                if inner is not None:
                    return [inner]
    for child in clause.children:
        if child.dep_ in ("xcomp", "ccomp") and reach:
            return _named_in(child, reach - 1)
    return []


def _told_by_another(trigger: Trigger, found: dict[int, Trigger]) -> bool:
    """Whether the word is the content of another trigger: `demanded a withdrawal`."""
    token = trigger.token
    for _ in range(_REACH):
        head = token.head
        if head == token:
            return False
        above = found.get(head.i)
        edge = token.dep_
        if edge in ("relcl", "advcl", "parataxis", "appos"):
            return False
        if edge == "pcomp" and head.lower_ == "for":
            # `arrested for spying`: the ground is the claim of those who arrest.
            above = found.get(head.head.i)
            return above is not None and above.type in ("COERCE", "SANCTION", "ACCUSE")
        if above is not None and edge in _CONTENT_EDGES:
            if above.type in _SPOKEN and not above.frame.presupposes:
                return True
            if edge in ("dobj", "nsubjpass"):
                return True
        token = head
    return False
