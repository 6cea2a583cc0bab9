"""Command line of ``python -m plumage.activity``."""

import sys

from plumage.activity.cli import main

sys.exit(main())
