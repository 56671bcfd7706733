/** A line around text of documents in a prompt, which they cannot close: longer than any run of its character inside. */
export function fenceFor(text: string): string {
  const longest = (text.normalize("NFKC").match(/=+/g) ?? []).reduce(
    (most, run) => Math.max(most, run.length),
    0,
  );
  return "=".repeat(Math.max(6, longest + 1));
}
