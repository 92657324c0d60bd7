"""Who does what to whom in a clause: the slots of a verb or a noun, by dependency.

A slot is what a frame asks about: the logical subject and object whatever the voice, the
complement clauses, and the object of each preposition. What a clause leaves out is found where
English puts it: the controller of an infinitive, the noun of a relative clause, the subject
that conjoined verbs share.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Doc, Span, Token

from api.extraction import reporting
from api.extraction.lexicons import terms

type Slots = dict[str, list[Token]]

# Nothing in English needs more steps to its controller, and a broken parse may go round for long.
_REACH = 8

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
# The prepositions whose gerund is said of the object: `accused them of lying`.
_OF_OBJECTS = frozenset({"of", "from", "for", "into"})
# The prepositions that go on with a noun: `a camp for refugees in the north`.
_OF_NOUNS = frozenset({"of", "from", "in", "for", "at", "near", "with", "against", "between", "on"})
_RELATIVES = frozenset({"who", "whom", "which", "that"})


def core(token: Token) -> Token:
    """What a phrase is about: of `thousands of workers` and `a group of workers`, the workers."""
    if token.lemma_.lower() in terms("events/partitives.txt"):
        for child in token.rights:
            if child.lower_ == "of":
                for inner in child.rights:
                    if inner.dep_ == "pobj":
                        return inner
    return token


def conjuncts(token: Token) -> Iterator[Token]:
    """The noun and those joined to it: `Lind, Petrova and Voss`."""
    waiting = [token]
    while waiting:
        noun = waiting.pop()
        yield noun
        # `Norland’s Ana Petrova` joined to a name is parsed as two of its conjuncts.
        waiting.extend(
            child
            for child in reversed(list(noun.rights))
            if child.dep_ == "conj" and not any(c.dep_ == "case" for c in child.rights)
        )


def is_passive(verb: Token) -> bool:
    """Whether the verb's surface subject undergoes it: `was shelled`, `troops killed in …`."""
    if verb.tag_ != "VBN":
        return False
    before = {child.dep_ for child in verb.lefts}
    if not before.isdisjoint(("nsubjpass", "auxpass", "csubjpass")):
        return True
    if "aux" in before:
        return False
    if "nsubj" in before:
        # `one was killed and two arrested`
        return verb.dep_ == "conj" and is_passive(verb.head)
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return is_passive(verb.head)
    return verb.dep_ in ("acl", "advcl", "amod", "xcomp", "ccomp", "relcl", "ROOT", "dep", "pcomp")


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
                    _fill_preposition(slots, child)
        elif inner.dep_ in ("pobj", "pcomp"):
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
    """Who is made to act: `forced them to leave`."""
    return next((c for c in head.rights if c.dep_ == "dobj" and c.i < verb.i), None)


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


def phrase(head: Token) -> Span:
    """The noun phrase of `head` alone: `the head of the agency`, without what is joined to it.

    Relative clauses, appositions, dates and what follows a comma stay outside.
    """
    doc: Doc = head.doc
    first = head.left_edge.i
    for i in range(first, head.i):
        # `the U.S., U.K.` is a list that is parsed as one name.
        if doc[i].lower_ == "," and doc[i].head == head:
            first = i + 1
    while first < head.i and (
        doc[first].is_punct or doc[first].is_space or doc[first].dep_ == "prep"
    ):
        first += 1
    return doc[first : _phrase_end(head, 3) + 1]


def _phrase_end(head: Token, depth: int) -> int:
    """The last token of the noun phrase of `head` with the prepositions that belong to it."""
    last = head.i
    for child in head.rights:
        if child.dep_ == "case":
            continue
        if child.i != last + 1 or child.dep_ != "prep" or child.lower_ not in _OF_NOUNS:
            break
        noun = next((c for c in child.rights if c.dep_ == "pobj"), None)
        if noun is None or noun.ent_type_ in ("DATE", "TIME") or not depth:
            break
        last = max(_phrase_end(part, depth - 1) for part in _first(conjuncts(noun)))
    return last


def _first(nouns: Iterator[Token]) -> list[Token]:
    return list(islice(nouns, 10))
