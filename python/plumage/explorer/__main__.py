"""``python -m plumage.explorer``."""

import sys

from plumage.explorer.cli import main

if __name__ == "__main__":
    sys.exit(main())
