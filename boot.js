// Starts the app. If that fails, shows why in place of "Loading".

const boot = document.getElementById("boot");
const [script, program] = ["app-js", "app-wasm"].map((id) => document.getElementById(id));

// The element's script runs after this one, if it has the digest that the element names. No import of
// it may come earlier: WebKit runs what is imported whatever its digest.
const checked = new Promise((run, refused) => {
  script.onload = run;
  script.onerror = () => refused(new Error("its script could not be loaded."));
});
// The page may have another reason not to start.
checked.catch(() => {});

/** Whether the style has not loaded (yet). */
const isBare = () => !getComputedStyle(document.documentElement).getPropertyValue("--paper");

/** The name of a file that arrived but was refused, because the page was built with another. */
async function changed() {
  for (const file of document.querySelectorAll("[integrity]")) {
    const { integrity, href = file.src } = file;
    try {
      // Replaces a bad copy in the browser's cache.
      await fetch(href, { integrity, cache: "reload" });
    } catch {
      const there = await fetch(href).catch(() => ({}));
      if (there.ok) return new URL(href).pathname.split("/").pop();
    }
  }
}

/** Whether the page is inside one of another site, which could lay itself over it. */
function isInsideAnother() {
  try {
    for (let inner = self; inner !== inner.parent; inner = inner.parent) {
      if (inner.parent.location.origin !== location.origin) return true;
    }
    return false;
  } catch {
    return true;
  }
}

try {
  if (isInsideAnother()) throw new Error("it does not run inside a page of another site. Open it by itself.");
  if (typeof WebAssembly !== "object") {
    throw new Error("this browser does not support WebAssembly, or it is turned off.");
  }
  if (isBare() && document.readyState !== "complete") {
    await new Promise((loaded) => addEventListener("load", loaded));
  }
  if (isBare()) throw new Error("its style could not be loaded.");
  await checked;
  const { default: start } = await import(script.src);
  await start({ module_or_path: fetch(program.href, { integrity: program.integrity }) });
  boot.remove();
  // The style of dialogs; `trunk serve` has it among the other styles.
  const later = document.getElementById("later-style");
  if (later) later.rel = "stylesheet";
} catch (error) {
  const file = await changed();
  const reason = file
    ? `${file} is not the file that this page was built with: it was changed on the way, or the site is just being updated.`
    : error.message.replace(/\.?$/, ".");
  boot.setAttribute("role", "alert");
  boot.textContent =
    `Postil could not start: ${reason} ` +
    (isInsideAnother() ? "" : "Reload the page to try again. Nothing that was saved is lost.");
  throw error;
}
