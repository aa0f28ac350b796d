
// Starts the single-file app: the page contains the program, compressed.

const boot = document.getElementById("boot");

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
  const packed = atob(document.getElementById("program").textContent);
  const bytes = Uint8Array.from(packed, (character) => character.charCodeAt(0));
  const program = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  await __wbg_init({ module_or_path: await new Response(program).arrayBuffer() });
  boot.remove();
} catch (error) {
  boot.setAttribute("role", "alert");
  boot.textContent =
    `Postil could not start: ${error.message.replace(/\.?$/, ".")} ` +
    (isInsideAnother() ? "" : "Reload the page to try again. Nothing that was saved is lost.");
  throw error;
}
