// A page that follows a meeting: every two seconds it asks whether anything changed, and takes in what did.
// It rests while nobody looks, says quietly when the network is lost, and goes on by itself.
const EVERY = 2000;
const PATIENCE = 8000;
const part = document.querySelector("[data-follow]");
const lost = document.querySelector("[data-lost]");
let mark = part.dataset.mark;
let timer = 0;

const ask = async () => {
  const answer = await fetch(part.dataset.follow, {
    headers: { "If-None-Match": mark },
    cache: "no-store",
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.status === 304) return true;
  if (!answer.ok || answer.redirected) return false;
  part.innerHTML = await answer.text();
  mark = answer.headers.get("ETag") ?? "";
  return true;
};

const follow = async () => {
  clearTimeout(timer);
  if (document.hidden) return;
  try {
    lost.hidden = await ask();
  } catch {
    lost.hidden = false;
  }
  timer = setTimeout(follow, EVERY);
};

document.addEventListener("visibilitychange", follow);
timer = setTimeout(follow, EVERY);
