import { nameOf, resolved } from '../lib/resolved';
import { templateOf } from '../lib/template';
import { ACCOUNT, REGION } from './event';
import type { FakePlace, FakeRule, FakeSubscription } from './places';

const CONTEXT = { memberAccounts: '444455556666', crossAccountRoleName: 'Reader' };

/** The function that the installation's rules hand profiles to. */
export const TRIAGE = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:`;

/** Somebody who confirmed so that no mail scanner can end it. */
export const PERSON: FakeSubscription = {
  protocol: 'email',
  endpoint: 'you@example.com',
  arn: `arn:aws:sns:${REGION}:${ACCOUNT}:topic:0a1b2c3d-1111-4222-8333-444455556666`,
  authenticated: true,
};

type Resource = { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> };

/** An installation as CloudFormation would make it of the template, in which all is well. */
export const installed = (changed: Partial<FakePlace> = {}): FakePlace => {
  const resources = templateOf(CONTEXT).toJSON().Resources as Readonly<Record<string, Resource>>;
  const ids = (type: string): readonly string[] =>
    Object.keys(resources).filter((id) => resources[id]?.Type === type);
  const ref = (id: string): string => String(resolved({ Ref: id }, resources));
  const ruleOf = (id: string): FakeRule => {
    const { Name, EventBusName, EventPattern, Targets } = resolved(
      resources[id]?.Properties,
      resources,
    ) as Record<string, unknown>;
    return {
      name: typeof Name === 'string' ? Name : nameOf(id),
      ...(typeof EventBusName === 'string' ? { bus: EventBusName } : {}),
      pattern: EventPattern as object,
      targets: (Targets as readonly { readonly Arn: string }[]).map(({ Arn }) => Arn),
    };
  };
  const queueName = (id: string): string => ref(id).split('/').at(-1) ?? '';
  const heartbeats = ids('AWS::SQS::Queue').filter((id) => id.includes('Heartbeats'));
  return {
    trails: [{ name: 'management', logging: true }],
    rules: ids('AWS::Events::Rule').map(ruleOf),
    queues: Object.fromEntries(ids('AWS::SQS::Queue').map((id) => [queueName(id), 0])),
    resources: Object.entries(resources).map(([logical, { Type }]) => ({
      stack: 'Stack',
      logical,
      physical: ref(logical),
      type: Type,
      drift: 'IN_SYNC',
    })),
    stack: { status: 'UPDATE_COMPLETE', protected: true },
    keys: Object.fromEntries(ids('AWS::KMS::Key').map((id) => [ref(id), 'Enabled'])),
    subscriptions: Object.fromEntries(ids('AWS::SNS::Topic').map((id) => [ref(id), [PERSON]])),
    sent: Object.fromEntries(heartbeats.map((id) => [queueName(id), 1])),
    sounding: [],
    ...changed,
  };
};
