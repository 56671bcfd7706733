/** Rules for `scriptedJudge`: a sentence that holds BAD is a violation. */

const tests = `
    tests:
      violation: ["The BAD one.", "A BAD two.", "Some BAD three.", "One BAD four."]
      ok: ["A fine one.", "A fine two.", "A fine three.", "A fine four."]`;

/** One rule of a pack, as YAML. `more`: further keys, each on a line of its own. */
export const rule = (id: string, more = "", severity = "low") => `
  - id: ${id}
    severity: ${severity}
    title: Title of ${id}
    message: "${id}: {match}"
    judge:
      violation: { ja: ${id}の文がBADである。, en: "A sentence is BAD for ${id}." }
      exceptions: [It is exempt.]${more}${tests}`;
