/**
 * The ids in the demo data that the examples of the OpenAPI document use, so that the examples can be
 * executed as they are. The demo data has one of each thing that otherwise only arises while the program
 * runs.
 */
export const DEMO_IDS = {
  acme: '019a4c1e-5a01-7c42-9b6d-3e8f1a7c5d20',
  globex: '019a4c1e-5a02-7f18-8a3c-6b9d2e4f7051',
  acmeGroup: '019a4c1e-5a11-7d05-b2e7-8c4a6f1d3920',
  acmeNl: '019a4c1e-5a12-7a96-9f40-1d7e5b8c2a63',
  acmeBe: '019a4c1e-5a13-7e2b-8d51-a06c4f9e7b18',
  anna: '019a4c1e-5b78-7a10-8c5e-4d1b9e2f7a06',
  mira: '019a4c1e-5b7a-7f00-8d41-2c9e6b0f1a35',
  thomas: '019a4c1e-5b7b-7d52-a4f7-6e8c0b3d9f21',
  lotte: '019a4c1e-5b7d-7c31-9e02-7a1f4c6d8b90',
  elise: '019a4c1e-5b7e-7b94-b6a8-1f5d3c7e2a48',
  approvers: '019a4c1e-5c01-7e37-8f2b-5a9d6c4e1b73',
  sales: '019a4c1e-5c02-7b6e-a1d3-90f8e7d6c5b4',
  /** An API key and a session of the admin of acme. Nobody can use them: their tokens were discarded. */
  key: '019a4c1e-5d01-7c88-a3f6-2b5e9d0c7f41',
  session: '019a4c1e-5d02-7094-8e1d-f7a3c6b25980',
  /** An entry in the audit trail of acme, and an event in the provisioning log of globex. */
  entry: '019a4c1e-5d03-7b3a-94c2-5e8f0d6a1b77',
  event: '019a4c1e-5d04-7f51-b0a8-c93d7e2f4615',
  /** A run of changes in acme, which gave Thomas a department. */
  run: '019a4c1e-5d0c-7e35-8b1d-2f6a9c4e7d08',
  /** The event of that change in the provisioning log of acme. */
  changeEvent: '019a4c1e-5d12-7a08-9b4f-6c1e3d8a5f72',
  /** An undo that has ended. */
  job: '019a4c1e-5d0d-7b52-9c4e-8a1d3f6e2b90',
  /** Webhooks of acme, a message to one of them, and an alarm that somebody has seen. */
  webhook: '019a4c1e-5d0e-7d41-8a6f-1c9e3b5d7f20',
  oldWebhook: '019a4c1e-5d0f-7b18-93e2-6f4a8c0d2e71',
  delivery: '019a4c1e-5d10-7c95-a1d8-3e7b9f5c0a64',
  alarm: '019a4c1e-5d11-7f27-b60c-9d2e4a8f1c35',
  /**
   * Connections of acme, one of them with a key, and catalogue clients, with a secret each. The secrets were
   * discarded.
   */
  connection: '019a4c1e-5d06-7a4e-9f13-7c2b8e5d0a61',
  oldConnection: '019a4c1e-5d07-7d90-8b27-0e6f3c9a4d15',
  signingConnection: '019a4c1e-5d05-7e61-b2c4-7f0a9d3e5b18',
  clientSecret: '019a4c1e-5d08-7b63-a5c8-9d1e7f4b2c30',
  catalogueClient: '019a4c1e-5d09-7e18-8d04-3a5c6b9f7e82',
  oldCatalogueClient: '019a4c1e-5d0a-7c7d-b396-8f2e1d4a6c07',
  catalogueSecret: '019a4c1e-5d0b-72a1-9e5f-6b8d0c3f7a94',
  /**
   * Expense reports: open ones and a submitted one of the admin of acme, two that wait for the admin, one that waits for Mira, and
   * others that are decided; and a deputy.
   */
  openReport: '019a4c1e-5e01-7a52-8c3d-4f6b9e1d7a20',
  spareReport: '019a4c1e-5e02-7b91-a6f4-2d8c5e0b3f17',
  submittedReport: '019a4c1e-5e03-7c64-9d18-7b3a1f5e8c42',
  ownSubmittedReport: '019a4c1e-5e04-7d27-b5e9-0c4f8a2d6b31',
  approvedReport: '019a4c1e-5e05-7e83-8a40-6e1d9c7b2f54',
  rejectedReport: '019a4c1e-5e06-7f15-93b7-5a8f0d3c6e29',
  closedReport: '019a4c1e-5e07-7038-a2c6-1b9e4d7f5a80',
  deputy: '019a4c1e-5e08-7149-86d5-3f2c7b0e9a61',
  doubtfulReport: '019a4c1e-5e09-7c2d-9a17-6d4b0e8f3c52',
  waitingReport: '019a4c1e-5e0a-7d60-81f4-2e9c7a5b1d38',
  /** An operator who cannot log in. */
  formerOperator: '019a4c1e-5d05-7206-87be-4a1c9f3d8e52',
} as const;
