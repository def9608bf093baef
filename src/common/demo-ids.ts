/** Fixed ids in the demo data, so that the examples of the OpenAPI document work as they are. */
export const DEMO_IDS = {
  anna: '019a4c1e-5b78-7a10-8c5e-4d1b9e2f7a06',
  mira: '019a4c1e-5b7a-7f00-8d41-2c9e6b0f1a35',
  thomas: '019a4c1e-5b7b-7d52-a4f7-6e8c0b3d9f21',
  lotte: '019a4c1e-5b7d-7c31-9e02-7a1f4c6d8b90',
  elise: '019a4c1e-5b7e-7b94-b6a8-1f5d3c7e2a48',
  approvers: '019a4c1e-5c01-7e37-8f2b-5a9d6c4e1b73',
  sales: '019a4c1e-5c02-7b6e-a1d3-90f8e7d6c5b4',
} as const;
