/** Example bodies that work as they are: combined field examples would name organizations that do not exist. */
export const NEW_ORGANIZATION = {
  france: { summary: 'At the top level', value: { name: 'Acme France' } },
};

export const ORGANIZATION_CHANGES = {
  rename: { summary: 'A new name', value: { name: 'Acme Belgium' } },
  top: { summary: 'To the top level', value: { parentId: null } },
};

export const NEW_USER = {
  employee: {
    summary: 'In your own organization',
    value: {
      userName: 'noor.dijk@acme.example',
      displayName: 'Noor Dijk',
      givenName: 'Noor',
      familyName: 'Dijk',
      email: 'noor.dijk@acme.example',
      department: 'Finance',
      costCenter: '4130',
      iban: 'NL91ABNA0417164300',
      locale: 'nl-NL',
      role: 'approver',
    },
  },
};

export const USER_CHANGES = {
  profile: { summary: 'Some fields', value: { title: 'Controller', costCenter: null } },
  leaver: { summary: 'Deactivated', value: { active: false } },
};
