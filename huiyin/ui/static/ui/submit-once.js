// A form that changes something is sent once: its buttons rest until the answer or the way back.
// A form that answers with a file to save carries `data-download`, because its page stays.
const BUTTONS = "button[type=submit], button:not([type]), input[type=submit]";

const sendsOnce = (form) => {
  const posts = (form.getAttribute("method") || "").toLowerCase() === "post";
  return posts && form.getAttribute("target") !== "_blank" && !form.hasAttribute("data-download");
};

const rest = (form, resting) => {
  form.setAttribute("aria-busy", String(resting));
  for (const button of form.querySelectorAll(BUTTONS)) button.toggleAttribute("disabled", resting);
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !sendsOnce(form)) return;
  if (form.hasAttribute("data-sent")) event.preventDefault();
  form.setAttribute("data-sent", "");
  setTimeout(() => rest(form, true)); // later, so that the pressed button's own value is still sent
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    form.removeAttribute("data-sent");
    rest(form, false);
  }
});
