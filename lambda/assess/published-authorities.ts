import type { Certificate } from '../enrich/certificate';
import type { Lookup } from '../lookup';

/** CAs whose private keys somebody has published, so that anybody can issue certificates of them. */
export interface Publication {
  /** Who has published the keys, and among what. */
  readonly by: string;
  /** The public repository on GitHub, "owner/name". */
  readonly repository: string;
  /**
   * The file with the private key, by the SHA-256 of the public one (SubjectPublicKeyInfo in DER, lower-case hex): a CA that
   * is issued anew on the same key is as public as the first.
   */
  readonly keys: Readonly<Record<string, string>>;
}

/** Each key was found in the repository together with a CA certificate of it, but for the one that is marked. */
export const PUBLISHED: readonly Publication[] = [
  {
    by: 'Istio among its samples and tests',
    repository: 'istio/istio',
    keys: {
      '9faac0eb00890736344413031050287e56262abd6f2e60c6d8f425aeb12dc5b9':
        'pilot/cmd/pilot-agent/status/test-cert/cert.key',
      ce3aa306f6b578932664a6ef81bead27247efec825737b4b4cf1c5676c099e8f:
        'pilot/pkg/config/kube/gateway/conversion_test.go',
      '661060fa42a72ba53fda732df87e036640dfb0de17b34c1995412188ec6e18e8':
        'pilot/pkg/model/test/testcert/key.pem',
      ab3c2076d956d16e3f4f5254e5060e7e4990b46682ea88db3975b0c31d468e3c:
        'pilot/pkg/model/test/testcert/key2.pem',
      '7effae61c2bbf00f924d28fb83b61fe2027ec810d6377e83337d77bcd2f7fd97':
        'pilot/pkg/serviceregistry/kube/testdata/cert.key',
      '88e809261b157f0db238901c0033e6bfeba79793c20ab8af41963cdd41ce6600': 'samples/certs/ca-key-alt.pem',
      '42d8cfd1102e06e3f2579e68f9db4f787ec9cbcd1f19f1bae7934cee918c2fef': 'samples/certs/ca-key.pem',
      '9ae5105759d63c6f5d1bb8b90b54c659b9d802554d79766e1299dee4e7a5b358': 'security/pkg/pki/ca/ca_test.go',
      b01876cde4c503ca5559a04d064b950aa041c85542edec38ba64ab99d9b80a39:
        'security/pkg/pki/testdata/multilevelpki/int-key.pem',
      '8d549ffdb4525b36ffd7bcdff9304ee0fc4f7888b9ade536cd16723eca0edc85':
        'security/pkg/pki/testdata/multilevelpki/int2-key.pem',
      bbb07b190385c6708aab910a031694fed85cef6f1a8d41acacea3e47365314c1: 'security/pkg/pki/testdata/key.pem',
      '4c2b051529b44c0466f0ebd0e3820ec03bebe1f11f757a9fddac85895c111bcf':
        'security/pkg/pki/testdata/crl/ca-key.pem',
      '9588dedf098998cc84b68930b17600a6da79144b2aaeb948be247d5c2133bc37':
        'security/pkg/pki/testdata/ec-root-key.pem',
      '730d266370c07488b1930a8333add8e7c99356f0876ee3405ccfd6505fed2ba3':
        'security/pkg/pki/testdata/multilevelpki/ecc-int-key.pem',
      '2e8bd33a2b50c6ce96e5ebafc24c8fc5bd41d04b8a394cedb7abeab89a54dd33':
        'security/pkg/pki/testdata/multilevelpki/ecc-int2-key.pem',
      e986f9249ae9d2a7733dff06bed23ab284868c95a70f6f72daeb0a52b0c4a994:
        'tests/integration/security/sds_ingress/util/test_certs.go',
      '25112ef25e07a49435d4f2b9bac9b5ec81c6f13986728ad5e835ecb9585ca8e8':
        'tests/integration/security/sds_ingress/util/test_certs.go',
      bd724a44e85880821069dbbe3dfd8d60a87148ab12269ba8a9352e086d8bb671: 'tests/testdata/certs/cert.key',
      '61f107b25c92688bb732fd97cd28a7c7308a3f26e8b7bfb640c34106f8d3d81d':
        'tests/testdata/certs/pilot/ca-key.pem',
      '2bb21c8beaf06b9b50374903dfc52bc9427349468aff42357871552c5a2e33b6': 'tests/util/pki/k8sca.key',
    },
  },
  {
    by: 'Stratus Red Team, a public attack tool',
    repository: 'DataDog/stratus-red-team',
    keys: {
      f9836c632c21fab97e77fe60f8a75168554a0437cf08eb59cd47e425b30678bf:
        'v2/internal/attacktechniques/aws/persistence/rolesanywhere-create-trust-anchor/ca.key',
    },
  },
  {
    by: 'badssl.com, which collects CAs that leaked with their keys',
    repository: 'chromium/badssl.com',
    keys: {
      '130ad4e0633521290531b6651f5759b0bc7bc656709ff8f365c2143b0389b6f6':
        'certs/src/key/ca-dsdtestprovider.key',
      // The key alone: the certificate that was shipped with it is not kept there.
      cdee9f3305572a677e1a6c82dc1e02a35b11cae6a684338c9f37fe1ac8daec23: 'certs/src/key/ca-edellroot.key',
      '9d40513f43991af39fe413aff7608fc56463827137166547de0a1828d524ae98':
        'certs/src/key/ca-mitm-software.key',
      '680971cb44b0fd56592102a256e85c58e87109ad8044c2b90d8f3c6e9eeab897': 'certs/src/key/ca-preact-cli.key',
      '4bb8f35ba1e126f8dde1b0c420625ed86dce61a7bddadbdea9aba578ff13145e': 'certs/src/key/ca-superfish.key',
      '2bd1e667ec9ebbe02b9a7da264210c99b3eac1cc9141a0e30e3f623eaccec4e1':
        'certs/src/key/ca-webpack-dev-server.key',
    },
  },
  {
    by: 'gRPC among its test and example credentials',
    repository: 'grpc/grpc-go',
    keys: {
      d77dbda858229110fd3037043ca310855a9381d0c5283fccda3d975f7dd2d8c5: 'examples/data/x509/ca_key.pem',
      '080de301e0208393bf7eae3c2c1ab4a5e2eb71135933660683a52cbb84aec68b':
        'examples/data/x509/client_ca_key.pem',
      '9e8ed260a1da434d14c2c117110b581f5c091c27e31806a3d3afb4de875792cd':
        'examples/features/advancedtls/creds/ca_key.pem',
      d4574cbe8bd17db2ebc1784396a979b777067b8398f7dbdc9e26c010eb146ef0:
        'security/advancedtls/testdata/client_trust_key_1.pem',
      '79a2cd687bcab96d4cd3482a57ec5cd75d075db4922edf2c275e1853373b31a8':
        'security/advancedtls/testdata/client_trust_key_2.pem',
      ab451bd6795841b48a3f1951bf3fd9ad84aa22de7c485d2bc61700d41c418281:
        'security/advancedtls/testdata/crl/provider_client_trust_key.pem',
      '0bb992057a569d16100f6ecfda6199f2ebbd428a9cf246f85f0c3133326dd381':
        'security/advancedtls/testdata/crl/provider_server_trust_key.pem',
      c4ec14f544aa03ed472dfa913d706e72b893d14dc931ef0c525725663cafed2f:
        'security/advancedtls/testdata/server_trust_key_1.pem',
      cc5a87a0f01543546e4f595961a35f09dfa6cf64448f143dffa8b3ccde8d0f6b:
        'security/advancedtls/testdata/server_trust_key_2.pem',
      '97814711f3e00266aaba86066a7ff26592284fa3a2eb1a6ea71eeb4bac24b030': 'testdata/x509/spiffe_key.pem',
      bf316d88c4133650ca6e3e209ed5357dde07a025679033aab3746a8f7e929a81: 'testdata/spiffe_end2end/ca.key',
      ba83b53b1fe7ad187af1961aa074260d1110bcf1d274586893388314afcb9f1a:
        'testdata/spiffe_end2end/intermediate_ca.key',
      '7989522d0b0789d02b0d500e89cc8f8e9fdf430616f5aa16fbb3c98a8fe23c4f': 'testdata/x509/client_ca_key.pem',
      '9e14505fcbac9c930cbd6fd1ab145f6773ab5aa7543c112ddb5ec9191cb042e5':
        'testdata/x509/multiple_uri_key.pem',
      d8b1d52d113b01ed09e888077cb581a58ce3cca70adb6b196dcf487f221a0afd: 'testdata/x509/server_ca_key.pem',
    },
  },
  {
    by: 'AWS in the tests of the Roles Anywhere credential helper',
    repository: 'aws/rolesanywhere-credential-helper',
    keys: {
      '999f4c798cf19c369a4c35a4542a0c0fd15cbb854f8fb1b3b94e5d25557cc258':
        'tst/mldsa-fixtures/mldsa44-key.pem',
      d2c3842494a0a65159412a35f553d421721271664dad6096f8b692e1c329f29a: 'tst/mldsa-fixtures/mldsa65-key.pem',
      '90e7684a32227effb3ff23bdf00ee9d98d24b987dc7be279d4ba832be1657184':
        'tst/mldsa-fixtures/mldsa87-key.pem',
    },
  },
  {
    by: 'etcd among its tests',
    repository: 'etcd-io/etcd',
    keys: {
      '3cf60f2688dc7d374179e08775f975ff38d2afa000121d43e18d29f17fdd492b':
        'tests/fixtures/CommonName-root.key',
    },
  },
  {
    by: 'OpenVPN among its sample keys',
    repository: 'OpenVPN/openvpn',
    keys: {
      '6dcfeb85e5c6443dc2fa7db7f578d2bc4d1981882f4f9b90d62803afc06d0df5': 'sample/sample-keys/ca.key',
    },
  },
  {
    by: 'step-ca among its tests',
    repository: 'smallstep/certificates',
    keys: {
      c3ebaf4743ff937f0b5147053639de808b77ea703d60b013961820049f22ace7: 'authority/provisioner/utils_test.go',
      c50d9d3e74a83f16b5b00fdddec607a35e32897f5aae0f11f61d12afb5bebe9c: 'cas/cloudcas/cloudcas_test.go',
      '4595979d5d91275109512ac1b164b8ab378000a5404b697bf2fe4a0c0c18a1b2': 'cas/cloudcas/cloudcas_test.go',
      '1521f78c72558d63cda53928ba15525e0a5941ebd96c903681c83aeecdb69980': 'cas/softcas/softcas_test.go',
    },
  },
  {
    by: 'CFSSL among its tests and documentation',
    repository: 'cloudflare/cfssl',
    keys: {
      '2ae683e3fe134d3bb4315bdc500a3152687309b3317e16f08071a291ed631a95': 'api/generator/testdata/ca_key.pem',
      e7ad922d6300cd742078c60af6151c8404854d49bc99739a9d9a59d76e026e18: 'bundler/testdata/ca.key',
      '307fde2f96d0869e9eb0ac6dfe794f2724e16010a5b24b08d40e2b6b13c1e10f': 'api/testdata/ca2-key.pem',
      '69bde638f10883472c8fb316374d695d57bfdc36583b15ec88b751b5094534ff': 'bundler/testdata/inter-L1.key',
      c23ea2b8af1aa365e20934d04645a0e078f1f9555b153f49a911429d0c903593: 'bundler/testdata/inter-L2.key',
      f20ad032a84661e98ed80faa65f24c17bb60715c974faf0f7c22eb33e08d1fa0:
        'bundler/testdata/cfssl-leaf-ecdsa256.key',
      '745d2d241968cf61e9897fc262c580add66e639202286b8b4a6885f192fcfb49':
        'bundler/testdata/cfssl-leaf-ecdsa384.key',
      e11eab5155d94c64af1aef27c958341aad10f604e5aee0804a54f88dd3c83f27:
        'bundler/testdata/cfssl-leaf-ecdsa521.key',
      '077cd51adebea9ccae43b11861d56c30bd53178a95e38ad6fe4e5a486c035013':
        'bundler/testdata/cfssl-leaf-rsa4096.key',
      '56949256b61e2bcdb016c8bd2cfec7c13e508b8537852fbc2b302a1a6fb36954': 'cli/gencrl/testdata/ca-keyTwo.pem',
      '62e57ea25b3636318fbb2dd0729df92a2fb1b66451ada0856b050695af36b525': 'cli/testdata/ca-key.pem',
      '540101906e8daff636d6cd4b16d3607921383c2aa511eebc4d49f3e58521f320': 'crl/testdata/ca-key.pem',
      '58240c2baa4e582aaa7ab4f58e30795d2b8e9242a4896f466debd678d09f3585':
        'initca/testdata/5min-ecdsa-key.pem',
      '61036b32d441b10711e838f22a24dcfb10f0c0127f653d50d397c49a5830cf9e': 'doc/api/endpoint_init_ca.txt',
      '6c22489c3d53dd5bbc1f5691506e4f68ce36de2ab607f2a3834b974f18c2a687':
        'helpers/testsuite/testdata/initCA/cfssl_output.pem',
      a58f32065b1850ef312ef2700ac3016ed5a90e406e1a57054e7034ee73cf0edd: 'initca/testdata/5min-rsa-key.pem',
      '582ba7e2ba2e01b30569e7af36b4648182870caec2e38b80e38f4a6cdb56a128': 'ocsp/testdata/ca-key.pem',
      '850d96db49607670a9256ed3d8633bd846f06fe9f2a4175a12c109878f72190d': 'api/testdata/leaf.key',
      '453d2e431c2b8b1433f8f1c420e482dfe0420ded0a220ae1af80c6127f56ebb8': 'api/testdata/leaf.badkey',
    },
  },
  {
    by: 'EMQX among its tests',
    repository: 'emqx/emqx',
    keys: {
      '3c3c44274aab0a88b955a8f472a6b8e2fc6b622a58b914d6937af3a78bbb0f51':
        '.ci/docker-compose-file/elastic/ca/ca.key',
      '461d8aeee691ab95e96d9f6c4fab13f4bc7df550e7a7ca028c41e5f3a70ff0a3':
        '.ci/docker-compose-file/greptimedb/certs/ca.key',
      c4e2872dc582e4e071b07df9d91e5d3b53d44ce18b1ce6d7070d9b24f533631f:
        '.ci/docker-compose-file/keycloak/certs/tls.key',
      ded0f4e46ebdaacbea765d5ebb7885f3cca5a97393f2ec3f2341cef48ab539ff:
        '.ci/docker-compose-file/keycloak/sp_certs/sp_private.pem',
      '03f87855339a7fbc4821c4b77d010057712affebcbafaa546812a9b41dfc0155':
        'apps/emqx/test/emqx_ocsp_cache_SUITE_data/ocsp-issuer.key',
    },
  },
  {
    by: 'SPIRE among its example and test keys',
    repository: 'spiffe/spire',
    keys: {
      '916e6f587ebd0c88b356da72d0f430db92ae37c1a9cd8617de9d6179df8fc577': 'conf/server/dummy_upstream_ca.key',
      '346df581b1713afd4bae74152d5ca597f5599c5af96d242dbe0ba05a133d61f9': 'test/fixture/certs/ca_key.pem',
    },
  },
  {
    by: 'NATS among its tests',
    repository: 'nats-io/nats-server',
    keys: {
      '16e8e6f748d9accfc082ba51e14a5b96d6abeab460e772de871a9233cfbab84c':
        'server/configs/certs/tls/benchmark-ca-key.pem',
      ef02c2c9045f2225353fc70c2a6fd094c70b069f4eff1f48c88590d3fbcae3d0: 'test/configs/certs/ocsp/ca-key.pem',
      fd8d56be57916a860a5af00337adb5e56b115f85ba4e20aea1f4a64b5c0c7aff:
        'test/configs/certs/ocsp/desgsign/ca-key.pem',
      de401b3c800c83609c3f86f85c3ad12e0a66bf67508590526afc733317f39c08:
        'test/configs/certs/ocsp/desgsign/ca-interm-key.pem',
      '30ba20818fc354af61b8f5bcaf02a3b29095648c59bcb2eec23f45f267aa2f63':
        'test/configs/certs/ocsp_peer/mini-ca/intermediate1/private/intermediate1_keypair.pem',
      f430d65ead31977e165836bdf6d13317d8d661ca52896677cd94503e47f70325:
        'test/configs/certs/ocsp_peer/mini-ca/root/private/root_keypair.pem',
      '944185cb5f51efe2c7b0dcdb7817162ab61072c5f7db063e2c674a42738904d8':
        'test/configs/certs/ocsp_peer/mini-ca/intermediate2/private/intermediate2_keypair.pem',
      '1f44ef4809f0e2f920a84e1bef553df00969bae05a97a14c4781e983b6942aa5': 'test/configs/certs/rdns/ca.key',
      '354007c60e2a850e3ec44eab718f4eab1063a6cca7933567c782af39b2f578c3': 'test/configs/certs/svid/ca.key',
      cddd1e9a64d99549319396fdb9eae5fefb874d724457d1bfd63208906690a25d:
        'test/configs/certs/tlsauth/certstore/ecdsa_server.key',
    },
  },
  {
    by: 'Mosquitto among its tests',
    repository: 'eclipse-mosquitto/mosquitto',
    keys: {
      fd25a65567f1fcadcfb4fd43f589f8405bb10cf07dbea8377d9db8937a13cec0: 'test/ssl/test-signing-ca.key',
      '6b0b6c704adf5f76b98b7549abec5423c3a9b0eec898ec1622f9e8b4a2ab7322': 'test/ssl/test-root-ca.key',
      bd8ebc765a8e9a881f1fa695a712091257ca02d1ef26964ce979614cd98cef73: 'test/ssl/test-alt-ca.key',
      '8ec5d099522105034ac54c99a3de76b048d34b8414b7a50ea7db5d37aabb46e5': 'test/ssl/test-bad-root-ca.key',
      bdf6e4b68540af06b29d1260131617158e2326e37b285213e37d938cb965a1e6: 'test/ssl/test-fake-root-ca.key',
    },
  },
  {
    by: 'Linkerd among its tests',
    repository: 'linkerd/linkerd2',
    keys: {
      cded7ca008ba702e3cd86a9b8278a2c30f9e7b7bd6ff6104dad4e664a73bc420: 'cli/cmd/testdata/expired-key.pem',
      '48afe30907654f29d4cc9119a83fdc57af02f125d39372b9513d8150bcb03861': 'cli/cmd/testdata/valid-key.pem',
      '83b6c742664b94755eae646c2ef05d05112b442a23ae666a13c0d62bb2f49176':
        'cli/cmd/testdata/not-valid-yet-key.pem',
      '81b51329868f4fd9b3cca4541ec239ab90f2d87fe896c6640d0212bb843ee1b5':
        'cli/cmd/testdata/valid-with-rsa-anchor-key.pem',
      c88846969d2a1fc9bf401d49857472068ba19fccaacc3041e50458dd399c4d7d: 'cli/cmd/testdata/wrong-algo-key.pem',
      '7b884a9880d209e90ddf4788366c6265d21edbaaab6a0c27c647f50b90c841c0':
        'cli/cmd/testdata/wrong-domain-key.pem',
      '3b0fd2671ca31eca83cc6ebbc6864f5d138182c6ce976ae2521e64666e0fe091':
        'test/integration/rsa-ca/testdata/ca.key',
      '8768daa03b637cd5534a3be2fb973614c184e65de9a0797fc5538f0c205a5109':
        'test/integration/rsa-ca/testdata/issuer.key',
    },
  },
  {
    by: 'Traefik among its tests',
    repository: 'traefik/traefik',
    keys: {
      '4bfd5a9981fb59ce5c48b90c2f1c0779eef9d6eb5c8223f61fa1c0f5e89255d7':
        'integration/fixtures/https/clientca/ca1.key',
      '256d96701d4a7482800ccf702add683371497ce69159ab57d9950eda3985dd2e':
        'integration/fixtures/https/clientca/ca2.key',
      f27d65698be6228393d6aef8038898a563bc4cdf23477fbdfe33e14dc1995b6a:
        'integration/fixtures/https/clientca/ca3.key',
      '164d95d18ebc962d783aa6b75358686805d029c35324840d36a4fb7de4309ef1':
        'integration/fixtures/https/dynamic_https.toml',
      ad08732ededfd528ecb50d84c1a3094b2c70eaea4afa84ef44b1c385790f323f:
        'integration/fixtures/https/snitest.com.key',
      '494fe9b53c0e91a64a539e9ff77f6453f2f50430335721ca5d3de798e5d83921':
        'integration/fixtures/https/snitest.org.key',
      '9d7230ae933bad9a15be0f6eab98f0ec1d4af220c8c8373e4f8efd9f4be01739':
        'integration/fixtures/https/uppercase_wildcard.www.snitest.com.key',
      '09bcf401b1d882643e5e9b3b1b780baadc2c93a71df43147a8d8eca7cc120bbc':
        'integration/fixtures/https/wildcard.snitest.com.key',
      '904afd96c9ab497f413db148c683d30b99d3af463c1ceac51b8e79dad54a344a':
        'integration/fixtures/https/wildcard.www.snitest.com.key',
      c9e6f3c6108c8b4683ecd0f7f2c53958a0fe77c861753cc3c764d1bb661bff1b:
        'integration/fixtures/https/www.snitest.com.key',
      b65085d463752abcfb39d31147c8fd84dbcef4b219b8cad85de07dfaeef82b74: 'integration/fixtures/ocsp/ca.key',
      '4dd59dcb4e5fa778c7c5f0c7da2c7224fa0e584b755aaa059b26af978894a415':
        'integration/resources/tls/local.key',
      '346cbfad6961235808eea025297e71fe4764c667c931cc94cebdb1388e83e3b4':
        'pkg/healthcheck/healthcheck_tcp_test.go',
      '1006922d92fc1bbd14df2b6c2fd5651c35b970dbaf93e25afdd2171ff912abb8':
        'pkg/provider/kubernetes/gateway/kubernetes_test.go',
      '64eebde4d94a861ca1b062a103ef51d4d8a2c1b0a2133838198230e9c85407ed':
        'pkg/server/server_entrypoint_tcp_http3_test.go',
      '6d055631645d408eaf6c8108203bcdf192e3d9acb0842df3a7fc256794f14b4b':
        'pkg/server/service/transport_test.go',
      '2e50dc3dd43f0636860e3bcd7731eaf8daadbf7dc7be950a7089c39b22f3920c':
        'pkg/server/service/transport_test.go',
      f88a2e522d50f1ae0d2fa340a73fa19589da7cd208cc066b08138a65bb4c0666: 'pkg/tls/ocsp_test.go',
    },
  },
  {
    by: 'Requests, the Python library, among its tests',
    repository: 'psf/requests',
    keys: {
      '613e4bb86ee66604a614a23bbed11993e1921034d9b5049cd00a5db2476156fe':
        'tests/certs/expired/ca/ca-private.key',
    },
  },
];

const PUBLISHERS: ReadonlyMap<string, string> = new Map(
  PUBLISHED.flatMap(({ by, keys }) => Object.keys(keys).map((key) => [key, by] as const)),
);

/**
 * CA certificates of the above, by their fingerprint, whose key Node.js reads from version 24 on only.
 * Source: https://github.com/aws/rolesanywhere-credential-helper/tree/main/tst/mldsa-fixtures
 */
const BY_CERTIFICATE: ReadonlyMap<string, string> = new Map(
  [
    '8F:81:B2:76:58:EA:28:9A:49:45:F8:7A:3A:EF:93:F1:56:4F:D2:E7:E9:D1:22:6D:48:33:0C:D5:20:25:62:20',
    'A7:03:3E:A9:6F:78:F8:20:BF:BD:17:1C:EB:9B:56:3A:AD:A8:19:4D:DE:22:54:F7:67:D1:09:77:D2:A6:28:CA',
    '27:39:09:AB:6C:9F:B1:EC:17:86:EE:4A:4E:18:D7:1B:16:2F:52:3D:2F:13:42:93:15:B8:64:28:63:A1:45:39',
  ].map((sha256) => [sha256, 'AWS in the tests of the Roles Anywhere credential helper'] as const),
);

const publisherOfOne = ({ publicKeySha256, sha256 }: Certificate): string | undefined =>
  (publicKeySha256 === undefined ? undefined : PUBLISHERS.get(publicKeySha256)) ?? BY_CERTIFICATE.get(sha256);

/** Who has published the private key of some of these CAs; `undefined` where nobody is known to have. */
export const publisherOf = (certificates: Lookup<readonly Certificate[]>): string | undefined =>
  certificates.known ? certificates.value.map(publisherOfOne).find((by) => by !== undefined) : undefined;
