// Pictures of the guides: `<!-- screenshot NAME: ALT -->` stands where one belongs; the e2e suite takes it by that name.

const mark = /<!-- screenshot ([\w-]+): (.+?) -->\n(?:\n!\[[^\]]*\]\(screenshots\/[^)]*\)\n)?/g;

/** Names of the pictures that a guide wants. */
export const screenshotNames = (text) => [...text.matchAll(mark)].map(([, name]) => name);

/** The guide with the pictures there are below their marks, and no others. */
export const withScreenshots = (text, isThere) =>
  text.replaceAll(mark, (_all, name, alt) => {
    const picture = isThere(name) ? `\n![${alt}](screenshots/${name}.png)\n` : "";
    return `<!-- screenshot ${name}: ${alt} -->\n${picture}`;
  });
