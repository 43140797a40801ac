from datetime import date
from uuid import UUID

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from huiyin.ui.drawing import Moment
from huiyin.ui.forms import FormRenderer

TODAY = date(2024, 11, 25)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


class Sample(forms.Form):
    default_renderer = FormRenderer
    title = forms.CharField(label="Title", max_length=5, help_text="Short.")
    way = forms.ChoiceField(label="Way", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Agreed")
    note = forms.CharField(label="Note", required=False)


def draw(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context({"today": TODAY} | context))


def test_a_chip_escapes_its_label():
    assert draw("{% chip label 'seal' %}", label="<b>") == '<span class="chip chip-seal">&lt;b&gt;</span>'


def test_a_chip_of_unknown_tone_is_refused():
    with pytest.raises(ValueError, match="'green'"):
        draw("{% chip 'x' 'green' %}")


def test_a_figure_shows_its_fraction_and_links_to_its_list():
    figure = {"label": "Rate", "text": "95.8%", "numerator": 23, "denominator": 24, "url": "/list/"}

    drawn = draw("{% figure_card figure %}", figure=figure | {"as_of": TODAY})

    assert '<a href="/list/" class="figure">' in drawn
    assert "95.8%" in drawn
    assert "23 / 24" in drawn
    assert "As of <time" in drawn


def test_a_figure_of_zero_is_shown_as_zero_and_a_missing_one_as_a_dash():
    assert ">0</span>" in draw("{% figure_card figure %}", figure={"label": "Rate", "value": 0})
    assert ">—</span>" in draw("{% figure_card figure %}", figure={"label": "Rate", "value": None})


def test_a_truth_escapes_what_people_have_typed():
    assert "<b>" not in draw("{% truth 'Title' value 'amber' value %}", value="<b>")


def test_a_timeline_tells_when_and_what():
    items = [Moment(date(2023, 9, 30), "<i>Reply", tone="bad", chips=[{"label": "Letter"}])]

    drawn = draw("{% timeline items %}", items=items)

    assert ">30 September 2023</time>" in drawn
    assert "&lt;i&gt;Reply" in drawn
    assert '<span class="chip chip-mute">Letter</span>' in drawn


def test_a_pager_is_drawn_only_when_there_is_somewhere_to_go():
    assert draw("{% pager next_url %}", next_url=None).strip() == ""
    assert 'href="/?after=1&amp;x=2" rel="next"' in draw("{% pager next_url %}", next_url="/?after=1&x=2")


def test_an_empty_state_says_what_to_do_next():
    assert '<a class="btn" href="/new/">Begin</a>' in draw("{% empty 'Nothing yet.' '/new/' 'Begin' %}")


def test_every_form_of_an_act_has_a_key_of_its_own():
    first, second = draw("{% hidden_act_id %}"), draw("{% hidden_act_id %}")

    assert first != second
    assert UUID(first.split('value="')[1].rstrip('">'))


def test_a_faulty_form_lists_its_errors_with_links_and_keeps_what_was_typed():
    drawn = str(Sample({"title": "much too long", "note": "kept"}))

    assert 'role="alert"' in drawn
    assert [name for name in ("title", "way", "agreed", "note") if f'href="#id_{name}"' in drawn] == [
        "title",
        "way",
        "agreed",
    ]
    assert 'value="much too long"' in drawn
    assert 'value="kept"' in drawn


def test_a_faulty_field_is_tied_to_its_help_and_its_error():
    drawn = draw("{% field form.title %}", form=Sample({"title": "much too long"}))

    assert 'aria-describedby="id_title_helptext id_title_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'id="id_title_helptext"' in drawn
    assert 'id="id_title_error"' in drawn


def test_a_field_that_must_be_filled_in_is_marked():
    assert 'class="required"' in draw("{% field form.title %}", form=Sample())
    assert 'class="required"' not in draw("{% field form.note %}", form=Sample())


def test_choices_are_a_group_with_a_legend_and_no_id_stands_twice():
    drawn = draw("{% field form.way %}", form=Sample())

    assert "<fieldset" in drawn
    assert "<legend>Way" in drawn
    assert drawn.count('id="id_way"') == 1


def test_a_good_form_has_no_summary_of_errors():
    assert "error-summary" not in str(Sample())
