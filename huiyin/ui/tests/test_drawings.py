from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils.translation import override

from huiyin.ui.drawing import ring_arcs, stacked_bars

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def draw(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def arcs(*states):
    return [{"label": f"Step {number}", "state": state} for number, state in enumerate(states, start=1)]


def row(*values, text="said"):
    parts = [{"label": f"part {n}", "value": value, "url": f"/list/{n}/"} for n, value in enumerate(values)]
    return {"label": "Row", "text": text, "parts": parts}


def test_a_ring_tells_its_number_and_every_arc_to_those_who_do_not_see_it():
    drawn = ElementTree.fromstring(draw("{% ring 2 arcs %}", arcs=arcs("done", "waiting", "failed", "empty")))

    assert drawn.get("role") == "img"
    assert drawn.find("title").text == "Round 2"
    assert [part.strip() for part in drawn.find("desc").text.split(";")] == [
        "Step 1: done",
        "Step 2: under way",
        "Step 3: failed",
        "Step 4: not begun",
    ]


def test_a_ring_is_closed_only_when_every_arc_is_done():
    assert "ring-closed" in draw("{% ring 1 arcs %}", arcs=arcs("done", "done", "done", "done"))
    assert "ring-closed" not in draw("{% ring 1 arcs %}", arcs=arcs("done", "done", "done", "waiting"))


def test_four_arcs_go_round_from_the_top():
    paths = [arc.path for arc in ring_arcs(arcs("done", "done", "done", "done"))]

    assert paths[0].startswith("M38.35 6.03 A31 31 0 0 1 67.97 35.65")
    assert [path.split()[0] for path in paths] == ["M38.35", "M67.97", "M35.65", "M6.03"]


def test_an_arc_of_unknown_state_is_refused():
    with pytest.raises(ValueError, match="'half'"):
        ring_arcs(arcs("half"))


def test_the_longest_row_fills_the_width_and_the_others_keep_the_scale():
    longest, short = stacked_bars([row(10, 30), row(5, 5)])

    assert [(part.x, part.width) for part in longest.parts] == [("0.00%", "25.00%"), ("25.00%", "75.00%")]
    assert [(part.x, part.width) for part in short.parts] == [("0.00%", "12.50%"), ("12.50%", "12.50%")]


def test_every_part_of_a_bar_links_to_its_list_and_says_its_number():
    drawn = draw("{% bars rows %}", rows=[row(10, 14)])

    assert '<a href="/list/0/" aria-label="Row: part 0 10">' in drawn
    assert '<a href="/list/1/" aria-label="Row: part 1 14">' in drawn
    assert ">said</span>" in drawn


def test_a_part_without_link_is_a_picture_with_a_name():
    drawn = draw("{% bars rows %}", rows=[{"label": "Row", "parts": [{"label": "open", "value": 3}]}])

    assert '<g role="img" aria-label="Row: open 3">' in drawn
    assert "<a" not in drawn


def test_bars_can_be_told_apart_without_colour():
    drawn = draw("{% bars rows %}", rows=[row(10)])

    assert 'fill="url(#hatch-mute)"' in drawn


def test_empty_parts_and_empty_charts_are_left_out():
    assert stacked_bars([row(0, 0)])[0].parts == ()
    assert "legend" not in draw("{% bars rows %}", rows=[])


def test_bars_escape_what_people_have_typed():
    drawn = draw("{% bars rows %}", rows=[row(1, text="<script>") | {"label": '"><b>'}])

    assert "<script>" not in drawn
    assert "<b>" not in drawn
