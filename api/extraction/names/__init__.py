"""Proper names: where they begin and end, and what they name."""
