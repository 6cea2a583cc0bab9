"""Made-up data in the shapes of the real files, with a planted and documented truth.

``plumage sample --users 2400 --tweets-per-user 8 --seed 1 --out DIR`` writes all eight
files. The same arguments give the same bytes. See docs/demo-data.md.
"""

from plumage.sample.common.demo_folder import FolderError
from plumage.sample.common.manifest import is_earlier_demo
from plumage.sample.twitter.export import export
from plumage.sample.twitter.population import Request

__all__ = ["FolderError", "Request", "export", "is_earlier_demo"]
