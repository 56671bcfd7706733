export interface Advisory {
  readonly name: string;
  readonly severity: string;
  readonly title: string;
  readonly url: string;
}

export declare const explained: Readonly<Record<string, string>>;
export declare function graveAdvisories(
  report: object,
  known?: Readonly<Record<string, string>>,
): readonly Advisory[];
