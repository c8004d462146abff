"""One small world, run whole, for all stories."""

from pathlib import Path

import pytest
from story_runs import small


@pytest.fixture(scope="session")
def small_run(tmp_path_factory) -> Path:
    return small(tmp_path_factory.mktemp("small"), workers=2)
