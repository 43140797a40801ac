"""What the clerk's hands do in a session: open an act's page, fill it, press; take a vote to its result."""

from django.urls import reverse

from huiyin.assembly.actions.balloting import cast_ballot
from tests.journeys.conftest import PHONE
from tests.journeys.hands import fill


class Desk:
    """The clerk's window in the hall."""

    def __init__(self, windows, town, page):
        self.windows, self.town, self.page = windows, town, page

    def url(self, name, *keys):
        return self.windows.site + reverse(name, args=[self.town.township.slug, *keys])

    def go(self, name, *keys):
        self.page.goto(self.url(name, *keys))

    def act(self, name, /, *keys, query="", **fields):
        """Open the page of an act, fill its form and press its one clear button."""
        self.page.goto(self.url(name, *keys) + query)
        fill_in(self.page, **fields)
        self.send()

    def send(self):
        before = self.page.url
        self.page.locator("main form button.btn-primary").first.click()
        self.page.wait_for_load_state()
        errors = self.page.locator(".error-summary, .notice-error").all_inner_texts()
        assert not errors, (before, errors)

    def press(self, words):
        """Press the button or follow the link that reads so."""
        self.page.locator("main").get_by_text(words, exact=True).first.click()
        self.page.wait_for_load_state()

    def press_form(self, action):
        """Press the button of the form that sends to this address."""
        self.page.locator(f"form[action$='{action}'] button").first.click()
        self.page.wait_for_load_state()

    def next(self):
        """The one clear button of the meeting's page: the next act."""
        self.page.locator(".head-actions .btn-primary").click()
        self.page.wait_for_load_state()

    def shot(self, name, guide=""):
        self.windows.shot(self.page, f"session:{name}", guide=guide)

    def text(self):
        return self.page.locator("main").inner_text()


def fill_in(page, **fields):
    """As `fill`, and lists of choices by the words of a choice."""
    for name, said in fields.items():
        place = page.locator(f"[name='{name}']").first
        if said is False:
            place.uncheck()
        elif "__" in name or said is True:
            fill(page, **{name: said})
        elif place.evaluate("one => one.tagName") == "SELECT":
            label = page.locator(f"select[name='{name}'] option", has_text=said).first.inner_text()
            place.select_option(label=label)
        elif place.get_attribute("type") == "radio":
            inputs = page.locator(f"[name='{name}']")
            page.locator("label", has=inputs, has_text=said).first.click()
        else:
            place.fill(said)


def prepare_by_hands(desk, meeting, item, title):
    """A decision by show of hands is prepared for the item in hand, and opened."""
    desk.act(
        "assembly:prepare_vote", meeting.pk, query=f"?item={item.pk}", title=title,
        method__hands=True, rule__majority_of_all=True,
    )  # fmt: skip
    desk.press("开始表决")
    desk.send()


def all_but(desk, **others):
    """All but so many: two taps."""
    for name, count in others.items():
        desk.page.locator(f".vote-but [name='{name}']").fill(str(count))
    desk.press("其余全部赞成")


def close_and_announce(desk):
    desk.press("结束表决并计票")
    desk.press("宣布结果")


def teller(desk, vote, number, name, given, void, counts):
    """One teller's sheet, typed without a look at the other's."""
    desk.page.goto(desk.url("assembly:enter_count", vote.pk) + f"?teller={number}")
    page = desk.page
    fill_in(page, teller_name=name, issued=str(given), returned=str(given), void=str(void))
    options = {option.label: option.pk for option in vote.options.all()}
    for label, marks in counts.items():
        for word, count in zip(("in_favour", "against", "abstained"), marks, strict=True):
            page.locator(f"[name='{word}-{options[label]}']").fill(str(count))
    desk.send()


def vote_by_phone(windows, town, code, leave_out):
    """A deputy scans the slip and votes on the telephone: all projects but those left out."""
    phone = windows.open(size=PHONE)
    phone.goto(windows.site + reverse("assembly:ballot", args=[town.township.slug, code]))
    for box in phone.locator(".ballot-line", has=phone.locator("input")).all():
        if not any(name in box.inner_text() for name in leave_out):
            box.locator("input").check()
    return phone


def vote_by_the_others(town, vote, codes, leave_out):
    """The other deputies cast theirs; what each leaves out is told."""
    options = {option.label: str(option.pk) for option in vote.options.all()}
    for place, (code, left) in enumerate(zip(codes, leave_out, strict=True)):
        chosen = [key for label, key in options.items() if label not in left]
        cast_ballot(town.township, code=code, nonce=f"phone {place}", content={"chosen": chosen})
