import pytest

from huiyin.papers.blocks import Addressee, Corner, Heading, Paragraph, Table, Title
from huiyin.papers.kinds import hand_over_letter, receipt_slip, reply_letter, verification_record
from huiyin.papers.kinds.catalogue import KINDS
from huiyin.papers.tests import samples
from huiyin.papers.wording import boxes, day


def texts(sheet, kind=Paragraph):
    return [block.text for block in sheet.blocks if isinstance(block, kind)]


def test_dates_have_no_leading_zeros():
    assert day("2024-07-01") == "2024年7月1日"


def test_boxes_fill_the_chosen_one():
    assert boxes(("已解决", "未解决"), "未解决") == "□ 已解决　■ 未解决"


def test_the_hand_over_letter_says_when_and_why_an_answer_is_due():
    due = texts(hand_over_letter.compose(samples.hand_over_letter()))[-3:]

    assert due == [
        "请于2024年10月8日以前（含当日）答复。",
        "期限依据：《代表法》第五十一条。",
        "期限计算：自2024年7月1日交办起三个月，期满日10月1日为法定节假日，顺延至10月8日。",
    ]


def test_a_label_never_stands_without_what_it_labels():
    letter = hand_over_letter.compose(samples.hand_over_letter(due_reckoning=""))

    assert texts(letter)[-1] == "期限依据：《代表法》第五十一条。"


@pytest.mark.parametrize(
    ("number", "called"),
    [
        ("闭会〔2025〕22号", "闭会〔2025〕22号建议"),
        ("镇十三届人大三次会议第9号建议", "镇十三届人大三次会议第9号建议"),
    ],
)
def test_titles_say_what_the_number_numbers(number, called):
    order = hand_over_letter.compose(samples.hand_over_letter(matter_number=number))
    answer = reply_letter.compose(samples.reply_letter(matter_number=number))

    assert texts(order, Title) == [f"关于交办{called}的函"]
    assert texts(answer, Title) == [f"关于{called}的答复"]


def test_no_bracket_stands_inside_a_bracket():
    signer = {"name": "李明哲", "constituency": "第一选区（柳溪村）", "role": "lead"}

    letter = hand_over_letter.compose(samples.hand_over_letter(signatories=[signer]))

    assert "领衔代表：李明哲（第一选区，柳溪村）。" in texts(letter)


@pytest.mark.parametrize(
    ("receiver", "addressee", "opening", "thanks"),
    [
        ("unnamed", "有关代表", "您提出的", "感谢您对我们工作的关心和支持。"),
        ("voter", "×××同志", "您提出的", "感谢您对我们工作的关心和支持。"),
        ("presidium", samples.ORGAN, "主席团交办的", "感谢主席团对我们工作的监督和支持。"),
    ],
)
def test_a_reply_to_anyone_but_named_deputies(receiver, addressee, opening, thanks):
    context = samples.reply_letter(deputies=[], addressed_to=receiver, presidium=samples.ORGAN)

    letter = reply_letter.compose(context)

    assert texts(letter, Addressee) == [addressee]
    assert texts(letter)[0].startswith(opening)
    assert texts(letter)[-1] == thanks


def cells(sheet):
    return [
        cell.text
        for table in sheet.blocks
        if isinstance(table, Table)
        for row in table.rows
        for cell in row.cells
    ]


def test_a_blank_verification_record_ticks_nothing_and_offers_every_result():
    blank = samples.verification_record(on_site=None, result="", verifiers=[], seen="")

    said = "".join(cells(verification_record.compose(blank)))

    assert "■" not in said
    assert "□ 已解决　□ 部分解决　□ 未解决　□ 无法判断" in said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"answer_on": "2024-09-03"}, "2024年9月3日以前"),
        ({"answer_on": "", "answered_on": "2024-08-05"}, "2024年8月5日已答复"),
        ({"answer_on": ""}, "登记交办后另行告知"),
    ],
)
def test_a_receipt_promises_a_day_only_where_one_is_owed(days, said):
    assert said in cells(receipt_slip.compose(samples.receipt_slip(**days)))


def test_a_later_round_says_which_and_why():
    letter = hand_over_letter.compose(samples.hand_over_letter(round=2, round_reason="代表不满意"))

    assert "本次为第2轮办理，原因是：代表不满意。" in texts(letter)


def test_the_first_round_is_not_mentioned():
    assert not any("轮办理" in text for text in texts(hand_over_letter.compose(samples.hand_over_letter())))


def test_a_finding_without_deputies_names_none():
    letter = hand_over_letter.compose(samples.hand_over_letter(signatories=[]))

    assert not any("代表：" in text for text in texts(letter))


def test_a_reply_to_one_deputy_and_to_many():
    one = reply_letter.compose(samples.reply_letter())
    many = reply_letter.compose(samples.reply_letter(deputies=["李明哲", "王喆"]))

    assert texts(one, Addressee) == ["李明哲代表"]
    assert texts(one)[0] == "您提出的《关于修复柳溪村机耕道的建议》收悉，现答复如下："
    assert texts(many, Addressee) == ["李明哲、王喆代表"]
    assert texts(many)[0].startswith("你们提出的")


def test_a_reply_bears_claim_and_signer_and_knows_its_headings():
    reply = reply_letter.compose(samples.reply_letter())

    assert texts(reply, Corner) == ["类别：A　　签发人：何建国"]
    assert [(block.level, block.text) for block in reply.blocks if isinstance(block, Heading)] == [
        (1, "一、办理情况"),
        (2, "（一）路面"),
        (2, "（二）排水"),
        (1, "二、下一步工作"),
    ]


def test_a_long_line_that_begins_like_a_heading_is_a_paragraph():
    line = "一、关于塌方路段的修复，我站已于7月9日到现场查勘，8月底完成了路基的回填和压实"

    assert line in texts(reply_letter.compose(samples.reply_letter(text=line)))


def test_promises_name_what_how_much_by_when_and_who():
    lines = texts(reply_letter.compose(samples.long_reply_letter()))

    assert "1.柳溪村急弯处安装波形护栏，86米，2025年4月30日前完成，责任人：唐小军。" in lines
    assert "2.临江村口修建涵洞，2025年6月30日前完成，责任人：何建国。" in lines


@pytest.mark.parametrize("kind", ["evaluation_form", "receipt_slip"])
def test_what_opens_something_is_not_kept(kind):
    context = getattr(samples, kind)()

    kept = KINDS[kind].kept(context)

    assert (kept["link"], kept["code"]) == ("", "")
    assert {**kept, "link": context["link"], "code": context["code"]} == context
