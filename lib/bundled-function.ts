import { join } from 'node:path';
import {
  ApplicationLogLevel,
  Architecture,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogLevel, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

/** How every function of ours is built and run. */
export const BUNDLED_FUNCTION = {
  runtime: Runtime.NODEJS_24_X,
  architecture: Architecture.ARM_64,
  loggingFormat: LoggingFormat.JSON,
  applicationLogLevelV2: ApplicationLogLevel.INFO,
  systemLogLevelV2: SystemLogLevel.INFO,
  bundling: {
    // The AWS SDK is bundled too: what was tested is what runs, whatever the runtime ships.
    externalModules: [],
    format: OutputFormat.CJS,
    target: 'node24',
    // The packages' ES modules, of which esbuild leaves out what nobody uses: CommonJS comes whole, and starts slower.
    mainFields: ['module', 'main'],
    esbuildArgs: {
      // Credentials come from the environment alone; where else the SDK looks would be an eighth of the bundle.
      '--alias:@aws-sdk/credential-provider-node': join(
        __dirname,
        '..',
        'lambda',
        'aws',
        'environment-credentials.ts',
      ),
    },
    minify: true,
    // Node.js reads a map at each start, for a tenth of its time, though only an error needs it.
    sourceMap: false,
    logLevel: LogLevel.WARNING,
  },
};
