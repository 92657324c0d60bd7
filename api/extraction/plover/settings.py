"""When and where an event took place, and which words of the article say so."""

from bisect import bisect_left
from collections.abc import Container, Sequence

from spacy.tokens import Doc, Span, Token

from api.extraction import nouns
from api.extraction.plover.classes import is_a
from api.extraction.records import Timex
from api.extraction.speech import reporting

# A date after one of these bounds what happened and does not date it.
_NOT_WHEN = frozenset(
    {"since", "until", "till", "before", "after", "from", "by", "than", "for", "of", "between"}
)
_WHERE = frozenset(
    {"in", "at", "near", "outside", "inside", "across", "around", "throughout", "off", "along",
     "within", "over", "on", "into", "through"}
)  # fmt: skip
_ONTO = frozenset({"on", "into", "over"})
_NO_PLACES = frozenset({"DATE", "TIME", "PERSON", "NORP", "ORG", "EVENT", "MONEY"})
_NAMED_PLACES = frozenset({"GPE", "LOC", "FAC"})
_CLAUSE_EDGES = frozenset({"relcl", "ccomp", "advcl", "acl", "parataxis"})
_REACH = 10
# How far from its event, in tokens, a date of the same clause can stand.
_WINDOW = 80
# A sentence of more dates than these has no date of its own.
_MANY = 8


class Times:
    """The timexes of an article that can date an event, by the tokens they stand on."""

    def __init__(self, doc: Doc, times: Sequence[Timex]) -> None:
        starts = [token.idx for token in doc]
        self._at: list[tuple[Token, Timex]] = []
        for timex in times:
            if timex.type not in ("DATE", "TIME") or not _datable(timex.value):
                continue
            first = bisect_left(starts, timex.start)
            last = bisect_left(starts, timex.end)
            if first < last:
                self._at.append((_head(doc[first:last]), timex))
        self._positions = [head.i for head, _ in self._at]

    def within(self, first: int, end: int) -> list[tuple[Token, Timex]]:
        """The timexes whose head is one of the tokens `first` to `end`, in text order."""
        low = bisect_left(self._positions, first)
        return self._at[low : bisect_left(self._positions, end, low)]

    def of_clause(self, trigger: Token, anchor: Token, sentence: Span) -> Timex | None:
        """The date of the trigger's own clause; None where the clause has none."""
        clause = _clause(anchor)
        best: tuple[int, Timex] | None = None
        first = max(sentence.start, trigger.i - _WINDOW)
        end = min(sentence.end, trigger.i + _WINDOW)
        for head, timex in self.within(first, end):
            if _bounds_only(head, timex):
                continue
            steps = _steps(head, trigger, anchor, clause)
            if steps is not None and (best is None or steps < best[0]):
                best = steps, timex
        if best is not None:
            return best[1]
        return self._before_when(clause)

    def _before_when(self, clause: Token) -> Timex | None:
        """`in 2014, when it annexed …`: the date that the clause explains."""
        when = next((c for c in clause.lefts if c.lower_ == "when"), None)
        if when is None:
            return None
        found = self.within(max(when.i - 3, 0), when.i)
        return found[-1][1] if found else None

    def of_sentence(self, anchor: Token, sentence: Span) -> Timex | None:
        """The only date of a sentence, unless it is told of something else than `anchor`."""
        dates = self.within(sentence.start, sentence.end)
        found = [
            date for date in dates[:_MANY] if not (_dates_speech(date[0]) or _names_day_of(date[0]))
        ]
        if (
            len(dates) > _MANY
            or len({timex.value for _, timex in found}) != 1
            or _bounds_only(*found[0])
        ):
            return None
        head, timex = found[0]
        return timex if _statement(head) == _statement(anchor) else None


def _datable(value: str) -> bool:
    return value[:1].isdigit() or value.startswith("XXXX")


def _head(span: Span) -> Token:
    inside = {token.i for token in span}
    for token in span:
        if token.head.i not in inside or token.head == token:
            return token
    return span[-1]


def _bounds_only(head: Token, timex: Timex) -> bool:
    """Whether the date stands after `since`, `until` and the like."""
    token = head
    for _ in range(3):
        if token.dep_ in ("pobj", "pcomp", "prep"):
            token = token.head
            if token.lower_ in _NOT_WHEN and token.pos_ in ("ADP", "SCONJ"):
                # `before dawn on Monday` is a date with its own preposition.
                return token.idx < timex.start
        else:
            return False
    return False


def _names_day_of(head: Token) -> bool:
    """Whether a date tells one thing from others of its kind: `the May 3 meeting`."""
    return head.dep_ in ("compound", "nmod", "poss") and head.head.pos_ == "NOUN"


def _dates_speech(head: Token) -> bool:
    """Whether a date is that of the saying: `said on Friday that …`."""
    token = head
    for _ in range(3):
        if token.pos_ == "VERB":
            return bool(reporting.frames(token))
        token = token.head
    return False


def _statement(token: Token) -> Token:
    """The head of the statement a word stands in: a relative clause, or one of those joined."""
    for _ in range(2 * _REACH):
        if token.head == token or token.dep_ in ("relcl", "parataxis"):
            return token
        if token.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.lefts):
            return token
        token = token.head
    return token


def _clause(anchor: Token) -> Token:
    """The verb at the top of the clause that `anchor` stands in."""
    token = anchor
    for _ in range(_REACH):
        if token.dep_ in _CLAUSE_EDGES or token.head == token:
            return token
        if token.dep_ == "conj" and token.pos_ in ("VERB", "AUX"):
            return token
        token = token.head
    return token


def _steps(head: Token, trigger: Token, anchor: Token, clause: Token) -> int | None:
    """How many edges lead from a date up to the trigger or its clause; None if elsewhere."""
    token = head
    for steps in range(_REACH):
        if token == trigger:
            return steps
        if token == anchor:
            return steps + 1
        if token == clause:
            return steps + 2
        if token.dep_ in _CLAUSE_EDGES or token.head == token:
            return None
        token = token.head
    return None


def place_of_clause(
    governors: Sequence[Token], struck: Sequence[Token], *, towards: bool
) -> Token | None:
    """The head of the words that say where, under the first of `governors` that has any.

    What is `struck` on its ground (`an attack on the town`) is no place but a recipient. With
    `towards`, where somebody goes is where it is (`sent troops to the border`).
    """
    for governor in governors:
        for child in governor.children:
            found = _where(child, towards=towards)
            if found is not None and (child.lower_ not in _ONTO or found not in struck):
                return found
    return None


def is_place(noun: Token) -> bool:
    """Whether a noun is a place, or a part of one: `the edge of the town`."""
    if noun.ent_type_ in _NO_PLACES:
        return False
    return is_a(noun, "place") or any(
        inner.ent_type_ in _NAMED_PLACES for inner in _objects(noun, {"of"})
    )


def place_named(noun: Token) -> Token | None:
    """The name that tells where the place `noun` is: `a factory in western Ukraine`, `the city of
    Lund`, `the Donbas region`. None where no name does (`a U.S. base`)."""
    for _ in range(_REACH):
        if noun.ent_type_ in _NAMED_PLACES:
            return noun
        within, of = _objects(noun, _WHERE), _objects(noun, {"of"})
        if noun.lemma_ in nouns.places():
            named = [left for left in noun.lefts if left.ent_type_ in _NAMED_PLACES]
            found = [*of, *reversed(named), *within]
        else:
            found = [*within, *of]
        if not found:
            return None
        noun = found[0]
    return None


def _objects(noun: Token, prepositions: Container[str]) -> list[Token]:
    return [
        inner
        for child in noun.rights
        if child.lower_ in prepositions
        for inner in child.rights
        if inner.dep_ == "pobj"
    ]


def _where(preposition: Token, *, towards: bool) -> Token | None:
    if preposition.dep_ != "prep":
        return None
    if preposition.lower_ not in _WHERE and not (towards and preposition.lower_ == "to"):
        # `including at a factory`
        preposition = next((c for c in preposition.rights if c.lower_ in _WHERE), preposition)
        if preposition.lower_ not in _WHERE:
            return None
    return next((c for c in preposition.rights if c.dep_ == "pobj" and is_place(c)), None)
