"""Where the embedded gazetteer comes from: one module a source, each yielding entries."""
