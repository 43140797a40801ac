// A ballot is sent until the box has answered. Until then the page says that it was not received, and it
// says “received” only in the words of the answer itself. The same sending is counted once.
const PATIENCE = 8000; // milliseconds for one answer
const PAUSES = [1000, 2000, 4000, 8000];

const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));

const say = (form, word) => {
  for (const line of form.querySelectorAll("[data-said]")) line.hidden = line.dataset.said !== word;
};

const sendOnce = async (form) => {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(location.href, { method: "POST", body, signal: stop.signal, cache: "no-store" });
    return answer.status < 500 ? await answer.text() : null;
  } catch {
    return null; // no network, or no answer in time
  } finally {
    clearTimeout(clock);
  }
};

const stay = (event) => event.preventDefault(); // the browser asks before it closes the page

const sendUntilAnswered = async (form) => {
  window.addEventListener("beforeunload", stay);
  say(form, "sending");
  for (let time = 0; ; time += 1) {
    const page = await sendOnce(form);
    if (page !== null) {
      window.removeEventListener("beforeunload", stay);
      return page;
    }
    say(form, "waiting");
    await wait(PAUSES[Math.min(time, PAUSES.length - 1)]);
  }
};

const show = (page) => {
  const fresh = new DOMParser().parseFromString(page, "text/html");
  document.title = fresh.title;
  const main = document.querySelector("main");
  main.replaceWith(fresh.querySelector("main"));
  document.querySelector("main").focus();
  window.scrollTo(0, 0);
};

for (const form of document.querySelectorAll("form[data-cast]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    for (const button of document.querySelectorAll("main button")) button.disabled = true;
    show(await sendUntilAnswered(form));
  });
}

// How many are ticked, beside how many may be.
for (const form of document.querySelectorAll("form[data-most]")) {
  const line = form.querySelector(".ballot-count");
  const most = Number(form.dataset.most);
  const count = () => {
    const ticked = form.querySelectorAll("input:checked").length;
    line.textContent = line.dataset.template.replace("[n]", ticked).replace("[m]", most);
    line.classList.toggle("ballot-over", ticked > most);
  };
  form.addEventListener("change", count);
  count();
}
