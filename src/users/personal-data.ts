/** What is done with the values of an attribute that is personal data. */
interface Handling {
  /** Identifies the person: erasing the person removes its values from all records. */
  isErased?: true;
  /** Support staff do not need to see it. A customer's own administrator never sees masks. */
  isMasked?: true;
}

/** The attributes with personal data, by their names in columns, SCIM paths and the audit trail. This is the only list. */
const PERSONAL_DATA: Readonly<Record<string, Handling>> = {
  userName: { isErased: true },
  displayName: { isErased: true },
  formattedName: { isErased: true },
  formatted: { isErased: true },
  nickName: { isErased: true },
  externalId: { isErased: true },
  employeeNumber: { isErased: true },
  profileUrl: { isErased: true },
  emails: { isErased: true },
  streetAddress: { isErased: true },
  iban: { isErased: true, isMasked: true },
  phoneNumbers: { isErased: true, isMasked: true },
  addresses: { isErased: true, isMasked: true },
  ims: { isErased: true, isMasked: true },
  photos: { isErased: true, isMasked: true },
  x509Certificates: { isErased: true, isMasked: true },
  birthday: { isMasked: true },
  dateOfBirth: { isMasked: true },
  birthDate: { isMasked: true },
};

const ERASED = Object.keys(PERSONAL_DATA).filter((name) => PERSONAL_DATA[name]?.isErased);
const ERASED_PATH = new RegExp(`(?:^|[:.])(?:${ERASED.join('|')})\\b`);

/** Whether the path names an attribute, or part of one, whose values identify a person. */
export function isErased(path: string): boolean {
  return ERASED_PATH.test(path);
}

/** Whether support staff see changes of this path masked: by the first name of the path after the schema. */
export function isMasked(path: string): boolean {
  const name = path.slice(path.lastIndexOf(':') + 1);
  return PERSONAL_DATA[/^\w+/.exec(name)?.[0] ?? '']?.isMasked ?? false;
}
