"""Chromium for tests: pages opened as readers do, offline, with all they ask for written down."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
DESKTOP = {"width": 1280, "height": 900}
TELEPHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}
"""The width at which WCAG 2.2 (1.4.10) asks for no scrolling in two directions."""


@dataclass
class Visit:
    """A page in the browser, and what it did that no page should do."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def findings(self, *, strict: bool = False) -> list[str]:
        """What axe-core finds in the page as it stands, apart from minor points.

        With `strict` these too, and text with less contrast than 7:1.
        """
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        rules = "{'color-contrast-enhanced': {enabled: true}}" if strict else "{}"
        result = self.page.evaluate(
            f"() => axe.run(document, {{resultTypes: ['violations'], rules: {rules}}})"
        )
        assert result["passes"], "axe-core looked at nothing"
        return [
            f"{found['impact']}: {found['id']}: {found['help']}: "
            + " | ".join(node["html"][:120] for node in found["nodes"][:3])
            for found in result["violations"]
            if strict or found["impact"] != "minor"
        ]

    def picture(self, name: str) -> Path:
        """Write a screenshot of the whole page where nothing is committed."""
        folder = Path(os.environ.get("PLUMAGE_SCREENSHOTS", "target/screenshots"))
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.png"
        self.page.screenshot(path=path, full_page=True)
        return path

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    def assert_silent(self) -> None:
        """Nothing was asked for but the page itself, and nothing was complained of."""
        assert self.requests == [self.address.partition("#")[0]]
        assert self.errors == []


def browser_path() -> str | None:
    """The browser of this machine, None without one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def playwright_session() -> Iterator[Playwright]:
    """Playwright's driver; it downloads nothing."""
    with sync_playwright() as session:
        yield session


@pytest.fixture(scope="session")
def chromium(playwright_session: Playwright) -> Iterator[Browser]:
    """Headless Chromium from the machine's packages."""
    path = browser_path()
    if path is None:
        pytest.skip(
            "no Chromium: run tests/python/support/install_browser.sh, or install it yourself"
        )
    browser = playwright_session.chromium.launch(executable_path=path)
    yield browser
    browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """Open a file in a window of its own: ``visit(path, place="#users", size=TELEPHONE)``."""
    contexts = []

    def open_page(path: Path, *, place: str = "", size=DESKTOP, **options) -> Visit:
        context = chromium.new_context(viewport=size, offline=True, **options)
        contexts.append(context)
        visited = Visit(context.new_page(), path.resolve().as_uri() + place)
        page = visited.page
        # A page embedded in itself (data:) asks nobody.
        page.on(
            "request",
            lambda one: (
                one.url.startswith("data:") or visited.requests.append(one.url.partition("#")[0])
            ),
        )
        page.on("pageerror", lambda error: visited.errors.append(str(error)))
        page.on(
            "console",
            lambda message: (
                message.type in ("error", "warning") and visited.errors.append(message.text)
            ),
        )
        page.goto(visited.address)
        return visited

    yield open_page
    for context in contexts:
        context.close()
