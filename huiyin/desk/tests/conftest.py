import pytest
import time_machine

from huiyin.matters.tests.stories import moment


@pytest.fixture
def on():
    """Make it a certain noon in the town: `on(2024, 10, 8)`."""
    journeys = []

    def travel(*day):
        journey = time_machine.travel(moment(*day, hour=12), tick=False)
        journey.start()
        journeys.append(journey)

    yield travel
    for journey in reversed(journeys):
        journey.stop()


@pytest.fixture
def see(client):
    """`see(user, path)`: the page as that person gets it, as text; `status` when it is not to be 200."""

    def look(user, path, status=200):
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        answer = client.get(path)
        assert answer.status_code == status, answer.content.decode()
        return answer.content.decode()

    return look
