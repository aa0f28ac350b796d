// The limit: the text in paragraphs, fifty to a section whose layout is skipped out of sight. `e`
// puts one word of one paragraph into an element of its own.
import { corpus, onKeys, paragraphInSight, show, wordsOf } from './text.js';

let target;
let turn = 0;

onKeys({
  k: () => show(corpus.text, true),
  j: () => show(corpus.short, true),
  // Makes ready for `e`, outside of what is measured.
  t: () => { target = paragraphInSight(); },
  e: () => {
    const line = target.textContent;
    const words = wordsOf(line);
    const [start, end] = words[turn++ % words.length];
    const word = document.createElement('span');
    word.className = 'changed';
    word.append(line.slice(start, end));
    // The text before it stays in the page even where it is empty.
    const before = document.createTextNode(line.slice(0, start));
    target.replaceChildren(before, word, line.slice(end));
  },
});
show(corpus.short, true);
