"""Keeping a matter findable; part of every act that changes its words or its people."""

from huiyin.matters.models.matter import Matter
from huiyin.search.actions import index_document
from huiyin.search.initials import initials


def index_matter(matter: Matter) -> None:
    """Enter a matter's words, numbers, deputies and units (with their initials) in the search index.

    Voters' names never go in.
    """
    deputies = matter.petitioners.filter(deputy__isnull=False).values_list("deputy__name", flat=True)
    units = matter.assignments.standing().values_list("unit__name", flat=True)
    index_document(
        matter.township,
        matter,
        [matter.title, matter.situation, matter.request],
        on=matter.received_on,
        names=[
            matter.number,
            matter.short_number,
            *deputies,
            *units,
            *map(initials, deputies),
            *(initials(unit, person=False) for unit in units),
        ],
    )
