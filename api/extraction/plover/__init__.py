"""Event coding after PLOVER: the words that name events, and all that is said of them."""
