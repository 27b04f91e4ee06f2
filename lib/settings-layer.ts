import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stage } from 'aws-cdk-lib';
import { Code, LayerVersion } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Settings } from '../lambda/settings';

export interface SettingsLayerProps {
  readonly settings: Settings;
}

/**
 * The settings as a file beside the function: environment variables end at 4 KB, an allow-list does not. The same
 * settings make the same bytes, so nothing is deployed again unless a setting has changed.
 */
export class SettingsLayer extends LayerVersion {
  /** Where the function finds it: Lambda unpacks layers into /opt. */
  static readonly FILE = '/opt/settings.json';

  constructor(scope: Construct, id: string, props: SettingsLayerProps) {
    super(scope, id, {
      description: 'How Roles Anywhere profiles are judged',
      code: Code.fromAsset(folderWith(scope, props.settings)),
    });
  }
}

/** A folder of its own within the output of the synth, where it outlives the synth for tools that read assets in place. */
const folderWith = (scope: Construct, settings: Settings): string => {
  const assembly = Stage.of(scope);
  const folder = join(assembly?.assetOutdir ?? 'cdk.out', `settings-${scope.node.addr}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
  return folder;
};
