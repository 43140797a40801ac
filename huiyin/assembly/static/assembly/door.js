// At the door: whatever is typed or scanned goes into the one box, wherever the cursor was left.
const elsewhere = (element) => element.matches("input, textarea, select, button, summary, a, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const box = document.querySelector("[data-door]");
  const busy = event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1;
  if (!box || busy || event.target === box || elsewhere(event.target)) return;
  box.focus();
});

// What was refused stays readable and is overwritten by the next one who is typed.
document.addEventListener("htmx:afterSettle", () => {
  const box = document.querySelector("[data-door]");
  if (box && document.activeElement === box) box.select();
});
