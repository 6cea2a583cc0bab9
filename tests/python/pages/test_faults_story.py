"""The story, killed or on a full disk: the earlier page is whole, the next run writes its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plumage.core.paths import PAGE_MARK
from support.faults import FaultServer, small_disk
from support.ledger import CRASH, trying
from support.project import Project

EARLIER = f"<!doctype html>{PAGE_MARK}<title>earlier</title>"
COMMAND, STORY = "plumage.__main__", "plumage.pages.story.make"
pytestmark = [pytest.mark.trust, pytest.mark.verify]


@pytest.fixture(scope="module")
def server(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultServer]:
    """Warmed-up process beside a copy of the built warehouse."""
    project = Project(tmp_path_factory.mktemp("faults"))
    project.warehouse.write_bytes(built.warehouse.read_bytes())
    server = FaultServer(project, dbt=False)
    yield server
    server.close()


def test_a_story_that_is_killed_leaves_the_earlier_page_and_the_next_run_writes_its_own(server):
    page = server.project.folder / "story.html"
    words = ("story", "--as-is", "--output", str(page))
    for step, hold in ((f"{STORY}.tell", None), ("pathlib.Path.replace", "before")):
        page.write_text(EARLIER)
        with trying("faults", f"kill -9 in the story: {step.rpartition('.')[2]}") as row:
            server.kill(step, COMMAND, *words, seconds=0.3, watch={step: hold})
            assert page.read_text() == EARLIER
            row.outcome = f"died by signal 9 inside {step}; earlier page whole"
    ended = server.run(COMMAND, *words)
    assert ended.returncode == 0, ended.output[-2000:]
    assert page.read_text().endswith("</html>\n")
    assert not list(page.parent.glob(".story.html.*"))


def test_a_story_on_a_full_disk_leaves_the_earlier_page(server, tmp_path):
    with small_disk(tmp_path / "disk", 1) as disk, trying("faults", "full disk: story") as row:
        page = disk / "story.html"
        page.write_text(EARLIER)
        with pytest.raises(OSError, match="No space left"):
            (disk / "rest").write_bytes(bytes(2_000_000))
        ended = server.run(COMMAND, "story", "--as-is", "--output", str(page))
        assert ended.returncode == 2, ended.output[-2000:]
        assert "No space left on device" in ended.output
        assert CRASH not in ended.output
        assert page.read_text() == EARLIER
        row.outcome = "said 'No space left on device'; earlier page whole"
