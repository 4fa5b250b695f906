// Serves the schemas of infra/testing/schema to Terraform's own engine, so that `terraform validate`, and
// `terraform test` with `mock_provider`, run with no provider installed. Terraform finds the servers through
// TF_REATTACH_PROVIDERS, its documented way to debug a provider. They can plan and apply nothing by themselves.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(join(process.env.NIGHTSHIFT_INFRA_CACHE, 'package.json'));
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

// The part of Terraform's plugin protocol 5 that is answered here: message shapes and numbers.
const PROTO = `syntax = "proto3"; package tfplugin5;
message DynamicValue { bytes msgpack = 1; bytes json = 2; }
message Diagnostic { int32 severity = 1; string summary = 2; string detail = 3; }
message Attribute { string name = 1; bytes type = 2; string description = 3; bool required = 4;
  bool optional = 5; bool computed = 6; bool sensitive = 7; bool write_only = 10; }
message NestedBlock { string type_name = 1; Block block = 2; int32 nesting = 3;
  int64 min_items = 4; int64 max_items = 5; }
message Block { int64 version = 1; repeated Attribute attributes = 2; repeated NestedBlock block_types = 3; }
message Schema { int64 version = 1; Block block = 2; }
message ServerCapabilities { bool plan_destroy = 1; bool get_provider_schema_optional = 2; }
message Empty {}
message SchemaResponse { Schema provider = 1; map<string, Schema> resource_schemas = 2;
  map<string, Schema> data_source_schemas = 3; repeated Diagnostic diagnostics = 4;
  Schema provider_meta = 5; ServerCapabilities server_capabilities = 6; }
message PrepareRequest { DynamicValue config = 1; }
message PrepareResponse { DynamicValue prepared_config = 1; repeated Diagnostic diagnostics = 2; }
message ValidateRequest { string type_name = 1; DynamicValue config = 2; }
message DiagnosticsResponse { repeated Diagnostic diagnostics = 1; }
message StopResponse { string Error = 1; }
service Provider {
  rpc GetSchema(Empty) returns (SchemaResponse);
  rpc PrepareProviderConfig(PrepareRequest) returns (PrepareResponse);
  rpc ValidateResourceTypeConfig(ValidateRequest) returns (DiagnosticsResponse);
  rpc ValidateDataSourceConfig(ValidateRequest) returns (DiagnosticsResponse);
  rpc Configure(Empty) returns (DiagnosticsResponse);
  rpc Stop(Empty) returns (StopResponse);
}`;

const TERRAFORMS_OWN = new Set(['alias', 'version']);
const NESTING = { 1: 1, l: 2, t: 3, m: 4 };
const SIMPLE = { s: 'string', n: 'number', b: 'bool', '*': 'dynamic' };

const ctyType = (type) => SIMPLE[type] ?? [{ l: 'list', t: 'set', m: 'map' }[type[0]], ctyType(type.slice(2, -1))];

// Terraform allows no attribute of any type inside a set of blocks: such a set is served as a list.
const hasAnyType = (block) => Object.values(block.a ?? {}).some((spec) => spec.endsWith('*'))
  || Object.values(block.b ?? {}).some((spec) => spec[2].any || hasAnyType(spec[2]));

function attribute(name, spec) {
  const [flags, type] = spec.split(':');
  return { name, type: Buffer.from(JSON.stringify(ctyType(type))), required: flags === 'r',
    optional: flags.includes('o'), computed: flags.includes('c'), write_only: name.endsWith('_wo') };
}

function nested(name, [min, max, inner, kind]) {
  const limited = kind !== '1' && kind !== 'm';
  return { type_name: name, block: block(inner), nesting: kind === 't' && hasAnyType(inner) ? NESTING.l : NESTING[kind],
    min_items: kind === '1' ? 0 : min, max_items: limited ? max : 0 };
}

function block(spec, leftOut = new Set()) {
  const attributes = Object.entries(spec.a ?? {}).filter(([name]) => !leftOut.has(name)).map((entry) => attribute(...entry));
  const blocks = Object.entries(spec.b ?? {});
  // The source does not describe these: an attribute of any type is the nearest thing.
  const open = blocks.filter(([, [, , inner]]) => inner.any)
    .map(([name, [min]]) => ({ name, type: Buffer.from('"dynamic"'), required: min > 0, optional: min === 0 }));
  return { version: 0, attributes: [...attributes, ...open],
    block_types: blocks.filter(([, [, , inner]]) => !inner.any).map((entry) => nested(...entry)) };
}

function provider(document) {
  const schemas = (types) => Object.fromEntries(
    Object.entries(types).map(([type, spec]) => [type, { version: 0, block: block(spec) }]));
  const answer = { provider: { version: 0, block: block(document.config, TERRAFORMS_OWN) },
    resource_schemas: schemas(document.resources), data_source_schemas: schemas(document.data),
    diagnostics: [], server_capabilities: {} };
  const fine = (_call, done) => done(null, { diagnostics: [] });
  return {
    GetSchema: (_call, done) => done(null, answer),
    PrepareProviderConfig: (call, done) => done(null, { prepared_config: call.request.config, diagnostics: [] }),
    ValidateResourceTypeConfig: fine, ValidateDataSourceConfig: fine, Configure: fine,
    Stop: (_call, done) => done(null, {}),
  };
}

function listen(service, implementation) {
  const server = new grpc.Server({ 'grpc.max_send_message_length': -1 });
  server.addService(service, implementation);
  return new Promise((bound, failed) => server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(),
    (error, port) => (error ? failed(error) : bound({ server, port }))));
}

/**
 * Starts one server for each schema file. `environment` is what Terraform needs to find them; `stop` ends them.
 */
export async function serveSchemas(files) {
  const { root } = require('protobufjs').parse(PROTO, { keepCase: true });
  const definition = loader.fromJSON(root.toJSON(), { keepCase: true, longs: Number });
  const { Provider } = grpc.loadPackageDefinition(definition).tfplugin5;
  const reattach = {};
  const servers = [];
  for (const file of files) {
    const document = JSON.parse(readFileSync(file, 'utf8'));
    const { server, port } = await listen(Provider.service, provider(document));
    servers.push(server);
    reattach[document.provider] = { Protocol: 'grpc', ProtocolVersion: 5, Pid: process.pid, Test: true,
      Addr: { Network: 'tcp', String: `127.0.0.1:${port}` } };
  }
  return { environment: { TF_REATTACH_PROVIDERS: JSON.stringify(reattach) },
    stop: () => servers.forEach((server) => server.forceShutdown()) };
}
