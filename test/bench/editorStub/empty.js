// The baseline: an extension that does nothing.
exports.activate = () => undefined;
