// Node 20 is the least this project runs on; what the AWS SDK says about it would only hide what the tests say.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
