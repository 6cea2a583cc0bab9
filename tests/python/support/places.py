"""Where the project is, and where real files are that tests use when they are present."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
"""Real exports; a test that reads them is skipped where the folder is missing."""
