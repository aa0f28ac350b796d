// Starts the app. If it cannot be started, says so where "Loading" stood.

const boot = document.getElementById("boot");

try {
  if (typeof WebAssembly !== "object") {
    throw new Error("this browser does not run WebAssembly, or it is switched off.");
  }
  const { default: start } = await import(document.getElementById("app-js").href);
  await start({ module_or_path: document.getElementById("app-wasm").href });
  boot.remove();
} catch (error) {
  boot.setAttribute("role", "alert");
  boot.textContent =
    `Postil could not be started: ${error.message} ` +
    "Reload the page to try again. Nothing that was saved is lost.";
  throw error;
}
