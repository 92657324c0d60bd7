"""The frame lexicons are sound: every name in them is known."""

import pytest

from api.extraction.plover import classes, frames
from api.extraction.plover.types import event_types

ALL = [
    frame
    for table in (frames.verb_frames(), frames.noun_frames())
    for found in table.values()
    for frame in found
]
UNTOLD = {"none", "HARM"}


def test_frames_name_known_types_and_modes() -> None:
    types = event_types()
    told = [frame for frame in ALL if frame.type not in UNTOLD]
    assert len(told) > 900
    unknown = [frame for frame in told if not set(frame.modes) <= set(types[frame.type].modes)]
    assert unknown == []


def test_frames_test_for_known_classes() -> None:
    known = {*classes.classes(), *classes.NAMED, "any", "number", "target", "plural"}
    asked = {name for frame in ALL for test in frame.tests for name in test.classes}
    assert asked <= known


@pytest.mark.parametrize("table", [frames.verb_frames(), frames.noun_frames()])
def test_no_frame_is_hidden_behind_a_wider_one(table: dict[str, tuple[frames.Frame, ...]]) -> None:
    for found in table.values():
        for i, frame in enumerate(found):
            wider = [
                other
                for other in found[:i]
                if other.particle == frame.particle and set(other.tests) <= set(frame.tests)
            ]
            assert not wider, f"{frame.lemma} {frame.type} is never reached"


def test_instruments_name_modes_of_assault() -> None:
    assert set(frames.instruments().values()) <= set(event_types()["ASSAULT"].modes)


def test_types_have_their_cameo_equivalents() -> None:
    types = event_types()
    assert len(types) == 25
    politics = [kind for kind in types.values() if kind.quad is not None]
    assert len(politics) == 16
    for kind in politics:
        assert kind.roots
        assert kind.quad in (1, 2, 3, 4)
        assert kind.intensity is not None
        assert -10 <= kind.intensity <= 10
    assert all(
        not kind.roots and kind.intensity is None for kind in types.values() if not kind.quad
    )
