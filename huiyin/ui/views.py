"""The gallery: every component on sample pages, for development only, with made-up everyday content."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huiyin.ui.drawing import Moment

TODAY = date(2024, 11, 25)
GROUPS = [["工作台", "事项", "巡查", "项目"], ["会议", "人员", "站点"], ["文书", "公开", "设置"]]
FIGURES = [
    {"label": "回复率", "text": "95.8%", "numerator": 23, "denominator": 24, "unit": "件", "note": "按期 21"},
    {"label": "满意率", "text": "68.2%", "numerator": 15, "denominator": 22, "unit": "份", "note": "未评 2"},
    {"label": "解决率", "text": "58.3%", "numerator": 14, "denominator": 24, "unit": "件"},
    {"label": "满意但未解决", "value": 5, "note": "需要再看一次", "tone": "seal"},
    {"label": "承诺兑现", "text": "4 / 6", "note": "到期 6，延期 1", "as_of": date(2024, 11, 25)},
]
ROWS = [
    ("9号", "楼前排水沟堵塞", "5 人 · 给排水", "逾期催办", -3),
    ("14号", "早晚高峰门口无人疏导", "1 人 · 交通", "到场核对", 0),
    ("3号", "北区停车位不足，约定十月底前建成四十个车位并且划线编号", "承诺 40 个", "核对承诺", 2),
    ("补2号", "门前占道反复", "第 2 轮", "等回复", 9),
]
ARCS = [("提出", "done"), ("落实", "done"), ("再看", "waiting"), ("再落实", "empty")]
HISTORY = [
    Moment(date(2024, 11, 12), "回复：增派两人，划线 80 米。", chips=[{"label": "回复函"}]),
    Moment(date(2024, 11, 6), "当面商量：要求标明时段。", tone="now"),
    Moment(date(2024, 10, 21), "到场核对：7:40 到场，无人。", "照片 3 张", "bad"),
    Moment(date(2023, 9, 30), "核对：已解决。", tone="ok"),
]


class SampleForm(forms.Form):
    """One of each kind of field."""

    title = forms.CharField(label="标题", max_length=20, help_text="一句话说清一件事，不超过 20 字。")
    kind = forms.ChoiceField(label="类别", choices=[("", "请选择"), ("a", "交通"), ("b", "给排水")])
    result = forms.ChoiceField(
        label="结果", choices=[("a", "满意"), ("b", "基本满意"), ("c", "不满意")], widget=forms.RadioSelect
    )
    places = forms.MultipleChoiceField(
        label="地点",
        choices=[("n", "北区"), ("s", "南区")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    on = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(label="情况", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    file = forms.FileField(label="附件", required=False)
    public = forms.BooleanField(label="可以公开", help_text="公开前还要看一遍。")


def frame() -> dict[str, Any]:
    """What the top composition gives to every page."""
    groups = [[{"url": "/ui/", "label": label} for label in labels] for labels in GROUPS]
    groups[0][0] |= {"count": "7", "active": "yes"}
    return {
        "navigation": groups,
        "organ_name": "清溪示例办公室",
        "home_url": "/ui/",
        "search_url": "/ui/",
        "sign_out_url": "/ui/plain/",
        "signed_in_as": "陈某",
        "today": TODAY,
    }


def bar(number: int, solved: int, total: int) -> dict[str, Any]:
    return {
        "label": f"第 {number} 轮",
        "text": f"解决 {solved} / {total}",
        "parts": [
            {"label": "解决", "value": solved, "tone": "jade", "url": "/ui/?solved"},
            {"label": "未解决", "value": total - solved, "url": "/ui/?open"},
        ],
    }


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    keys = ("number", "title", "below", "next", "due_on")
    rows = [dict(zip(keys, (*row[:4], TODAY + timedelta(days=row[4])), strict=True)) for row in ROWS]
    figures = [figure | {"url": "/ui/record/"} for figure in FIGURES]
    bars = [bar(1, 10, 24), bar(2, 3, 9), bar(3, 1, 4)]
    return render(request, "ui/gallery.html", frame() | {"rows": rows, "figures": figures, "bars": bars})


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    arcs = [{"label": label, "state": state} for label, state in ARCS]
    rings = [[{"label": "弧", "state": state}] * 4 for state in ("done", "waiting", "failed", "empty")]
    messages.success(request, "已交出。")
    messages.error(request, "回复期限已过，不能再改。")
    page = {"arcs": arcs, "rings": rings, "history": HISTORY, "due_on": date(2024, 12, 17)}
    return render(request, "ui/gallery_record.html", frame() | page)


@require_safe
def form(request: HttpRequest) -> HttpResponse:
    filled = SampleForm({"title": "门口早晚高峰拥堵，请尽快派人疏导并划线编号", "on": "2024-13-45"})
    return render(request, "ui/gallery_form.html", frame() | {"form": filled})


@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery_phone.html", frame() | {"form": SampleForm()})


@require_safe
def plain(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery_plain.html", {"form": SampleForm(use_required_attribute=False)})
