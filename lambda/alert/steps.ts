/** The steps of a response, in the order they are taken. */
export const stepNames = ['find', 'stop', 'end-sessions', 'actor', 'investigate', 'remove'] as const;
export type Step = (typeof stepNames)[number];

/** Commands that people read under one heading. */
export interface Block {
  readonly steps: readonly Step[];
  /** The heading; `purposes` are those of the commands under it. */
  readonly heading: (purposes: readonly string[]) => string;
}

const own = ([purpose = '']: readonly string[]): string => purpose;

export const BLOCKS: readonly Block[] = [
  { steps: ['find'], heading: own },
  {
    steps: ['stop'],
    heading: (purposes) =>
      purposes.length === 1
        ? own(purposes)
        : 'Stop new sessions (enable-profile, enable-trust-anchor undo it)',
  },
  {
    steps: ['end-sessions'],
    heading: (purposes) =>
      purposes.length === 1
        ? // The command right below names the role.
          'End all sessions of the role so far, rightful ones too'
        : 'End all sessions these roles have issued so far, rightful ones too',
  },
  { steps: ['actor'], heading: own },
  {
    steps: ['investigate', 'remove'],
    heading: (purposes) =>
      purposes.length === 1 ? own(purposes) : 'Find its sessions (CloudTrail lags), then delete the profile',
  },
];
