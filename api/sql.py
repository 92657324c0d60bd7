"""Expressions for which the databases have no words in common."""

from typing import Any

from peewee import Function, fn

from api.database import is_postgresql


def joined(texts: Any) -> Function:
    """The texts of a group with commas between them, in any order; null where there are none."""
    return fn.STRING_AGG(texts, ",") if is_postgresql() else fn.GROUP_CONCAT(texts)
