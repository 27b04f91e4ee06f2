import { FORMATS, HELP, readArguments } from '../../bin/arguments';

describe('readArguments', () => {
  it.each([
    [[], { format: 'all', live: false, list: false, help: false }],
    [['--event', 'a.json'], { event: 'a.json' }],
    [['--event', '-'], { event: '-' }],
    [['--event=a.json', '--live'], { event: 'a.json', live: true }],
    [['--scenario', 'routine', '--format', 'json'], { scenario: 'routine', format: 'json' }],
    [['--settings', 'cdk.json'], { settings: 'cdk.json' }],
    [['-h'], { help: true }],
    [['--list'], { list: true }],
  ])('reads %j', (args, expected) => {
    expect(readArguments(args)).toMatchObject(expected);
  });

  it.each([
    [['--format', 'xml'], '--format: got xml, expected one of all, email, slack, sms, json'],
    [['--bogus'], "Unknown option '--bogus'; --help shows what there is"],
    [['stray'], "Unexpected argument 'stray'; --help shows what there is"],
    [['--event='], '--event: expected a value'],
    [['--live'], '--live: expected --event FILE too, the event of your account, or --sweep'],
    [
      ['--live', '--event', 'a', '--scenario', 'b'],
      '--live and --scenario: AWS itself answers, or a scenario does, not both',
    ],
  ])('refuses %j', (args, message) => {
    expect(() => readArguments(args)).toThrow(expect.objectContaining({ name: 'BadInputError', message }));
  });

  it('has help for every option and format', () => {
    for (const word of [...FORMATS, '--event', '--scenario', '--settings', '--live', '--list', '--help']) {
      expect(HELP).toContain(word);
    }
  });
});
