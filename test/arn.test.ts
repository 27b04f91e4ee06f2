import { lastPart, nameIn, parseArn } from '../lambda/arn';

test.each([
  [
    'arn:aws:iam::111122223333:role/path/deploy',
    { partition: 'aws', service: 'iam', region: '', account: '111122223333', resource: 'role/path/deploy' },
  ],
  [
    'arn:aws-cn:logs:cn-north-1:111122223333:log-group:/x:*',
    {
      partition: 'aws-cn',
      service: 'logs',
      region: 'cn-north-1',
      account: '111122223333',
      resource: 'log-group:/x:*',
    },
  ],
  ['arn:aws:iam::111122223333', undefined],
  ['arn:aws:s3:::bucket', { partition: 'aws', service: 's3', region: '', account: '', resource: 'bucket' }],
  ['urn:aws:iam::111122223333:role/deploy', undefined],
  ['', undefined],
])('%s', (text, parts) => {
  expect(parseArn(text)).toEqual(parts);
});

test.each([
  ['arn:aws:iam::111122223333:role/path/deploy', 'deploy'],
  ['deploy', 'deploy'],
  ['ends/', 'ends/'],
  ['', ''],
])('the last part of %s is %s', (arn, part) => {
  expect(lastPart(arn)).toBe(part);
});

test.each([
  ['arn:aws:iam::111122223333:role/path/deploy', 'iam', 'role', 'path/deploy'],
  ['arn:aws:sts::111122223333:assumed-role/deploy/me\nyou', 'sts', 'assumed-role', 'deploy/me\nyou'],
  ['arn:aws:iam::111122223333:user/alice', 'iam', 'role', undefined],
  ['arn:aws:sts::111122223333:role/deploy', 'iam', 'role', undefined],
  ['arn:aws:iam::111122223333:role/', 'iam', 'role', undefined],
  ['deploy', 'iam', 'role', undefined],
])('the name in %s of %s, %s', (arn, service, type, name) => {
  expect(nameIn(arn, service, type)).toBe(name);
});
