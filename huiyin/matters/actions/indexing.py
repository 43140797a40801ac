"""Keeping a matter findable; part of every act that changes its words or its people."""

from huiyin.matters.models.matter import Matter
from huiyin.search.actions import index_document


def index_matter(matter: Matter) -> None:
    """Enter a matter's words, number, deputies and units in the search index. Voters' names never go in."""
    deputies = matter.petitioners.filter(deputy__isnull=False).values_list("deputy__name", flat=True)
    units = matter.assignments.standing().values_list("unit__name", flat=True)
    index_document(
        matter.township,
        matter,
        [matter.title, matter.situation, matter.request],
        on=matter.received_on,
        names=[matter.number, *deputies, *units],
    )
