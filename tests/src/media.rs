//! System preferences: dark colours, forced colours, less motion.

use crate::engine::Engine;
use crate::page::Page;
use serde_json::json;

/// The preferences that media queries report. The default is a system without any.
#[derive(Clone, Copy, Debug, Default)]
pub struct Media {
    /// `prefers-color-scheme: dark` rather than `light`.
    pub dark: bool,
    /// `forced-colors: active`.
    pub forced_colors: bool,
    /// `prefers-reduced-motion: reduce`.
    pub reduced_motion: bool,
}

impl Page {
    /// Sets what the system prefers, for this page and those loaded after it.
    ///
    /// # Panics
    /// In WebKit, whose driver cannot set them.
    pub async fn prefer(&self, media: Media) {
        self.note(format!("{media:?}"));
        let scheme = if media.dark { "dark" } else { "light" };
        match self.engine() {
            Engine::Chromium => {
                let colors = if media.forced_colors {
                    "active"
                } else {
                    "none"
                };
                let motion = if media.reduced_motion {
                    "reduce"
                } else {
                    "no-preference"
                };
                let features = json!({ "features": [
                    { "name": "prefers-color-scheme", "value": scheme },
                    { "name": "forced-colors", "value": colors },
                    { "name": "prefers-reduced-motion", "value": motion },
                ]});
                self.devtools("Emulation.setEmulatedMedia", features).await;
            }
            Engine::Firefox => {
                let settings = json!([
                    [
                        "layout.css.prefers-color-scheme.content-override",
                        i32::from(!media.dark)
                    ],
                    [
                        "browser.display.document_color_use",
                        i32::from(media.forced_colors) * 2
                    ],
                    ["ui.prefersReducedMotion", i32::from(media.reduced_motion)],
                ]);
                let script = "for (const [name, value] of arguments[0]) \
                              Services.prefs.setIntPref(name, value);";
                self.browser().firefox(script, json!([settings])).await;
            }
            Engine::WebKit => panic!("WebKit's driver cannot set {media:?}"),
        }
        // A page's style follows after a while. In Firefox, forced colours set a scheme of their own.
        let scheme_follows = !media.forced_colors || self.engine() == Engine::Chromium;
        self.until(&format!(
            "(!{scheme_follows} || matchMedia('(prefers-color-scheme: {scheme})').matches)
            && matchMedia('(forced-colors: active)').matches === {}
            && matchMedia('(prefers-reduced-motion: reduce)').matches === {}",
            media.forced_colors, media.reduced_motion,
        ))
        .await;
    }

    /// Turns the browser into a phone's: a viewport of this size in CSS pixels, a touch screen and no
    /// mouse.
    ///
    /// # Panics
    /// In any browser but Chromium.
    pub async fn phone(&self, width: u32, height: u32) {
        self.note(format!("phone of {width} × {height}"));
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 2, "mobile": true,
        });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await;
        let touch = json!({ "enabled": true, "maxTouchPoints": 5 });
        self.devtools("Emulation.setTouchEmulationEnabled", touch)
            .await;
        self.until("matchMedia('(pointer: coarse)').matches").await;
    }

    /// Runs a script in every document loaded from now on, before the document's own: it can make
    /// browser functions fail.
    ///
    /// # Panics
    /// In any browser but Chromium.
    pub async fn before_load(&self, script: &str) {
        self.note(format!("before loading: {script}"));
        let source = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", source)
            .await;
    }
}
