// "/" puts the cursor into the search box, unless somebody is typing.
const typing = (element) => element.matches("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const box = document.querySelector("[data-shortcut='/']");
  const busy = event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target);
  if (event.key !== "/" || busy || !box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
