// The peer, with the same text and spans: `@recogito/text-annotator` with the renderer that the
// address names. Changes are made through its own functions, each by a key.
import { corpus, onKeys, paragraphInSight, root, show, wordsOf } from './text.js';

const renderer = new URLSearchParams(location.search).get('renderer');
const annotator = RecogitoJS.createTextAnnotator(document.querySelector('.article'), { renderer });

const label = (id, value) => [{ id: `${id}-label`, annotation: id, purpose: 'tagging', value }];

/// An annotation as it would come from a server: the places are found by the library. It counts
/// the characters of the text nodes, without the breaks between the lines.
function stored([start, end, value], number, breaks) {
  const id = `s${number}`;
  const selector = {
    quote: corpus.text.slice(start, end).replaceAll('\n', ''),
    start: start - breaks(start),
    end: end - breaks(end),
  };
  return { id, bodies: label(id, value), target: { annotation: id, selector: [selector] } };
}

function annotations() {
  const breaks = new Uint32Array(corpus.text.length + 1);
  for (let at = 0; at < corpus.text.length; at++) {
    breaks[at + 1] = breaks[at] + (corpus.text[at] === '\n');
  }
  return corpus.spans.map((span, number) => stored(span, number, offset => breaks[offset]));
}
const all = annotations();

let target;
let turn = 0;
let made;

/// The word whose turn it is, and so many after it.
function selector(more) {
  const node = document.createTreeWalker(target, NodeFilter.SHOW_TEXT).nextNode();
  const words = wordsOf(node.data);
  const at = turn % (words.length - 1);
  const [start, end] = [words[at][0], words[at + more][1]];
  const range = document.createRange();
  range.setStart(node, start);
  range.setEnd(node, end);
  const before = document.createRange();
  before.setStart(root, 0);
  before.setEnd(node, start);
  const offset = before.toString().length;
  return { quote: range.toString(), start: offset, end: offset + end - start, range };
}

const current = () => annotator.getAnnotationById(made);

onKeys({
  k: () => {
    show(corpus.text, false);
    annotator.setAnnotations(all, true);
  },
  j: () => {
    annotator.clearAnnotations();
    show(corpus.short, false);
  },
  t: () => { target = paragraphInSight(); },
  e: () => {
    made = `new${turn}`;
    const chosen = { annotation: made, selector: [selector(0)], created: new Date() };
    annotator.addAnnotation({ id: made, bodies: label(made, 'entity'), target: chosen });
  },
  1: () => annotator.updateAnnotation({ ...current(), bodies: label(made, 'entity.person') }),
  ']': () => {
    const chosen = { ...current().target, selector: [selector(1)] };
    annotator.updateAnnotation({ ...current(), target: chosen });
  },
  Backspace: () => {
    annotator.removeAnnotation(made);
    turn++;
  },
});
// For the benchmark: when the library has drawn last (it tells a millisecond after the frame
// callback in which it did), how many annotations it holds, and what the new one covers.
window.postilReference = {
  at: 0,
  count: () => annotator.getAnnotations().length,
  quote: () => current()?.target.selector[0].quote,
};
annotator.renderer.on('onRedraw', () => { window.postilReference.at = performance.now(); });
show(corpus.short, false);
