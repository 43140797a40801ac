"""Using the pages of the assembly as a person does who reads English: look at one, send its form."""

from django.conf import settings
from django.urls import reverse

from huiyin.core.tenancy import uuid7


def look(client, user, name, row, query="", **headers):
    signed_in(client, user)
    return client.get(reverse(f"assembly:{name}", args=["qingxi", row.pk]) + query, headers=headers)


def send(client, user, name, row, **said):
    signed_in(client, user)
    address = reverse(f"assembly:{name}", args=["qingxi", row.pk])
    return client.post(address, {"act_id": str(uuid7()), **said}, follow=True)


def signed_in(client, user):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(user)


def text(response):
    """The page without its line breaks."""
    return " ".join(response.content.decode().split())
