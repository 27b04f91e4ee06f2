import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** What the function may do beside triage, because a setting asks for it. */
export interface FunctionPower {
  /** The name of the inline policy that lets it. */
  readonly policyName: string;
  /** Empty where nothing asks for it: then there is no policy. */
  readonly statements: readonly PolicyStatement[];
  /** Variables that tell the function of it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The wildcards in the statements as cdk-nag names them, each with the reason it is there. */
  readonly wildcards: readonly { readonly id: string; readonly reason: string }[];
}
