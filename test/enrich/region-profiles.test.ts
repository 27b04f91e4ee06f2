import type { Readers } from '../../lambda/enrich/readers';
import { readProfiles } from '../../lambda/enrich/region-profiles';
import { profile } from '../support/context';
import { REGION } from '../support/event';
import { ask, failing, fakeReaders, onePage } from './fakes';

const named = (id: string) => profile({ id, name: id });

/** A list in pages; a number is a page that fails. */
const pages =
  (...all: readonly (ReturnType<typeof onePage> | 'fails')[]): Readers['profiles'] =>
  async (_region, nextToken) => {
    const at = Number(nextToken ?? 0);
    const page = all[at];
    if (page === undefined || page === 'fails') return failing('ThrottlingException')();
    return at + 1 < all.length ? { ...page, nextToken: String(at + 1) } : page;
  };

const read = async (readers: Partial<Readers>) => {
  const { profiles, ...rest } = await readProfiles(ask, fakeReaders(readers), REGION);
  return { ids: profiles.map(({ id }) => id), ...rest };
};

describe('the profiles of a Region', () => {
  it('are all pages', async () => {
    const profiles = pages(onePage(named('a'), named('b')), onePage(named('c')));
    expect(await read({ profiles })).toEqual({ ids: ['a', 'b', 'c'], unclear: [] });
  });

  it('are what was read before a page failed, and that there may be more', async () => {
    expect(await read({ profiles: pages(onePage(named('a')), 'fails') })).toEqual({
      ids: ['a'],
      unclear: [],
      missing: 'throttled by AWS (rolesanywhere:ListProfiles)',
    });
  });

  it('are asked for one by one where the list does not show them whole, as far as they have ids', async () => {
    const profiles = pages({ profiles: [named('a')], unclear: ['b', '', 'c'] });
    const profileReader: Readers['profile'] = async (_region, id) =>
      id === 'b' ? named('b') : failing('AccessDenied')();
    expect(await read({ profiles, profile: profileReader })).toEqual({ ids: ['a', 'b'], unclear: ['', 'c'] });
  });

  it('are not asked for without end', async () => {
    const unclear = Array.from({ length: 40 }, (_, index) => `p${index}`);
    const asked: string[] = [];
    const profileReader: Readers['profile'] = async (_region, id) => {
      asked.push(id);
      return named(id);
    };
    const { unclear: left } = await read({
      profiles: pages({ profiles: [], unclear }),
      profile: profileReader,
    });
    expect([asked.length, left.length]).toEqual([5, 35]);
  });
});
