"""The grammar of time expressions: patterns, the words in them, and the calendar."""
