"""Wordings: which quotes are one utterance, and that fingerprints find all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.wordings import Wording, partition, same, wording

READY = "We are ready to continue the talks with Norland before the winter comes."


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # other marks, case and punctuation
        (READY, "we are ready – to continue the talks, with NORLAND before the winter comes", True),
        ("There is no chance of winning!", "There’s no chance of winning,", True),
        # shortened, at either end and at both
        (READY, "We are ready to continue the talks with Norland", True),
        (READY, "continue the talks with Norland before the winter comes.", True),
        (READY, "ready to continue the talks with Norland", True),
        # with an ellipsis, and with a piece that an article left out in silence
        (READY, "We are ready to continue the talks … before the winter comes.", True),
        (READY, "We are ready … with Norland before the winter comes.", True),
        # small edits
        (READY, "We're ready to continue our talks with Norland before winter comes.", True),
        (READY, "We are willing to continue the talks with Norland before the winter comes.", True),
        (READY, "We are ready to continue [the] talks with [Norland] before winter comes", True),
        # a negation or another number says something else
        (READY, "We are not ready to continue the talks with Norland before winter comes.", False),
        ("It will cost 40 million crowns a year.", "It will cost 50 million crowns a year.", False),
        ("Nobody will raise the fares in Eastmark.", "We will raise the fares in Eastmark.", False),
        # a phrase in common
        (READY, "Norland is ready to build the ferry before the talks about fish.", False),
        ("The talks with Norland are over.", "The talks with Norland go on for weeks.", False),
        # of three words that tell something all have to be the same
        ("This is a great day.", "This is a great day for Eastmark.", False),
        ("This was a great day!", "It is a great day.", True),
    ],
)  # fmt: skip
def test_one_speaker(one: str, other: str, expected: bool) -> None:
    first, second = wording("lind", one), wording("lind", other)
    assert first is not None
    assert second is not None
    assert same(first, second) == same(second, first) == expected
    # What is the same is found.
    assert not expected or first.fingerprints & second.fingerprints


@pytest.mark.parametrize(
    ("speakers", "text", "expected"),
    [
        (("lind", "orlo"), READY, False),
        (("lind", ""), READY, True),
        (("", ""), READY, True),
        # a phrase is anybody's
        (("lind", ""), "We will appeal to the supreme court.", False),
        (("", ""), "We will appeal to the supreme court.", False),
    ],
)
def test_speakers(speakers: tuple[str, str], text: str, expected: bool) -> None:
    one, other = Wording(speakers[0], text.casefold()), Wording(speakers[1], text.casefold())
    assert same(one, other) == same(other, one) == expected


@pytest.mark.parametrize(
    "text", ["Never!", "No comment at", "…", "", "We are who we are and so be it"]
)
def test_what_anybody_says_is_not_known_again(text: str) -> None:
    assert wording("", text) is None


def test_a_short_one_needs_its_speaker() -> None:
    one, other = wording("lind", "We are going to go on"), wording("orlo", "We are going to go on")
    assert one is not None
    assert other is not None
    assert not one.fingerprints & other.fingerprints


def test_groups() -> None:
    texts = {
        1: ("lind", READY),
        2: ("lind", "We are ready to continue the talks with Norland"),
        3: ("lind", "the talks with Norland before the winter comes"),
        4: ("orlo", READY),
        5: ("lind", "The harbour belongs to the people of Eastmark."),
        6: ("", READY),
    }
    wordings = {key: found for key, each in texts.items() if (found := wording(*each))}
    # The words of the sixth, whose speaker is not known, could be of either.
    assert sorted(map(sorted, partition(wordings))) == [[1, 2, 3, 4, 6], [5]]


VOCABULARY = ("ready", "talks", "norland", "ferry", "harbour", "winter", "not", "40", "we", "the")
WORDS = st.sampled_from(VOCABULARY)


@given(st.lists(st.tuples(st.sampled_from(["lind", ""]), st.lists(WORDS, max_size=12)), max_size=8))
def test_groups_do_not_depend_on_the_order(spoken: list[tuple[str, list[str]]]) -> None:
    found = [wording(speaker, " ".join(words)) for speaker, words in spoken]
    wordings = {key: each for key, each in enumerate(found) if each}
    backwards = dict(reversed(wordings.items()))
    groups = sorted(map(sorted, partition(wordings)))
    assert groups == sorted(map(sorted, partition(backwards)))
    assert sorted(key for group in groups for key in group) == sorted(wordings)


@given(st.sampled_from(["lind", ""]), st.text())
def test_no_text_is_too_strange(speaker: str, text: str) -> None:
    found = wording(speaker, text)
    assert found is None or (same(found, found) or not speaker)
    assert found is None or len(found.fingerprints) <= 8


def test_a_long_one_takes_no_long_time() -> None:
    one, other = (wording("lind", "ferry harbour " * count) for count in (20_000, 19_999))
    assert one is not None
    assert other is not None
    assert same(one, other)
