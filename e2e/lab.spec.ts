import { EXPECTED, POLICIES } from '../harness/lab/steps.ts';
import { test } from './test.ts';

test('the map shows every step of the lab as it is applied', async ({ studio, kube }) => {
  for (const step of EXPECTED) {
    await test.step(`${step.step}: ${step.title}, ${step.allowed} allowed`, async () => {
      const policy = POLICIES[step.step];
      if (policy) await kube.applyPolicy(policy);
      await studio.showsStep(step);
    });
  }
});
