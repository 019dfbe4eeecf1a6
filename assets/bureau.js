document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A blank between what the button of a file says and what it is for: without it both are one word to who checks its name.
for (const status of document.querySelectorAll(".govuk-file-upload-button__status")) status.after(" ");

// A kiosk begins again when nobody has touched it for a while: the next person must not find the last one's page.
const idle = Number(document.body.dataset.idleSeconds) * 1000;
if (idle) {
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => location.replace(document.body.dataset.idleTo), idle);
  };
  for (const sign of ["pointerdown", "keydown", "input", "scroll", "touchstart"]) addEventListener(sign, wait, { passive: true });
  wait();
}

// How far long work is, as it changes; without script the page has a link to look again.
for (const place of document.querySelectorAll("[data-live]")) {
  const stream = new EventSource(place.dataset.live);
  const over = () => { stream.close(); location.reload(); };
  stream.addEventListener("end", over);
  stream.addEventListener("progress", event => {
    const far = JSON.parse(event.data);
    if (far.run !== place.dataset.run) over();
    else if (far.text) place.textContent = far.text;
  });
}
