"""Scripts of python/tools, which no package imports."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from types import ModuleType

from support.places import ROOT


def load_tool(name: str) -> ModuleType:
    """Import a script of python/tools by its name."""
    spec = spec_from_file_location(name, ROOT / "python" / "tools" / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
