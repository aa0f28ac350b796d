// Makes edits as fast as possible, and tells the server the number of the last one that the page has
// shown as saved. args: a list of [number, what, mark, wait, pause].
const api = window.postil;
const article = document.querySelector("[data-article]");
const saved = () => document.querySelector("[data-saved]").innerText.trim() === "Saved";
const frame = () => new Promise(resolve => requestAnimationFrame(() => resolve()));
const known = () => new Map(api.project().annotations?.map(({ id, note }) => [note.split(" ")[0], id]));
const ids = known();
const press = shiftKey => article.dispatchEvent(new KeyboardEvent("keydown", {
  key: shiftKey ? "Z" : "z", ctrlKey: true, shiftKey, bubbles: true, cancelable: true,
}));
const acts = {
  annotate: mark => ids.set(mark.note.split(" ")[0], api.annotate(mark)),
  // May have been undone before this began, and redone since.
  remove: serial => api.remove(ids.get(serial) ?? known().get(serial)),
  undo: () => press(false),
  redo: () => press(true),
};

const work = async () => {
  for (const [number, what, mark, wait, pause] of args) {
    acts[what](mark);
    if (wait) {
      await api.saved();
      // What is saved but not shown as saved yet was not promised.
      while (!saved()) await frame();
      await fetch(`/saved.txt?${number}`);
    }
    if (pause) await new Promise(resolve => setTimeout(resolve, pause));
  }
};
work();
