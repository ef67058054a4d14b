import { POLICIES } from '../../harness/lab/steps.ts';
import { expect, test } from './test.ts';

test('the printed address opens the map, lets in, and leaves no token behind', async ({ visitor, product }) => {
  await visitor.showsAllowed(90);
  await visitor.isAt(/^\/map$/);
  await visitor.sees('button', /^Live/);
  const { hostname } = new URL(product.url);
  expect(await visitor.remote.evaluate<string>('location.hostname')).toBe(hostname);
  await visitor.remote.reload();
  await visitor.showsAllowed(90);
});

test('what somebody else applies is on the map without a reload', async ({ visitor, kube }) => {
  await visitor.showsAllowed(90);
  await visitor.remote.evaluate('window.sameDocument = true');
  await kube.applyPolicy(POLICIES.S1 as never);
  await visitor.showsAllowed(81);
  expect(await visitor.remote.evaluate<boolean>('window.sameDocument === true')).toBe(true);
});

test('an address that names a workload opens its panel, and Back and Forward lead through screens', async ({
  visitor,
  product,
}) => {
  const { remote } = visitor;
  await remote.goto(new URL('/map?select=workload:ui/ui[Deployment]', product.url).href);
  await visitor.sees('complementary', /ui/);
  await visitor.click('link', /^Findings/);
  await visitor.isAt(/^\/findings/);
  await visitor.reads('[data-finding]', /\S/);
  await visitor.click('link', /^History/);
  await visitor.isAt(/^\/history/);
  await remote.back();
  await visitor.isAt(/^\/findings/);
  await remote.back();
  await visitor.isAt(/^\/map\?select=workload/);
  await visitor.sees('application', /Map/);
  await remote.forward();
  await visitor.isAt(/^\/findings/);
  await visitor.reads('[data-finding]', /\S/);
});

test('a filter stands in the address and narrows the map', async ({ visitor }) => {
  const { remote } = visitor;
  await visitor.clickOn('input[placeholder^=Filter]');
  await remote.type('orders');
  await visitor.isAt(/^\/map\?filter=orders$/);
  await remote.reload();
  await visitor.isAt(/^\/map\?filter=orders$/);
  const value = `document.querySelector('input[placeholder^=Filter]')?.value`;
  await expect.poll(() => remote.evaluate<string>(value)).toBe('orders');
});

test('whoever signs out here is out, also after a reload', async ({ visitor }) => {
  await visitor.click('button', /may apply|Identity/);
  await visitor.click('button', /^Sign out here$/);
  await visitor.sees('heading', /Netpol Studio is running/);
  await visitor.remote.reload();
  await visitor.sees('heading', /Netpol Studio is running/);
});
