"""Command line of ``python -m plumage.sample``."""

import sys

from plumage.sample.cli import main

sys.exit(main())
