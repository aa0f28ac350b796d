// Collects what the page says in its console from now on.
if (!window.postilConsole) {
  const said = window.postilConsole = [];
  const say = (error, ...parts) => said.push({ error, text: parts.map(String).join(" ") });
  for (const level of ["error", "warn", "info", "log"]) {
    const original = console[level];
    console[level] = (...parts) => {
      say(level === "error", `console.${level}:`, ...parts);
      original.apply(console, parts);
    };
  }
  addEventListener("error", event => say(true, event.message ?? `${event.target.src} failed`), true);
  addEventListener("unhandledrejection", event => say(true, event.reason));
  document.addEventListener("securitypolicyviolation", event => say(
    true, `${event.effectiveDirective} forbids ${event.blockedURI || event.sample}`,
  ));
}
