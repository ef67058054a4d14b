/** Signing in and out: the token of the printed address for the key of a session, and the end of one or of all. */

import type { TSchema } from 'typebox';
import { firstFault, fits, SignInRequest, SignOutRequest } from '#stream/schema';
import { type HttpRefusal, sendJson, sendRefusal } from '../http/answer.ts';
import type { Sessions } from '../session/sessions.ts';
import type { SignInTokens } from '../session/sign-in-tokens.ts';
import type { HttpRoute } from './route.ts';

const SMALL = 1024;

export function sessionRoutes(sessions: Sessions, tokens: SignInTokens): HttpRoute[] {
  const route = { method: 'POST', bodyLimit: SMALL } as const;
  return [
    {
      ...route,
      path: '/api/v1/sign-in',
      rate: 'none',
      open: true,
      handle({ request, response, body }) {
        if (!fits(SignInRequest, body)) return sendRefusal(response, odd(SignInRequest, body));
        if (!tokens.redeem(body.token)) return sendRefusal(response, notLetIn());
        // Whoever comes again gets another key, and the one before ends.
        sessions.find(request.headers.authorization)?.end();
        sendJson(response, 200, { key: sessions.begin('page') });
      },
    },
    {
      ...route,
      path: '/api/v1/sign-out',
      rate: 'read',
      handle({ request, response, body }) {
        if (!fits(SignOutRequest, body)) return sendRefusal(response, odd(SignOutRequest, body));
        if (body.everywhere) {
          tokens.endAll();
          sessions.endAll();
        } else sessions.find(request.headers.authorization)?.end();
        sendJson(response, 200, {});
      },
    },
  ];
}

/** Signals come from the same user alone: the number of the process is no secret. */
export function notLetIn(): HttpRefusal {
  const message = `Open the address that was printed at the start; kill -USR2 ${process.pid} prints a new one.`;
  return { status: 401, code: 'signed-out', message };
}

function odd(schema: TSchema, body: unknown): HttpRefusal {
  return { status: 400, code: 'bad-request', message: firstFault(schema, body) ?? 'The body means nothing here.' };
}
