import { expect, test } from 'vitest';
import { allRoutes } from '../testing/all-routes.ts';
import { createFakeLink } from '../testing/fake-link.ts';
import { openApi } from './openapi.ts';

test('public/openapi.json is the document of a server that writes; `vitest run lib/server -u` writes it anew', async () => {
  const document = openApi(allRoutes(createFakeLink(), false));
  await expect(`${JSON.stringify(document, undefined, 2)}\n`).toMatchFileSnapshot('../../../public/openapi.json');
});
