"""Who does what to whom in a clause: the slots of a verb or a noun, by dependency.

A slot is what a frame asks about: the logical subject and object whatever the voice, the
complement clauses, and the object of each preposition. What a clause leaves out is found where
English puts it: the controller of an infinitive, the noun of a relative clause, the subject
that conjoined verbs share.
"""

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Token

from api.extraction.plover.classes import is_a
from api.extraction.speech import reporting

type Slots = dict[str, list[Token]]

# Nothing in English needs more steps to its controller, and a broken parse may go round for long.
_REACH = 8

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
# The prepositions whose gerund is said of the object: `accused them of lying`.
_OF_OBJECTS = frozenset({"of", "from", "for", "into"})
_PASSIVES = frozenset({"nsubjpass", "auxpass", "csubjpass"})
_AUXILIARIES = _PASSIVES | {"aux"}
_RELATIVES = frozenset({"who", "whom", "which", "that"})


def is_passive(verb: Token) -> bool:
    """Whether the verb's surface subject undergoes it: `was shelled`, `troops killed in …`."""
    if verb.tag_ != "VBN":
        return False
    for _ in range(_REACH):
        before = {child.dep_ for child in verb.lefts}
        shares = verb.dep_ == "conj" and verb.head.pos_ == "VERB"
        if not shares or not before.isdisjoint(_AUXILIARIES):
            break
        # `one was killed and two arrested`: joined verbs share the voice of the first.
        verb = verb.head
    if verb.tag_ != "VBN":
        return False
    if not before.isdisjoint(_PASSIVES):
        return True
    return before.isdisjoint(("aux", "nsubj")) and verb.dep_ in (
        "acl",
        "advcl",
        "amod",
        "xcomp",
        "ccomp",
        "relcl",
        "ROOT",
        "dep",
        "pcomp",
    )


def verb_slots(verb: Token) -> Slots:
    """The slots of a verb: `subj`, `obj`, `inf`, `that`, `ing`, `oprd`, `prt`, prepositions."""
    slots: Slots = defaultdict(list)
    passive = is_passive(verb)
    for child in verb.children:
        _fill(slots, child, passive=passive)
    for thing in slots.get("obj", ()):
        _fill_from_object(slots, thing)
    if verb.dep_ == "relcl":
        _relate(slots, verb)
    if "obj" not in slots:
        for complement in slots.get("inf", ()):
            # `urged them to leave` is parsed with `them` as subject of `leave`, too.
            if complement.dep_ == "ccomp":
                slots["obj"].extend(c for c in complement.lefts if c.dep_ == "nsubj")
    missing = "obj" if passive else "subj"
    if missing not in slots:
        controller = _controller(verb, _REACH)
        if controller is not None:
            slots[missing].append(controller)
    return {slot: tokens for slot, tokens in slots.items() if tokens}


def _fill(slots: Slots, child: Token, *, passive: bool) -> None:
    match child.dep_:
        case "nsubj" | "csubj":
            slots["obj" if passive else "subj"].append(child)
        case "nsubjpass":
            slots["obj"].append(child)
        case "dobj":
            slots["obj2" if passive else "obj"].append(child)
        case "dative" if child.pos_ != "ADP":
            slots["to"].append(child)
        case "agent":
            slots["subj"].extend(c for c in child.rights if c.dep_ == "pobj")
            slots["by"].extend(c for c in child.rights if c.dep_ == "pobj")
        case "prep" | "dative":
            _fill_preposition(slots, child)
        case "xcomp" | "ccomp":
            slots[_complement(child)].append(child)
            slots["must"].extend(_obliged(child))
        case "oprd" | "attr" | "acomp":
            slots["oprd"].append(child)
        case "prt" | "advmod" | "intj":
            slots["prt"].append(child)
        case "npadvmod":
            slots["when"].append(child)
        case _:
            pass


def _fill_preposition(slots: Slots, preposition: Token) -> None:
    if preposition.n_rights == 0:
        slots["prt"].append(preposition)
    for inner in preposition.rights:
        if inner.ent_type_ in ("DATE", "TIME"):
            # `the arrest on Friday of two men`
            for child in inner.rights:
                if child.dep_ == "prep":
                    slots[child.lower_].extend(c for c in child.rights if c.dep_ == "pobj")
        elif inner.dep_ in ("pobj", "pcomp"):
            # `called on them to leave` is parsed with `them` as subject of `leave`.
            called = [c for c in inner.lefts if c.dep_ in ("nsubj", "nsubjpass")]
            if called and inner.dep_ == "pcomp":
                slots["inf"].append(inner)
                slots[preposition.lower_].extend(called)
            else:
                slots[preposition.lower_].append(inner)
        elif inner.dep_ == "prep":
            # `out of`, `ahead of`
            slots[inner.lower_].extend(c for c in inner.rights if c.dep_ in ("pobj", "pcomp"))


def _fill_from_object(slots: Slots, thing: Token) -> None:
    """`imposed a ban on them`: the verb’s preposition may be parsed as its object’s."""
    for child in thing.rights:
        if child.dep_ == "prep" and child.lower_ != "of" and child.lower_ not in slots:
            slots[child.lower_].extend(c for c in child.rights if c.dep_ == "pobj")


def _complement(verb: Token) -> str:
    """The slot of a complement clause: `inf`, `ing`, `that`, or `oprd` where it is no verb."""
    if verb.pos_ not in ("VERB", "AUX"):
        return "oprd" if verb.dep_ == "xcomp" else "that"
    for child in verb.lefts:
        if child.dep_ == "aux" and child.lower_ == "to":
            return "inf"
    if verb.dep_ == "ccomp":
        return "that"
    return "ing" if verb.tag_ == "VBG" else "bare"


def _obliged(clause: Token) -> Iterator[Token]:
    """Who must act: the subject of `must leave`."""
    if any(child.dep_ == "aux" and child.lower_ == "must" for child in clause.lefts):
        yield from (child for child in clause.lefts if child.dep_ in ("nsubj", "nsubjpass"))


def _relate(slots: Slots, verb: Token) -> None:
    """In a relative clause the pronoun, or the gap, is the noun that the clause is about."""
    noun = verb.head
    for filled in slots.values():
        for i, token in enumerate(filled):
            if token.lower_ in _RELATIVES and token.tag_ in ("WP", "WDT", "IN", "DT"):
                filled[i] = noun
                return
    if "subj" in slots and "obj" not in slots and not _has_adverb(verb):
        slots["obj"].append(noun)


def _has_adverb(verb: Token) -> bool:
    return any(child.tag_ == "WRB" for child in verb.lefts)


def _controller(verb: Token, reach: int) -> Token | None:
    """The noun that is understood as the surface subject of a verb without one."""
    if reach == 0:
        return None
    head = verb.head
    match verb.dep_:
        case "acl" if verb.tag_ in ("VBG", "VBN"):
            return head
        case "acl":
            return _owner(head, reach)
        case "xcomp" | "ccomp":
            return _object_before(head, verb) or surface_subject(head, reach - 1)
        case "advcl" if head.pos_ in ("VERB", "AUX"):
            return surface_subject(attachment(verb), reach - 1)
        case "conj" | "acomp" | "attr" | "oprd" if head.pos_ in ("VERB", "AUX"):
            return surface_subject(head, reach - 1)
        case "pcomp" if head.head.pos_ in ("VERB", "AUX"):
            accused = head.lower_ in _OF_OBJECTS and _undergoing(head.head)
            return accused or surface_subject(head.head, reach - 1)
        case "pcomp":
            return _owner(head.head, reach)
        case _:
            return None


def attachment(participle: Token) -> Token:
    """The verb that a participle after a comma goes with; of any other clause its head.

    In `urged them to leave, citing …` it is the first verb, and in `said they would leave,
    accusing …` the verb that reports, whatever the parser makes of it.
    """
    head = participle.head
    if participle.tag_ != "VBG" or participle.i == 0 or participle.nbor(-1).lower_ != ",":
        return head
    for _ in range(_REACH):
        infinite = head.dep_ in ("xcomp", "pcomp") and head.tag_ in ("VB", "VBG")
        reported = head.dep_ == "ccomp" and bool(reporting.frames(head.head))
        if not infinite and not (reported and reporting.frames(participle)):
            break
        head = head.head.head if head.dep_ == "pcomp" else head.head
    return head


def _object_before(head: Token, verb: Token) -> Token | None:
    """Who is made to act: `forced them to leave`, but not `announced plans to leave`."""
    made = (c for c in head.rights if c.dep_ == "dobj" and c.i < verb.i)
    return next((noun for noun in made if is_a(noun, "agent")), None)


def _undergoing(verb: Token) -> Token | None:
    """Whom `accused of …`, `barred from …` are said of."""
    return next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)


def surface_subject(verb: Token, reach: int = _REACH) -> Token | None:
    """The noun before a verb, or understood before it, whatever its voice."""
    for child in verb.children:
        if child.dep_ in _SUBJECTS:
            if verb.dep_ == "relcl" and child.lower_ in _RELATIVES:
                return verb.head
            return child
    return _controller(verb, reach)


def _owner(noun: Token, reach: int) -> Token | None:
    """Whose a noun is: its possessive, or the subject of the verb it is the object of."""
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    if owner is not None and owner.pos_ != "PRON":
        return owner
    if noun.dep_ in ("dobj", "attr", "pobj"):
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        if verb.pos_ in ("VERB", "AUX"):
            return surface_subject(verb, reach - 1) or owner
    return owner


def noun_slots(noun: Token) -> Slots:
    """The slots of a noun: `poss`, `mod`, and its prepositions."""
    slots: Slots = defaultdict(list)
    for child in noun.children:
        match child.dep_:
            case "poss":
                slots["poss"].append(child)
            case "compound" | "amod" | "nmod":
                slots["mod"].append(child)
                slots["mod"].extend(
                    inner for inner in child.lefts if inner.dep_ in ("compound", "amod", "nmod")
                )
                slots["mod"].extend(inner for inner in child.rights if inner.dep_ == "conj")
            case "prep" | "agent":
                _fill_preposition(slots, child)
            case "acl":
                slots["acl"].append(child)
            case _:
                pass
    if noun.dep_ == "conj" and "poss" not in slots and not _has_determiner(noun):
        # `their meeting and talks`: conjoined nouns share what stands before the first.
        slots["poss"].extend(c for c in noun.head.lefts if c.dep_ == "poss")
    return {slot: tokens for slot, tokens in slots.items() if tokens}


def _has_determiner(noun: Token) -> bool:
    return any(child.dep_ in ("det", "nummod") for child in noun.lefts)
