import { providerOf, type IdentityProvider } from './identity-provider.js';

/** Where things are in an identity provider's console, and the names of its buttons, as parts of sentences. */
export interface ProviderWords {
  readonly name: string;
  /** Where the base URL and the credentials are entered. */
  readonly connection: string;
  /** The field of the base URL. */
  readonly baseUrl: string;
  /** How credentials are given. */
  readonly credentials: string;
  /** How the connection is tested. */
  readonly test: string;
  /** Where attributes are mapped. */
  readonly mappings: string;
  /** Where the names of Declaree's attributes are. */
  readonly attributeNames: string;
  /** How to look up users by their user name; a sentence. */
  readonly matching: string;
  /** How to send e-mail addresses as user names. */
  readonly userNames: string;
  /** How a failed request is retried once its cause is fixed; a sentence. */
  readonly retry: string;
  /** How a whole profile is sent again. */
  readonly resend: string;
  /** Where people are assigned to the app. */
  readonly assignments: string;
  /** How to create a group again that was deleted in Declaree. */
  readonly pushAgain: string;
  /** How to take over a group that already exists in Declaree. */
  readonly linkGroup: string;
}

const WORDS: Readonly<Record<IdentityProvider, ProviderWords>> = {
  okta: {
    name: 'Okta',
    connection: 'in Okta under Provisioning > Integration',
    baseUrl: 'SCIM connector base URL',
    credentials: 'choose Basic Auth or HTTP Header as authentication mode',
    test: 'press Test API Credentials (in a custom app: Test Connector Configuration)',
    mappings: 'in Okta under Provisioning > To App > Attribute Mappings',
    attributeNames: 'in Okta in the Profile Editor of the app',
    matching:
      'Set the unique identifier field for users to userName, in Okta under Provisioning > Integration.',
    userNames: 'in Okta, set "Application username format" of the app to Email',
    retry: 'Then retry: in Okta under Dashboard > Tasks, select the task and press Retry Selected.',
    resend: 'in Okta, on the tab Provisioning > To App, press Force Sync',
    assignments: 'in Okta, on the tab Assignments',
    pushAgain: 'in Okta, on the tab Push Groups, unlink the group and push it again',
    linkGroup: 'in Okta, on the tab Push Groups, choose Link Group instead of Create Group',
  },
  entra: {
    name: 'Entra ID',
    connection: 'in Entra ID in the enterprise application under Provisioning',
    baseUrl: 'Tenant URL',
    credentials: 'enter an API key of Declaree as Secret Token',
    test: 'press Test Connection',
    mappings: 'in Entra ID under Provisioning, in the attribute mappings',
    attributeNames: 'in Entra ID in the attribute list of the mapping (Show advanced options)',
    matching: 'Match users by userName, in Entra ID in the attribute mapping of users.',
    userNames: 'in Entra ID, map userPrincipalName or mail to userName',
    retry:
      'Entra ID sends it again in its next cycle, within about 40 minutes; Provision on demand does so at once for one person.',
    resend:
      'in Entra ID under Provisioning, use Provision on demand for one person, or Restart provisioning for everybody',
    assignments: 'in Entra ID, under Users and groups of the enterprise application',
    pushAgain: 'in Entra ID under Provisioning, press Restart provisioning',
    linkGroup: 'in Entra ID, match groups by displayName in the attribute mapping of groups',
  },
  onelogin: {
    name: 'OneLogin',
    connection: 'in OneLogin on the tab Configuration of the app',
    baseUrl: 'SCIM Base URL',
    credentials: 'enter an API key of Declaree as SCIM Bearer Token',
    test: 'press Enable at API Connection',
    mappings: 'in OneLogin on the tab Parameters of the app',
    attributeNames: 'in OneLogin in the SCIM JSON Template, on the tab Configuration of the app',
    matching: 'Look up users by userName, in OneLogin on the tab Configuration of the app.',
    userNames: 'in OneLogin, set the parameter SCIM Username to Email',
    retry:
      'Then retry: in OneLogin on the tab Users of the app, click the failed state of the person and press Retry.',
    resend: 'in OneLogin, choose Reapply entitlement mappings under More Actions of the app',
    assignments: 'in OneLogin, under Applications of the person',
    pushAgain: 'in OneLogin, press Refresh at Entitlements on the tab Provisioning, and reapply the mappings',
    linkGroup:
      'in OneLogin, press Refresh at Entitlements on the tab Provisioning, and choose that group in the rules of the app',
  },
  jumpcloud: {
    name: 'JumpCloud',
    connection: 'in JumpCloud on the tab Identity Management of the application',
    baseUrl: 'Base URL',
    credentials: 'enter an API key of Declaree as Token Key',
    test: 'press Test Connection',
    mappings: 'in JumpCloud on the tab Identity Management of the application',
    attributeNames: 'in JumpCloud on the tab Identity Management of the application',
    matching: 'Look up users by userName, in JumpCloud on the tab Identity Management.',
    userNames: 'in JumpCloud, map the company e-mail to userName',
    retry: 'Then retry: in JumpCloud, save the person or the group again.',
    resend: 'in JumpCloud, save the person again',
    assignments: 'in JumpCloud, on the tab User Groups of the application',
    pushAgain: 'in JumpCloud, save the group again',
    linkGroup: 'in JumpCloud, save the group again: JumpCloud takes over the group with that name',
  },
  google: {
    name: 'Google',
    connection: 'in the Google Admin console under Autoprovisioning of the app',
    baseUrl: 'endpoint URL',
    credentials: 'enter an API key of Declaree as access token',
    test: 'save: Google then tests it',
    mappings: 'in the Google Admin console under Autoprovisioning, in the attribute mapping',
    attributeNames: 'in the Google Admin console under Autoprovisioning, in the attribute mapping',
    matching: 'Map the primary e-mail address to userName, in the Google Admin console.',
    userNames: 'in the Google Admin console, map the primary e-mail address to userName',
    retry: 'Google sends it again automatically; Autoprovisioning of the app shows what has failed.',
    resend: 'in the Google Admin console, change something in the profile of the person',
    assignments: 'in the Google Admin console, under User access of the app',
    pushAgain:
      'find the script that sends groups, since Google does not provision them, and let it create the group',
    linkGroup:
      'find the script that sends groups, since Google does not provision them, and let it use that group',
  },
  ping: {
    name: 'Ping',
    connection:
      'in PingOne in the connection under Integrations > Provisioning (PingFederate: under Outbound Provisioning > Target)',
    baseUrl: 'SCIM base URL',
    credentials: 'choose Basic authentication or an OAuth 2 bearer token',
    test: 'press Test Connection (PingFederate: save)',
    mappings: 'in the attribute mapping of the PingOne rule (PingFederate: of the channel)',
    attributeNames: 'in the attribute mapping of the PingOne rule (PingFederate: of the channel)',
    matching: 'Set the user filter expression to userName eq "%s", where the SCIM base URL is.',
    userNames: 'in Ping, map the e-mail address to userName',
    retry: 'Ping sends it again with its next synchronization.',
    resend: 'in PingOne, turn the rule off and on again (PingFederate: synchronize the channel in full)',
    assignments: 'in Ping, in the filter of the PingOne rule (PingFederate: of the channel)',
    pushAgain: 'in Ping, stop provisioning the group, and add it again',
    linkGroup: 'in Ping, write the name exactly as in Declaree: Ping takes over the group with that name',
  },
  unknown: {
    name: 'the identity provider',
    connection: 'in the identity provider, where the base URL of Declaree and the credentials are',
    baseUrl: 'base URL',
    credentials: 'choose HTTP Basic or a bearer token',
    test: 'test the connection there',
    mappings: 'in the attribute mapping of the identity provider',
    attributeNames: 'in the attribute mapping of the identity provider',
    matching: 'Let the identity provider look up users by userName.',
    userNames: 'in the identity provider, send e-mail addresses as userName',
    retry: 'Then let the identity provider send it again.',
    resend: 'let the identity provider send the profile again',
    assignments: 'in the identity provider',
    pushAgain: 'in the identity provider, stop provisioning the group, and push it again',
    linkGroup: 'in the identity provider, link the group to the one in Declaree instead of creating another',
  },
};

/** The terms of the client's product; general terms if the product is unknown. */
export function wordsFor(client: string | null): ProviderWords {
  return WORDS[providerOf(client)];
}

/** The terms of all known products. */
export const KNOWN_PROVIDERS: readonly ProviderWords[] = Object.values(WORDS).filter(
  (words) => words !== WORDS.unknown,
);
