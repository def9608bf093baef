/** Where the pages of an account are, for its administrators or for support. */
export interface OverviewLinks {
  log: string;
  runs: string;
  /** The progress of undos and other jobs. */
  undos: string;
  doctor: string;
  /** The people, the groups and the other pages of the account; null if the reader may not open them. */
  own: { people: string; groups: string; setup: string } | null;
}

export const OWN_LINKS: OverviewLinks = {
  log: '/log',
  runs: '/runs',
  undos: '/undos',
  doctor: '/doctor',
  own: { people: '/people', groups: '/groups', setup: '/setup' },
};

/** The pages of an account as support sees it. */
export function linksOfAccount(id: string): OverviewLinks {
  const account = `/accounts/${id}`;
  return {
    log: `${account}/log`,
    runs: `${account}/runs`,
    undos: `${account}/undos`,
    doctor: `${account}/doctor`,
    own: null,
  };
}
