import pytest

from huiyin.papers.tests.rendering import Renderer


@pytest.fixture(scope="session")
def renderer(tmp_path_factory):
    """LibreOffice with a profile and fonts of its own; fails with a sentence when it or a font is missing."""
    return Renderer(tmp_path_factory.mktemp("office"))
