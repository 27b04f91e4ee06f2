import fc from 'fast-check';
import pico from 'picocolors';
import { FORMATS } from '../../bin/arguments';
import { printout } from '../../bin/printout';

const PLAIN = pico.createColors(false);
const COLOURED = pico.createColors(true);

const chat = (content: object): string => JSON.stringify({ version: '1.0', source: 'custom', content });

const published = (message: Record<string, string> = {}, subject = '[HIGH] A profile') => ({
  subject,
  message: {
    email:
      'HIGH CreateProfile: gives admin\n  check this now (73/99)\n\nWHAT HAPPENED, today\n  somebody did it',
    https: chat({ title: 'A title', description: 'Some *bold* text', nextSteps: ['Do `this`'] }),
    sms: 'short',
    sqs: '{"alertId":"1"}',
    ...message,
  },
});

describe('printout', () => {
  it('begins with the email, to the letter', () => {
    const text = printout([published()], 'all', PLAIN);
    expect(text).toMatch(
      /^Subject: \[HIGH\] A profile\n\nHIGH CreateProfile: gives admin\n {2}check this now \(73\/99\)\n\nWHAT HAPPENED, today\n/,
    );
    expect(text.indexOf('Some bold text')).toBeLessThan(text.indexOf('short'));
  });

  it('prints the JSON of one alert as an object, of several as a list', () => {
    expect(JSON.parse(printout([published()], 'json', PLAIN))).toEqual({ alertId: '1' });
    expect(JSON.parse(printout([published(), published()], 'json', PLAIN))).toHaveLength(2);
  });

  it('prints one channel by itself', () => {
    expect(printout([published()], 'sms', PLAIN)).toBe('short\n');
    expect(JSON.parse(printout([published()], 'slack', PLAIN))).toMatchObject({ source: 'custom' });
    expect(printout([published()], 'email', PLAIN)).not.toContain('short');
  });

  it.each([
    ['*bold* and plain', 'bold and plain'],
    ['`arn:aws:iam::1:role/x` stays', 'arn:aws:iam::1:role/x stays'],
    ['`{"Action":"*","Resource":"*"}`', '{"Action":"*","Resource":"*"}'],
    ['<https://example.com/a?b=c|the console>', 'the console: https://example.com/a?b=c'],
    ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
    [':rotating_light: now', '\u{1f6a8} now'],
  ])('shows %s about as the chat does', (description, shown) => {
    expect(printout([published({ https: chat({ description }) })], 'all', PLAIN)).toContain(`\n${shown}\n`);
  });

  it('colours what it may and nothing else', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes are what is looked for
    const colourless = printout([published()], 'all', COLOURED).replace(/\u001b\[\d+m/g, '');
    expect(colourless).toBe(printout([published()], 'all', PLAIN));
    expect(printout([published()], 'all', COLOURED)).toContain('\u001b[');
  });

  it('lets no text of an event reach the terminal as a command', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('\u001b', '[2J', '\u009b', '\u202e', '\r', '\u0007', 'x', '*', '`'),
    });
    fc.assert(
      fc.property(hostile, fc.constantFrom(...FORMATS), (text, format) => {
        const alert = published(
          {
            email: text,
            sms: text,
            https: chat({ title: text, description: text }),
            sqs: JSON.stringify({ text }),
          },
          text,
        );
        const printed = printout([alert], format, PLAIN);
        expect(printed).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
        if (format === 'json') expect(JSON.parse(printed)).toEqual({ text });
      }),
    );
  });
});
