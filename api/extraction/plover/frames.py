"""The frames of event verbs and event nouns: which sense of a word names which type of event."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import islice

from spacy.tokens import Token

from api.extraction.lexicons import lines
from api.extraction.plover.classes import is_a
from api.extraction.plover.clauses import Slots
from api.extraction.plover.noun_phrases import conjuncts, core

# How many of a list are asked what they are.
_PARTS = 10


@dataclass(frozen=True, slots=True)
class Test:
    """What a frame asks of one slot: that it is filled (or empty), and by which words."""

    slot: str
    wanted: bool
    words: frozenset[str] = frozenset()
    classes: tuple[str, ...] = ()

    def holds(self, slots: Slots) -> bool:
        fillers = slots.get(self.slot, ())
        if not self.words and not self.classes:
            return bool(fillers) is self.wanted
        parts = (part for filler in fillers for part in islice(conjuncts(filler), _PARTS))
        return any(self._fits(part) for part in parts) is self.wanted

    def _fits(self, filler: Token) -> bool:
        about = core(filler)
        return about.lemma_.lower() in self.words or any(is_a(about, name) for name in self.classes)


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of a word: the type of event it names and the tests that tell the sense.

    `particle` is the second word of a phrasal verb (`call off`); `recipient` the slots in which
    the recipient stands, first found first; `actor_of` whether an of-phrase names the actor;
    `presupposes` whether what its complement names is told as having happened.
    """

    lemma: str
    type: str
    modes: tuple[str, ...]
    particle: str = ""
    tests: tuple[Test, ...] = ()
    recipient: tuple[str, ...] = ()
    actor_of: bool = False
    presupposes: bool = False

    def fits(self, slots: Slots) -> bool:
        """Whether the slots of a clause, or of a noun phrase, are those of this sense."""
        if self.particle and all(
            token.lower_ != self.particle and token.lemma_ != self.particle
            for slot in ("prt", "oprd", "obj")
            for token in slots.get(slot, ())
        ):
            return False
        return all(test.holds(slots) for test in self.tests)


@cache
def verb_frames() -> dict[str, tuple[Frame, ...]]:
    """Verb lemma → its frames, in the order of verbs.txt, phrasal verbs first."""
    return _by_lemma("events/verbs.txt")


@cache
def noun_frames() -> dict[str, tuple[Frame, ...]]:
    """Noun lemma → its frames, in the order of nouns.txt."""
    return _by_lemma("events/nouns.txt")


@cache
def instruments() -> dict[str, str]:
    """Lemma of a weapon → the mode of an assault with it."""
    pairs = (line.split() for line in lines("events/instruments.txt"))
    return dict(pairs)


def _by_lemma(name: str) -> dict[str, tuple[Frame, ...]]:
    frames: dict[str, list[Frame]] = defaultdict(list)
    for line in lines(name):
        frame = _read(line)
        frames[frame.lemma].append(frame)
    return {
        lemma: tuple(sorted(found, key=lambda frame: not frame.particle))
        for lemma, found in frames.items()
    }


def _read(line: str) -> Frame:
    """`impose  SANCTION  obj=sanction,tariff recipient=on,against` and the like."""
    word, kind, *options = line.split()
    lemma, _, particle = word.partition("_")
    type_, _, mode = kind.partition(".")
    tests: list[Test] = []
    recipient: tuple[str, ...] = ()
    actor_of = presupposes = False
    for option in options:
        if option.startswith("recipient="):
            recipient = tuple(option.removeprefix("recipient=").split(","))
        elif option == "actor=of":
            actor_of = True
        elif option == "!content":
            presupposes = True
        else:
            tests.append(_test(option))
    return Frame(
        lemma,
        type_,
        (mode,) if mode else (),
        particle,
        tuple(tests),
        recipient,
        actor_of,
        presupposes,
    )


def _test(option: str) -> Test:
    """`obj`, `-obj`, `obj=deal,@agent`, `obj!=heart`."""
    if option.startswith("-"):
        return Test(option[1:], wanted=False)
    slot, _, fillers = option.partition("=")
    words = [word for word in fillers.split(",") if word]
    return Test(
        slot.removesuffix("!"),
        wanted=not slot.endswith("!"),
        words=frozenset(word for word in words if not word.startswith("@")),
        classes=tuple(word[1:] for word in words if word.startswith("@")),
    )
