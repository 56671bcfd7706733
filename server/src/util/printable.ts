/**
 * Text of strangers as a terminal may show it: nothing in it moves the cursor, clears the screen or turns the order of
 * reading, so that no file can hide or forge a line of a report about it.
 */
const unprintable = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Line breaks and tabs stay. */
export const printable = (text: string): string => text.replace(unprintable, "\ufffd");

export const printableLine = (text: string): string => printable(text.replace(/\r\n|[\r\n]/gu, "⏎"));
