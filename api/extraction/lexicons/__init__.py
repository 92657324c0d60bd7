"""Vocabulary as data: one term a line, `#` begins a comment, each list says where it is from."""

from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of the list `name` (a file name in this folder), without comments and blanks."""
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    stripped = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(line for line in stripped if line)


@cache
def terms(name: str) -> frozenset[str]:
    """The list `name` as a set."""
    return frozenset(lines(name))
