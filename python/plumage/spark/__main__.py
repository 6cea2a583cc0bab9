"""Command line of ``python -m plumage.spark``."""

import sys

from plumage.spark.cli import main

sys.exit(main())
