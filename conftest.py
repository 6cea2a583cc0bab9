"""Which modules pytest leaves out, wherever it starts."""

from importlib.util import find_spec

# Their doctests run in the environment that has Spark (`make test-spark`).
collect_ignore_glob = [] if find_spec("pyspark") else ["python/plumage/spark/*.py"]
