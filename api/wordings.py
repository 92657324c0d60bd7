"""Wordings: which direct quotes are the same words of the same speaker, however they are printed.

Two wordings are the same where one is the other, or a part of it, but for marks, case, function
words and a small edit:

    “We are ready to continue the talks with Norland,”
    “We're ready to continue talks …”
    “We are ready … to continue the talks with Norland”

Not the same are words with and without a negation, with another number, or of another speaker.
Where only one of the two speakers is known, the words have to be more than a phrase.

Wordings that can be the same are found by fingerprints and never by comparing all: runs of
content words, hashed, of which each wording keeps those with the lowest hashes (a bottom-k sketch;
Broder, On the resemblance and containment of documents, 1997). A part of a wording has the
fingerprints of the whole that lie in it among its own. All of it depends on the two wordings
alone, so that groups are the same whatever came first.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from hashlib import blake2b

from api.extraction.lexicons import terms
from api.folding import key

_LEAST_WORDS = 4  # what is shorter anybody says any time: “No comment.”
_RUN = 3  # content words in a fingerprint
_FINGERPRINTS = 8
_LEAST_PART = 4  # content words that tell whose part they are
_PHRASE = 6  # content words up to which a speaker has to be known
_ALIKE = 0.75  # of the content words of the shorter one
_EDIT = 3  # content words; a longer piece that is missing was left out as a whole

_LONGEST = 400  # content words that are compared


@dataclass(frozen=True)
class Wording:
    """What was said: `speaker` is a key of the name, empty where it is not known, `words` are
    folded, with a blank between them."""

    speaker: str
    words: str

    @cached_property
    def content(self) -> tuple[str, ...]:
        """The words that tell something."""
        common = terms("function_words.txt")
        return tuple(word for word in self.words.split() if word not in common)[:_LONGEST]

    @cached_property
    def fingerprints(self) -> frozenset[int]:
        """What every wording that can be the same shares one of, up to 8 numbers of 63 bits."""
        content = self.content
        if len(content) < _RUN:
            return frozenset({_hash(self.speaker, " ".join(content))} if self.speaker else ())
        runs = {" ".join(content[n : n + _RUN]) for n in range(len(content) - _RUN + 1)}
        return frozenset(sorted(_hash(run) for run in runs)[:_FINGERPRINTS])


def wording(speaker: str, text: str) -> Wording | None:
    """The wording of a direct quote; None where it is too short to be known again."""
    words = key(text)
    found = Wording(speaker, words)
    long_enough = words.count(" ") >= _LEAST_WORDS - 1 and found.fingerprints
    return found if long_enough else None


def same(one: Wording, other: Wording) -> bool:
    """Whether two wordings are of one utterance."""
    shorter, longer = sorted((one, other), key=lambda each: (len(each.content), each.content))
    if one.speaker and other.speaker:
        if one.speaker != other.speaker:
            return False
    elif len(shorter.content) < _PHRASE:
        return False
    if len(shorter.content) < _LEAST_PART or shorter.content == longer.content:
        return shorter.content == longer.content
    matcher = SequenceMatcher(None, longer.content, shorter.content, autojunk=False)
    blocks = matcher.get_matching_blocks()[:-1]
    matched = sum(block.size for block in blocks)
    if matched < _ALIKE * len(shorter.content):
        return False
    return not any(map(_tells, _edits(matcher.get_opcodes(), longer, shorter)))


def partition(wordings: Mapping[int, Wording]) -> list[set[int]]:
    """The keys of `wordings`, those of one utterance together."""
    holders: dict[int, list[int]] = defaultdict(list)
    for key_, each in wordings.items():
        for fingerprint in each.fingerprints:
            holders[fingerprint].append(key_)
    groups = {key_: {key_} for key_ in wordings}
    for sharing in holders.values():
        for place, one in enumerate(sharing):
            for other in sharing[:place]:
                if groups[one] is not groups[other] and same(wordings[one], wordings[other]):
                    merged = groups[one] | groups[other]
                    groups.update(dict.fromkeys(merged, merged))
    return list({id(group): group for group in groups.values()}.values())


def _edits(
    opcodes: Sequence[tuple[str, int, int, int, int]], longer: Wording, shorter: Wording
) -> Iterator[Sequence[str]]:
    """The words that were exchanged for others, put in or left out, piece by piece; not what was
    cut off or left out as a whole, but for the word that the rest begins behind (`not | ready`)."""
    last = len(opcodes) - 1
    for place, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        piece = (*longer.content[i1:i2], *shorter.content[j1:j2])
        if tag == "replace" or (tag != "equal" and 0 < place < last):
            if i2 - i1 <= _EDIT:
                yield piece
        elif tag != "equal" and place == 0:
            yield piece[-1:]


def _tells(words: Iterable[str]) -> bool:
    """Whether an edit of these words says something else."""
    negations = terms("negations.txt")
    return any(word in negations or any(map(str.isdigit, word)) for word in words)


def _hash(*parts: str) -> int:
    digest = blake2b("\n".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
