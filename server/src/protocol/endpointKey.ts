/** Keys of inference servers: the client keeps them in the editor's secret storage, and no setting holds one. */

/**
 * Server to client, before a request to an inference server: its key, sealed for the one who asks, so that a trace of
 * these messages shows none. ECDH on P-256, AES-256-GCM under the SHA-256 of the shared secret; everything Base64.
 */
export namespace EndpointKeyRequest {
  export const method = "hanare/endpointKey";
  export type Params = {
    /** Scheme, host and port. */
    readonly origin: string;
    readonly publicKey: string;
  };
  export type Result = {
    /** Absent: there is no key. */
    readonly sealed?: SealedKey;
  };
}

export interface SealedKey {
  readonly publicKey: string;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}
