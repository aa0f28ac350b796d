// Runs in Firefox's own context. Collects what each page says in its console: errors and warnings
// about the page from the console service, and the page's own calls from the console storage. Both
// live in the process of the page, so a frame script there passes them on.
const shared = Cu.getGlobalForObject(Services);
shared.postilConsole = [];
Services.mm.addMessageListener("postil:console", ({ data }) => shared.postilConsole.push(data));

function frame() {
  const say = (error, text) => sendAsyncMessage("postil:console", { error, text });
  const here = id => id === content?.windowGlobalChild?.innerWindowId;
  Services.console.registerListener({
    observe(message) {
      if (!(message instanceof Ci.nsIScriptError) || !here(message.innerWindowID)) return;
      const { warningFlag, infoFlag } = Ci.nsIScriptError;
      say(!(message.flags & (warningFlag | infoFlag)), `${message.category}: ${message.errorMessage}`);
    },
  });
  Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage).addLogEventListener(
    ({ wrappedJSObject: call }) => {
      if (!here(call.innerID)) return;
      const text = call.arguments.map(String).join(" ");
      say(["error", "assert"].includes(call.level), `console.${call.level}: ${text}`);
    },
    Cc["@mozilla.org/systemprincipal;1"].createInstance(Ci.nsIPrincipal),
  );
}
Services.mm.loadFrameScript(`data:application/javascript,(${encodeURIComponent(frame)})()`, true);
