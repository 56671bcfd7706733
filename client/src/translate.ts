/** The translating function: English text and its arguments. Pure parts take it as an argument, so that tests choose the language. */
export type Translate = (message: string, ...args: (string | number | boolean)[]) => string;
