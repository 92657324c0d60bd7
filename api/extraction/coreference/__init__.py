"""Coreference: which names, nominals and pronouns of an article stand for the same."""
