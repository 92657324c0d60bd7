"""Acts that are only declared: who says he will give agrees, who says he will attack threatens.

PLOVER and CAMEO code a declared act as the declaration: cooperation to come is an agreement,
conflict to come a threat, and cooperation that will not come a rejection.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from api.extraction.lexicons import terms
from api.extraction.plover.types import event_types
from api.extraction.speech import reporting

_WILL = frozenset({"will", "shall", "’ll", "'ll", "wo"})
_WOULD = frozenset({"would", "’d", "'d"})
_NOT = frozenset({"not", "n't", "n’t", "never", "no"})
_IF = frozenset({"if", "whether", "unless"})
_BY_TALKING = frozenset({"AGREE", "CONSULT"})

_THREATS = {
    "restrict": "restrict", "censor": "restrict", "curfew": "restrict", "martial-law": "restrict",
    "withhold": "restrict", "arrest": "arrest", "discontinue": "relations",
    "withdraw": "relations", "expel": "expel", "deport": "expel", "seize": "territory",
}  # fmt: skip
_SOUGHT = {
    "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "CONCEDE": "yield",
    "RETREAT": "yield", "AGREE": "yield", "CONSULT": "meet", "PERSONNEL": "change",
    "ELECTION": "change", "SANCTION": "change", "COERCE": "change",
}  # fmt: skip


def declaration(
    verb: Token, type_: str, modes: tuple[str, ...], actors: Sequence[Token]
) -> tuple[str, tuple[str, ...]]:
    """The type and modes of an act, or of its declaration where `verb` only declares it.

    `said it will withdraw` (AGREE), `plans to impose a ban` (THREATEN), `said it would not
    accept refugees` (REJECT, assist).
    """
    kind = event_types().get(type_)
    quad = kind.quad if kind else None
    if any(child.dep_ == "mark" and child.lower_ in _IF for child in verb.lefts):
        return type_, modes
    if quad in (None, 3) or "resign" in modes or verb.pos_ != "VERB":
        return type_, modes
    verb = _first_conjunct(verb)
    willing, negative = _volition(verb)
    speaker = _speaker(verb)
    own = willing or (speaker is not None and _speaks_of_itself(verb, speaker, actors))
    helpers = {child.lower_ for child in verb.lefts if child.dep_ == "aux"}
    says_will = bool(helpers & _WILL) or (own and bool(helpers & _WOULD))
    if not willing and not says_will:
        return type_, modes
    negative ^= any(c.dep_ == "neg" and c.lower_ in _NOT for c in verb.lefts)
    if quad == 4:
        mode = next((_THREATS[mode] for mode in modes if mode in _THREATS), "")
        mode = "violence" if type_ == "ASSAULT" else mode
        return ("THREATEN", (mode,) if mode else ()) if own and not negative else (type_, modes)
    if negative:
        return "REJECT", sought("REJECT", type_)
    return (type_, modes) if type_ in _BY_TALKING else ("AGREE", ())


def sought(type_: str, content: str) -> tuple[str, ...]:
    """The mode of a request or a refusal (`type_`) of an act of the type `content`."""
    if type_ not in ("REQUEST", "REJECT") or content not in _SOUGHT:
        return ()
    return (_SOUGHT[content],)


def _first_conjunct(verb: Token) -> Token:
    """The verb whose auxiliaries the conjoined ones share: `will leave and return`."""
    for _ in range(4):
        if verb.dep_ != "conj" or any(c.dep_ in ("aux", "nsubj") for c in verb.lefts):
            break
        verb = verb.head
    return verb


def _volition(verb: Token) -> tuple[bool, bool]:
    """Whether a word of volition governs the infinitive, and whether it is denied."""
    governor = verb.head
    if verb.dep_ not in ("xcomp", "ccomp", "acl") or governor.lemma_ not in terms(
        "events/volition.txt"
    ):
        return False, False
    negated = {child.lower_ for child in (*governor.children, *governor.head.children)}
    return True, bool(negated & _NOT)


def _speaker(verb: Token) -> Token | None:
    """The subject of the verb that reports the clause of `verb`."""
    report = verb.head
    if verb.dep_ not in ("ccomp", "conj") or not reporting.frames(report):
        return None
    return next((c for c in report.children if c.dep_ == "nsubj"), None)


def _speaks_of_itself(verb: Token, speaker: Token, actors: Sequence[Token]) -> bool:
    """Whether the clause is about its speaker: `it will`, `its army will`, or the same name."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ == "PRON":
        return subject is None or subject.lower_ in _PERSONAL
    its = any(child.dep_ == "poss" and child.pos_ == "PRON" for child in subject.lefts)
    return its or any(actor.lower_ == speaker.lower_ for actor in actors)


_PERSONAL = frozenset({"it", "they", "he", "she", "we", "i"})
