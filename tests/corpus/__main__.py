"""Write the corpus as JSON Lines: `python -m tests.corpus [open|closing]`."""

import sys

from . import load
from .rows import as_row, dumps

if __name__ == "__main__":
    for article in load(*sys.argv[1:2]):
        sys.stdout.write(dumps(as_row(article)) + "\n")
