// The script of every Hanare panel: tells the extension which button was pressed, moves the progress bar, keeps the focus.
(() => {
  const editor = acquireVsCodeApi();
  document.addEventListener("click", (event) => {
    const pressed =
      event.target instanceof Element ? event.target.closest("[data-target],[data-action]") : null;
    if (!pressed) return;
    const { target, action } = pressed.dataset;
    editor.postMessage(
      target === undefined ? { type: "action", action } : { type: "reveal", target: Number(target) },
    );
  });
  // A question is sent by Enter, which an input method keeps for itself while it converts, or by its button.
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = event.target.querySelector("[name]");
    if (field) editor.postMessage({ type: "choice", name: field.name, value: field.value });
  });
  document.addEventListener("change", (event) => {
    const { id, type, checked, dataset } = event.target;
    const value = type === "checkbox" ? String(checked) : event.target.value;
    if (id === "length") editor.postMessage({ type: "length", length: value });
    if (dataset?.choice) editor.postMessage({ type: "choice", name: dataset.choice, value });
  });
  // A page is made anew for every change: who works with the keyboard goes on where he was, if it is still there.
  const nameOf = ({ id, dataset }) => id || dataset?.choice || dataset?.action || dataset?.target;
  document.addEventListener("focusin", ({ target }) => editor.setState({ focus: nameOf(target) }));
  const before = editor.getState()?.focus;
  const sameAsBefore = () =>
    [...document.querySelectorAll("[id],[data-choice],[data-action],[data-target]")].find(
      (element) => before !== undefined && nameOf(element) === before,
    );
  // A panel gets the keyboard after its page was made: a field that waits for words takes it then.
  const waiting = () => document.querySelector("[autofocus]");
  const goOn = () => (waiting() ? waiting().focus() : sameAsBefore()?.focus({ preventScroll: true }));
  window.addEventListener("focus", goOn, { once: true });
  window.addEventListener("DOMContentLoaded", () => waiting()?.focus(), { once: true });
  // What gets the focus does not end up behind the bar that stays at the top, however many lines that has.
  const bars = document.querySelector("header");
  const clear = () => (document.documentElement.style.scrollPaddingTop = `${bars.offsetHeight + 8}px`);
  if (bars) new ResizeObserver(clear).observe(bars);
  window.addEventListener("message", ({ data }) => {
    const words = document.getElementById("progress");
    const bar = document.getElementById("bar");
    if (data?.type !== "progress" || !words || !bar) return;
    if (typeof data.message === "string" && data.message !== "") words.textContent = data.message;
    if (typeof data.percentage === "number") bar.value = data.percentage / 100;
  });
})();
