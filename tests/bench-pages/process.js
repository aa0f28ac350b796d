// What the peer's bundle expects of a bundler: it asks which of its two builds it is.
globalThis.process = { env: { NODE_ENV: 'production' } };
