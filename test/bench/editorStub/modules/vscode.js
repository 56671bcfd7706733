// The editor's API as a thing that accepts everything and does nothing, so that only the extension's own
// time is measured. What the extension really reads has a real value.
function createAnything() {
  const children = new Map();
  const target = function () {};
  const anything = new Proxy(target, {
    get(_, key) {
      if (key === "prototype") return target.prototype;
      if (key === "then") return undefined;
      if (key === Symbol.toPrimitive) return () => "";
      if (key === Symbol.iterator) return () => [][Symbol.iterator]();
      if (!children.has(key)) children.set(key, createAnything());
      return children.get(key);
    },
    set: () => true,
    apply: () => createAnything(),
    construct: () => createAnything(),
  });
  return anything;
}

// As a prototype it also answers for names that a bundler copies one by one.
module.exports = Object.assign(Object.create(createAnything()), {
  version: "1.139.0",
  l10n: { t: (message) => message, bundle: undefined, uri: undefined },
});
