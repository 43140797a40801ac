"""What hands do on the pages: keys only, or fields filled and buttons pressed."""

FOCUSED = "document.activeElement.matches(%r)"
MOUSE = "addEventListener('mousedown', () => sessionStorage.setItem('mouse', '1'), true)"


def tab_to(page, selector):
    """Press Tab until the focus is there; a page on which that takes too long is no page for a keyboard."""
    for _press in range(60):
        if page.evaluate(FOCUSED % selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{page.url}: the Tab key never came to {selector}")


def type_into(page, name, text):
    tab_to(page, f"[name={name}]")
    page.keyboard.type(text)


def choose(page, name, text):
    """In a list of choices that has the focus: arrow down to the one that reads so."""
    tab_to(page, f"select[name={name}]")
    for _press in range(40):
        if text in page.evaluate("document.activeElement.selectedOptions[0].text"):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{page.url}: {name} does not offer {text}")


def press(page, selector):
    tab_to(page, selector)
    page.keyboard.press("Enter")


def begin(page, act):
    """From a matter's page to the page of an act: the one clear button, or the list of further acts."""
    link = page.locator(f"a[href$='/{act}/']").first
    if not link.is_visible():
        page.locator("details.drop", has=page.locator(f"a[href$='/{act}/']")).locator("summary").click()
    link.click()
    page.wait_for_url(f"**/{act}/")


def fill(page, **fields):
    """Texts are filled, `True` ticks a box, a choice among radio buttons is `name__value=True`."""
    for name, said in fields.items():
        if "__" in name:
            name, value = name.split("__")
            page.locator(f"[name={name}][value='{value}']").check()
        elif said is True:
            page.locator(f"[name={name}]").check()
        else:
            page.locator(f"[name={name}]").fill(said)


def send(page, until="**/matters/*-*-*-*-*/"):
    """Press the form's own button and come back to the matter."""
    page.locator("main form.form button.btn-primary").click()
    page.wait_for_url(until)


def issue(page, label):
    """Issue a paper by the words on its button and keep the file that comes."""
    drop = page.locator("details.drop", has=page.locator("form[action*='/issue/']"))
    if drop.get_attribute("open") is None:
        drop.locator("summary").click()
    drop.get_by_role("button", name=label).first.click()
    with page.expect_download() as coming:
        page.locator(".notice-success a[href*='/papers/']").click()
    return coming.value
