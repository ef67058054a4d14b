/** The OpenAPI document of this server: one operation a route, and only of routes that it answers. */

import type { TSchema } from 'typebox';
import {
  ApplyAnswer,
  ApplyName,
  ApplyRequest,
  ConnectionsAnswer,
  ErrorAnswer,
  HistoryAnswer,
  PreviewAnswer,
  PreviewRequest,
  SignInAnswer,
  SignInRequest,
  SignOutRequest,
  StateAnswer,
} from '#stream/schema';
import { SCHEMAS, type Schema, schemaOf } from './openapi-schemas.ts';

interface Operation {
  readonly summary: string;
  readonly answer: { readonly type: string; readonly schema: Schema };
  /** 200 unless said. */
  readonly status?: number;
  readonly body?: Schema;
  readonly parameters?: readonly Schema[];
  /** Refusals besides those that every route may give: code and when. */
  readonly refusals?: Readonly<Record<number, string>>;
}

const json = (schema: Schema) => ({ type: 'application/json', schema });
const answerOf = (schema: TSchema) => json(schemaOf(schema));
const plain = { type: 'text/plain', schema: { type: 'string' } };
const nothing = json({ type: 'object', maxProperties: 0 });
const CONFLICT = { 409: 'The preview or the apply cannot be used (any more).', 503: 'The cluster cannot be reached.' };

const level: Schema = {
  name: 'level',
  in: 'query',
  schema: { type: 'string', enum: ['workload', 'pod'], default: 'workload' },
};

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET /healthz': { summary: 'The process is up.', answer: plain },
  'GET /readyz': {
    summary: 'The cluster was read once.',
    answer: plain,
    refusals: { 503: 'Namespaces, pods and policies were not all read yet, or may not be read.' },
  },
  'GET /metrics': { summary: 'Figures for Prometheus.', answer: plain },
  'GET /api/v1/openapi.json': { summary: 'This document.', answer: json({ type: 'object' }) },
  'GET /api/v1/state': {
    summary: 'How fresh is what is known, kind by kind. Answered also while no cluster was ever reached.',
    answer: answerOf(StateAnswer),
  },
  'GET /api/v1/connections': {
    summary: 'Every connection that the policies allow, in the form of `netpol list`.',
    answer: answerOf(ConnectionsAnswer),
    parameters: [level],
    refusals: {
      400: 'No such level.',
      413: 'More than one answer may have; `netpol list` has no such limit.',
      503: 'Nothing is known of the cluster yet, or pods are still being read: a part would look like all.',
    },
  },
  'GET /api/v1/stream': {
    summary: 'The live stream of the pages: a snapshot, then changes. Its form may change with any version.',
    answer: { type: 'text/event-stream', schema: { type: 'string' } },
  },
  'GET /api/v1/history': { summary: 'Every attempt to write, newest first.', answer: answerOf(HistoryAnswer) },
  'POST /api/v1/sign-in': {
    summary: 'The token of the printed address for the key of a session.',
    answer: answerOf(SignInAnswer),
    body: schemaOf(SignInRequest),
    refusals: { 401: 'The token is not good, or not any more.' },
  },
  'POST /api/v1/sign-out': { summary: 'Ends sessions.', answer: nothing, body: schemaOf(SignOutRequest) },
  'POST /api/v1/retry': {
    summary: 'Ends every wait for a next attempt.',
    answer: nothing,
    status: 202,
    body: { type: 'object', description: 'Of no meaning.' },
  },
  'POST /api/v1/preview': {
    summary: 'What the cluster would store: a dry run of every write.',
    answer: answerOf(PreviewAnswer),
    body: schemaOf(PreviewRequest),
    refusals: { 503: 'The cluster cannot be reached.' },
  },
  'POST /api/v1/apply': {
    summary: 'Writes exactly what was previewed.',
    answer: answerOf(ApplyAnswer),
    body: schemaOf(ApplyRequest),
    refusals: { ...CONFLICT, 507: 'It could not be recorded, so nothing was written.' },
  },
  'POST /api/v1/undo': {
    summary: 'Puts back what an apply changed, unless somebody changed it since.',
    answer: answerOf(ApplyAnswer),
    body: schemaOf(ApplyName),
    refusals: { 404: 'No such apply.', ...CONFLICT },
  },
  'POST /api/v1/keep': {
    summary: 'Stops the countdown of an apply.',
    answer: nothing,
    body: schemaOf(ApplyName),
    refusals: { 404: 'No such apply.', 409: 'It was taken back already.' },
  },
};

export interface Described {
  readonly method: string;
  readonly path: string;
  readonly open?: true;
  readonly parameters?: readonly string[];
}

/** Throws for a route that nothing is said of: a test asks for every one. */
export function openApi(routes: readonly Described[]): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const route of routes) {
    const operation = OPERATIONS[`${route.method} ${route.path}`];
    if (!operation) throw new Error(`Nothing is said of ${route.method} ${route.path}.`);
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: described(route, operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Netpol Studio',
      version: 'v1',
      description:
        'For scripts: a start with `--json` prints `api` and `token`; send `authorization: Bearer TOKEN`. Writes also ' +
        'need the header `x-netpol-studio: 1` and a JSON body. Served on loopback alone. What the cluster refuses is data of a 200: ' +
        'see `refusal` of each write.',
    },
    paths,
    components: {
      schemas: SCHEMAS,
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer' },
      },
    },
    security: [{ session: [] }],
  };
}

function described({ method, open }: Described, operation: Operation): Schema {
  const { summary, answer, status = 200, body, parameters, refusals } = operation;
  const error = (description: string) => ({
    description,
    content: { 'application/json': { schema: schemaOf(ErrorAnswer) } },
  });
  const always: Record<number, string | undefined> = {
    403: 'Not from this machine’s own page.',
    421: 'Asked by another name than that of this server.',
    ...(open
      ? {}
      : {
          400: 'A parameter that means nothing here.',
          401: 'Signed out.',
          429: 'Too many requests.',
          500: 'A fault of ours.',
        }),
    ...(method === 'POST'
      ? { 400: 'The body cannot be read, or means nothing here.', 413: 'Too large.', 415: 'Not JSON.' }
      : {}),
    ...refusals,
  };
  const header = { name: 'x-netpol-studio', in: 'header', required: true, schema: { const: '1' } };
  return {
    summary,
    ...(open ? { security: [] } : {}),
    ...(parameters || body ? { parameters: [...(parameters ?? []), ...(body ? [header] : [])] } : {}),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: {
      [status]: { description: 'Done.', content: { [answer.type]: { schema: answer.schema } } },
      ...Object.fromEntries(Object.entries(always).map(([code, when]) => [code, error(when ?? '')])),
    },
  };
}
