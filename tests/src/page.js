// Finds places on the page for the tests to point at. Only the tests load it.

// A promise of the next frame; it also resolves in a page that is not drawn.
const frame = () => new Promise(resolve => {
  requestAnimationFrame(() => resolve());
  setTimeout(resolve, 100);
});

// The article a place is looked for in: the one `css` names.
function articleOf(css) {
  const root = document.querySelector(css);
  if (!root) throw new Error(`no article: ${css}`);
  return root;
}

// The text of an article as its blocks carry it: `text`, in UTF-16 units, and `runs` of one text
// node each. Blocks that share a line follow each other; a line break separates two lines.
function readArticle(root) {
  let text = "", line = null;
  const runs = [];
  for (const block of root.querySelectorAll("[data-block]")) {
    const own = block.closest("p");
    if (line && own !== line) text += "\n";
    line = own;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      runs.push({ node, from: text.length, to: text.length + node.data.length });
      text += node.data;
    }
  }
  return { text, runs };
}

// The UTF-16 extent of the nth occurrence of a quote.
function extentOf({ text }, { quote, nth }) {
  let from = -1;
  for (let i = 0; i <= nth; i++) {
    from = text.indexOf(quote, from + 1);
    if (from < 0) throw new Error(`the article has no ${i ? `${i + 1}th ` : ""}“${quote}”`);
  }
  return [from, from + quote.length];
}

// The DOM range over UTF-16 units [from, to) of an article.
function rangeOf({ runs }, from, to) {
  const range = document.createRange();
  const first = runs.find(run => from < run.to);
  const last = runs.findLast(run => to > run.from);
  range.setStart(first.node, from - first.from);
  range.setEnd(last.node, to - last.from);
  return range;
}

const inRightToLeft = character => /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(character);

// Where one edge, or the middle, of a quote is drawn. A pixel inside its first or last character,
// so that the nearest caret position is the edge.
function pointOfQuote(article, place) {
  const [from, to] = extentOf(article, place);
  const units = article.text.slice(from, to);
  const characters = Array.from(units);
  if (place.edge === "middle") {
    const middle = characters.slice(0, characters.length >> 1).join("").length;
    const box = rangeOf(article, from + middle, from + middle + 1).getClientRects()[0];
    return box && { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  }
  const atStart = place.edge === "start";
  const character = atStart ? characters[0] : characters.at(-1);
  const range = atStart
    ? rangeOf(article, from, from + character.length)
    : rangeOf(article, to - character.length, to);
  const boxes = range.getClientRects();
  const box = atStart ? boxes[0] : boxes[boxes.length - 1];
  const left = atStart !== inRightToLeft(character);
  return box && {
    x: left ? Math.ceil(box.left) : Math.floor(box.right) - 1,
    y: box.top + box.height / 2,
  };
}

const shown = element => element.checkVisibility
  ? element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0
  : element.getClientRects().length > 0;

const nameOf = element => (element.getAttribute("aria-label")
  ?? element.labels?.[0]?.textContent ?? element.textContent).replace(/\s+/g, " ").trim();

// The control a person would call by this name.
function controlNamed(name) {
  const controls = [...document.querySelectorAll(
    "button, a[href], input, select, textarea, summary, [role=button], [role=link], [role=tab],"
    + "[role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=option],"
    + "[role=radio], [role=checkbox], [role=switch]",
  )].filter(element => shown(element) && nameOf(element) === name);
  if (controls.length !== 1) throw new Error(`${controls.length} controls are named “${name}”`);
  return controls[0];
}

function elementOf(place) {
  if (place.kind === "control") return controlNamed(place.name);
  const element = [...document.querySelectorAll(place.css)].find(shown);
  if (!element) throw new Error(`nothing shown matches ${place.css}`);
  return element;
}

// The element to scroll to for a place, and a function that measures its point.
function locate(place) {
  if (place.kind === "point") return { measure: () => ({ x: place.x, y: place.y }) };
  if (place.kind === "quote") {
    const root = articleOf(place.within);
    const [from, to] = extentOf(readArticle(root), place);
    const at = place.edge === "end" ? to - 1 : from;
    return {
      root,
      element: rangeOf(readArticle(root), at, at + 1).startContainer.parentElement,
      // Read again each time: a repaint replaces the text nodes.
      measure: () => pointOfQuote(readArticle(root), place),
    };
  }
  const element = elementOf(place);
  return {
    root: element,
    element,
    measure: () => {
      const box = element.getBoundingClientRect();
      return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    },
  };
}

const visible = point => point
  && point.x >= 0 && point.y >= 0 && point.x < innerWidth && point.y < innerHeight;

// What covers a place at its point, if anything does.
function cover({ root }, point) {
  if (!root) return null;
  const top = document.elementFromPoint(point.x, point.y);
  return top && (root.contains(top) || top.contains(root)) ? null : top;
}

// The points of several places, in CSS pixels of the viewport. Scrolls the first into view if it
// is not, and waits until nothing moves.
async function pointsOf(places) {
  const found = places.map(locate);
  const first = found[0];
  const free = target => {
    const point = target.measure();
    return visible(point) && !cover(target, point);
  };
  // Late content may move the place again.
  let before = "", points, scrolled = 0;
  for (let tries = 0; tries < 60; tries++) {
    if (before === "" && first.element && !free(first)) {
      first.element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    }
    await frame();
    points = found.map(target => target.measure());
    const now = JSON.stringify(points);
    const still = now === before;
    before = now;
    if (!still) continue;
    if (!first.element || free(first) || scrolled++ === 3) break;
    before = "";
  }
  points.forEach((point, i) => {
    const name = JSON.stringify(places[i]);
    if (!visible(point)) throw new Error(`out of view: ${name} at ${JSON.stringify(point)}`);
    const top = cover(found[i], point);
    if (top) throw new Error(`covered by ${top.outerHTML.slice(0, 120)}: ${name}`);
  });
  return points.map(({ x, y }) => [x, y]);
}

// Makes a quote the native selection.
function setSelection(quote) {
  const article = readArticle(articleOf(quote.within));
  const range = rangeOf(article, ...extentOf(article, quote));
  getSelection().setBaseAndExtent(
    range.startContainer, range.startOffset, range.endContainer, range.endOffset,
  );
}

// The native selection, in code points of the article's text.
function selectionIn(css) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const article = readArticle(articleOf(css));
  const range = selection.getRangeAt(0);
  const inside = (run, edge) => range.comparePoint(run.node, edge) === 0;
  let from = null, to = null;
  for (const run of article.runs) {
    for (let i = 0; i <= run.node.data.length; i++) {
      if (!inside(run, i)) continue;
      from ??= run.from + i;
      to = run.from + i;
    }
  }
  if (from === null) return null;
  const points = units => Array.from(article.text.slice(0, units)).length;
  return {
    start: points(from),
    end: points(to),
    text: article.text.slice(from, to),
  };
}
