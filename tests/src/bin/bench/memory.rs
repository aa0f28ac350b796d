//! Measures how much memory the page's scripts hold.

use postil_e2e::Page;
use serde_json::json;

/// Bytes, after a collection of garbage.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// Live objects of JavaScript.
    pub script: f64,
    /// The current size of WebAssembly's memories.
    pub wasm: f64,
}

/// Makes every page loaded from now on remember its WebAssembly memories, which cannot be reached from
/// the page itself.
pub async fn watch(page: &Page) {
    page.before_load(
        "window.benchMemories = new Set();
        for (const name of ['instantiate', 'instantiateStreaming']) {
            const own = WebAssembly[name];
            WebAssembly[name] = async (...given) => {
                const made = await own.apply(WebAssembly, given);
                const memory = (made.instance ?? made).exports.memory;
                if (memory) benchMemories.add(memory);
                return made;
            };
        }",
    )
    .await;
}

/// Reads the JavaScript heap over the DevTools protocol, and adds the WebAssembly memories, which the
/// heap does not include.
///
/// # Panics
/// If the browser does not answer.
pub async fn measure(page: &Page) -> Memory {
    page.devtools("HeapProfiler.collectGarbage", json!({}))
        .await;
    let usage = page.devtools("Runtime.getHeapUsage", json!({})).await;
    let wasm: f64 = page
        .eval(
            "return [...benchMemories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0);",
        )
        .await;
    match usage["usedSize"].as_f64() {
        Some(script) => Memory { script, wasm },
        None => panic!("the browser does not tell its memory: {usage}"),
    }
}
