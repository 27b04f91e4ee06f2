/** Alerts as they are measured: a profile of so many roles, each with policies of its own, and a quiet account around it. */

import { type Scenario, scenarioSchema } from '../../bin/sandbox/scenario';
import { allow } from '../support/context';
import { ACCOUNT, bridgeEvent, PROFILE_ID, REGION } from '../support/event';

const roleArn = (index: number): string => `arn:aws:iam::${ACCOUNT}:role/build-${index}`;
const policyArn = (index: number, salt: string): string =>
  `arn:aws:iam::${ACCOUNT}:policy/build-${index}-${salt}`;
const ANCHOR = `arn:aws:rolesanywhere:${REGION}:${ACCOUNT}:trust-anchor/aaaaaaaa-0000-4000-8000-000000000001`;
const OLD = '2025-01-02T03:04:05Z';

const document = (...Statement: readonly object[]): Record<string, unknown> => ({
  Version: '2012-10-17',
  Statement,
});

/**
 * @param roles how many roles the profile has, 1 to 250
 * @param salt makes event and policies others than those of any other salt, so that nothing remembered makes them cheap
 */
export const storyOf = (
  roles: number,
  salt = '0',
): Scenario & { readonly event: Record<string, unknown> } => {
  const indices = Array.from({ length: roles }, (_, index) => index);
  const roleArns = indices.map(roleArn);
  const event = bridgeEvent({
    eventID: `0d6e1f0a-2b3c-4d5e-8f90-${salt.padStart(12, '0')}`,
    requestParameters: { roleArns },
    responseElements: { profile: { roleArns } },
  });
  const scenario = scenarioSchema.parse({
    description: `${roles} roles`,
    trustAnchors: [
      {
        trustAnchorArn: ANCHOR,
        trustAnchorId: ANCHOR.split('/')[1],
        name: 'build-ca',
        enabled: true,
        source: {
          sourceType: 'AWS_ACM_PCA',
          sourceData: { acmPcaArn: `arn:aws:acm-pca:${REGION}:${ACCOUNT}:certificate-authority/x` },
        },
        createdAt: OLD,
        updatedAt: OLD,
      },
    ],
    roles: indices.map((index) => ({
      arn: roleArn(index),
      createdAt: OLD,
      trustPolicy: document({
        Effect: 'Allow',
        Principal: { Service: 'rolesanywhere.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        Condition: { ArnEquals: { 'aws:SourceArn': ANCHOR } },
      }),
      attached: [policyArn(index, salt)],
      inline: {
        own: document(allow(['s3:GetObject', 's3:PutObject'], `arn:aws:s3:::artifacts-${salt}-${index}/*`)),
      },
    })),
    policies: Object.fromEntries(
      indices.map((index) => [
        policyArn(index, salt),
        document(
          allow(['ecr:Get*', 'ecr:BatchGet*', 'ecr:PutImage'], '*', { Sid: `Push${salt}x${index}` }),
          allow(['logs:CreateLogStream', 'logs:PutLogEvents'], `arn:aws:logs:*:${ACCOUNT}:log-group:build-*`),
          allow('lambda:UpdateFunctionCode', `arn:aws:lambda:*:${ACCOUNT}:function:build-${index}`),
        ),
      ]),
    ),
  });
  return { ...scenario, event };
};

/** The story of one of many alerts: its profile, its role and its policies are nobody else's. */
export const ownStoryOf = (index: number): ReturnType<typeof storyOf> => {
  const salt = String(index);
  const own = JSON.stringify(storyOf(1, salt))
    .replaceAll('role/build-0', `role/build-${salt}`)
    .replaceAll(PROFILE_ID, `${PROFILE_ID.slice(0, -12)}${salt.padStart(12, '0')}`);
  return JSON.parse(own);
};
