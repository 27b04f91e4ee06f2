// What the CDK does beside making a template costs more time than all else in a test file that makes one: rules of its
// own in an engine that takes seconds to start, and a stack trace for each construct. Neither changes the template.
// test/lib/app.test.ts and the deployment test (test/deploy) make it with both, as `cdk deploy` does.
process.env.CDK_VALIDATION = 'false';
process.env.CDK_DISABLE_STACK_TRACE = '1';
