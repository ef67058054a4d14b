/** Signing in and out: the token of the printed address for the key of a session, and the end of one or of all. */

import { sendJson, sendRefusal } from '../http/answer.ts';
import type { Sessions } from '../session/sessions.ts';
import type { SignInTokens } from '../session/sign-in-tokens.ts';
import type { Route } from './route.ts';

const SMALL = 1024;

export function sessionRoutes(sessions: Sessions, tokens: SignInTokens): Route[] {
  const route = { method: 'POST', bodyLimit: SMALL } as const;
  return [
    {
      ...route,
      path: '/api/v1/sign-in',
      rate: 'none',
      open: true,
      handle({ request, response, body }) {
        const token = onlyField(body, 'token');
        if (typeof token !== 'string' || !tokens.redeem(token)) return sendRefusal(response, notLetIn());
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
        const everywhere = onlyField(body, 'everywhere');
        if (typeof everywhere !== 'boolean') return sendRefusal(response, ODD_SIGN_OUT);
        if (everywhere) {
          tokens.endAll();
          sessions.endAll();
        } else sessions.find(request.headers.authorization)?.end();
        sendJson(response, 200, {});
      },
    },
  ];
}

function onlyField(body: unknown, name: string): unknown {
  if (typeof body !== 'object' || body === null) return undefined;
  const entries = Object.entries(body);
  return entries.length === 1 && entries[0]?.[0] === name ? entries[0][1] : undefined;
}

/** Signals come from the same user alone: the number of the process is no secret. */
export function notLetIn() {
  const message = `Open the address that was printed at the start; kill -USR2 ${process.pid} prints a new one.`;
  return { status: 401, code: 'signed-out', message };
}

const ODD_SIGN_OUT = {
  status: 400,
  code: 'bad-request',
  message: 'The body is {"everywhere": false}, or true to end every session, those of scripts too.',
};
