import type { Profile } from '../event/profile';
import type { JudgedIn } from './judge-role';
import type { JudgedRole } from './judged-role';
import { mappingsText } from './profile-changes';

/** Whether a policy speaks of session tags, however that is spelt; one that nobody can read may. */
const speaksOfTags = (document: unknown): boolean => {
  try {
    const text =
      typeof document === 'string' && /^\s*%/.test(document) ? decodeURIComponent(document) : document;
    // Escapes spell one name in several ways.
    return /principaltag/i.test(JSON.stringify(typeof text === 'string' ? JSON.parse(text) : text));
  } catch {
    return true;
  }
};

/** Whether whom the role lets in, or what its sessions may do, goes by tags that are made of certificate fields. */
const goesByTags = ({ facts }: JudgedRole, { sessionLayers }: Pick<JudgedIn, 'sessionLayers'>): boolean => {
  if (facts.state !== 'found') return true;
  const { trustPolicy, attached, inline, boundary } = facts;
  if (!trustPolicy.known || !attached.known || !inline.known) return true;
  const policies = [...attached.value, ...inline.value, ...(boundary === undefined ? [] : [boundary])];
  const narrowing = sessionLayers.flatMap((layer) => layer?.documents ?? []);
  return (
    speaksOfTags(trustPolicy.value) ||
    policies.some(({ document }) => !document.known || speaksOfTags(document.value)) ||
    narrowing.some(speaksOfTags)
  );
};

/** Whether certificate fields were mapped to tags in another way before, and the role goes by tags: then it lets in others. */
export const isMappedAnew = (role: JudgedRole, before: Profile, judgedIn: JudgedIn): boolean => {
  const { attributeMappings } = judgedIn.profile;
  if (before.attributeMappings === undefined || attributeMappings === undefined) return false;
  return (
    mappingsText(before.attributeMappings) !== mappingsText(attributeMappings) && goesByTags(role, judgedIn)
  );
};
