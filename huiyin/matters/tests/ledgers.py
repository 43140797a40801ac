"""Ledgers for the tests: the real one, and workbooks made on the spot."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl

from huiyin.core.tenancy import uuid7
from huiyin.matters.actions.importing import import_ledger
from huiyin.matters.imports.proposal import propose_import
from huiyin.matters.imports.sheets import Told
from huiyin.matters.imports.workbook import read_workbook

REAL = Path(__file__).parents[2] / "demo" / "data" / "ledger-2024.xlsx"
TODAY = date(2025, 3, 10)
NOW = datetime(2025, 3, 10, 2, tzinfo=UTC)
HEADINGS = (
    "序号",
    "案由",
    "内容",
    "领衔代表",
    "主办单位",
    "交办日期",
    "答复日期",
    "办理结果",
    "代表测评",
    "备注",
)
ROW = (1, "关于修桥的建议", "桥面破损。", "李兰芳", "镇公路站", "2024.7.1", "2024.9.1", "A", "满意", "")
TITLE = "清溪镇第十三届人民代表大会第三次会议代表建议台账"


def workbook(*rows, headings=HEADINGS, title=TITLE, name="台账"):
    """A workbook with one sheet: a title, the headings, the rows; its bytes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    for row in ((title,), headings, *rows):
        sheet.append(row)
    return saved(book)


def saved(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def row(**changes):
    """A good row with some cells changed, by heading."""
    return tuple(changes.get(heading, cell) for heading, cell in zip(HEADINGS, ROW, strict=True))


def proposed(content, township, *, today=TODAY, shift=0, **told):
    return propose_import(read_workbook(content), township, today=today, told=Told(**told), shift=shift)


def imported(content, township, *, by=None, at=NOW, **words):
    proposal = proposed(content, township, **words)
    return import_ledger(township, ledger=proposal.ledger, by=by, at=at, act_id=uuid7())


def said(remarks):
    """Where something is said: sheet and cell."""
    return [(remark.sheet, remark.cell) for remark in remarks]
