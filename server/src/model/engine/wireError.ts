/** Errors across the process boundary: named errors keep their code, anything else its message and stack. */
import { isModelError, ModelError } from "../runtime";
import { type WireError } from "./messages";

export function toWireError(error: unknown): WireError {
  if (isModelError(error)) return { code: error.code, message: error.message };
  if (error instanceof Error) {
    return { message: error.message, ...(error.stack === undefined ? {} : { stack: error.stack }) };
  }
  return { message: String(error) };
}

export function fromWireError({ code, message, stack }: WireError): Error {
  if (code !== undefined) return new ModelError(code, message);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
