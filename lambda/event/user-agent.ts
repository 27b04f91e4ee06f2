/** The family of program that a user agent claims to be. The text is the caller's own: a claim, not a proof. */
export type ClientFamily =
  | 'console'
  | 'cli'
  | 'sdk'
  | 'terraform'
  | 'cloudformation'
  | 'cdk'
  | 'pulumi'
  | 'iac'
  | 'aws-service'
  | 'http-client'
  | 'attack-tool'
  | 'unknown';

export interface Client {
  readonly family: ClientFamily;
  /** A short name for people: "AWS CLI 2.15.30", "Boto3 1.34", "Stratus Red Team". */
  readonly name: string;
}
