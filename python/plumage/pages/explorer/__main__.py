"""``python -m plumage.pages.explorer``."""

import sys

from plumage.pages.explorer.cli import main

if __name__ == "__main__":
    sys.exit(main())
