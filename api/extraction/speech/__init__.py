"""Reported speech: cues, their complements and sources, direct and indirect."""
