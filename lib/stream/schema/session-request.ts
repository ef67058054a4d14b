/** What is sent to sign in and out, and what a sign-in is answered with. */

import { Type } from 'typebox';
import { asked, flag, named, textSchema } from './shapes.ts';

export const SignInRequest = asked(
  { token: textSchema('Of the fragment of the printed address.') },
  { $id: 'SignInRequest' },
);

export const SignInAnswer = named('SignInAnswer', {
  key: Type.String({ description: 'To be sent with every request as `authorization: Bearer KEY`.' }),
});

export const SignOutRequest = asked(
  { everywhere: flag('Ends every session, those of scripts and the printed address too; otherwise this one alone.') },
  { $id: 'SignOutRequest' },
);
