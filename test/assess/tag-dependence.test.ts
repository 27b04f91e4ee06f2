import { factsOf } from '../../lambda/assess/facts';
import { isMappedAnew } from '../../lambda/assess/tag-dependence';
import type { FoundRole } from '../../lambda/enrich/role';
import { known, notKnown } from '../../lambda/lookup';
import { defaultSettings } from '../../lambda/settings';
import {
  allow,
  contextOf,
  foundRole,
  inlinePolicy,
  profile,
  profileCreated,
  trustPolicy,
} from '../support/context';

const mapped = (...specifiers: readonly string[]) =>
  profile({ attributeMappings: [{ certificateField: 'x509Subject', specifiers }] });

const byTag = trustPolicy({ StringEquals: { 'aws:PrincipalTag/x509Subject/OU': 'admins' } });

const anew = (role: FoundRole, before = mapped('CN'), now = mapped('CN', 'OU')): boolean => {
  const context = contextOf({ change: profileCreated({ profile: now }), roles: [role] });
  const { roles, sessionLayers } = factsOf(context, defaultSettings);
  const [judged] = roles;
  if (judged === undefined) throw new Error('the context has no role');
  return isMappedAnew(judged, before, { context, profile: now, sessionLayers, calls: [] });
};

test.each<[string, FoundRole, boolean]>([
  ['a role that goes by no tag', foundRole(), false],
  ['a trust policy that goes by one', foundRole({ trustPolicy: known(byTag) }), true],
  ['one that is URL-encoded', foundRole({ trustPolicy: known(encodeURIComponent(byTag)) }), true],
  [
    'one that spells it with an escape',
    foundRole({ trustPolicy: known(byTag.replace('PrincipalTag', '\\u0050rincipalTag')) }),
    true,
  ],
  [
    'a policy whose resources go by one',
    foundRole({
      inline: known([
        inlinePolicy('own', allow('s3:*', `arn:aws:s3:::home/\${aws:PrincipalTag/x509Subject/CN}/*`)),
      ]),
    }),
    true,
  ],
  ['policies that could not be read', foundRole({ inline: notKnown('denied') }), true],
])('%s', (_, role, expected) => {
  expect(anew(role)).toBe(expected);
});

test('the same mapping is no other', () => {
  expect(anew(foundRole({ trustPolicy: known(byTag) }), mapped('CN'), mapped('CN'))).toBe(false);
});
