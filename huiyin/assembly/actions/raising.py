"""What the hall's screen shows has a version: whatever changes it raises the number, and screens ask anew."""

from django.db.models import F

from huiyin.assembly.models.meetings import Meeting


def raise_version(meeting: Meeting) -> None:
    """Part of an act: the hall's screen of this meeting has something new to show."""
    rows = Meeting.objects.filter(township_id=meeting.township_id, pk=meeting.pk)
    rows.update(version=F("version") + 1)
