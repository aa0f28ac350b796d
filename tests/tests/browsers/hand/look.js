// What a hand that knows nothing of the page finds on it.

// Files are not asked for in a dialog of the system, which no driver can reach: `chooser` holds the
// field that asks for them. A file on the disk is one inside the browser.
function install() {
  if (window.chooser !== undefined) return;
  window.chooser = null;
  const click = HTMLInputElement.prototype.click;
  HTMLInputElement.prototype.click = function () {
    if (this.type === "file") window.chooser = this;
    else click.call(this);
  };
  window.showSaveFilePicker = async ({ suggestedName }) => {
    const folder = await navigator.storage.getDirectory();
    return folder.getFileHandle(suggestedName, { create: true });
  };
  const granted = async () => "granted";
  for (const name of ["queryPermission", "requestPermission"]) {
    FileSystemFileHandle.prototype[name] = granted;
  }
  window.print = () => {};
}

const inView = ({ left, right, top, bottom, width, height }) => width > 0 && height > 0
  && left < innerWidth && right > 0 && top < innerHeight && bottom > 0;

// What is in front: the dialog that was opened last, else the page.
const front = () => [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;

const CONTROLS = "button, a[href], input, select, textarea, summary, [role=button], [role=option],"
  + "[role=menuitem], [role=switch], [role=slider], [role=tab], [tabindex='0']";

// A place in sight: `what` kind of one, which of them, and how far into it from left and top; the last
// three from 0 to 1.
function spot(what, which, right, down) {
  install();
  const found = {
    any: () => [document.documentElement],
    text: () => document.querySelectorAll("[data-article] [data-block]"),
    mark: () => document.querySelectorAll("[data-article] span.m"),
    control: () => front().querySelectorAll(CONTROLS),
    field: () => front().querySelectorAll("input, textarea"),
  }[what]();
  const seen = [...found].filter(element => what === "any"
    || !element.disabled && element.checkVisibility?.() !== false && inView(element.getBoundingClientRect()));
  const element = seen[Math.floor(which * seen.length)];
  if (!element) return null;
  const box = what === "any"
    ? { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
    : element.getBoundingClientRect();
  const left = Math.max(box.left, 0), top = Math.max(box.top, 0);
  const x = left + (Math.min(box.right, innerWidth) - left) * right;
  const y = top + (Math.min(box.bottom, innerHeight) - top) * down;
  const name = element.getAttribute("aria-label") ?? element.textContent;
  return {
    x: Math.min(Math.floor(x), innerWidth - 1),
    y: Math.min(Math.floor(y), innerHeight - 1),
    name: what === "any" ? "" : `${element.tagName.toLowerCase()} “${name.trim().slice(0, 40)}”`,
    takes_text: element.matches("input, textarea") && !element.readOnly,
  };
}

const transferOf = files => {
  const data = new DataTransfer();
  for (const [name, bytes] of files) data.items.add(new File([new Uint8Array(bytes)], name));
  return data;
};

// Gives files to the field that asks for them, else drops them on the page; returns once the page has an
// answer: what it says or asks, or another number of articles.
async function give(files) {
  const said = () => document.querySelector(".announcement")?.textContent ?? "";
  const words = said();
  const answer = () => [
    // That it reads is no answer.
    said().startsWith("Reading ") ? words : said(),
    document.querySelectorAll("dialog[open]").length,
    postil.project().documents.length,
  ].join();
  const state = answer();
  hand(files);
  const end = performance.now() + 3000;
  while (answer() === state && performance.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

function hand(files) {
  const dataTransfer = transferOf(files);
  const field = window.chooser;
  if (field) {
    window.chooser = null;
    field.files = dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  const [clientX, clientY] = [innerWidth / 2, innerHeight / 2];
  for (const type of ["dragenter", "dragover", "drop"]) {
    document.elementFromPoint(clientX, clientY)?.dispatchEvent(new DragEvent(type, {
      dataTransfer, clientX, clientY, bubbles: true, cancelable: true, composed: true,
    }));
  }
}

// Pastes a text where the focus is.
function paste(text) {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  document.activeElement?.dispatchEvent(new ClipboardEvent("paste", {
    clipboardData, bubbles: true, cancelable: true, composed: true,
  }));
}

const savedWord = () => document.querySelector("[data-saved]")?.innerText.trim() ?? "";

// Asks for the right to write, if another tab has it; returns whether this one has it.
function write() {
  if (savedWord() !== "Read only") return true;
  [...document.querySelectorAll("button")]
    .find(button => button.innerText === "Change it here")?.click();
  return false;
}

// What the page says about its state, once nothing is under way.
async function rest() {
  await postil.ready;
  await postil.saved();
  const refused = () => Boolean(document.querySelector("[aria-invalid=true]"));
  const settled = () => ["Saved", "Read only"].includes(savedWord())
    || savedWord() === "Not saved" && refused();
  const end = performance.now() + 60_000;
  while (!(settled() && !document.querySelector("[aria-busy=true]")) && performance.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  const undo = [...document.querySelectorAll(".topbar button")]
    .map(button => button.ariaLabel ?? "").find(label => /[Uu]ndo/.test(label));
  return { settled: settled(), saved: savedWord(), undo: undo ?? "", project: location.hash };
}

// Takes some steps back and as many forth; returns how many.
function backAndForth(most) {
  const now = () => JSON.stringify(postil.project());
  const start = now();
  let steps = 0;
  for (let before = start; steps < most; steps++) {
    postil.undo();
    const after = now();
    if (after === before) break;
    before = after;
  }
  for (let step = 0; step < steps; step++) postil.redo();
  if (now() !== start) throw new Error(`${steps} steps back and forth make another project`);
  return steps;
}
