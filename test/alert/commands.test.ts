import { commandsOf, proofOf, type ResponseCommand, sessionsLiveOn } from '../../lambda/alert/commands';
import type { NeededStep } from '../../lambda/assess/response';
import { notKnown } from '../../lambda/lookup';
import { contextOf } from '../support/context';
import { ROLE_ARN } from '../support/event';
import { assessmentIn, assessmentOf } from './assessments';

const ID = 'aaaaaaaa-0000-4000-8000-00000000000a';
const WHERE = "--region='eu-central-1'";
const REVOKED =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:TokenIssueTime":"';
const DENIED = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}';

/** A text of a query that stands between single quotes of the shell. */
const inQuery = (text: string): string => `'\\''${text}'\\''`;

const needing = (...steps: NeededStep[]) => {
  const assessment = assessmentIn(contextOf(), assessmentOf());
  return { ...assessment, response: { ...assessment.response, steps } };
};

interface Case {
  readonly step: NeededStep;
  readonly said: ResponseCommand;
  /** The command that shows that it worked, and what it prints. */
  readonly proof?: readonly [command: string, prints: string];
}

const denyUser = (
  because: Extract<NeededStep, { readonly kind: 'deny-user' }>['because'],
  why: string,
): Case => ({
  step: { kind: 'deny-user', userName: 'mallory', because },
  said: {
    step: 'actor',
    purpose: `Stop mallory: deny it everything, since ${why} (delete-user-policy undoes it)`,
    command: `aws iam put-user-policy --user-name='mallory' --policy-name='deny-all' --policy-document='${DENIED}' ${WHERE}`,
  },
  proof: [
    `aws iam get-user-policy --user-name='mallory' --policy-name='deny-all' ${WHERE} --query=PolicyName --output=text`,
    'deny-all',
  ],
});

const revocation = (
  whose: Extract<NeededStep, { readonly kind: 'revoke-sessions' }>['whose'],
  step: ResponseCommand['step'],
  purpose: string,
): Case => ({
  step: { kind: 'revoke-sessions', roleName: 'build', whose },
  said: {
    step,
    purpose,
    command: `aws iam put-role-policy --role-name='build' --policy-name='revoke-sessions' --policy-document='${REVOKED}'"$(date -u +%FT%TZ)"'"}}}]}' ${WHERE}`,
    note: 'The role goes on issuing new sessions; legitimate users need new credentials.',
  },
  proof: [
    `aws iam get-role-policy --role-name='build' --policy-name='revoke-sessions' ${WHERE} --query=PolicyName --output=text`,
    'revoke-sessions',
  ],
});

const CASES: readonly Case[] = [
  {
    step: { kind: 'find-profile' },
    said: {
      step: 'find',
      purpose: 'Find the profile: the event does not hold its id',
      command: `aws rolesanywhere list-profiles ${WHERE}`,
    },
  },
  {
    step: { kind: 'disable-profile', profileId: ID },
    said: {
      step: 'stop',
      purpose: 'Disable the profile (enable-profile undoes it)',
      command: `aws rolesanywhere disable-profile --profile-id='${ID}' ${WHERE}`,
    },
    proof: [
      `aws rolesanywhere get-profile --profile-id='${ID}' ${WHERE} --query=profile.enabled --output=text`,
      'False',
    ],
  },
  {
    step: { kind: 'disable-anchor', anchorId: ID, anchorName: 'rogue-ca' },
    said: {
      step: 'stop',
      purpose: 'Disable trust anchor "rogue-ca" (stops every profile that uses it)',
      command: `aws rolesanywhere disable-trust-anchor --trust-anchor-id='${ID}' ${WHERE}`,
    },
    proof: [
      `aws rolesanywhere get-trust-anchor --trust-anchor-id='${ID}' ${WHERE} --query=trustAnchor.enabled --output=text`,
      'False',
    ],
  },
  {
    step: { kind: 'find-anchor' },
    said: {
      step: 'find',
      purpose: 'Find the trust anchor: the event does not hold its id',
      command: `aws rolesanywhere list-trust-anchors ${WHERE}`,
    },
  },
  {
    step: { kind: 'enable-crl', crlId: ID, crlName: 'lost-laptops' },
    said: {
      step: 'stop',
      purpose: 'Enable revocation list "lost-laptops" again',
      command: `aws rolesanywhere enable-crl --crl-id='${ID}' ${WHERE}`,
    },
    proof: [`aws rolesanywhere get-crl --crl-id='${ID}' ${WHERE} --query=crl.enabled --output=text`, 'True'],
  },
  {
    step: { kind: 'close-role', roleName: 'build', trustPolicy: '{"Statement":[]}' },
    said: {
      step: 'stop',
      purpose: 'Shut Roles Anywhere out of role build (whoever else it trusts stays in)',
      command: `aws iam update-assume-role-policy --role-name='build' --policy-document='{"Statement":[]}' ${WHERE}`,
    },
    proof: [
      `aws iam get-role --role-name='build' ${WHERE} --query='Role.AssumeRolePolicyDocument.Statement[-1].Effect' --output=text`,
      'Deny',
    ],
  },
  {
    step: { kind: 'deny-role', roleName: 'build' },
    said: {
      step: 'stop',
      purpose: 'Deny role build everything, whoever uses it (delete-role-policy undoes it)',
      command: `aws iam put-role-policy --role-name='build' --policy-name='deny-all' --policy-document='${DENIED}' ${WHERE}`,
    },
    proof: [
      `aws iam get-role-policy --role-name='build' --policy-name='deny-all' ${WHERE} --query=PolicyName --output=text`,
      'deny-all',
    ],
  },
  revocation('profile', 'end-sessions', 'End all sessions of role build so far, legitimate users too'),
  revocation('actor', 'actor', 'Stop the actor: end all sessions of role build so far, legitimate users too'),
  {
    step: { kind: 'deactivate-key', userName: 'mallory', accessKeyId: 'AKIAEXAMPLE' },
    said: {
      step: 'actor',
      purpose: 'Stop mallory: deactivate the access key',
      command: `aws iam update-access-key --user-name='mallory' --access-key-id='AKIAEXAMPLE' --status=Inactive ${WHERE}`,
    },
    proof: [
      `aws iam list-access-keys --user-name='mallory' ${WHERE} --query='AccessKeyMetadata[?AccessKeyId==${inQuery('AKIAEXAMPLE')}].Status' --output=text`,
      'Inactive',
    ],
  },
  denyUser('console', 'a console session has no key to deactivate'),
  denyUser('federated', 'deactivating the key ends no federated session'),
  denyUser('temporary-key', 'a temporary key cannot be deactivated'),
  denyUser('key-not-recorded', 'the event names no key'),
  {
    step: { kind: 'find-key-owner', accessKeyId: 'AKIAEXAMPLE' },
    said: {
      step: 'investigate',
      purpose: 'Find whose access key it is',
      command: `aws iam get-access-key-last-used --access-key-id='AKIAEXAMPLE' ${WHERE} --query=UserName --output=text`,
    },
  },
  {
    step: { kind: 'find-sessions', named: ID },
    said: {
      step: 'investigate',
      purpose: 'Find its sessions (CloudTrail lags by minutes)',
      command: `aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateSession --start-time='2026-03-04T05:06:07Z' ${WHERE} --query='Events[].[CloudTrailEvent]' --output=text | grep -F -e '${ID}'`,
    },
  },
  {
    step: { kind: 'find-profiles', roleArn: ROLE_ARN },
    said: {
      step: 'investigate',
      purpose: 'Find other profiles with the same role',
      command: `aws rolesanywhere list-profiles ${WHERE} --query='profiles[?contains(roleArns,${inQuery(ROLE_ARN)})].[profileId,enabled,name]' --output=text`,
    },
  },
  {
    step: { kind: 'find-profiles', roleArn: ROLE_ARN, region: 'eu-west-1' },
    said: {
      step: 'investigate',
      purpose: 'Find other profiles with the same role',
      command: `aws rolesanywhere list-profiles --region='eu-west-1' --query='profiles[?contains(roleArns,${inQuery(ROLE_ARN)})].[profileId,enabled,name]' --output=text`,
    },
  },
  {
    step: { kind: 'delete-anchor', anchorId: ID },
    said: {
      step: 'remove',
      purpose: 'Delete the trust anchor, once its CA certificates are kept',
      command: `aws rolesanywhere delete-trust-anchor --trust-anchor-id='${ID}' ${WHERE}`,
    },
  },
  {
    step: { kind: 'delete-profile', profileId: ID },
    said: {
      step: 'remove',
      purpose: 'Delete the profile, once its settings are kept',
      command: `aws rolesanywhere delete-profile --profile-id='${ID}' ${WHERE}`,
    },
  },
];

describe('what is to be typed for a step, why, and what shows that it worked', () => {
  test.each(CASES.map((each) => [each.said.purpose, each] as const))('%s', (_, { step, said, proof }) => {
    expect(commandsOf(needing(step))).toEqual([said]);
    expect(proofOf(needing(step))).toEqual(
      proof === undefined ? [] : [{ command: proof[0], prints: proof[1], of: said.command }],
    );
  });

  test('steps keep their order', () => {
    const steps = CASES.map(({ step }) => step);
    expect(commandsOf(needing(...steps))).toEqual(CASES.map(({ said }) => said));
  });

  test('who types it has to say the Region where nobody knows it', () => {
    const assessment = needing({ kind: 'disable-profile', profileId: ID });
    const place = { ...assessment.facts.place, region: notKnown('the event holds none') };
    const [command] = commandsOf({ ...assessment, facts: { ...assessment.facts, place } });
    expect(command?.command).toBe(
      `aws rolesanywhere disable-profile --profile-id='${ID}' --region="$REGION"`,
    );
  });
});

test('what disabling does not do', () => {
  expect(sessionsLiveOn({ kind: 'none' })).toBe(
    'No session can have been made with it so far, as far as could be read.',
  );
  expect(
    sessionsLiveOn({
      kind: 'possible',
      seconds: 3600,
      issuedBy: '2026-03-04T05:07:00Z',
      until: '2026-03-04T06:07:00Z',
    }),
  ).toBe(
    'Disabling ends no session already issued: those live up to 1 h (one made by 05:07 UTC, until 06:07 UTC).',
  );
});
