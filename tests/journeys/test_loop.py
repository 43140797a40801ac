"""From a suggestion on paper to a verified solution, in the browser, by everybody who has a part in it."""

import io
import re

import pytest
from docx import Document

from huiyin.journal.queries import verify_chain
from huiyin.matters.models.checks import EvaluationForm
from huiyin.matters.models.matter import Matter
from huiyin.people.tests import cast
from tests.furnished import photo
from tests.journeys.conftest import PHONE
from tests.journeys.hands import MOUSE, begin, choose, fill, issue, press, send, tab_to, type_into

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE = "关于解决中心小学门口早晚高峰拥堵的建议"
SITUATION = "中心小学门口道路宽6米，早晚各约40分钟严重拥堵，家长停车占满两侧。"
REPLY = "已安排专人每日7:20至8:00在校门口疏导，拥堵问题已解决。"


@pytest.fixture
def story(windows, ready, clerk, chair, water_handler, roads_handler, cosigner):
    second = cast.deputy(ready, "谭志远")
    far = cast.deputy(ready, "罗长河")
    return {"cosigners": [cosigner, second], "far": far}


def test_from_a_slip_of_paper_to_a_verified_solution(windows, story, ready, water_handler):
    windows.day("2024-07-01")
    desk = windows.open()
    desk.context.add_init_script(MOUSE)
    register_by_keyboard(windows, desk)
    hand_over_by_keyboard(windows, desk)
    matter = Matter.objects.get()
    address = windows.site + matter.get_absolute_url()

    unit = unit_replies(windows, matter, water_handler)
    deputies_evaluate(windows, desk, address, story)
    assert "不满意" not in unit_sees(unit, address)
    windows.day("2024-10-22")
    assert "不满意 1" in unit_sees(unit, address)
    verified_not(windows, desk, address, story)
    second_round(windows, desk, unit, address)
    solved(windows, desk, address, story)
    journal_holds(windows, desk, ready, address)


def register_by_keyboard(windows, page):
    page.goto(windows.site)
    type_into(page, "username", "clerk")
    windows.shot(page, "loop:sign-in", guide="sign-in")
    type_into(page, "password", cast.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/qingxi/")
    windows.shot(page, "loop:todays-work")

    press(page, "a[href$='/register/']")
    page.wait_for_url("**/register/")
    assert page.evaluate("document.activeElement.name") == "title"
    page.keyboard.type(TITLE)
    type_into(page, "situation", SITUATION)
    type_into(page, "request", "请在上下学时段派人疏导并施划禁停线。")
    type_into(page, "lead", "llf")
    type_into(page, "cosigners", "zqh 谭志远")
    choose(page, "field", "道路交通")
    choose(page, "village", "柳溪村")
    windows.shot(page, "loop:register", guide="register")
    press(page, "button[value=register]")
    page.wait_for_url("**/matters/*-*/")
    windows.shot(page, "loop:registered")
    assert "闭会〔2024〕1号" in page.locator(".head-text").inner_text()
    assert "代录" in page.locator("main").inner_text()


def hand_over_by_keyboard(windows, page):
    press(page, "a.btn-primary[href$='/hand-over/']")
    page.wait_for_url("**/hand-over/")
    choose(page, "lead", "镇水利站")
    tab_to(page, "[name=assisting]")
    while "镇公路站" not in page.evaluate("document.activeElement.closest('label').innerText"):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    type_into(page, "text", "请到现场察看，与代表面商后答复。")
    windows.shot(page, "loop:hand-over", guide="hand-over")
    press(page, "main form button.btn-primary")
    page.wait_for_url("**/matters/*-*-*-*-*/")
    assert page.locator(".due b").inner_text() == "10月8日"  # 1 October is a holiday
    windows.shot(page, "loop:handed-over", guide="matter")

    press(page, "details.drop:has(form) > summary")
    press(page, "form[action$='/issue/hand_over_letter/'] button")
    page.locator(".notice-success").wait_for()
    with page.expect_download() as coming:
        press(page, ".notice-success a[href*='/papers/']")
    letter = Document(io.BytesIO(coming.value.path().read_bytes()))
    assert any("镇水利站" in paragraph.text for paragraph in letter.paragraphs)
    page.reload()
    assert "清人发〔2024〕1号" in page.locator("main").inner_text()
    windows.shot(page, "loop:letter-issued")
    assert page.evaluate("sessionStorage.getItem('mouse')") is None


def unit_replies(windows, matter, handler):
    windows.day("2024-07-02")
    page = windows.open()
    page.goto(windows.site)
    fill(page, username="water", password=cast.PASSWORD)
    page.locator("main form button[type=submit].btn-primary").click()
    page.get_by_role("link", name=TITLE, exact=True).wait_for()
    windows.shot(page, "loop:units-desk", guide="unit-desk")
    page.get_by_role("link", name=TITLE, exact=True).click()
    begin(page, "sign-for")
    send(page)
    windows.shot(page, "loop:signed-for")

    windows.day("2024-09-30")
    page.reload()
    begin(page, "reply")
    fill(page, claim__A=True, text=REPLY, signed_off_by="周建明")
    windows.shot(page, "loop:reply", guide="reply")
    send(page)
    windows.shot(page, "loop:replied")
    assert "A 已解决" in page.locator(".truths").inner_text()
    return page


def deputies_evaluate(windows, desk, address, story):
    windows.day("2024-10-10")
    for name, result, reason in (
        ("李兰芳", "dissatisfied", "答复说已安排，早上从没见过人。"),
        ("曾庆华", "fairly", ""),
    ):
        phone = windows.open(size=PHONE)
        phone.goto(link_for(windows, desk, address, name))
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        fill(phone, **{f"result__{result}": True}, reason=reason)
        windows.shot(phone, "loop:phone-evaluation", guide="phone-evaluation")
        phone.locator("button.btn-big").click()
        phone.get_by_role("heading", name=re.compile("谢谢")).wait_for()
        windows.shot(phone, "loop:phone-thanks")

    desk.goto(address)
    form = issue(desk, re.compile("征询意见表.*谭志远"))
    code = EvaluationForm.objects.get(petitioner__deputy=story["cosigners"][1]).short_code
    printed = Document(io.BytesIO(form.path().read_bytes())).element.xml
    assert code in re.sub(r"<[^>]+>|[ -]", "", printed)
    desk.goto(address)
    begin(desk, "evaluate")
    fill(desk, code=code, result__satisfied=True, channel__paper=True)
    windows.shot(desk, "loop:evaluation-from-paper", guide="evaluate-paper")
    send(desk)
    windows.shot(desk, "loop:window-open")


def link_for(windows, desk, address, name):
    desk.goto(f"{address}links/")
    windows.shot(desk, "loop:links", guide="links")
    desk.locator("tr", has_text=name).locator("button.btn").click()
    link = desk.locator("#link").input_value()
    windows.shot(desk, "loop:link-made", guide="link-made")
    return link


def unit_sees(page, address):
    page.goto(address)
    return page.locator("main").inner_text()


def verified_not(windows, desk, address, story):
    desk.goto(address)
    windows.shot(desk, "loop:window-closed")
    begin(desk, "verify")
    fill(desk, result__not=True, note="7:40 到场，无人疏导，两侧停车31辆。", place="中心小学门口")
    for name in ("欧阳敏", "罗长河"):
        desk.get_by_label(name).check()
    picture = photo("校门口.jpg")
    desk.locator("[name=photos]").set_input_files(
        {"name": picture.name, "mimeType": "image/jpeg", "buffer": picture.read()}
    )
    windows.shot(desk, "loop:verify", guide="verify")
    send(desk)
    windows.shot(desk, "loop:verified-not", guide="verified-not")
    assert "未解决" in desk.locator(".truths").inner_text()


def second_round(windows, desk, unit, address):
    begin(desk, "open-round")
    fill(desk, text="请在一个月内安排专人疏导并施划禁停线。")
    windows.shot(desk, "loop:open-round", guide="open-round")
    send(desk)
    assert desk.locator(".due b").inner_text() == "11月22日"  # one month after the round opened
    windows.shot(desk, "loop:round-2")

    windows.day("2024-11-20")
    unit.goto(address)
    begin(unit, "reply")
    text = "已施划禁停线80米，疏导员自12月起每日到岗。"
    fill(unit, claim__B=True, text=text, signed_off_by="周建明")
    promise = {"what": "疏导员每日7:20至8:00到岗", "person": "周建明", "due_on": "2024-12-10"}
    for name, said in promise.items():
        unit.locator(f"[name=promise-0-{name}]").fill(said)
    unit.locator("main form.form button.btn-primary").scroll_into_view_if_needed()
    windows.shot(unit, "loop:reply-with-promise", guide="reply-promise")
    send(unit)
    windows.shot(unit, "loop:promised")


def solved(windows, desk, address, story):
    windows.day("2024-12-10")
    desk.goto(address)
    begin(desk, "settle-promise")
    fill(desk, state__kept=True, reason="12月2日至10日抽查三次，疏导员均在岗。")
    windows.shot(desk, "loop:promise-kept", guide="settle-promise")
    send(desk)

    windows.day("2024-12-12")
    desk.goto(address)
    begin(desk, "verify")
    fill(desk, result__solved=True, note="7:30 到场，疏导员在岗，无车占道。")
    for name in ("欧阳敏", "罗长河"):
        desk.get_by_label(name).check()
    send(desk)
    windows.shot(desk, "loop:solved", guide="solved")
    assert Matter.objects.get().state == "solved"
    assert "已解决" in desk.locator(".head-text").inner_text()


def journal_holds(windows, desk, township, address):
    desk.goto(f"{address}journal/")
    windows.shot(desk, "loop:journal-of-the-matter")
    desk.goto(f"{windows.site}/{township.slug}/journal/")
    desk.locator("main form[action$='verify/'] button").click()
    desk.wait_for_load_state("networkidle")
    windows.shot(desk, "loop:journal-verified", guide="journal")
    assert "完整" in desk.locator("main").inner_text()
    assert verify_chain(township)[1] is None
