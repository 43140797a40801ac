// A form that changes something is sent once: its buttons rest until the answer or the way back.
const buttonsOf = (form) => form.querySelectorAll("button[type=submit], button:not([type]), input[type=submit]");

const rest = (form, resting) => {
  form.toggleAttribute("data-sent", resting);
  form.toggleAttribute("aria-busy", resting);
  for (const button of buttonsOf(form)) button.toggleAttribute("disabled", resting);
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.target === "_blank" || event.defaultPrevented) return;
  if (form.hasAttribute("data-sent")) event.preventDefault();
  else setTimeout(() => rest(form, true)); // later, so that the pressed button's own value is still sent
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) rest(form, false);
});
