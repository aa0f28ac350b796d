// Measures time inside the page. It is put there before any script of the page runs, in every
// document. All times are milliseconds of `performance.now()`, which `event.timeStamp` counts too.
window.bench = (() => {
  const now = () => performance.now();

  // Runs a function in the next task. Requested in the last callback of a frame, it begins when the
  // main thread has laid out, painted and handed over that frame, before the work that the page has
  // deferred until then.
  const next = run => { scheduler.postTask(run, { priority: 'user-blocking' }); };
  // Runs a function in a task of its own, after the waiting ones.
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.shift()();
  const inTurn = run => {
    waiting.push(run);
    channel.port2.postMessage(null);
  };
  const frame = () => new Promise(requestAnimationFrame);
  // The time when the next frame is painted.
  const painted = async () => {
    await frame();
    await new Promise(next);
    return now();
  };

  // Waits until nothing has changed in the page for longer than a fast typist pauses between keys.
  const rested = () => new Promise(resolve => {
    let timer;
    const begin = () => {
      clearTimeout(timer);
      timer = setTimeout(end, 150);
    };
    const observer = new MutationObserver(begin);
    const end = () => {
      observer.disconnect();
      resolve();
    };
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    observer.observe(document, all);
    begin();
  });

  const longTasks = [];
  const observer = new PerformanceObserver(list => longTasks.push(...list.getEntries()));
  observer.observe({ type: 'longtask' });
  // The longest task, of 50 ms or more, that ran at some time from `from` to `to`; else 0.
  const longestTask = (from, to) => {
    longTasks.push(...observer.takeRecords());
    const within = task => task.startTime < to && task.startTime + task.duration > from;
    return Math.max(0, ...longTasks.filter(within).map(task => task.duration));
  };

  // The longest task since the last call, or since the document began. Waits until the page rests and
  // its long tasks are reported.
  let looked = 0;
  const longest = async () => {
    await rested();
    const from = looked;
    looked = now();
    return longestTask(from, looked);
  };

  // --- from one input event to the frame that shows its effect ---
  let pressed = 0;
  let armed = null;
  let beat = null;
  let done = null;
  let watched = null;

  // Measures the next key. The promise is resolved when the page is at rest. `type` says which event
  // the page answers to: 'keydown', or 'input' for letters typed into a field. `shown(ended)` tells
  // whether the effect is there, the listeners having ended at that time; frames without it do not
  // count. A page that knows better when it was painted gives that time. With `watch`, `busy()` gives
  // what `busyAfter` finds after that frame.
  const arm = async (type, shown, watch) => {
    // Nothing from before may run into the measurement.
    await rested();
    let settle;
    done = new Promise(resolve => { settle = resolve; });
    armed = { type, shown, settle };
    beat = null;
    watched = watch && done.then(({ event, painted }) => busyAfter(event + painted));
  };

  // What was measured, once that frame is painted:
  // handler  the time that the listeners took, with what they left to microtasks
  // wait     from there to the next frame: mostly waiting for the screen's next refresh
  // frames   the time that callbacks of animation frames took
  // painted  from the event to the painted frame that shows its effect
  // progress whether a frame before that showed a progress bar
  const result = () => done;
  const busy = () => watched;

  const begin = event => {
    if (!armed) return;
    if (event.type === 'keydown') {
      if (beat || ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return;
      pressed = event.timeStamp;
      beat = { event: pressed, began: 0, ended: 0 };
    }
    if (!beat || event.type !== armed.type || beat.began) return;
    beat.began = now();
    const own = beat;
    requestAnimationFrame(() => { own.first ??= now(); });
    // For events that do not reach `end`.
    next(() => end({ type: event.type }));
  };
  const end = event => {
    if (!armed || !beat?.began || beat.ended || event.type !== armed.type) return;
    beat.ended = now();
    const own = beat;
    const by = armed;
    // Requested after the listeners' own callbacks, so that it runs after them.
    const look = () => requestAnimationFrame(() => {
      own.first ??= now();
      own.wait ??= own.first - own.ended;
      own.frames = (own.frames ?? 0) + now() - own.first;
      // This frame shows what is in the page now.
      const progress = Boolean(document.querySelector('progress, [role=progressbar]'));
      next(() => {
        const at = now();
        const shown = by.shown(own.ended);
        if (!shown) {
          own.progress ||= progress;
          own.first = undefined;
          requestAnimationFrame(() => { own.first ??= now(); });
          look();
          return;
        }
        if (armed === by) armed = null;
        by.settle({
          event: own.event,
          handler: own.ended - own.began,
          wait: own.wait,
          frames: own.frames,
          painted: (typeof shown === 'number' ? shown : at) - own.event,
          progress: Boolean(own.progress),
        });
      });
    });
    look();
  };
  for (const type of ['keydown', 'input']) {
    addEventListener(type, begin, { capture: true });
    addEventListener(type, end);
  }

  // --- how long the main thread stays busy ---
  // Runs one empty task after the other for a second from `from`: if one begins more than a frame
  // after the one before, something else ran. Returns the time from `from` to the end of the last
  // such piece of work.
  const busyAfter = async from => {
    let [last, previous] = [from, Math.max(from, now())];
    while (previous < from + 1000) {
      await new Promise(inTurn);
      const at = now();
      if (at - previous > 17) last = at;
      previous = at;
    }
    return last - from;
  };

  // --- frames while something moves ---
  let film = null;
  const startFilm = () => {
    film = { times: [], from: now(), moved: [] };
    const own = film;
    own.scrolled = () => own.moved.push(now());
    addEventListener('scroll', own.scrolled, { capture: true, passive: true });
    document.addEventListener('selectionchange', own.scrolled);
    const turn = () => {
      if (film !== own) return;
      own.times.push(now());
      requestAnimationFrame(turn);
    };
    requestAnimationFrame(turn);
  };
  // The times between frames from the first to the last frame that scrolled or selected, and the
  // longest task in that time. Waits until nothing has moved for ten frames.
  const stopFilm = async () => {
    for (let still = 0, before = film.moved.length; still < 10; still++) {
      await frame();
      if (film.moved.length !== before) [still, before] = [0, film.moved.length];
    }
    const own = film;
    film = null;
    removeEventListener('scroll', own.scrolled, { capture: true });
    document.removeEventListener('selectionchange', own.scrolled);
    const [from, to] = [own.moved[0], own.moved.at(-1)];
    const lengths = [];
    for (let i = 1; i < own.times.length; i++) {
      if (own.times[i] > from && own.times[i - 1] <= to) {
        lengths.push(own.times[i] - own.times[i - 1]);
      }
    }
    // Reports of long tasks come a little later than the tasks.
    await frame();
    await frame();
    return { frames: lengths, longest: longestTask(from, to) };
  };

  // --- start ---
  // From the beginning of the navigation to the first painted frame with text of an article.
  let started = null;
  const looking = new MutationObserver(() => {
    if (!document.querySelector('[data-article] [data-block]')) return;
    looking.disconnect();
    requestAnimationFrame(() => next(() => { started = now(); }));
  });
  looking.observe(document, { childList: true, subtree: true });

  return {
    rested, arm, result, busy, longest, startFilm, stopFilm, frame, painted,
    get started() { return started; },
    // The time of the last key that was measured.
    get pressed() { return pressed; },
  };
})();
