// What the pages of the references have in common: the text, and where in it a change is made.

export const scroller = document.querySelector('.scroll');
export const root = document.querySelector('[data-text]');

export const corpus = await (await fetch('/bench-data/corpus.json')).json();

const SECTION = 50; // paragraphs

/// Puts a text into the page in place of the one that is there: a paragraph a line, in sections if
/// so asked.
export function show(text, inSections) {
  const leaves = document.createDocumentFragment();
  let parent = leaves;
  let height = 0;
  text.split('\n').forEach((line, number) => {
    if (inSections && number % SECTION === 0) {
      parent = document.createElement('section');
      leaves.append(parent);
      height = 0;
    }
    const paragraph = document.createElement('p');
    paragraph.dataset.block = number;
    paragraph.append(line);
    parent.append(paragraph);
    if (inSections) {
      height += (Math.floor(line.length / 70) + 1) * 31 + 14;
      parent.style.containIntrinsicBlockSize = `auto ${height}px`;
    }
  });
  root.replaceChildren(leaves);
  scroller.scrollTop = 0;
}

/// The first paragraph that begins in sight.
export function paragraphInSight() {
  const top = scroller.getBoundingClientRect().top + 20;
  return [...root.querySelectorAll('[data-block]')]
    .find(paragraph => paragraph.getBoundingClientRect().top > top);
}

/// Where the words of a line are: `[start, end]` each.
export const wordsOf = line => [...line.matchAll(/[\p{L}\p{N}’]+/gu)]
  .map(({ index, 0: word }) => [index, index + word.length]);

/// Calls a function at a key, once the page is there.
export function onKeys(actions) {
  document.addEventListener('keydown', event => {
    if (!event.ctrlKey && actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  });
  scroller.focus();
}
