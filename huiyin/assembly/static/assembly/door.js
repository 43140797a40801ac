// At the door: whatever is typed or scanned goes into the one box, as fast as it comes. Each entry is sent under
// an id of its own, in its turn, and again until it arrived: nobody is lost and nobody is signed in twice.
const AGAIN = 2000;
const box = document.querySelector("[data-door-box]");
const lost = document.querySelector("[data-lost]");
let turn = Promise.resolve();

const rest = (time) => new Promise((resolve) => setTimeout(resolve, time));

const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID wants HTTPS, which a hall has not
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
};

const deliver = async (address, entry) => {
  for (;;) {
    try {
      const answer = await fetch(address, { method: "POST", body: entry, headers: { "HX-Request": "true" } });
      if (answer.status < 500) return answer;
    } catch {
      // no network: said below, and tried again
    }
    lost.hidden = false;
    await rest(AGAIN);
  }
};

const send = async (address, entry) => {
  const answer = await deliver(address, entry);
  lost.hidden = true;
  if (!answer.ok || answer.redirected) return location.reload();
  const told = document.getElementById("told");
  told.outerHTML = await answer.text();
  window.htmx?.process(document.getElementById("told"));
};

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("[data-door]")) return;
    event.preventDefault();
    const entry = new FormData(form, event.submitter);
    entry.set("act_id", newId());
    turn = turn.then(() => send(form.action, entry));
    box.value = "";
    box.focus();
  },
  true, // before the page's own rule that a form is sent once
);

const elsewhere = (element) => element.closest("input, textarea, select, button, summary, a, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const writes = event.key.length === 1 || event.key === "Process"; // the latter: a Chinese input method
  if (writes && !event.ctrlKey && !event.metaKey && !event.altKey && !elsewhere(event.target)) box.focus();
});

document.addEventListener("click", (event) => {
  if (!elsewhere(event.target) && getSelection().isCollapsed) box.focus({ preventScroll: true });
});
