"""Using the pages of acts as a person does: look at the form, send it, fetch a file."""

import io

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry


def page_of(matter, act):
    return reverse(f"matters:{act}", args=[matter.township.slug, matter.pk])


def send(client, matter, act, moment, user, /, **said):
    client.force_login(user)
    with time_machine.travel(moment, tick=False):
        return client.post(page_of(matter, act), {"act_id": str(uuid7()), **said})


def look(client, matter, act, moment, user, /):
    client.force_login(user)
    with time_machine.travel(moment, tick=False):
        return client.get(page_of(matter, act))


def entries(matter, act):
    return Entry.objects.filter(township=matter.township, subject_id=matter.pk, act=act).count()


def photo(name):
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "#889988").save(picture, "JPEG")
    return SimpleUploadedFile(name, picture.getvalue(), "image/jpeg")


def fetch(client, address):
    """The status; the file itself is read to its end, as a browser does."""
    answer = client.get(address)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer.status_code
