import { assess } from '../../lambda/assess/assess';
import { factsOf } from '../../lambda/assess/facts';
import type { Context } from '../../lambda/enrich/context';
import { readChange } from '../../lambda/event/change';
import { known, notKnown } from '../../lambda/lookup';
import { defaultSettings } from '../../lambda/settings';
import {
  adminRole,
  allow,
  certificate,
  document,
  profile,
  trustAnchor,
  trustPolicy,
} from '../support/context';
import { ROLE_ARN } from '../support/event';
import {
  anchorContext,
  answersOf,
  changedAnchor,
  changeOf,
  crlContext,
  openedContext,
  roleContext,
} from '../support/opened';
import { anchorUpdated, bundle, crlCall, LETS_IN, letting, trustUpdated } from '../support/openings';

const { sessionPolicy: _narrow, ...open } = profile();
const wide = { profiles: [open] };
const admin = adminRole({ trustPolicy: known(trustPolicy()) });
const OUTSIDE = { sourceType: 'CERTIFICATE_BUNDLE', certificates: known([certificate()]) };

const judged = (context: Context) => {
  const { severity, headline, findings, facts, response } = assess(context, defaultSettings);
  return {
    severity,
    headline: headline.kind === 'power' ? headline.level : headline.kind,
    findings: findings.map(({ id }) => id),
    usable: facts.roles[0]?.usableNow,
    because: facts.roles[0]?.usableBecause,
    steps: response.steps.map(({ kind }) => kind),
    byHand: response.byHand.map(({ kind }) => kind),
    left: response.sessionsLeft.kind,
  };
};

/** A request of UpdateTrustAnchor with nothing in it but this. */
const updated = (request: object) => {
  const record = anchorUpdated({});
  return readChange({ ...record, requestParameters: { trustAnchorId: 'plant', ...request } });
};

describe('a trust anchor', () => {
  test('that opens an admin role is critical, and is disabled first', () => {
    const { severity, headline, usable, steps } = judged(anchorContext({ roles: [admin], answers: wide }));
    expect([severity, headline, usable]).toEqual(['critical', 'admin', 'yes']);
    expect(steps[0]).toBe('disable-anchor');
    expect(steps).toEqual(expect.arrayContaining(['revoke-sessions', 'find-sessions', 'delete-anchor']));
    expect(steps).not.toContain('disable-profile');
  });

  test('on the account’s own CA that leads to a harmless role calms nobody and wakes nobody', () => {
    const { severity, headline } = judged(anchorContext());
    expect([severity, headline]).toEqual(['medium', 'limited']);
  });

  test('that leads nowhere says so', () => {
    expect(judged(anchorContext({ answers: { profiles: [] }, roles: [] }))).toMatchObject({
      severity: 'low',
      headline: 'leads-nowhere',
      left: 'none',
    });
  });

  test('of which the profiles could not be read may lead to admin', () => {
    const unread = anchorContext({ answers: { profiles: [], missing: 'throttled' }, roles: [] });
    const { severity, headline, findings } = judged(unread);
    expect([severity, headline]).toEqual(['critical', 'leads-not-known']);
    expect(findings).toContain('profiles-unverified');
  });

  test('of which one profile could not be read may lead to admin', () => {
    expect(judged(anchorContext({ answers: { unclear: ['p'] } })).findings).toContain('profiles-unverified');
  });

  test('on an outside CA is a finding by itself, wherever it leads', () => {
    const anchors = { trustAnchors: known([changedAnchor(OUTSIDE)]) };
    expect(judged(anchorContext({ answers: { ...anchors, profiles: [] }, roles: [] }))).toMatchObject({
      severity: 'medium',
      findings: expect.arrayContaining(['external-ca-anchor']),
    });
  });

  test('is not told of as one that the actor made beside', () => {
    const anchors = {
      trustAnchors: known([changedAnchor({ ...OUTSIDE, createdAt: '2026-03-04T05:06:07.000Z' })]),
    };
    expect(judged(anchorContext({ answers: anchors })).findings).not.toContain(
      'new-external-anchor-by-actor',
    );
  });

  test('and another one, made just before by nobody knows whom, is', () => {
    const other = trustAnchor({ ...OUTSIDE, createdAt: '2026-03-04T04:46:07.000Z' });
    const anchors = { trustAnchors: known([changedAnchor(), other]) };
    expect(judged(anchorContext({ answers: anchors })).findings).toContain('new-external-anchor-by-actor');
  });

  test('that was disabled since may have let somebody in', () => {
    const gone = anchorContext({
      roles: [admin],
      answers: { ...wide, trustAnchors: known([changedAnchor({ enabled: false })]) },
    });
    expect(judged(gone)).toMatchObject({
      severity: 'critical',
      usable: 'no',
      because: 'trust anchor plant is disabled',
    });
    expect(judged(gone).steps).not.toContain('disable-anchor');
  });

  test('is judged by its record where the anchors cannot be listed', () => {
    const unread = anchorContext({
      roles: [admin],
      answers: { ...wide, trustAnchors: notKnown('throttled') },
    });
    expect(judged(unread)).toMatchObject({ severity: 'critical', usable: 'yes' });
    expect(judged(unread).findings).toContain('anchors-unverified');
  });

  test('whose name alone was changed opens nothing, whatever is there', () => {
    const renamed = openedContext(updated({ name: 'plant-2' }), {
      roles: [admin],
      answers: wide,
      concern: { anchor: changedAnchor() },
    });
    expect(judged(renamed)).toMatchObject({ headline: 'opens-nothing', left: 'none' });
    expect(judged(renamed).steps).not.toContain('disable-anchor');
    expect(judged(renamed).findings).not.toContain('role-can-be-admin');
  });

  test('whose CA was replaced is judged as a new one', () => {
    const replaced = openedContext(updated({ source: bundle() }), {
      roles: [admin],
      answers: wide,
      concern: { anchor: changedAnchor() },
    });
    expect(judged(replaced)).toMatchObject({ severity: 'critical', headline: 'admin' });
    expect(judged(replaced).findings).toContain('anchor-ca-replaced');
    expect(judged(replaced).steps).not.toContain('delete-anchor');
  });

  test('that asks no revocation lists any more', () => {
    const stopped = openedContext(updated({ crlDpRevocationEnabled: false }), {
      concern: { anchor: changedAnchor() },
    });
    expect(judged(stopped).findings).toContain('revoked-valid-again');
  });

  test('says who reaches the roles already', () => {
    const anchors = { ...wide, trustAnchors: known([changedAnchor(), trustAnchor()]) };
    const { opened } = factsOf(anchorContext({ roles: [admin], answers: anchors }), defaultSettings);
    expect(opened?.already).toEqual(known([trustAnchor()]));
  });
});

describe('a revocation list', () => {
  test.each([
    ['DisableCrl', ['enable-crl'], []],
    ['DeleteCrl', [], ['revocation-list']],
    ['UpdateCrl', [], ['revocation-list']],
  ])('%s makes revoked certificates valid again', (call, steps, byHand) => {
    const result = judged(crlContext(call, { roles: [admin], answers: wide }));
    expect(result).toMatchObject({ severity: 'critical', headline: 'admin' });
    expect(result.findings).toContain('revoked-valid-again');
    expect(result.steps).toEqual(expect.arrayContaining([...steps]));
    expect(result.byHand).toEqual(expect.arrayContaining([...byHand]));
  });

  test.each(['ImportCrl', 'EnableCrl'])('%s lets nobody in', (call) => {
    const result = judged(crlContext(call, { roles: [admin], answers: wide }));
    expect(result).toMatchObject({ severity: 'low', headline: 'opens-nothing' });
  });

  test('of an anchor that nobody knows may be of any', () => {
    const change = changeOf(crlCall('DeleteCrl', { responseElements: null }));
    const result = judged(openedContext(change, { roles: [admin], answers: wide }));
    expect(result).toMatchObject({ severity: 'critical', headline: 'admin' });
  });
});

describe('a role', () => {
  test('that an enabled profile names already', () => {
    const result = judged(roleContext(LETS_IN, { roles: [admin], answers: wide }));
    expect(result).toMatchObject({ severity: 'critical', headline: 'admin', usable: 'yes' });
    expect(result.steps[0]).toBe('close-role');
  });

  test('that no profile names may be named by one elsewhere', () => {
    const result = judged(roleContext(LETS_IN, { roles: [admin], answers: { profiles: [] } }));
    expect(result).toMatchObject({ severity: 'critical', usable: 'unknown' });
    expect(result.because).toContain('no enabled profile in eu-central-1');
  });

  test('as the record opened it, where IAM does not show that yet', () => {
    const before = adminRole({ trustPolicy: known(letting({ Service: 'ec2.amazonaws.com' })) });
    expect(judged(roleContext(LETS_IN, { roles: [before], answers: wide }))).toMatchObject({
      severity: 'critical',
      usable: 'yes',
    });
  });

  test('as it is now, where it was opened further since', () => {
    const pinned = letting(
      { Service: 'rolesanywhere.amazonaws.com' },
      { ArnEquals: { 'aws:SourceArn': trustAnchor().arn } },
    );
    const { roles } = factsOf(roleContext(pinned, { roles: [admin], answers: wide }), defaultSettings);
    expect(roles[0]?.trust.trust).toBe('any-anchor');
  });

  test('that IAM does not show is there all the same', () => {
    const result = judged(
      roleContext(LETS_IN, { roles: [{ state: 'missing', arn: ROLE_ARN }], answers: wide }),
    );
    expect(result).toMatchObject({ severity: 'critical', headline: 'admin' });
  });

  test('that can do little', () => {
    const result = judged(roleContext(LETS_IN, { answers: { profiles: [] } }));
    expect(result).toMatchObject({ severity: 'medium', headline: 'limited' });
  });

  test('whose trust policy nobody can read is denied everything', () => {
    const result = judged(
      openedContext(changeOf(trustUpdated('{')), {
        concern: { roleArn: ROLE_ARN },
        roles: [adminRole({ trustPolicy: notKnown('denied') })],
        answers: wide,
      }),
    );
    expect(result.severity).toBe('critical');
    expect(result.steps[0]).toBe('deny-role');
  });

  test('in every Region that was looked at, by its worst way', () => {
    const other = {
      ...answersOf({ region: 'eu-west-1', profiles: [{ ...open, name: 'elsewhere' }] }),
      trustAnchors: known([trustAnchor({ arn: trustAnchor().arn.replace('eu-central-1', 'eu-west-1') })]),
    };
    const { opened } = factsOf(
      roleContext(LETS_IN, {
        roles: [admin],
        answers: { profiles: [] },
        concern: { roleArn: ROLE_ARN, regions: [answersOf({ profiles: [] }), other] },
      }),
      defaultSettings,
    );
    expect(opened?.ways.map(({ role }) => [role.through, role.usableNow])).toEqual([['elsewhere', 'yes']]);
    expect(opened?.region).toBe('eu-west-1');
  });
});

test('an allow-list entry covers what it names, and nothing that was not read', () => {
  const entry = {
    principal: '*:role/platform-admin',
    changes: ['CreateTrustAnchor' as const],
    reason: 'planned',
    roles: ['*:role/deploy'],
    sourceNetworks: ['203.0.113.0/24'],
  };
  const disposition = (context: Context, roles = entry.roles) =>
    assess(context, { ...defaultSettings, allowList: [{ ...entry, roles }] }).disposition;
  expect(disposition(anchorContext())).toBe('expected');
  expect(disposition(anchorContext(), ['*:role/other'])).toBe('unexpected');
  expect(disposition(anchorContext({ answers: { unclear: ['p'] } }))).toBe('unexpected');
  expect(disposition(anchorContext({ answers: { profiles: [] }, roles: [] }))).toBe('unexpected');
});

test('a session policy that was read narrows what an anchor opens', () => {
  const narrow = { profiles: [profile({ sessionPolicy: document(allow('s3:GetObject')) })] };
  expect(judged(anchorContext({ roles: [admin], answers: narrow })).headline).toBe('sensitive');
});
