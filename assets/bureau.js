document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

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
